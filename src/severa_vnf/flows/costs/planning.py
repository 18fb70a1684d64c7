"""What a run would do with the costs, and why: the same decisions, stopped before anything is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.carried import Fee, Sought
from severa_vnf.flows.costs.due import Due, dues
from severa_vnf.flows.costs.file_planning import plan_files
from severa_vnf.flows.costs.gathering import gather, undoubted
from severa_vnf.flows.costs.hearing import STREAM
from severa_vnf.flows.costs.judging import Elsewhere, Gone, Judged, Ready, judge
from severa_vnf.flows.costs.looking import Found, look
from severa_vnf.flows.costs.making import know
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.start import begin
from severa_vnf.flows.costs.telling import label_of, problems
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import TO_COME, Action, Change, Plan, Step
from severa_vnf.rules.costs import WAITS
from severa_vnf.settings import Settings
from severa_vnf.values import Guid

MAKES = (Action.CREATE, Action.UPDATE)


def plan_costs(settings: Settings) -> Flow[Plan]:
    """Every fee that would be made, found or held, in the order of the documents; then the files, to their projects."""
    found = yield from gather(settings, (yield from begin(settings)))
    run, begun = found.run, {case.key(line.number): line.begun for case in found.todo for line in case.carried.lines}
    due = [one for case in found.todo for one in dues(undoubted(case), run.terms)]
    judged = [judge(one, run.around) for one in due]
    doubtful = [one for one in judged if isinstance(one, Ready) and (begun.get(one.due.key) or run.is_sought(one))]
    looked = yield from look([(one.due.key, one.sought) for one in doubtful])
    there = {
        (one.due.key, one.due.project): _known(what, begun.get(one.due.key, ()), run)
        for one, what in zip(doubtful, looked, strict=True)
    }
    desk = {case.booked.key: case for case in found.todo}
    steps = []
    for one, what in zip(due, judged, strict=True):
        fees = there.get((one.key, one.project), ())
        steps.append(step_of(one, what, fees, run))
        if isinstance(what, Ready) and not isinstance(fees, Trouble) and (fees or what.but is None):
            known = fees or (_to_come(what.sought),)
            know(desk, what, known, found=bool(fees) and not begun.get(one.key))
    steps += yield from plan_files(desk, run, found.route)
    return Plan(tuple(steps), tuple(found.faults))


def _to_come(sought: Sought) -> Fee:
    """The fee, as it will be known once it is made."""
    return Fee(guid=Guid(TO_COME), project=sought.project, cost=sought.cost, price=sought.price)


def _known(found: Found, begun: Sequence[Sought], run: Round) -> Found:
    """What was begun and is not there may still come."""
    late = any(run.begun.now < one.sent_by() + run.around.settings.settle for one in begun)
    return Trouble(WAITS, value="in an earlier run") if late and not found else found


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
