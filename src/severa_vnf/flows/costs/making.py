"""Fees are made, never twice: remembered first, then sent, and after a lost answer looked for in a later run."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import evolve

from severa_vnf.errors import NotFound, OutcomeUnknown, Rejected
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.carried import WAITING, Fee, Line, Sought
from severa_vnf.flows.costs.case import Case, remember
from severa_vnf.flows.costs.due import Due
from severa_vnf.flows.costs.judging import Ready
from severa_vnf.flows.costs.looking import Found, look
from severa_vnf.flows.costs.sending import Failed, send_all
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.costs import REFUSED, TROUBLE, WAITS
from severa_vnf.severa import project_fees
from severa_vnf.severa.project_fees import RecordedProjectFee

Desk = dict[str, Case]
"""The documents at work, by their keys: what is known of each so far, to be remembered at the end."""


def make(ready: Sequence[Ready], desk: Desk) -> Flow[list[Found]]:
    """Make these fees. One whose answer was lost stays begun: nobody knows."""

    def begin(places: Sequence[int], until: str) -> Flow[None]:
        keys = dict.fromkeys(ready[place].due.case.booked.key for place in places)
        for place in places:
            know(desk, ready[place], evolve(ready[place].sought, until=until))
        desk.update((yield from remember({key: desk[key] for key in keys}, dict.fromkeys(keys, WAITING))))

    answers = yield from send_all([project_fees.create(one.fee) for one in ready], begin)
    return [_made(desk, one, answer) for one, answer in zip(ready, answers, strict=True)]


def _made(desk: Desk, ready: Ready, answer: RecordedProjectFee | Failed) -> Found:
    sought = ready.sought
    if isinstance(answer, Failed):
        error = answer.error
        if isinstance(error, OutcomeUnknown):
            return Trouble(WAITS, value=error.message)
        know(desk, ready, ())
        return Trouble(REFUSED if isinstance(error, Rejected | NotFound) else TROUBLE, value=error.message)
    fee = Fee(guid=answer.guid, project=sought.project, cost=sought.cost, price=sought.price)
    know(desk, ready, (fee,))
    return (fee,)


def find(ready: Sequence[Ready], desk: Desk) -> Flow[list[Found]]:
    """Look whether these fees are there already; those that are belong to their lines from now on."""
    found = yield from look([(one.due.key, one.sought) for one in ready])
    for one, fees in zip(ready, found, strict=True):
        if fees and not isinstance(fees, Trouble):
            know(desk, one, fees, found=True)
    return found


def doubt(due: Due, desk: Desk) -> None:
    """The line is held, and its fee may be there: to be looked for whenever it is made."""
    key = due.case.booked.key
    line = desk[key].lines.get(due.line.number, due.line)
    desk[key] = desk[key].with_line(evolve(line, doubtful=True))


def know(desk: Desk, ready: Ready, what: tuple[Fee, ...] | Sought, *, found: bool = False) -> None:
    """Of a fee that is due is known: it is there, or it was begun, or neither."""
    due, key = ready.due, ready.due.case.booked.key
    held = desk[key].lines.get(due.line.number, due.line)
    line = evolve(held, project=due.line.project, target=due.line.target, elsewhere=False, doubtful=False)
    desk[key] = desk[key].with_line(_with(line, ready.sought, what, found))


def _with(line: Line, sought: Sought, what: tuple[Fee, ...] | Sought, found: bool) -> Line:
    """The line with this in the place of what was begun."""
    begun = tuple(one for one in line.begun if evolve(one, until="") != evolve(sought, until=""))
    if isinstance(what, Sought):
        return evolve(line, begun=(*begun, what))
    return evolve(line, begun=begun, fees=(*line.fees, *what), found=found or line.found)


def settle_doubts(desk: Desk, now: datetime, settle: timedelta) -> Flow[list[tuple[Case, Line, Sought, Found]]]:
    """Find out how earlier attempts ended: there, adopt it; not there when it can't come any more, it is due again."""
    begun = [(case, line, one) for case in desk.values() for line in case.carried.lines for one in line.begun]
    if not begun:
        return []
    found = yield from look([(case.key(line.number), one) for case, line, one in begun])
    came: list[tuple[Case, Line, Sought, Found]] = []
    for (case, line, one), seen in zip(begun, found, strict=True):
        key, waits = case.booked.key, not seen and now < one.sent_by() + settle
        what = Trouble(WAITS, value="in an earlier run") if waits else seen
        if not isinstance(what, Trouble):
            desk[key] = desk[key].with_line(_with(desk[key].lines[line.number], one, what, found=False))
        came += [(case, line, one, what)] if what else []
    return came
