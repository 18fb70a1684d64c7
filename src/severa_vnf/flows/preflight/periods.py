"""Whether Visma.net's financial periods are open for what is to be booked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.flows.preflight.last_year import invoices_of
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import PERIOD_NOT_OPEN
from severa_vnf.vnf import financial_period
from severa_vnf.vnf.financial_period import FinancialPeriod


def periods(inspection: Inspection) -> Flow[list[Finding]]:
    """Today's must be open for customers, and those of the invoices that have no number yet."""
    known = yield from inspection.rows(financial_period.list())
    found = []
    if not _is_open(inspection.today, known):
        found.append(finding(PERIOD_NOT_OPEN, "Financial periods", value=f"today, {inspection.today}"))
    waiting = Counter(one.date for one in (yield from invoices_of(inspection)) if one.number is None)
    shut = [day for day in sorted(waiting) if not _is_open(day, known)]
    if shut:
        count = sum(waiting[day] for day in shut)
        value = f"{count} invoices without a number, dated {shut[0]} to {shut[-1]}"
        found.append(finding(PERIOD_NOT_OPEN, "Financial periods of invoices", value=value, stops=False))
    return found


def _is_open(day: date, periods: Sequence[FinancialPeriod]) -> bool:
    """Whether a period of that day takes postings: there may be one more, for adjustments at the end of a year."""
    return any(
        period.active is not False and not period.closed_in_customer_ledger and not period.closed_in_general_ledger
        for period in periods
        if period.start_date and period.end_date and period.start_date <= day <= period.end_date
    )
