"""Customer credit notes (`/v1/customerCreditNote`, made at `/v2/customerCreditNote`).

They are invoices under other names: `lines`, `invoiceAddress`, and no terms, due date, rate or payment reference.
"""

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
    DocumentType,
    Filters,
    Line,
    LineUpdate,
    Operation,
)
from severa_vnf.vnf.uploads import uploaded
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import bare
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class CustomerCreditNote(Document):
    """A credit note as it was read. Its amounts are positive."""

    lines: tuple[Line, ...] | None = None

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines, under the name that both kinds of document have."""
        return self.lines or ()


@frozen(kw_only=True, slots=False)
class ApplicationUpdate:
    """How much of a credit note is set against one open invoice. The amount is in the invoice's currency."""

    operation: Operation = field(default=Operation.INSERT, metadata=bare())
    document_type: DocumentType = DocumentType.INVOICE
    ref_nbr: str
    amount_paid: Decimal | Unset = UNSET


@frozen(kw_only=True, slots=False)
class CustomerCreditNoteUpdate:
    """A credit note to be written. What stays UNSET is left to the service, or as it is."""

    customer_number: str | Unset = UNSET
    document_date: date | Unset = UNSET
    currency_id: str | Unset = UNSET
    project: str | Unset = UNSET
    branch_number: str | Unset = UNSET
    location_id: str | Unset = UNSET
    contact: int | Unset = UNSET
    invoice_address: DocumentAddressUpdate | Unset = UNSET
    invoice_contact: DocumentContactUpdate | Unset = UNSET
    customer_ref_number: str | Unset = UNSET
    external_reference: str | Unset = UNSET
    invoice_text: str | Unset = UNSET
    note: str | Unset = UNSET
    hold: bool | Unset = UNSET
    dont_print: bool | Unset = UNSET
    dont_email: bool | Unset = UNSET
    send_to_auto_invoice: bool | Unset = UNSET
    lines: tuple[LineUpdate, ...] | Unset = field(default=UNSET, metadata=bare())
    application_lines: tuple[ApplicationUpdate, ...] | Unset = field(default=UNSET, metadata=bare())


def get(number: str) -> Call[CustomerCreditNote]:
    """One credit note, with its lines, its VAT and its note."""
    return item(CustomerCreditNote, _at(number), ("reference_number", number))


def list(**filters: Unpack[Filters]) -> Paged[CustomerCreditNote]:
    """Credit notes, all or those that the filters leave."""
    return listed(CustomerCreditNote, "/v1/customerCreditNote", filters, Filters, by("referenceNumber"))


def create(credit_note: CustomerCreditNoteUpdate) -> Call[Code]:
    """Make a credit note; the service gives the number."""
    return created("/v2/customerCreditNote", credit_note)


def update(number: str, credit_note: CustomerCreditNoteUpdate) -> Call[None]:
    """Change a credit note that is not released: what `credit_note` names."""
    return updated(_at(number), credit_note)


def delete(number: str) -> Call[None]:
    """Delete a credit note that is not released."""
    return removed(_at(number))


def release(number: str) -> Call[ActionResult]:
    """Book it: from then on it is Open and can't be changed. Carried out in the background."""
    return action(ActionResult, f"{_at(number)}/action/release")


def attach(number: str, name: str, content: bytes, content_type: str = "application/octet-stream") -> Call[Code]:
    """Attach a file; answers with its id, which `attachment.update` takes. The same name again is a new revision."""
    return uploaded(f"{_at(number)}/attachment", name, content, content_type)


def _at(number: str) -> str:
    return f"/v1/customerCreditNote/{key(number)}"
