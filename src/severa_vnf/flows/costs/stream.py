"""The stream of costs: what Visma.net released, and what waited, becomes project fees and files in Severa."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.costs.case import Case
from severa_vnf.flows.costs.due import dues
from severa_vnf.flows.costs.file_carrying import carry_files
from severa_vnf.flows.costs.gathering import gather, looked_round
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.start import begin
from severa_vnf.flows.costs.telling import told
from severa_vnf.flows.costs.working import Work
from severa_vnf.flows.result import Result
from severa_vnf.plan import Outcome, Plan, Problem
from severa_vnf.settings import Settings

BATCH = 25
"""Documents that are worked on together."""


def remember_first_day(settings: Settings) -> Flow[None]:
    """Remember that costs cross from today on, whatever becomes of this run."""
    yield from (yield from begin(settings)).remembered()


def carry_costs(settings: Settings, deadline: datetime | None = None, planned: Plan | None = None) -> Flow[Result]:
    """Carry over what was released since the last run, and try again what waited; with `planned` nothing else.

    How far was read is remembered when all of it is done, or is remembered as waiting. What the deadline leaves is
    read again by the next run.
    """
    begun = yield from (yield from begin(settings)).remembered()
    found = yield from gather(settings, begun, deadline, planned)
    if found is None:
        return Result(unseen=None)
    run, todo, left = found.run, found.todo, set[str]()
    outcomes: list[Outcome] = []
    problems: list[Problem] = list(found.faults)
    while todo and not (yield from run.is_late()):
        count = run.at_once(BATCH)
        batch, todo = todo[:count], todo[count:]
        run = yield from looked_round(batch, run)
        work = Work({case.booked.key: case for case in batch}, run)
        yield from work.carry()
        files = yield from carry_files(work.desk, run, found.route, work.fresh)
        outcomes += work.outcomes
        problems += files.problems
        left |= work.left | files.left
    outcomes += _put_off(todo, run)
    left |= {case.booked.key for case in todo}
    if not left:
        yield from ask(Commit(tuple(found.marks)))
    return Result(tuple(outcomes), tuple(problems), found.unseen | left)


def _put_off(late: Sequence[Case], run: Round) -> list[Outcome]:
    due = [one for case in late for one in dues(case, run.terms)]
    return [told(run.around, one.case, one.line.number, one.cost, ()) for one in due]
