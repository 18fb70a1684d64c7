"""Invoices and credit notes (`/invoices`; the documentation's section on invoicing)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.severa.describe import At, item, listed, patched
from severa_vnf.severa.refs import Amount, CodeRef, NumberedRef
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, Ceiling, segment
from severa_vnf.wire.call import content as read
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged


@frozen(kw_only=True, slots=False)
class StatusRef(Model):
    """The status that an invoice stands in. Its further flags stand in `/invoicestatuses`."""

    guid: Guid
    name: str | None = None
    is_sent: bool = False
    is_paid: bool = False


@frozen(kw_only=True, slots=False)
class ReceiverAddress(Model):
    """Where the invoice goes. `country` is a localised name, not a code."""

    address_line: str | None = field(default=None, metadata=named("addressline"))
    postal_code: str | None = None
    city: str | None = None
    state: str | None = None
    country: str | None = None


@frozen(kw_only=True, slots=False)
class FreeText(Model):
    """A text above or below the rows. `value` is as it was typed, `plain_text` without its mark-up."""

    value: str | None = None
    plain_text: str | None = None


@frozen(kw_only=True, slots=False)
class Invoice(Model):
    """An invoice or, with `is_credit_note`, a credit note. Dates are plain days; totals in the invoice's currency."""

    guid: Guid
    number: int | None = None
    reference_number: str | None = None
    date: dt.date
    due_date: dt.date | None = None
    payment_date: dt.date | None = None
    payment_term: int | None = None
    status: StatusRef
    is_credit_note: bool = False
    credit_note_invoice: NumberedRef | None = None
    reimburse_invoice: NumberedRef | None = None
    customer: NumberedRef | None = None
    billing_customer: NumberedRef | None = None
    projects: tuple[NumberedRef, ...] | None = None
    currency: CodeRef | None = None
    currency_rate: Decimal | None = None
    total_excluding_tax: Amount | None = None
    total_tax: Amount | None = None
    total_including_tax: Amount | None = None
    receiver_customer_name: str | None = None
    receiver_address: ReceiverAddress | None = None
    receiver_contact_guid: Guid | None = None
    receiver_contact_name: str | None = None
    receiver_contact_email: str | None = None
    sender_contact_name: str | None = None
    our_reference: str | None = None
    your_reference: str | None = None
    order_number: str | None = None
    notes: str | None = None
    free_text1: FreeText | None = None
    free_text2: FreeText | None = None
    invoice_number_business_unit_guid: Guid | None = None
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: dt.datetime
    invoice_status_guids: Sequence[str]
    numbers: Sequence[int]
    reference_numbers: Sequence[str]
    customer_guids: Sequence[str]
    project_guids: Sequence[str]
    project_business_unit_guids: Sequence[str]
    start_date: dt.datetime
    end_date: dt.datetime
    payment_date_start: dt.datetime


class Changes(TypedDict, total=False):
    """What can be changed on an invoice. The names of their places are unpublished; see the assumptions."""

    number: int
    reference_number: str | None
    payment_date: dt.date | None
    status: Annotated[Guid, At("/status/guid")]


def get(guid: str) -> Call[Invoice]:
    """One invoice."""
    return item(Invoice, f"/v1/invoices/{segment(guid)}", "invoices:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Invoice]:
    """Invoices, all or those that the filters leave."""
    return listed(Invoice, "/v1/invoices", "invoices:read", filters, Filters)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Invoice]:
    """Change an invoice. The changes are made in the order in which they are named: a number before its status."""
    return patched(Invoice, f"/v1/invoices/{segment(guid)}", "invoices:write", changes, Changes)


def pdf(guid: str, content: str = "All") -> Call[bytes]:
    """The invoice as Severa prints it: `All` with its attachments, `InvoiceOnly`, or `AttachmentAndBreakdown`."""
    query = (("invoiceType", "Invoice"), ("pdfGetOptions", content))
    return Call("severa", "GET", f"/v1/invoices/{segment(guid)}/pdf", read, "files:read", query, ceiling=Ceiling.FILE)
