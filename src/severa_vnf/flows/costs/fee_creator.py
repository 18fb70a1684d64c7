"""How fees are sent, found and proven. A fee has no field for our mark: it is known by what it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from attrs import evolve, frozen

from severa_vnf.flows.ask import Flow, Lease
from severa_vnf.flows.costs.carried import TWINS, WAITING, Fee
from severa_vnf.flows.costs.case import remember
from severa_vnf.flows.costs.desk import Candidate, Desk, know, owners
from severa_vnf.flows.costs.looking import Found, cost_of, look, text_of, words
from severa_vnf.flows.engine.create_once import (
    Absent,
    Came,
    Doubt,
    Made,
    Refused,
    Unknown,
    Unsent,
)
from severa_vnf.flows.engine.cursor import is_sound
from severa_vnf.flows.memory import recall
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.costs import REFUSED, TROUBLE, WAITS
from severa_vnf.severa import project_fees
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.wire.call import Call

Fees = tuple[Fee, ...]


@frozen
class FeeCreator:
    """What is known of the fees goes to the desk at once, so that no line takes the fee of another."""

    desk: Desk

    def begun(self, item: Candidate) -> datetime | None:
        """Until when it may have been sent before."""
        return item.begun

    def probe(self, items: Sequence[Candidate]) -> Flow[list[Made[Fees] | Doubt[Trouble] | None]]:
        """Look on their projects."""
        found = yield from look([(one.key, one.sought) for one in items], owners(self.desk))
        return [_found(one) for one in found]

    def remember(self, items: Sequence[Candidate], lease: Lease) -> Flow[None]:
        """Let their documents wait with the fees begun."""
        for one in items:
            know(self.desk, one, evolve(one.sought, until=lease.until.isoformat()))
        keys = dict.fromkeys(one.document for one in items)
        cases = yield from remember({key: self.desk[key] for key in keys}, dict.fromkeys(keys, WAITING))
        self.desk.update(cases)

    def call(self, item: Candidate) -> Call[RecordedProjectFee] | None:
        """Make it, if it is to be made."""
        return project_fees.create(item.fee) if item.fee else None

    def prove(self, answered: Sequence[tuple[Candidate, RecordedProjectFee]]) -> Flow[list[Made[Fees] | Unknown]]:
        """A fee that says what was sent, and that no other line has, is the line's."""
        guids = Counter(fee.guid for _, fee in answered)
        taken = {*owners(self.desk), *(yield from recall(TWINS, guids))}
        proofs: list[Made[Fees] | Unknown] = []
        for one, fee in answered:
            reason = _contrary(one, fee)
            if reason is None and (fee.guid in taken or guids[fee.guid] > 1):
                reason = f"the answer names a fee of another line, {fee.guid}"
            if reason is None:
                made = (Fee(guid=fee.guid, project=one.sought.project, cost=one.sought.cost, price=one.sought.price),)
                know(self.desk, one, made)
                proofs.append(Made(made))
            else:
                proofs.append(Unknown(reason))
        return proofs


def _found(what: Found) -> Made[Fees] | Doubt[Trouble] | None:
    if isinstance(what, Trouble):
        return Doubt(what)
    return Made(what, found=True) if what else None


def _contrary(one: Candidate, fee: RecordedProjectFee) -> str | None:
    """What the answer says that was not sent."""
    wanted = one.sought
    if not is_sound(fee.guid):
        return "the answer has no guid that could be one"
    if fee.project.guid != wanted.project:
        return "the answer names a fee of another project"
    if (fee.event_date, words(fee.description)) != text_of(wanted) or cost_of(fee) != wanted.cost:
        return "the answer names a fee of another date, text or amount"
    return None


def keep(desk: Desk, one: Candidate, came: Came[Fees, Trouble]) -> Found:
    """Keep what came of a fee, and give what is to be told of it: its fees, or why there are none."""
    match came:
        case Made(value=fees, found=found):
            if found:
                know(desk, one, fees)
            return fees
        case Refused(error=error):
            know(desk, one, ())
            return Trouble(REFUSED, value=error.message)
        case Unsent(error=error):
            know(desk, one, ())
            return Trouble(TROUBLE, value=error.message)
        case Unknown(reason=reason):
            return Trouble(WAITS, value=reason)
        case Doubt(about=trouble):
            return trouble
        case Absent():
            if one.sought.until:
                know(desk, one, ())
            return ()
        case _:
            assert_never(came)
