"""Whether Visma.net has credit terms for the payment terms in use (documentation, field table of customers)."""

from __future__ import annotations

from collections import Counter

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.look_ups import CUSTOMERS, DAYS, INSTALMENTS
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.flows.preflight.last_year import invoices_of
from severa_vnf.flows.preflight.registers import debtors
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import TERMS_NOT_THERE
from severa_vnf.rules.registers import TERMS_UNKNOWN
from severa_vnf.vnf import credit_term


def terms(inspection: Inspection) -> Flow[list[Finding]]:
    """Those of the settings must be there; each other number of days needs the only simple term of so many days."""
    chosen = inspection.settings.credit_terms
    listed = [one for one in (yield from inspection.rows(credit_term.list())) if one.visible_to in CUSTOMERS]
    there = {one.terms_id for one in listed}
    simple = [one for one in listed if one.due_date_type == DAYS and one.instalment_type != INSTALMENTS]
    fitting = Counter(one.due_day1 or 0 for one in simple)
    customers = Counter(one.payment_term for one in (yield from debtors(inspection)))
    invoices = Counter(one.payment_term for one in (yield from invoices_of(inspection)))
    found = [
        finding(TERMS_NOT_THERE, f"Payment term of {days} days", value=name)
        for days, name in chosen.items()
        if name not in there
    ]
    for days in sorted(days for days in {*customers, *invoices} if days is not None and days not in chosen):
        if fitting[days] != 1:
            use = f"{customers[days]} customers, {invoices[days]} invoices of the last year"
            found.append(finding(TERMS_UNKNOWN, f"Payment term of {days} days ({use})", value=str(days)))
    return found
