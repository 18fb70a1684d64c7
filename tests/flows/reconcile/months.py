"""A month that is reconciled, and what is looked for in it."""

from __future__ import annotations

import pytest

from severa_vnf.plan import Reconciled, Sum
from tests.flows.office import Kind, Office, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
AUGUST, SEPTEMBER, OCTOBER = "2026-08", "2026-09", "2026-10"


def reconciled(office: Office, month: str = AUGUST, driver: Kind = "sync") -> Reconciled:
    """The month, as a fresh process finds it."""
    found: Reconciled = office.using(driver, lambda bridge: bridge.reconcile(month))
    return found


def codes(found: Reconciled) -> list[str]:
    """The rules of the differences."""
    return [one.code for one in found.differences]


def sums(found: Reconciled, what: str) -> list[Sum]:
    """The lines of one kind."""
    return [one for one in found.sums if one.what == what]


def crossed(*places: int) -> Office:
    """An office whose invoices have crossed."""
    office = Office(few(*places))
    office.cycle()
    return office
