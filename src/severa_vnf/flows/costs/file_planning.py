"""Which files a run would bring to which projects, as steps of a plan."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.carried import Copy
from severa_vnf.flows.costs.desk import Desk
from severa_vnf.flows.costs.file_creator import look_for
from severa_vnf.flows.costs.file_dues import CopyDue, copies_due
from severa_vnf.flows.costs.file_route import Route
from severa_vnf.flows.costs.hearing import STREAM
from severa_vnf.flows.costs.round import Round
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Action, Change, Step
from severa_vnf.rules.costs import NO_FILES


def plan_files(desk: Desk, run: Round, route: Route, fresh: frozenset[str]) -> Flow[list[Step]]:
    """A step for each file and each project, once these documents have their fees, those of `fresh` lines new ones."""
    due = [one for case in desk.values() for one in copies_due(case)]
    if route.missing:
        return [file_step(one, Trouble(NO_FILES), run) for one in due]
    found = yield from look_for(due, desk, run, fresh)
    return [file_step(one, what, run) for one, what in zip(due, found, strict=True)]


def file_step(due: CopyDue, what: Copy | Trouble | None, run: Round) -> Step:
    """What would be done with a file, of which this is known."""
    new = {"name": due.name, "description": due.text(run.around), "project": due.project}
    action = Action.CREATE if what is None else Action.ADOPT if isinstance(what, Copy) else Action.HOLD
    return Step(
        stream=STREAM,
        action=action,
        record=due.case.booked.key,
        part=f"file {due.file.id} {due.file.revision}",
        label=f"{due.case.booked.label}, {due.name}",
        reason=f"To project {due.said.project}.",
        changes=() if what else tuple(Change(name, "severa", None, value) for name, value in new.items()),
        problems=(due.problem(what),) if isinstance(what, Trouble) else (),
    )
