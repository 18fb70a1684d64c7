"""Files are brought from Visma.net to projects in Severa, each once: remembered first, and looked for after a doubt."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from attrs import define, evolve, field, frozen

from severa_vnf.errors import NotFound, OutcomeUnknown, Rejected
from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.costs.carried import FILES_WAIT, WAITING, Copy
from severa_vnf.flows.costs.case import Case, remember
from severa_vnf.flows.costs.file_dues import CopyDue, copies_due
from severa_vnf.flows.costs.file_looking import look_for
from severa_vnf.flows.costs.file_planning import file_step
from severa_vnf.flows.costs.file_route import Route, tells_missing
from severa_vnf.flows.costs.making import Desk
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.sending import Failed, send_all
from severa_vnf.flows.reading_files import Contents, Cut, read_file
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem
from severa_vnf.rules.costs import FILE_NOT_WHOLE, FILE_REFUSED, FILE_TOO_LARGE, NO_FILES, TROUBLE, WAITS
from severa_vnf.severa import files
from severa_vnf.severa.files import NewFile, ProjectFile
from severa_vnf.vnf import attachment

AT_ONCE = 8
"""Files in hand at a time."""


def carry_files(desk: Desk, run: Round, route: Route) -> Flow[list[Problem]]:
    """Bring the files of these documents over; the problems of those that stay behind."""
    due = [one for case in desk.values() for one in copies_due(case)]
    if not due:
        return []
    work = _Work(desk, run, route)
    yield from work.carry(sorted(due, key=_source))
    yield from remember(desk, {key: _waits_in(case) for key, case in desk.items()})
    return work.problems


@frozen
class _Ready:
    """A file that can be sent."""

    due: CopyDue
    file: NewFile


@define
class _Work:
    """The files of some documents: what is known of them goes to the desk, what is wrong to the problems."""

    desk: Desk
    run: Round
    route: Route
    problems: list[Problem] = field(factory=list)

    def carry(self, due: Sequence[CopyDue]) -> Flow[None]:
        """Look for what may be there, then read each file once and send it to its projects, a few files at a time."""
        found: Sequence[Copy | Trouble | None] = [None] * len(due)
        if not self.route.missing:
            found = yield from look_for(due, self.run)
        for one, what in zip(due, found, strict=True):
            self._note(one, what)
        rest = [one for one, what in zip(due, found, strict=True) if what is None and self._may(one)]
        groups = [list(copies) for _, copies in groupby(rest, key=_source)]
        while groups and not self.route.missing:
            count = AT_ONCE if self.route.tried else 1
            yield from self._carry(groups[:count])
            groups = groups[count:]
        for one in (one for copies in groups for one in copies):
            self._note(one, Trouble(NO_FILES))

    def _may(self, due: CopyDue) -> bool:
        """What is not planned is left for a later run."""
        plan = self.run.planned
        return plan is None or plan.allows(file_step(due, None, self.run))

    def _carry(self, groups: Sequence[Sequence[CopyDue]]) -> Flow[None]:
        """The very first is sent alone: it tells whether any is taken."""
        limit = self.run.around.settings.attachment_limit
        read = yield from together([_downloaded(copies[0], limit) for copies in groups])
        ready: list[_Ready] = []
        for one, file in ((one, file) for copies, file in zip(groups, read, strict=True) for one in copies):
            if isinstance(file, Failed):
                self._note(one, Trouble(FILE_REFUSED, value=file.error.message))
            elif isinstance(file, Cut):
                self._note(one, Trouble(FILE_NOT_WHOLE, value=file.told))
            elif file is None:
                self._note(one, Trouble(FILE_TOO_LARGE, value=str(limit)))
            else:
                ready.append(_Ready(one, _new(one, file, self.run)))
        if ready and not self.route.tried:
            first, ready = ready[:1], ready[1:]
            [answer] = yield from self._send(first)
            if isinstance(answer, Failed) and (yield from tells_missing(answer.error, first[0].due.project)):
                yield from self.route.found_missing(self.run.begun.now)
                for due in (one.due for one in (*first, *ready)):
                    self._forget(due, Trouble(NO_FILES))
                return
            yield from self.route.found_open()
            self._judge(first[0], answer)
        for each, answer in zip(ready, (yield from self._send(ready)), strict=True):
            self._judge(each, answer)

    def _send(self, ready: Sequence[_Ready]) -> Flow[list[ProjectFile | Failed]]:
        def begin(places: Sequence[int], until: str) -> Flow[None]:
            for due in (ready[place].due for place in places):
                self._know(due, evolve(due.empty, until=until))
            touched = {ready[place].due.case.booked.key for place in places}
            cases = {key: self.desk[key] for key in touched}
            self.desk.update((yield from remember(cases, {key: _waits_in(case) for key, case in cases.items()})))

        calls = [files.upload(one.due.project, one.file) for one in ready]
        return (yield from send_all(calls, begin)) if calls else []

    def _judge(self, ready: _Ready, answer: ProjectFile | Failed) -> None:
        if not isinstance(answer, Failed):
            self._note(ready.due, evolve(ready.due.empty, guid=answer.guid))
        elif isinstance(answer.error, OutcomeUnknown):
            self._note(ready.due, Trouble(WAITS, value=answer.error.message))
        else:
            refused = isinstance(answer.error, Rejected | NotFound)
            self._forget(ready.due, Trouble(FILE_REFUSED if refused else TROUBLE, value=answer.error.message))

    def _note(self, due: CopyDue, what: Copy | Trouble | None) -> None:
        """It is there, or something is wrong with it."""
        if isinstance(what, Trouble):
            self.problems.append(due.problem(what))
        elif what is not None:
            self._know(due, what)

    def _forget(self, due: CopyDue, trouble: Trouble) -> None:
        """It was certainly not sent."""
        self._know(due, None)
        self._note(due, trouble)

    def _know(self, due: CopyDue, copy: Copy | None) -> None:
        key = due.case.booked.key
        self.desk[key] = self.desk[key].with_copy(copy, due.empty)


def _source(due: CopyDue) -> tuple[str, str]:
    """What is read once, on however many projects it is due."""
    return due.case.booked.key, due.file.id


def _downloaded(due: CopyDue, limit: int | None) -> Flow[Contents | Cut | Failed | None]:
    try:
        return (yield from read_file(attachment.get(due.file.id), limit, due.name))
    except (NotFound, Rejected) as error:
        return Failed(error)


def _new(due: CopyDue, read: Contents, run: Round) -> NewFile:
    return NewFile(name=due.name, data=read.data, description=due.text(run.around), content_type=read.kind)


def _waits_in(case: Case) -> str | None:
    if WAITING in case.records:
        return WAITING
    return FILES_WAIT if copies_due(case) else None
