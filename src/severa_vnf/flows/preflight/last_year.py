"""The invoices of the last year, with their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta

from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.preflight.branches import units_of
from severa_vnf.flows.preflight.inspection import Inspection
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

YEAR = timedelta(days=365)
AHEAD = timedelta(days=92)
"""How long before its date an invoice may have got its rows."""

Rows = Mapping[Guid, Sequence[InvoiceRow | Undecodable]]


def invoices_of(inspection: Inspection) -> Flow[list[Invoice]]:
    """The invoices and credit notes that are dated in the last 365 days or later."""
    filters: invoices.Filters = {"start_date": _began(inspection)}
    if units := (yield from units_of(inspection)):
        filters["project_business_unit_guids"] = units
    return (yield from inspection.rows(invoices.list(**filters)))


def rows_of(inspection: Inspection, those: Sequence[Invoice]) -> Flow[Rows]:
    """Their rows, out of one list: an invoice that it does not show any of is asked by itself."""
    since = _began(inspection) - AHEAD
    found: dict[Guid, Sequence[InvoiceRow | Undecodable]] = {}
    listed: dict[Guid, list[InvoiceRow]] = {one.guid: [] for one in those}
    for row in (yield from inspection.rows(invoice_rows.list(changed_since=since))):
        if row.invoice_guid in listed:
            listed[row.invoice_guid].append(row)
    for guid, rows in listed.items():
        found[guid] = rows or (yield from everything(invoice_rows.of(guid)))
    return found


def _began(inspection: Inspection) -> datetime:
    return datetime.combine(inspection.today - YEAR, time(), UTC)
