"""Purchase documents: which of their lines are costs, and the one kind of line that all of them are read as.

The documentation (field table of project costs) names the fields of a journal line; the lines of the others have the
same under other names.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from severa_vnf.values import Guid
from severa_vnf.vnf.cash_transaction import CashStatus, CashTransaction, CashTransactionLine
from severa_vnf.vnf.journal_transaction import JournalStatus, JournalTransaction, JournalTransactionLine
from severa_vnf.vnf.project_transaction import ProjectTransaction, ProjectTransactionLine, ProjectTransactionStatus
from severa_vnf.vnf.supplier_invoice import (
    SupplierDocumentStatus,
    SupplierDocumentType,
    SupplierInvoice,
    SupplierInvoiceLine,
)

PurchaseDocument = SupplierInvoice | JournalTransaction | CashTransaction | ProjectTransaction
AnyLine = SupplierInvoiceLine | JournalTransactionLine | CashTransactionLine | ProjectTransactionLine

RELEASED = {
    SupplierDocumentStatus.OPEN,
    SupplierDocumentStatus.CLOSED,
    JournalStatus.UNPOSTED,
    JournalStatus.POSTED,
    JournalStatus.COMPLETED,
    JournalStatus.RELEASED,
    CashStatus.RELEASED,
    ProjectTransactionStatus.RELEASED,
}
"""The statuses of a released document; a batch is released before it is posted."""

GIVING_BACK = {
    SupplierDocumentType.DEBIT_ADJ,
    SupplierDocumentType.REFUND,
    SupplierDocumentType.VOID_CHECK,
    SupplierDocumentType.VOID_QUICK_CHECK,
}
"""Kinds whose amounts are positive and lower the cost. Unconfirmed: the sign of a DebitAdj is not documented."""


@frozen(kw_only=True, slots=False)
class PurchaseLine:
    """A line of a purchase document. Amounts are in the company's currency and without VAT.

    Those of a cash transaction are in the currency of its cash account. This is what a policy that is a function gets:
    it chooses by supplier, account or project.
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
    project = project_of(line)
    if not project:
        return "The line has no project."
    return None if project in given.projects else f"The project {project} is not linked to a project in Severa."


def project_of(line: AnyLine) -> str:
    """Visma.net's id of its project; "" for none."""
    return (line.project.id if line.project else None) or ""
