"""Project fees: made of what they say, read back with what Severa adds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from severa_vnf import severa
from severa_vnf.values import Guid
from severa_vnf.wire.call import Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps

COST = severa.ProjectFee(
    project=severa.Ref(guid=Guid("p"), name="Bridge"),
    description="Steel, 4711, 50000 Smid BV",
    event_date=dt.date(2026, 10, 31),
    quantity=Decimal(1),
    unit_cost=severa.Amount(amount=Decimal("119.90"), currency_code="EUR"),
    is_billable=False,
)


def test_a_fee_is_made_of_what_it_says() -> None:
    """What is None is left to the service, and records are named by their guids alone."""
    assert loads(severa.project_fees.create(COST).body or b"") == {
        "project": {"guid": "p"},
        "description": "Steel, 4711, 50000 Smid BV",
        "eventDate": "2026-10-31",
        "quantity": Decimal(1),
        "unitCost": {"amount": Decimal("119.90"), "currencyCode": "EUR"},
        "isBillable": False,
    }


def test_a_recorded_fee_is_a_fee_and_can_be_made_again() -> None:
    """A copy of a fee that was read does not carry what only Severa may write."""
    sent = {
        "guid": "f",
        "project": {"guid": "p", "companyGuid": "k"},
        "quantity": 2,
        "invoice": {"guid": "i", "number": 7},
        "createdDateTime": "2026-10-31T09:00:00Z",
    }
    fee = severa.project_fees.get("f").read(Reply(200, {}, dumps([sent])))
    assert isinstance(fee, severa.ProjectFee)
    assert fee.invoice == severa.NumberedRef(guid=Guid("i"), number=7)
    assert loads(severa.project_fees.create(fee).body or b"") == {"project": {"guid": "p"}, "quantity": 2}
