"""The settings of one invoice (`/invoicesettings`). Whether its dates are written here or there is unconfirmed."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, patched
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model


@frozen(kw_only=True, slots=False)
class InvoiceSettings(Model):
    """How one invoice is booked. It has a guid of its own."""

    guid: Guid
    entry_date: dt.date | None = None
    payment_date: dt.date | None = None
    is_reverse_charged: bool = False
    reverse_charge_description: str | None = None


class Changes(TypedDict, total=False):
    """What can be changed on the settings of an invoice."""

    entry_date: dt.date | None
    payment_date: dt.date | None
    is_reverse_charged: bool
    reverse_charge_description: str | None


def of(invoice_guid: str) -> Call[InvoiceSettings]:
    """The settings of one invoice."""
    return item(InvoiceSettings, f"/v1/invoices/{segment(invoice_guid)}/invoicesettings", "invoices:read")


def patch(guid: str, **changes: Unpack[Changes]) -> Call[InvoiceSettings]:
    """Change the settings of an invoice, by their own guid."""
    return patched(InvoiceSettings, f"/v1/invoicesettings/{segment(guid)}", "invoices:write", changes, Changes)
