"""How files are sent to projects, found there and proven: by name and description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, Lease, everything, together
from severa_vnf.flows.costs.carried import FILES_WAIT, TWINS, WAITING, Copy
from severa_vnf.flows.costs.case import Case, remember
from severa_vnf.flows.costs.desk import Desk, owners
from severa_vnf.flows.costs.file_dues import CopyDue, copies_due
from severa_vnf.flows.costs.looking import SENT_LATEST, unseen, words
from severa_vnf.flows.costs.round import LONG_AGO, Round
from severa_vnf.flows.engine.create_once import Came, Doubt, Made, Unknown, create_once
from severa_vnf.flows.engine.cursor import is_sound
from severa_vnf.flows.memory import recall
from severa_vnf.mapping.file_names import name_key
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.costs import WAITS
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.severa import files
from severa_vnf.severa.files import NewFile, ProjectFile
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable


@frozen
class Upload:
    """A file for a project. `begun` is until when it may have been sent before; without a `file` it is not sent now."""

    due: CopyDue
    begun: datetime | None = None
    file: NewFile | None = None


@frozen
class FileCreator:
    """What is known of the files goes to the desk at once, so that none takes the copy of another."""

    desk: Desk
    run: Round

    def begun(self, item: Upload) -> datetime | None:
        """Until when it may have been sent before."""
        return item.begun

    def probe(self, items: Sequence[Upload]) -> Flow[list[Made[Copy] | Doubt[Trouble] | None]]:
        """Look on their projects, first for what says the same, then for what was sent and is called otherwise now."""
        projects = list(dict.fromkeys(one.due.project for one in items))
        listed = dict(zip(projects, (yield from together([_on(project) for project in projects])), strict=True))
        rows = [row for each in listed.values() for row in each.rows]
        taken = {*owners(self.desk), *(yield from recall(TWINS, [row.guid for row in rows]))}
        free = {project: [row for row in each.rows if row.guid not in taken] for project, each in listed.items()}
        found: dict[int, Made[Copy] | Doubt[Trouble]] = {}
        for like in (self._is_it, self._was_it):
            for place, one in enumerate(items):
                row = next((row for row in free[one.due.project] if like(row, one.due)), None)
                if place not in found and row is not None:
                    free[one.due.project].remove(row)
                    found[place] = Made(self._know(one.due, row.guid), found=True)
        faults = [listed[one.due.project].fault for one in items]
        return [found.get(place) or (Doubt(fault) if fault else None) for place, fault in enumerate(faults)]

    def remember(self, items: Sequence[Upload], lease: Lease) -> Flow[None]:
        """Let their documents wait with the files begun."""
        for due in (one.due for one in items):
            know(self.desk, due, evolve(due.empty, until=lease.until.isoformat()))
        cases = {key: self.desk[key] for key in {one.due.case.booked.key for one in items}}
        self.desk.update((yield from remember(cases, {key: waits_in(case) for key, case in cases.items()})))

    def call(self, item: Upload) -> Call[ProjectFile] | None:
        """Send it, if it is to be sent."""
        return files.upload(item.due.project, item.file) if item.file else None

    def prove(self, answered: Sequence[tuple[Upload, ProjectFile]]) -> Flow[list[Made[Copy] | Unknown]]:
        """A file that is called as it was sent, on this project, and is no other's copy."""
        guids = Counter(row.guid for _, row in answered)
        taken = {*owners(self.desk), *(yield from recall(TWINS, guids))}
        proofs: list[Made[Copy] | Unknown] = []
        for one, row in answered:
            elsewhere = row.project_guid not in (None, one.due.project)
            if elsewhere or row.guid in taken or guids[row.guid] > 1 or not self._is_it(row, one.due):
                proofs.append(Unknown("the answer names another file"))
            else:
                proofs.append(Made(self._know(one.due, row.guid)))
        return proofs

    def _know(self, due: CopyDue, guid: Guid) -> Copy:
        copy = evolve(due.empty, guid=guid)
        know(self.desk, due, copy)
        return copy

    def _is_it(self, row: ProjectFile, due: CopyDue) -> bool:
        return is_sound(row.guid) and (name_key(row.name), words(row.description)) == self._said(due)

    def _was_it(self, row: ProjectFile, due: CopyDue) -> bool:
        """Whether it may be what was sent, changed since by a person or by the service."""
        if due.held is None:
            return False
        name, text = self._said(due)
        made, earliest = row.created_date_time, due.held.sent_by() - SENT_LATEST
        agrees = name_key(row.name) == name or words(row.description) == text
        return is_sound(row.guid) and agrees and (made is None or made.instant() >= earliest)

    def _said(self, due: CopyDue) -> tuple[str, str]:
        return name_key(due.name), words(due.text(self.run.around))


def look_for(
    due: Sequence[CopyDue], desk: Desk, run: Round, fresh: frozenset[str]
) -> Flow[list[Copy | Trouble | None]]:
    """Look for those that were begun, or may be there: the copy, or that nobody knows yet, or that it can be sent.

    `fresh` are lines whose fees were made just now: nobody else can have sent their files.
    """
    doubtful = [one for one in due if one.may_be_there(fresh)]
    uploads = [Upload(one, one.held.sent_by() if one.held else LONG_AGO) for one in doubtful]
    came = yield from create_once(FileCreator(desk, run), uploads, run.begun.now, run.around.settings.grace)
    found = dict(zip(map(id, doubtful), map(_seen, came), strict=True))
    return [found.get(id(one)) for one in due]


def _seen(came: Came[Copy, Trouble]) -> Copy | Trouble | None:
    match came:
        case Made(value=copy):
            return copy
        case Unknown(reason=reason):
            return Trouble(WAITS, value=reason)
        case Doubt(about=trouble):
            return trouble
    return None


def know(desk: Desk, due: CopyDue, copy: Copy | None) -> None:
    """Know of a file that it is there, or that it was begun, or (None) neither."""
    key = due.case.booked.key
    desk[key] = desk[key].with_copy(copy, due.empty)


def waits_in(case: Case) -> str | None:
    """Where a document waits with its files."""
    if WAITING in case.records:
        return WAITING
    return FILES_WAIT if copies_due(case) else None


@frozen
class _Listed:
    """The files of a project, and what could not be read of them."""

    rows: Sequence[ProjectFile] = ()
    fault: Trouble | None = None


def _on(project: Guid) -> Flow[_Listed]:
    try:
        rows = yield from everything(files.of_project(project))
    except NotFound:
        return _Listed()
    except ApiError as error:
        return _Listed(fault=unseen(error, UNREADABLE))
    fault = next((Trouble(UNREADABLE, value=row.fault) for row in rows if isinstance(row, Undecodable)), None)
    return _Listed([row for row in rows if not isinstance(row, Undecodable)], fault)
