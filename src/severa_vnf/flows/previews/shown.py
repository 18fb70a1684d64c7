"""What is written to an invoice in Severa, as changes: the names of its fields, their old values and their new ones."""

from __future__ import annotations

from collections.abc import Mapping

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.classes import kept, refresh
from severa_vnf.flows.invoices.stream import STATUSES
from severa_vnf.flows.previews.dry import Stopped
from severa_vnf.plan import Change
from severa_vnf.plan.steps import Value
from severa_vnf.settings import Settings
from severa_vnf.severa.invoices import Invoice
from severa_vnf.wire.decode import loads


def know_statuses(settings: Settings) -> Flow[None]:
    """See to it that the statuses are among the look-ups that are kept."""
    if not (yield from kept(STATUSES)).invoice_statuses:
        yield from refresh(settings, STATUSES)


def status_names() -> Flow[dict[str, str]]:
    """The statuses' names, as they were read last."""
    return {one.guid: one.name for one in (yield from kept(STATUSES)).invoice_statuses}


def changes_of(stopped: Stopped, invoice: Invoice, names: Mapping[str, str]) -> tuple[Change, ...]:
    """What a patch of an invoice changes. A status is called by its name."""
    old: dict[str, Value] = {
        "number": invoice.number,
        "referenceNumber": invoice.reference_number,
        "paymentDate": str(invoice.payment_date) if invoice.payment_date else None,
        "status": invoice.status.name,
    }
    new = {one["path"].split("/")[1]: one["value"] for one in loads(stopped.call.body or b"[]")}
    new["status"] = names.get(new["status"], new["status"])
    return tuple(Change(name, "severa", old[name], value) for name, value in new.items() if value != old[name])
