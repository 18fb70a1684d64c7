"""Whether the invoice statuses of Severa do what the documentation asks of them (invoice statuses)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import asdict

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.mapping.statuses import check_statuses, find_statuses
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Finding
from severa_vnf.rules.preflight import STATUS_NOT_SENT, STATUSES_WRONG
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa import invoice_statuses
from severa_vnf.severa.invoice_statuses import InvoiceStatus
from severa_vnf.values import Guid

WHERE = "Severa, invoice statuses"
FLAGS = (
    ("is_read_only", "Not editable"),
    ("has_invoice_number", "Invoice number"),
    ("is_sent", "Sent"),
    ("is_paid", "Paid"),
)
"""The flags in the order in which an invoice comes to them."""
HELD = {
    "failed": (0, 0),
    "to_transfer": (1, 1),
    "transferred": (2, 3),
    "sent": (3, 3),
    "partially_paid": (3, 3),
    "paid": (4, 4),
}
"""How many of them each role must have, and may."""


def statuses(inspection: Inspection) -> Flow[list[Finding]]:
    """By order and flags, or, where the settings name the roles, by the flags of each."""
    rows = [one for one in (yield from inspection.rows(invoice_statuses.list())) if one.is_active]
    chosen, by_guid = inspection.settings.statuses, {one.guid: one for one in rows}
    wrong = check_statuses(rows) if chosen is None else [*_wrong(chosen, by_guid)]
    found = [finding(STATUSES_WRONG, WHERE, value=sentence) for sentence in wrong]
    roles = find_statuses(rows, chosen)
    transferred = None if isinstance(roles, Trouble) else by_guid.get(roles.transferred)
    if transferred is not None and not transferred.is_sent:
        found.append(finding(STATUS_NOT_SENT, WHERE, value=transferred.name, stops=False))
    return found


def _wrong(chosen: InvoiceStatuses, rows: Mapping[Guid, InvoiceStatus]) -> Iterator[str]:
    for role, guid in asdict(chosen).items():
        status = rows.get(guid)
        if status is None:
            yield f"Settings.statuses.{role} names a status that is not in use: {guid}."
            continue
        least, most = HELD[role]
        on = [name for flag, name in FLAGS[:least] if not getattr(status, flag)]
        off = [name for flag, name in FLAGS[most:] if getattr(status, flag)]
        if role == "failed" and status.is_default:
            off.append("Default")
        if role == "to_transfer" and not status.is_default_for_credit_note:
            on.append("Default for credit notes")
        for flags, way in ((on, "on"), (off, "off")):
            if flags:
                yield f"'{status.name}' is the status for {role.replace('_', ' ')}: switch {way} {', '.join(flags)}."
