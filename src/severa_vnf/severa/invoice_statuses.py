"""Invoice statuses (`/invoicestatuses`). Their names mean nothing; their order and flags do."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


@frozen(kw_only=True, slots=False)
class InvoiceStatus(Model):
    """One status. Read-only: the invoice can't be edited. Invoice number: it has one from here on."""

    guid: Guid
    name: str
    is_active: bool = True
    is_default: bool = False
    is_default_for_credit_note: bool = False
    is_read_only: bool = False
    has_invoice_number: bool = False
    is_sent: bool = False
    is_paid: bool = False
    sort_order: int = 0


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    text_to_search: str


def get(guid: str) -> Call[InvoiceStatus]:
    """One status."""
    return item(InvoiceStatus, f"/v1/invoicestatuses/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[InvoiceStatus]:
    """The statuses, in use or not."""
    return listed(InvoiceStatus, "/v1/invoicestatuses", "settings:read", filters, Filters, habit=by_offset)
