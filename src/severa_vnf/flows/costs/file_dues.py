"""Which files are due: those of a line on its project, those of a document on every project that its lines name."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from severa_vnf.flows.costs.around import Around
from severa_vnf.flows.costs.carried import Copy, Line
from severa_vnf.flows.costs.case import Case
from severa_vnf.flows.costs.hearing import STREAM
from severa_vnf.mapping.booked import BookedFile, BookedLine
from severa_vnf.mapping.costs import description
from severa_vnf.mapping.file_names import file_name
from severa_vnf.mapping.purchases import PurchaseLine
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem
from severa_vnf.values import Guid


@frozen
class CopyDue:
    """A file that is due on a project. It is described as the fee of the line is; `held` says that it was begun."""

    case: Case
    file: BookedFile
    project: Guid
    said: PurchaseLine
    held: Copy | None

    @property
    def empty(self) -> Copy:
        """What is remembered of it, before anything is."""
        return Copy(file=_key(self.file), project=self.project)

    @property
    def name(self) -> str:
        """Its name in Severa."""
        return file_name(self.file.name)

    def text(self, around: Around) -> str:
        """Its description there."""
        return description(around.named(self.said))

    def may_be_there(self, fresh: frozenset[str]) -> bool:
        """Whether others may have sent it: its document had a fee on the project before those of `fresh` lines."""
        older = (line for line in self.case.carried.lines if self.case.key(line.number) not in fresh)
        return self.held is not None or any(line.on(self.project) for line in older)

    def problem(self, trouble: Trouble) -> Problem:
        """What is wrong with it, and where it can be had."""
        booked, place = self.case.booked, f"/v1/attachment/{self.file.id}"
        value = f"{trouble.value} ({place})" if trouble.value else place
        return Problem(trouble.rule, STREAM, booked.key, booked.label, self.name, value)


def copies_due(case: Case) -> list[CopyDue]:
    """The files of lines that have become costs, each once on each project. A new revision is another file."""
    known = {(one.file, one.project): one for one in case.carried.files}
    found: dict[tuple[str, Guid], CopyDue] = {}
    for file, project, line in _named(case):
        held = known.get((_key(file), project))
        if held is None or held.guid is None:
            found.setdefault((_key(file), project), CopyDue(case, file, project, line.said, held))
    return list(found.values())


def _named(case: Case) -> Iterator[tuple[BookedFile, Guid, BookedLine]]:
    """Every file with every project that it belongs to; a line's own files first."""
    known = case.lines
    lines = [(line, target) for line in case.booked.lines if (target := _target(known.get(line.number)))]
    if case.booked.released:
        yield from ((file, target, line) for line, target in lines for file in line.files)
        yield from ((file, target, line) for line, target in lines for file in case.booked.files)


def _target(line: Line | None) -> Guid | None:
    return line.target if line is not None and any(not fee.deleted for fee in line.fees) else None


def _key(file: BookedFile) -> str:
    return f"{file.id} {file.revision}"
