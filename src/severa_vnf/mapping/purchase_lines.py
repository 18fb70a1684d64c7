"""How the line of each kind of purchase document is read: under the names of a journal line.

The documentation (field table of project costs) names the fields of a journal line; the others have the same under
other names.
"""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from severa_vnf.mapping.purchases import GIVING_BACK, AnyLine, CostsGiven, PurchaseDocument, PurchaseLine, project_of
from severa_vnf.vnf.cash_transaction import CashTransaction, CashTransactionLine, DisbReceipt
from severa_vnf.vnf.journal_transaction import JournalTransaction, JournalTransactionLine
from severa_vnf.vnf.project_transaction import ProjectTransaction, ProjectTransactionLine
from severa_vnf.vnf.supplier_invoice import SupplierInvoice, SupplierInvoiceLine

ZERO = Decimal(0)


def purchase_line(document: PurchaseDocument, line: AnyLine, given: CostsGiven) -> PurchaseLine:
    """The line, under the names of a journal line."""
    match line:
        case SupplierInvoiceLine():
            assert isinstance(document, SupplierInvoice)
            return _of_invoice(document, line, given)
        case JournalTransactionLine():
            assert isinstance(document, JournalTransaction)
            return _of_batch(document, line, given)
        case CashTransactionLine():
            assert isinstance(document, CashTransaction)
            return _of_cash(document, line)
        case ProjectTransactionLine():
            assert isinstance(document, ProjectTransaction)
            return _of_posting(document, line, given)
        case _:
            assert_never(line)


def _of_invoice(document: SupplierInvoice, line: SupplierInvoiceLine, given: CostsGiven) -> PurchaseLine:
    supplier, cost, back = document.supplier, line.cost or ZERO, document.document_type in GIVING_BACK
    number = (supplier.number if supplier else None) or ""
    return PurchaseLine(
        transaction_description=line.transaction_description or "",
        reference_number=document.reference_number,
        customer_supplier=number,
        customer_supplier_name=(supplier.name if supplier else None) or given.parties.get(number, ""),
        transaction_date=document.date,
        debit_amount=ZERO if back else cost,
        credit_amount=cost if back else ZERO,
        project=project_of(line),
        account=(line.account.number if line.account else None) or "",
        currency=given.currency or _at_par(document),
    )


def _of_batch(document: JournalTransaction, line: JournalTransactionLine, given: CostsGiven) -> PurchaseLine:
    number = line.customer_supplier or ""
    return PurchaseLine(
        transaction_description=line.transaction_description or "",
        reference_number=line.reference_number or document.batch_number,
        customer_supplier=number,
        customer_supplier_name=given.parties.get(number, ""),
        transaction_date=document.transaction_date,
        debit_amount=line.debit_amount or ZERO,
        credit_amount=line.credit_amount or ZERO,
        project=project_of(line),
        account=line.account_number or "",
        currency=given.currency or _at_par(document),
    )


def _of_cash(document: CashTransaction, line: CashTransactionLine) -> PurchaseLine:
    """Money that comes in lowers the cost. Nobody is named."""
    amount, back = line.amount or ZERO, document.disb_receipt is DisbReceipt.RECEIPT
    return PurchaseLine(
        transaction_description=line.description or document.description or "",
        reference_number=document.reference_nbr,
        customer_supplier="",
        customer_supplier_name="",
        transaction_date=document.tran_date,
        debit_amount=ZERO if back else amount,
        credit_amount=amount if back else ZERO,
        project=project_of(line),
        account=(line.offset_account.number if line.offset_account else None) or "",
        currency=document.currency,
    )


def _of_posting(document: ProjectTransaction, line: ProjectTransactionLine, given: CostsGiven) -> PurchaseLine:
    party = line.customer_vendor
    number = (party.number if party else None) or ""
    return PurchaseLine(
        transaction_description=line.description or document.description or "",
        reference_number=document.ref_nbr,
        customer_supplier=number,
        customer_supplier_name=(party.name if party else None) or given.parties.get(number, ""),
        transaction_date=line.date,
        debit_amount=line.amount or ZERO,
        credit_amount=ZERO,
        project=project_of(line),
        account=(line.account_group.number if line.account_group else None) or "",
        currency=given.currency,
    )


def _at_par(document: SupplierInvoice | JournalTransaction) -> str | None:
    return document.currency_id if document.exchange_rate in (None, 1) else None
