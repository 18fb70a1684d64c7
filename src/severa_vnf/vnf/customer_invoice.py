"""Customer invoices (`/v1/customerinvoice`, made at `/v2/customerinvoice`)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Unpack

from attrs import field, frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import ActionResult, action, created, item, key, listed, removed, updated
from severa_vnf.vnf.documents import (
    Document,
    DocumentAddressUpdate,
    DocumentContactUpdate,
    Filters,
    Line,
    LineUpdate,
)
from severa_vnf.vnf.refs import IdRef
from severa_vnf.vnf.uploads import uploaded
from severa_vnf.wire.call import Call
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


@frozen(kw_only=True, slots=False)
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
    billing_address: DocumentAddressUpdate | Unset = UNSET
    invoice_contact: DocumentContactUpdate | Unset = UNSET
    customer_ref_number: str | Unset = UNSET
    external_reference: str | Unset = UNSET
    payment_reference: str | Unset = UNSET
    invoice_text: str | Unset = UNSET
    note: str | Unset = UNSET
    hold: bool | Unset = UNSET
    dont_print: bool | Unset = UNSET
    dont_email: bool | Unset = UNSET
    send_to_auto_invoice: bool | Unset = UNSET
    invoice_lines: tuple[LineUpdate, ...] | Unset = field(default=UNSET, metadata=bare())


@frozen(kw_only=True, slots=False)
class Reversal(ActionResult):
    """How a reversal went, and the number of the credit note that it made."""

    reference_number: Code | None = None


@frozen(kw_only=True)
class _Reverse:
    return_credit_note: bool = field(default=False, metadata=bare())


def get(number: str) -> Call[CustomerInvoice]:
    """One invoice, with its lines, its VAT and its note."""
    return item(CustomerInvoice, _at(number), ("reference_number", number))


def list(**filters: Unpack[Filters]) -> Paged[CustomerInvoice]:
    """Invoices, all or those that the filters leave."""
    return listed(CustomerInvoice, "/v1/customerinvoice", filters, Filters, by("referenceNumber"))


def create(invoice: CustomerInvoiceUpdate) -> Call[Code]:
    """Make an invoice; the service gives the number."""
    return created("/v2/customerinvoice", invoice)


def update(number: str, invoice: CustomerInvoiceUpdate) -> Call[None]:
    """Change an invoice that is not released: what `invoice` names. A line is named by its number and operation."""
    return updated(_at(number), invoice)


def delete(number: str) -> Call[None]:
    """Delete an invoice that is not released."""
    return removed(_at(number))


def release(number: str) -> Call[ActionResult]:
    """Book it: from then on it is Open and can't be changed. Carried out in the background."""
    return action(ActionResult, f"{_at(number)}/action/release")


def reverse(number: str) -> Call[Reversal]:
    """Make the credit note that undoes a released invoice."""
    return action(Reversal, f"{_at(number)}/action/reverse", _Reverse())


def attach(number: str, name: str, content: bytes, content_type: str = "application/octet-stream") -> Call[Code]:
    """Attach a file; answers with its id, which `attachment.update` takes. The same name again is a new revision."""
    return uploaded(f"{_at(number)}/attachment", name, content, content_type)


def _at(number: str) -> str:
    return f"/v1/customerinvoice/{key(number)}"
