"""What invoices and credit notes have in common in Visma.net."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since
from severa_vnf.vnf.refs import (
    Address,
    AddressUpdate,
    Attachment,
    DescribedRef,
    IdRef,
    NameRef,
    NumberRef,
    SegmentUpdate,
    TaxDetail,
)
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


class DocumentType(StrEnum):
    """The kinds of document between a company and its customers. A number is unique only within its kind."""

    INVOICE = "Invoice"
    DEBIT_NOTE = "DebitNote"
    CREDIT_NOTE = "CreditNote"
    PAYMENT = "Payment"
    VOID_PAYMENT = "VoidPayment"
    PREPAYMENT = "Prepayment"
    REFUND = "Refund"
    FIN_CHARGE = "FinCharge"
    SMALL_BALANCE_WO = "SmallBalanceWo"
    SMALL_CREDIT_WO = "SmallCreditWo"
    CASH_SALE = "CashSale"
    CASH_RETURN = "CashReturn"
    UNDEFINED = "Undefined"
    NO_UPDATE = "NoUpdate"


@frozen(kw_only=True, slots=False)
class Line(Model):
    """One line. `…_in_currency` is in the document's currency, the other in the company's."""

    line_number: int | None = None
    inventory_number: Code | None = None
    description: str | None = None
    quantity: Decimal | None = None
    uom: str | None = None
    unit_price: Decimal | None = None
    unit_price_in_currency: Decimal | None = None
    manual_amount_in_currency: Decimal | None = None
    discount_percent: Decimal | None = None
    discount_amount_in_currency: Decimal | None = None
    amount: Decimal | None = None
    amount_in_currency: Decimal | None = None
    account: DescribedRef | None = None
    vat_code: IdRef | None = None
    project_task: IdRef | None = None
    branch_number: NumberRef | None = None
    note: str | None = None
    attachments: tuple[Attachment, ...] | None = None


@frozen(kw_only=True, slots=False)
class DocumentAddress(Address):
    """The address of one document."""

    override_address: bool | None = None


@frozen(kw_only=True, slots=False)
class DocumentContact(Model):
    """The receiver of one document. What is written as `name` is read as `business_name`."""

    contact_id: int | None = None
    business_name: str | None = None
    attention: str | None = None
    email: str | None = None
    phone1: str | None = None
    override_contact: bool | None = None


@frozen(kw_only=True, slots=False)
class ContactRef(Model):
    """A contact person, by the contact's id."""

    id: int | None = None
    name: str | None = None


@frozen(kw_only=True, slots=False)
class Application(Model):
    """A payment, or a credit note, applied to this document. Of a void one both rows stand here: they add up."""

    doc_type: str | None = None
    ref_nbr: Code | None = None
    application_date: date | None = None
    amount_paid: Decimal | None = None
    balance: Decimal | None = None
    cash_discount_taken: Decimal | None = None
    payment_ref: str | None = None
    status: str | None = None
    released: bool | None = None
    voided: bool | None = None


@frozen(kw_only=True, slots=False)
class Document(Model):
    """An invoice or a credit note. Its totals and its VAT are computed by the service.

    `amount_in_currency` includes VAT and is in the document's currency, `amount` is in the company's; `rounding_diff`
    is what the service's own rounding of the total added. `note` is there only in the answer for one document;
    `applications`, `attachments`, `tax_details` and `invoice_address` in a list only when asked for.
    """

    reference_number: Code
    document_type: str | None = None
    status: DocumentStatus
    hold: bool | None = None
    customer: NumberRef | None = None
    location: NameRef | None = None
    contact: ContactRef | None = None
    invoice_contact: DocumentContact | None = None
    invoice_address: DocumentAddress | None = None
    customer_vat_zone: IdRef | None = None
    document_date: date | None = None
    document_due_date: date | None = None
    post_period: str | None = None
    financial_period: str | None = None
    closed_financial_period: str | None = None
    currency_id: str | None = None
    exchange_rate: Decimal | None = None
    payment_reference: str | None = None
    external_reference: str | None = None
    customer_ref_number: str | None = None
    invoice_text: str | None = None
    note: str | None = None
    project: IdRef | None = None
    branch_number: NumberRef | None = None
    dont_print: bool | None = None
    dont_email: bool | None = None
    send_to_auto_invoice: bool | None = None
    amount: Decimal | None = None
    amount_in_currency: Decimal
    balance: Decimal | None = None
    balance_in_currency: Decimal | None = None
    vat_total: Decimal | None = None
    vat_total_in_currency: Decimal | None = None
    vat_taxable_total_in_currency: Decimal | None = None
    vat_exempt_total_in_currency: Decimal | None = None
    detail_total_in_currency: Decimal | None = None
    discount_total_in_currency: Decimal | None = None
    cash_discount_in_currency: Decimal | None = None
    rounding_diff: Decimal | None = None
    tax_details: tuple[TaxDetail, ...] | None = None
    applications: tuple[Application, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    created_date_time: Stamp | None = None
    last_modified_date_time: Stamp | None = None


class Operation(StrEnum):
    """What is done with a line: one without it is not made."""

    INSERT = "Insert"
    UPDATE = "Update"
    DELETE = "Delete"


@frozen(kw_only=True, slots=False)
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
    account_number: str | Unset = UNSET
    subaccount: tuple[SegmentUpdate, ...] | Unset = field(default=UNSET, metadata=bare())
    note: str | Unset = UNSET


@frozen(kw_only=True, slots=False)
class DocumentAddressUpdate(AddressUpdate):
    """The address of one document; with `override_address` it departs from the customer's."""

    override_address: bool | Unset = UNSET


@frozen(kw_only=True, slots=False)
class DocumentContactUpdate:
    """The receiver of one document; with `override_contact` it departs from the customer's."""

    override_contact: bool | Unset = UNSET
    name: str | Unset = UNSET
    attention: str | Unset = UNSET
    email: str | Unset = UNSET
    phone1: str | Unset = UNSET


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
