"""Purchase invoices and what goes with them (`/v1/supplierInvoice`): read, for their lines with a project."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.refs import Attachment, DescribedRef, IdRef, NumberRef, TaxDetail
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


class SupplierDocumentType(StrEnum):
    """The kinds of purchase document. Only the first four can be asked for; a DebitAdj lowers what is owed."""

    INVOICE = "Invoice"
    CREDIT_ADJ = "CreditAdj"
    DEBIT_ADJ = "DebitAdj"
    PREPAYMENT = "Prepayment"
    CHECK = "Check"
    QUICK_CHECK = "QuickCheck"
    REFUND = "Refund"
    VOID_CHECK = "VoidCheck"
    VOID_QUICK_CHECK = "VoidQuickCheck"


class SupplierDocumentStatus(StrEnum):
    """Where a purchase document stands. Open and Closed ones are released."""

    HOLD = "Hold"
    BALANCED = "Balanced"
    VOIDED = "Voided"
    SCHEDULED = "Scheduled"
    OPEN = "Open"
    CLOSED = "Closed"
    PRINTED = "Printed"
    PREBOOKED = "Prebooked"
    RESERVED = "Reserved"


@frozen(kw_only=True, slots=False)
class SupplierInvoiceLine(Model):
    """One line. `cost` is the line's amount without VAT in company currency, positive in every kind of document."""

    line_number: int
    inventory_number: Code | None = None
    transaction_description: str | None = None
    quantity: Decimal | None = None
    uom: str | None = None
    unit_cost: Decimal | None = None
    cost: Decimal | None = None
    cost_in_currency: Decimal | None = None
    discount_amount: Decimal | None = None
    account: DescribedRef | None = None
    vat_code: IdRef | None = None
    project: IdRef | None = None
    project_task: IdRef | None = None
    branch_number: NumberRef | None = None
    note: str | None = None
    attachments: tuple[Attachment, ...] | None = None


@frozen(kw_only=True, slots=False)
class SupplierInvoice(Model):
    """A purchase document. `reference_number` is the company's own number, `supplier_reference` the supplier's."""

    document_type: SupplierDocumentType
    reference_number: Code
    status: SupplierDocumentStatus
    approval_status: str | None = None
    hold: bool | None = None
    supplier: NumberRef | None = None
    supplier_reference: str | None = None
    date: dt.date | None = None
    orig_invoice_date: dt.date | None = None
    due_date: dt.date | None = None
    post_period: str | None = None
    financial_period: str | None = None
    currency_id: str | None = None
    exchange_rate: Decimal | None = None
    amount: Decimal | None = None
    balance: Decimal | None = None
    detail_total: Decimal | None = None
    vat_total: Decimal | None = None
    description: str | None = None
    note: str | None = None
    branch_number: NumberRef | None = None
    tax_detail_lines: tuple[TaxDetail, ...] | None = None
    invoice_lines: tuple[SupplierInvoiceLine, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    document_version_number: int | None = None
    created_date_time: Stamp | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for. `project`: documents that name it somewhere."""

    document_type: SupplierDocumentType
    status: SupplierDocumentStatus
    released: int
    project: str
    last_modified_date_time: Since
    created_date_time: Since
    expand_attachment: bool
    expand_note: bool


def get(number: str, document_type: SupplierDocumentType | None = None) -> Call[SupplierInvoice]:
    """One document. Without a kind the service looks among invoices only."""
    kind = f"{document_type}/" if document_type else ""
    return item(SupplierInvoice, f"/v1/supplierInvoice/{kind}{key(number)}", ("reference_number", number))


def list(**filters: Unpack[Filters]) -> Paged[SupplierInvoice]:
    """Documents of every kind, all or those that the filters leave."""
    return listed(SupplierInvoice, "/v1/supplierInvoice", filters, Filters, by("documentType", "referenceNumber"))
