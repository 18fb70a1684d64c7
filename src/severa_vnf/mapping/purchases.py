"""Lines of supplier invoices and of journal transactions, read as one kind of line.

The documentation (field table of project costs) names the fields of a journal line; the line of a supplier invoice has
the same under other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from severa_vnf.values import Guid
from severa_vnf.vnf.journal_transaction import JournalStatus, JournalTransaction, JournalTransactionLine
from severa_vnf.vnf.supplier_invoice import (
    SupplierDocumentStatus,
    SupplierDocumentType,
    SupplierInvoice,
    SupplierInvoiceLine,
)

PurchaseDocument = SupplierInvoice | JournalTransaction
AnyLine = SupplierInvoiceLine | JournalTransactionLine

RELEASED = {
    SupplierDocumentStatus.OPEN,
    SupplierDocumentStatus.CLOSED,
    JournalStatus.UNPOSTED,
    JournalStatus.POSTED,
    JournalStatus.COMPLETED,
    JournalStatus.RELEASED,
}
"""The statuses of a released document; a batch is released before it is posted."""

GIVING_BACK = {
    SupplierDocumentType.DEBIT_ADJ,
    SupplierDocumentType.REFUND,
    SupplierDocumentType.VOID_CHECK,
    SupplierDocumentType.VOID_QUICK_CHECK,
}
"""Kinds whose amounts are positive and lower the cost. Unconfirmed: the sign of a DebitAdj is not documented."""


@frozen(kw_only=True)
class PurchaseLine:
    """A line of a purchase document. Amounts are in the company's currency and without VAT.

    This is what a policy that is a function gets: it chooses by supplier, account or project.
    """

    transaction_description: str
    reference_number: str
    customer_supplier: str
    customer_supplier_name: str
    transaction_date: date | None
    debit_amount: Decimal
    credit_amount: Decimal
    project: str
    account: str
    currency: str | None

    @property
    def cost(self) -> Decimal:
        """Debit less credit: negative where a document gives money back."""
        return self.debit_amount - self.credit_amount


@frozen
class CostsGiven:
    """What the mapping of costs must know besides the line. Each has an empty default, to try a mapping with."""

    projects: Mapping[str, Guid] = field(factory=dict)
    """Visma.net's project id -> the linked Severa project."""
    parties: Mapping[str, str] = field(factory=dict)
    """The names of suppliers (and customers) by number: no journal line carries them."""
    currency: str | None = None
    """The company's currency. None: the document's, where its rate is 1."""


def why_left_out(document: PurchaseDocument, line: AnyLine, given: CostsGiven) -> str | None:
    """Why the line does not become a cost, or None (documentation, purchase invoices and other transactions)."""
    if document.status not in RELEASED:
        return f"The document is not released: its status is {document.status}."
    project = _id(line)
    if not project:
        return "The line has no project."
    return None if project in given.projects else f"The project {project} is not linked to a project in Severa."


def purchase_line(document: PurchaseDocument, line: AnyLine, given: CostsGiven) -> PurchaseLine:
    """The line, under the names of a journal line."""
    at_par = document.currency_id if document.exchange_rate in (None, 1) else None
    currency = given.currency or at_par
    project, text = _id(line), line.transaction_description or ""
    if isinstance(line, JournalTransactionLine):
        assert isinstance(document, JournalTransaction)
        number = line.customer_supplier or ""
        return PurchaseLine(
            transaction_description=text,
            reference_number=line.reference_number or document.batch_number,
            customer_supplier=number,
            customer_supplier_name=given.parties.get(number, ""),
            transaction_date=document.transaction_date,
            debit_amount=line.debit_amount or Decimal(0),
            credit_amount=line.credit_amount or Decimal(0),
            project=project,
            account=line.account_number or "",
            currency=currency,
        )
    assert isinstance(document, SupplierInvoice)
    supplier, cost, back = document.supplier, line.cost or Decimal(0), document.document_type in GIVING_BACK
    number = (supplier.number if supplier else None) or ""
    return PurchaseLine(
        transaction_description=text,
        reference_number=document.reference_number,
        customer_supplier=number,
        customer_supplier_name=(supplier.name if supplier else None) or given.parties.get(number, ""),
        transaction_date=document.date,
        debit_amount=Decimal(0) if back else cost,
        credit_amount=cost if back else Decimal(0),
        project=project,
        account=(line.account.number if line.account else None) or "",
        currency=currency,
    )


def _id(line: AnyLine) -> str:
    return (line.project.id if line.project else None) or ""
