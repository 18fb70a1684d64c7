"""Whether either service rounds the totals of invoices (documentation, sending invoices: the amounts must be equal)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import TOTALS_ROUNDED
from severa_vnf.severa import settings
from severa_vnf.values import Stamp
from severa_vnf.vnf import customer_invoice
from severa_vnf.wire.mismatch import Undecodable

WHOLE = "NearestInteger"
"""Severa's word for totals without cents."""
RECENT = timedelta(days=92)
ENOUGH = 100
"""Documents that are looked at: all would be many, and rounding shows on almost each."""


def rounding(inspection: Inspection) -> Flow[list[Finding]]:
    """Severa's is a setting. Visma.net's is not in its API: it shows on documents, and recent ones are read."""
    found = []
    told = yield from inspection.one(settings.get())
    if told.currency_rounding_type == WHOLE:
        found.append(finding(TOTALS_ROUNDED, "Severa, settings of invoicing", "Severa", "to whole amounts"))
    since = Stamp(datetime.combine(inspection.today - RECENT, time()))
    first = customer_invoice.list(last_modified_date_time=since).first.asking(pageSize=str(ENOUGH))
    rows = (yield from inspection.one(first)).rows
    differ = [one for one in rows if not isinstance(one, Undecodable) and one.rounding_diff]
    if differ:
        value = f"invoice {differ[0].reference_number} by {differ[0].rounding_diff}"
        found.append(finding(TOTALS_ROUNDED, "Visma.net, invoices", "Visma.net", value))
    return found
