"""Every document between the company and its customers in one list (`/v1/customerdocument`): who has paid how much."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf import documents
from severa_vnf.vnf.describe import listed
from severa_vnf.vnf.documents import DocumentStatus, DocumentType
from severa_vnf.vnf.refs import IdRef, NumberRef
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


@frozen(kw_only=True, slots=False)
class CustomerDocument(Model):
    """The head of a document. Open with a balance below its amount: partly paid. Closed: paid, credited or written off.

    `…_in_currency` is in the document's currency, the other in the company's.
    """

    document_type: DocumentType
    reference_number: Code
    status: DocumentStatus
    customer: NumberRef | None = None
    document_date: date | None = None
    document_due_date: date | None = None
    financial_period: str | None = None
    closed_financial_period: str | None = None
    currency_id: str | None = None
    amount: Decimal | None = None
    amount_in_currency: Decimal
    balance: Decimal | None = None
    balance_in_currency: Decimal
    vat_total_in_currency: Decimal | None = None
    cash_discount_in_currency: Decimal | None = None
    customer_ref_number: str | None = None
    invoice_text: str | None = None
    project: IdRef | None = None
    branch_number: NumberRef | None = None
    created_date_time: Stamp | None = None
    last_modified_date_time: Stamp | None = None


class Filters(documents.Filters, total=False):
    """What the list can be asked for: as invoices, and for a kind."""

    document_type: DocumentType


def list(**filters: Unpack[Filters]) -> Paged[CustomerDocument]:
    """Documents, all or those that the filters leave."""
    return listed(CustomerDocument, "/v1/customerdocument", filters, Filters, by("documentType", "referenceNumber"))
