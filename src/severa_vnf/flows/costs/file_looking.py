"""Is the file there? On a project it is known by its name and description."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, everything, together
from severa_vnf.flows.costs.carried import TWINS, Copy
from severa_vnf.flows.costs.file_dues import CopyDue
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.memory import recall
from severa_vnf.mapping.file_names import name_key
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.costs import WAITS
from severa_vnf.severa import files
from severa_vnf.severa.files import ProjectFile
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable


def look_for(due: Sequence[CopyDue], run: Round) -> Flow[list[Copy | Trouble | None]]:
    """Look for those that were begun, or may be there: the copy, or that nobody knows yet, or that it can be sent."""
    projects = list(dict.fromkeys(one.project for one in due if _doubtful(one, run)))
    listed = dict(zip(projects, (yield from together([_on(project) for project in projects])), strict=True))
    taken = yield from recall(TWINS, [row.guid for rows in listed.values() for row in rows])
    free = {project: [row for row in rows if row.guid not in taken] for project, rows in listed.items()}
    return [_found(one, free[one.project], run) if _doubtful(one, run) else None for one in due]


def _doubtful(due: CopyDue, run: Round) -> bool:
    return due.doubtful or run.begun.gap


def _found(due: CopyDue, free: list[ProjectFile], run: Round) -> Copy | Trouble | None:
    told = name_key(due.name), _words(due.text(run.around))
    for row in free:
        if (name_key(row.name), _words(row.description)) == told:
            free.remove(row)
            return evolve(due.empty, guid=row.guid)
    waits = due.held is not None and run.begun.now < due.held.sent_by() + run.around.settings.settle
    return Trouble(WAITS, value="in an earlier run") if waits else None


def _on(project: Guid) -> Flow[list[ProjectFile]]:
    try:
        rows = yield from everything(files.of_project(project))
    except NotFound:
        return []
    return [row for row in rows if not isinstance(row, Undecodable)]


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
