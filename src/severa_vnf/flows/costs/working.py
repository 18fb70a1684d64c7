"""A batch of documents, start to end: what is in doubt, what is due, and what came of each line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from attrs import evolve

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.carried import FILES_WAIT, WAITING
from severa_vnf.flows.costs.case import Case, remember
from severa_vnf.flows.costs.due import Due, Terms, dues
from severa_vnf.flows.costs.file_dues import copies_due
from severa_vnf.flows.costs.judging import Elsewhere, Gone, Ready, judge
from severa_vnf.flows.costs.looking import Found
from severa_vnf.flows.costs.making import Desk, doubt, find, make, settle_doubts
from severa_vnf.flows.costs.planning import step_of
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.telling import told
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Adopted, Created, Outcome, Updated


def work(batch: Sequence[Case], run: Round) -> Flow[tuple[Desk, list[Outcome]]]:
    """Carry the lines of these documents. What is known of them then is remembered, and given."""
    desk: Desk = {case.booked.key: case for case in batch}
    settled = yield from settle_doubts(desk, run.begun.now, run.around.settings.settle)
    outcomes = [told(run.around, case, line.number, one.cost, came, Adopted) for case, line, one, came in settled]
    judged, ready = _judged(desk, run)
    outcomes += judged
    doubtful = [one for one in ready if run.is_sought(one)]
    found = yield from find(doubtful, desk)
    for one, what in zip(doubtful, found, strict=True):
        if isinstance(what, Trouble):
            doubt(one.due, desk)
    missing = [one for one, what in zip(doubtful, found, strict=True) if not what]
    absent = [*(one for one in ready if not run.is_sought(one)), *missing]
    outcomes += [_held(desk, one.due, one.but, run) for one in absent if one.but is not None]
    new, left = _planned([one for one in absent if one.but is None], run)
    outcomes += [told(run.around, one.due.case, one.due.line.number, one.due.cost, ()) for one in left]
    made = yield from make(new, desk)
    came: list[tuple[Due, Found, type[Outcome]]] = [
        *((one.due, what, Adopted) for one, what in zip(doubtful, found, strict=True) if what),
        *((one.due, what, Updated if one.due.corrects else Created) for one, what in zip(new, made, strict=True)),
    ]
    outcomes += [told(run.around, due.case, due.line.number, due.cost, what, kind) for due, what, kind in came]
    return (yield from remember(desk, {key: _waits_in(case, run.terms) for key, case in desk.items()})), outcomes


def _judged(desk: Desk, run: Round) -> tuple[list[Outcome], list[Ready]]:
    """What can be sent, and what is held; what is to be left alone is known to the desk."""
    outcomes: list[Outcome] = []
    ready: list[Ready] = []
    for due in [due for case in desk.values() for due in dues(case, run.terms)]:
        if not run.around.knows(due):
            continue  # found a moment ago, and not what is wanted any more: in the next run
        match judge(due, run.around):
            case Ready() as one:
                ready.append(one)
            case Trouble() as trouble:
                outcomes.append(_held(desk, due, trouble, run))
            case left:
                _leave(desk, due, left)
    return outcomes, ready


def _held(desk: Desk, due: Due, trouble: Trouble, run: Round) -> Outcome:
    """Nothing is made now; a fee that may be there is to be looked for whenever it is."""
    if run.may_be_there(due):
        doubt(due, desk)
    return told(run.around, due.case, due.line.number, due.cost, trouble)


def _planned(new: Sequence[Ready], run: Round) -> tuple[list[Ready], list[Ready]]:
    """Those that may be made, and those that are not planned so."""
    plan = run.planned
    left = [plan is not None and not plan.allows(step_of(one.due, one, (), run)) for one in new]
    made, put_off = (list(compress(new, flags)) for flags in ([not one for one in left], left))
    return made, put_off


def _leave(desk: Desk, due: Due, left: Elsewhere | Gone) -> None:
    """Nothing is made: the project is another company's, or a person deleted what was made."""
    key = due.case.booked.key
    line = desk[key].lines.get(due.line.number, due.line)
    if isinstance(left, Elsewhere):
        line = evolve(line, project=due.line.project, target=None, elsewhere=True)
    else:
        fees = tuple(evolve(fee, deleted=fee.deleted or fee in left.deleted) for fee in line.fees)
        line = evolve(line, fees=fees)
    desk[key] = desk[key].with_line(line)


def _waits_in(case: Case, terms: Terms) -> str | None:
    if any(line.begun for line in case.carried.lines) or dues(case, terms):
        return WAITING
    return FILES_WAIT if copies_due(case) else None
