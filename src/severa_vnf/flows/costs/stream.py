"""The stream of costs: what Visma.net released, and what waited, becomes project fees and files in Severa."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.costs.due import dues
from severa_vnf.flows.costs.file_carrying import carry_files
from severa_vnf.flows.costs.gathering import gather
from severa_vnf.flows.costs.start import begin
from severa_vnf.flows.costs.telling import told
from severa_vnf.flows.costs.working import work
from severa_vnf.flows.result import Result
from severa_vnf.plan import Outcome, Plan, Problem
from severa_vnf.settings import Settings

BATCH = 25
"""Documents that are worked on together."""


def carry_costs(settings: Settings, deadline: datetime | None = None, planned: Plan | None = None) -> Flow[Result]:
    """Carry over what was released since the last run, and try again what waited; with `planned` nothing else.

    How far was read is remembered when all of it is done, or is remembered as waiting.
    """
    begun = yield from (yield from begin(settings)).remembered()
    found = yield from gather(settings, begun)
    todo, run = found.todo, evolve(found.run, planned=planned)
    outcomes: list[Outcome] = []
    problems: list[Problem] = list(found.faults)
    for first in range(0, len(todo), BATCH):
        if deadline is not None and (yield from ask(Now())) >= deadline:
            late = todo[first:]
            due = [one for case in late for one in dues(case, run.terms)]
            put_off = [told(run.around, one.case, one.line.number, one.cost, ()) for one in due]
            return Result((*outcomes, *put_off), tuple(problems), found.unseen | {case.booked.key for case in late})
        desk, came = yield from work(todo[first : first + BATCH], run)
        outcomes += came
        problems += yield from carry_files(desk, run, found.route)
    yield from ask(Commit(tuple(found.marks)))
    return Result(tuple(outcomes), tuple(problems), found.unseen)
