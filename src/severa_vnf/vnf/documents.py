"""What invoices and credit notes have in common in Visma.net."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since
from severa_vnf.vnf.refs import IdRef, NumberRef, TaxDetail
from severa_vnf.wire.model import Model, bare
from severa_vnf.wire.unset import UNSET, Unset


class DocumentStatus(StrEnum):
    """Where a document stands. Balanced: booked in, not released, so it can still be changed and deleted."""

    HOLD = "Hold"
    BALANCED = "Balanced"
    VOIDED = "Voided"
    SCHEDULED = "Scheduled"
    OPEN = "Open"
    CLOSED = "Closed"
    PENDING_PRINT = "PendingPrint"
    PENDING_EMAIL = "PendingEmail"
    CREDIT_HOLD = "CreditHold"
    CC_HOLD = "CcHold"
    RESERVED = "Reserved"


@frozen(kw_only=True, slots=False)
class Line(Model):
    """One line. `…_in_currency` is in the document's currency, the other in the company's."""

    line_number: int | None = None
    inventory_number: Code | None = None
    description: str | None = None
    quantity: Decimal | None = None
    uom: str | None = None
    unit_price_in_currency: Decimal | None = None
    amount_in_currency: Decimal | None = None
    vat_code: IdRef | None = None


@frozen(kw_only=True, slots=False)
class Document(Model):
    """An invoice or a credit note. Its totals and its VAT are computed by the service.

    `amount_in_currency` includes VAT and is in the document's currency; `rounding_diff` is what the service's own
    rounding of the total added. `note` is there only in the answer for one document.
    """

    reference_number: Code
    document_type: str | None = None
    status: DocumentStatus
    hold: bool | None = None
    customer: NumberRef | None = None
    document_date: date | None = None
    document_due_date: date | None = None
    currency_id: str | None = None
    exchange_rate: Decimal | None = None
    payment_reference: str | None = None
    external_reference: str | None = None
    customer_ref_number: str | None = None
    invoice_text: str | None = None
    note: str | None = None
    project: IdRef | None = None
    branch_number: NumberRef | None = None
    amount: Decimal | None = None
    amount_in_currency: Decimal
    balance_in_currency: Decimal | None = None
    vat_total_in_currency: Decimal | None = None
    detail_total_in_currency: Decimal | None = None
    rounding_diff: Decimal | None = None
    tax_details: tuple[TaxDetail, ...] | None = None
    created_date_time: Stamp | None = None
    last_modified_date_time: Stamp | None = None


class Operation(StrEnum):
    """What is done with a line: one without it is not made."""

    INSERT = "Insert"
    UPDATE = "Update"
    DELETE = "Delete"


@frozen(kw_only=True)
class LineUpdate:
    """A line to be written. Its amount is the service's quantity times price, unless one is set by hand."""

    operation: Operation = field(default=Operation.INSERT, metadata=bare())
    line_number: int | Unset = UNSET
    inventory_number: str | Unset = UNSET
    description: str | Unset = UNSET
    quantity: Decimal | Unset = UNSET
    uom: str | Unset = UNSET
    unit_price_in_currency: Decimal | Unset = UNSET
    manual_amount_in_currency: Decimal | Unset = UNSET
    branch_number: str | Unset = UNSET
    task_id: str | Unset = UNSET
    vat_code_id: str | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the lists can be asked for. Neither can be filtered by note, customer or number."""

    status: DocumentStatus
    released: int
    project: str
    financial_period: str
    external_reference: str
    payment_reference: str
    customer_ref_number: str
    last_modified_date_time: Since
    created_date_time: Since
    expand_applications: bool
    expand_attachments: bool
    expand_tax_details: bool
    expand_invoice_address: bool
