"""Files are brought from Visma.net to projects in Severa, each once: remembered first, and looked for after a doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from attrs import define, evolve, field

from severa_vnf.errors import Forbidden, NotFound, Rejected
from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.costs.carried import Copy
from severa_vnf.flows.costs.case import remember
from severa_vnf.flows.costs.desk import Desk
from severa_vnf.flows.costs.file_creator import FileCreator, Upload, know, look_for, waits_in
from severa_vnf.flows.costs.file_dues import CopyDue, copies_due
from severa_vnf.flows.costs.file_planning import file_step
from severa_vnf.flows.costs.file_route import Route, tells_missing
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.engine.create_once import Came, Doubt, Refused, Unknown, Unsent, create_once
from severa_vnf.flows.reading_files import Contents, Cut, read_file
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem
from severa_vnf.rules.costs import FILE_NOT_WHOLE, FILE_REFUSED, FILE_TOO_LARGE, NO_FILES, TROUBLE, WAITS
from severa_vnf.severa.files import NewFile
from severa_vnf.vnf import attachment

AT_ONCE = 8
"""Files in hand at a time."""


def carry_files(desk: Desk, run: Round, route: Route, fresh: frozenset[str]) -> Flow[FileWork]:
    """Bring the files of these documents over. `fresh` are lines whose fees were made just now."""
    work = FileWork(desk, run, route)
    if due := [one for case in desk.values() for one in copies_due(case)]:
        yield from work.carry(sorted(due, key=_source), fresh)
        yield from remember(desk, {key: waits_in(case) for key, case in desk.items()})
    return work


@define
class FileWork:
    """The files of some documents: what is wrong goes to the problems. `left`: documents with one that was put off."""

    desk: Desk
    run: Round
    route: Route
    problems: list[Problem] = field(factory=list)
    left: set[str] = field(factory=set)

    def carry(self, due: Sequence[CopyDue], fresh: frozenset[str]) -> Flow[None]:
        """Look for what may be there, then read each file once and send it to its projects, a few files at a time."""
        if self.route.missing:
            self._tell(due, Trouble(NO_FILES))
            return
        found = yield from look_for(due, self.desk, self.run, fresh)
        for one, what in zip(due, found, strict=True):
            if isinstance(what, Trouble):
                self._tell([one], what)
        rest = [evolve(one, held=None) for one, what in zip(due, found, strict=True) if what is None and self._may(one)]
        groups = [list(copies) for _, copies in groupby(rest, key=_source)]
        while groups and not self.route.missing:
            if (yield from self.run.is_late()):
                self.left |= {one.case.booked.key for copies in groups for one in copies}
                return
            count = self.run.at_once(AT_ONCE) if self.route.tried else 1
            yield from self._carry(groups[:count])
            groups = groups[count:]
        self._tell([one for copies in groups for one in copies], Trouble(NO_FILES))

    def _may(self, due: CopyDue) -> bool:
        """What is not planned is left for a later run."""
        plan = self.run.planned
        return plan is None or plan.allows(file_step(due, None, self.run))

    def _carry(self, groups: Sequence[Sequence[CopyDue]]) -> Flow[None]:
        """The very first is sent alone: it tells whether any is taken."""
        limit = self.run.around.settings.attachment_limit
        read = yield from together([_downloaded(copies[0], limit) for copies in groups])
        uploads: list[Upload] = []
        for copies, file in zip(groups, read, strict=True):
            if isinstance(file, Trouble):
                self._tell(copies, file)
            else:
                uploads += [Upload(one, file=_new(one, file, self.run)) for one in copies]
        if uploads and not self.route.tried:
            first, uploads = uploads[:1], uploads[1:]
            [came] = yield from self._send(first)
            if isinstance(came, Refused) and (yield from tells_missing(came.error, first[0].due.project)):
                yield from self.route.found_missing(self.run.begun.now)
                know(self.desk, first[0].due, None)
                self._tell([one.due for one in (*first, *uploads)], Trouble(NO_FILES))
                return
            yield from self.route.found_open()
            self._keep(first[0].due, came)
        for one, came in zip(uploads, (yield from self._send(uploads)), strict=True):
            self._keep(one.due, came)

    def _send(self, uploads: Sequence[Upload]) -> Flow[list[Came[Copy, Trouble]]]:
        creator, settle = FileCreator(self.desk, self.run), self.run.around.settings.grace
        return (yield from create_once(creator, uploads, self.run.begun.now, settle))

    def _keep(self, due: CopyDue, came: Came[Copy, Trouble]) -> None:
        """What was made is known already."""
        match came:
            case Refused(error=error):
                know(self.desk, due, None)
                self._tell([due], Trouble(FILE_REFUSED, value=error.message))
            case Unsent(error=error):
                know(self.desk, due, None)
                self._tell([due], Trouble(TROUBLE, value=error.message))
            case Unknown(reason=reason):
                self._tell([due], Trouble(WAITS, value=reason))
            case Doubt(about=trouble):
                self._tell([due], trouble)

    def _tell(self, due: Iterable[CopyDue], trouble: Trouble) -> None:
        self.problems += [one.problem(trouble) for one in due]


def _source(due: CopyDue) -> tuple[str, str]:
    """What is read once, on however many projects it is due."""
    return due.case.booked.key, due.file.id


def _downloaded(due: CopyDue, limit: int | None) -> Flow[Contents | Trouble]:
    try:
        read = yield from read_file(attachment.get(due.file.id), limit, due.name)
    except (Forbidden, NotFound, Rejected) as error:
        return Trouble(FILE_REFUSED, value=error.message)
    if isinstance(read, Cut):
        return Trouble(FILE_NOT_WHOLE, value=read.told)
    return Trouble(FILE_TOO_LARGE, value=str(limit)) if read is None else read


def _new(due: CopyDue, read: Contents, run: Round) -> NewFile:
    return NewFile(name=due.name, data=read.data, description=due.text(run.around), content_type=read.kind)
