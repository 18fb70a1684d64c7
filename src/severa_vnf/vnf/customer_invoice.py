"""Customer invoices (`/v1/customerinvoice`, made at `/v2/customerinvoice`)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Unpack

from attrs import field, frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import ActionResult, action, created, item, listed, removed
from severa_vnf.vnf.documents import Document, Filters, Line, LineUpdate
from severa_vnf.vnf.refs import AddressUpdate, ContactUpdate, IdRef
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import bare
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class CustomerInvoice(Document):
    """An invoice as it was read."""

    credit_terms: IdRef | None = None
    invoice_lines: tuple[Line, ...] | None = None

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines, under the name that both kinds of document have."""
        return self.invoice_lines or ()


@frozen(kw_only=True)
class CustomerInvoiceUpdate:
    """An invoice to be written. What stays UNSET is left to the service, or as it is."""

    customer_number: str | Unset = UNSET
    document_date: date | Unset = UNSET
    document_due_date: date | Unset = UNSET
    credit_terms_id: str | Unset = UNSET
    currency_id: str | Unset = UNSET
    exchange_rate: Decimal | Unset = UNSET
    project: str | Unset = UNSET
    branch_number: str | Unset = UNSET
    location_id: str | Unset = UNSET
    contact: int | Unset = UNSET
    billing_address: AddressUpdate | Unset = UNSET
    invoice_contact: ContactUpdate | Unset = UNSET
    customer_ref_number: str | Unset = UNSET
    external_reference: str | Unset = UNSET
    payment_reference: str | Unset = UNSET
    invoice_text: str | Unset = UNSET
    note: str | Unset = UNSET
    hold: bool | Unset = UNSET
    dont_print: bool | Unset = UNSET
    dont_email: bool | Unset = UNSET
    send_to_auto_invoice: bool | Unset = UNSET
    invoice_lines: tuple[LineUpdate, ...] = field(default=(), metadata=bare())


def get(number: str) -> Call[CustomerInvoice]:
    """One invoice, with its lines, its VAT and its note."""
    return item(CustomerInvoice, f"/v1/customerinvoice/{segment(number)}")


def list(**filters: Unpack[Filters]) -> Paged[CustomerInvoice]:
    """Invoices, all or those that the filters leave."""
    return listed(CustomerInvoice, "/v1/customerinvoice", filters, Filters, by("referenceNumber"))


def create(invoice: CustomerInvoiceUpdate) -> Call[Code]:
    """Make an invoice; the service gives the number."""
    return created("/v2/customerinvoice", invoice)


def delete(number: str) -> Call[None]:
    """Delete an invoice that is not released."""
    return removed(f"/v1/customerinvoice/{segment(number)}")


def release(number: str) -> Call[ActionResult]:
    """Book it: from then on it is Open and can't be changed. Carried out in the background."""
    return action(f"/v1/customerinvoice/{segment(number)}/action/release")
