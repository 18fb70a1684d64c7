"""What a run would do with the costs, and why: the same decisions, stopped before anything is made."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.carried import Fee, Sought
from severa_vnf.flows.costs.desk import Candidate, Desk, know
from severa_vnf.flows.costs.due import Due, dues
from severa_vnf.flows.costs.fee_creator import FeeCreator, keep
from severa_vnf.flows.costs.file_planning import plan_files
from severa_vnf.flows.costs.gathering import gather, looked_round, undoubted
from severa_vnf.flows.costs.hearing import STREAM
from severa_vnf.flows.costs.judging import Elsewhere, Gone, Judged, Ready, judge
from severa_vnf.flows.costs.looking import Found
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.start import begin
from severa_vnf.flows.costs.telling import label_of, problems
from severa_vnf.flows.engine.create_once import Absent, create_once
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import TO_COME, Action, Change, Plan, Step
from severa_vnf.settings import Settings
from severa_vnf.values import Guid

MAKES = (Action.CREATE, Action.UPDATE)


def plan_costs(settings: Settings) -> Flow[Plan]:
    """Every fee that would be made, found or held, in the order of the documents; then the files, to their projects."""
    found = yield from gather(settings, (yield from begin(settings)))
    assert found is not None
    run = yield from looked_round(found.todo, found.run)
    desk = {case.booked.key: case for case in found.todo}
    due = [one for case in found.todo for one in dues(undoubted(case), run.terms)]
    judged = [judge(one, run.around) for one in due]
    ready = [one for one in judged if isinstance(one, Ready)]
    wanted = [_begun(one, desk) for one in (yield from run.candidates(ready))]
    came = yield from create_once(FeeCreator(desk), wanted, run.begun.now, settings.grace)
    there = {id(one): (what, result) for one, what, result in zip(ready, wanted, came, strict=True)}
    steps: list[Step] = []
    for one, what in zip(due, judged, strict=True):
        fees: Found = ()
        if isinstance(what, Ready):
            candidate, result = there[id(what)]
            fees = keep(desk, candidate, result)
            if isinstance(result, Absent) and what.but is None:
                know(desk, candidate, (_to_come(what.sought),))
        steps.append(step_of(one, what, fees, run))
    fresh = frozenset(step.record for step in steps if step.action is Action.CREATE)
    steps += yield from plan_files(desk, run, found.route, fresh)
    return Plan(tuple(steps), tuple(found.faults))


def _begun(one: Candidate, desk: Desk) -> Candidate:
    """The fee, as an earlier run may have begun it."""
    line = desk[one.document].lines.get(one.line.number, one.line)
    if not line.begun:
        return one
    sought = next((each for each in line.begun if evolve(each, until="") == one.sought), one.sought)
    return evolve(one, sought=sought, begun=max(each.sent_by() for each in line.begun))


def _to_come(sought: Sought) -> Fee:
    """The fee, as it will be known once it is made."""
    return Fee(guid=Guid(TO_COME), project=sought.project, cost=sought.cost, price=sought.price)


def step_of(due: Due, judged: Judged, there: Found, run: Round) -> Step:
    """What would be done with one line, of which this is in Severa already."""
    if isinstance(judged, Ready) and judged.but is not None and not there:
        judged = judged.but
    action, reason = _action(judged, there)
    label = label_of(run.around, due.case, due.line.number, due.cost)
    return Step(
        stream=STREAM,
        action=action,
        record=due.key,
        label=label,
        reason=reason,
        changes=tuple(_changes(judged)) if isinstance(judged, Ready) and action in MAKES else (),
        problems=(*problems(due.key, label, judged), *problems(due.key, label, there)),
    )


def _action(judged: Judged, there: Found) -> tuple[Action, str]:
    match judged:
        case Elsewhere():
            return Action.NOTHING, "The project is another company's."
        case Gone():
            return Action.NOTHING, "Its fee was deleted in Severa, and stays away."
        case Ready(due=due) if not there:
            return (Action.UPDATE, "A correction.") if due.corrects else (Action.CREATE, "")
        case Ready() if not isinstance(there, Trouble):
            return Action.ADOPT, "There is such a fee."
    return Action.HOLD, ""


def _changes(ready: Ready) -> Iterator[Change]:
    said = {
        "description": ready.sought.description,
        "eventDate": str(ready.sought.date),
        "unitCost": str(ready.sought.cost),
        "unitPrice": str(ready.sought.price),
    }
    yield from (Change(row, "severa", None, value) for row, value in said.items())
