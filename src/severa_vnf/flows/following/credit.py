"""A credit note is set against the invoice that it credits, while it is not released and the invoice is open.

Visma.net carries an application out when the credit note is released. Before one is written the credit note is looked
at: an application of its own to this invoice may be there already.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import evolve

from severa_vnf.errors import ApiError
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.engine.create_once import Absent, Doubt, Made, Unknown, create_once
from severa_vnf.flows.following.credit_creator import FIELD, CreditCreator
from severa_vnf.flows.following.errand import Task, trouble
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.following import CREDIT_REFUSED, FOLLOWING_WAITS


def apply(creator: CreditCreator, now: datetime, settle: timedelta) -> Flow[Task | None]:
    """Set it against its invoice. What can't be is told until nothing is open of the credit note any more."""
    try:
        [came] = yield from create_once(creator, [creator.errand], now, settle)
    except ApiError as error:
        return creator.task.met([trouble(error, CREDIT_REFUSED, FIELD)])
    match came:
        case Made():
            return None
        case Absent():
            return creator.task.met(()) if creator.left else None
        case Doubt(about):
            return creator.task.met([about])
        case Unknown(reason):
            return creator.task.met([Trouble(FOLLOWING_WAITS, FIELD, reason)])
        case _:
            return evolve(creator.task.met([trouble(came.error, CREDIT_REFUSED, FIELD)]), until=None)
