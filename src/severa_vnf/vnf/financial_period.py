"""Financial periods (`/v1/financialPeriod`): in which of them a document may still be booked."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class FinancialPeriod(Model):
    """A period, from `start_date` to `end_date`. It takes postings when active and not closed in that ledger."""

    period: Code
    year: int | None = None
    description: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    active: bool | None = None
    closed_in_general_ledger: bool | None = None
    closed_in_customer_ledger: bool | None = None
    closed_in_supplier_ledger: bool | None = None
    closed_in_cash_management: bool | None = None


def get(period_id: str) -> Call[FinancialPeriod]:
    """One period."""
    return item(FinancialPeriod, f"/v1/financialPeriod/{key(period_id)}")


def list() -> Paged[FinancialPeriod]:
    """All periods, in one answer."""
    return listed(FinancialPeriod, "/v1/financialPeriod", {}, NoFilters, by("period"), habit=whole)
