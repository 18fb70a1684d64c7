"""Customer credit notes (`/v1/customerCreditNote`, made at `/v2/customerCreditNote`).

They are invoices under other names: `lines`, `invoiceAddress`, and no terms, due date, rate or payment reference.
"""

from __future__ import annotations

from datetime import date
from typing import Unpack

from attrs import field, frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import ActionResult, action, created, item, listed, removed
from severa_vnf.vnf.documents import Document, Filters, Line, LineUpdate
from severa_vnf.vnf.refs import AddressUpdate, ContactUpdate
from severa_vnf.wire.call import Call, segment
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


@frozen(kw_only=True)
class CustomerCreditNoteUpdate:
    """A credit note to be written. What stays UNSET is left to the service, or as it is."""

    customer_number: str | Unset = UNSET
    document_date: date | Unset = UNSET
    currency_id: str | Unset = UNSET
    project: str | Unset = UNSET
    branch_number: str | Unset = UNSET
    location_id: str | Unset = UNSET
    contact: int | Unset = UNSET
    invoice_address: AddressUpdate | Unset = UNSET
    invoice_contact: ContactUpdate | Unset = UNSET
    customer_ref_number: str | Unset = UNSET
    external_reference: str | Unset = UNSET
    invoice_text: str | Unset = UNSET
    note: str | Unset = UNSET
    hold: bool | Unset = UNSET
    dont_print: bool | Unset = UNSET
    dont_email: bool | Unset = UNSET
    send_to_auto_invoice: bool | Unset = UNSET
    lines: tuple[LineUpdate, ...] = field(default=(), metadata=bare())


def get(number: str) -> Call[CustomerCreditNote]:
    """One credit note, with its lines, its VAT and its note."""
    return item(CustomerCreditNote, f"/v1/customerCreditNote/{segment(number)}")


def list(**filters: Unpack[Filters]) -> Paged[CustomerCreditNote]:
    """Credit notes, all or those that the filters leave."""
    return listed(CustomerCreditNote, "/v1/customerCreditNote", filters, Filters, by("referenceNumber"))


def create(credit_note: CustomerCreditNoteUpdate) -> Call[Code]:
    """Make a credit note; the service gives the number."""
    return created("/v2/customerCreditNote", credit_note)


def delete(number: str) -> Call[None]:
    """Delete a credit note that is not released."""
    return removed(f"/v1/customerCreditNote/{segment(number)}")


def release(number: str) -> Call[ActionResult]:
    """Book it: from then on it is Open and can't be changed. Carried out in the background."""
    return action(f"/v1/customerCreditNote/{segment(number)}/action/release")
