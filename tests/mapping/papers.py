"""Invoices, rows, statuses and documents, read through the codec from the JSON that the services write."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from severa_vnf.mapping import Draft, Given, invoice_to_vnf
from severa_vnf.settings import Settings
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.wire.decode import structure

INVOICE = {
    "guid": "1f0c",
    "date": "2026-10-31",
    "dueDate": "2026-11-30",
    "paymentTerm": 30,
    "status": {"guid": "5e7a"},
    "customer": {"guid": "c0", "name": "Acme", "number": 100},
    "projects": [{"guid": "p0", "name": "Bridge", "number": 4000}],
    "currency": {"code": "EUR"},
    "currencyRate": 1,
    "totalIncludingTax": {"amount": Decimal("121.00"), "currencyCode": "EUR"},
}
ROW = {
    "guid": "20f0",
    "rowType": "Hours",
    "code": ["W1"],
    "description": "Advice",
    "quantity": 2,
    "measurementUnit": "h",
    "unitPrice": {"amount": Decimal("50.00"), "currencyCode": "EUR"},
    "vatRate": 21,
}
LINE = {"lineNumber": 1, "inventoryNumber": "W1", "quantity": 2, "vatCode": {"id": "3"}}
DOCUMENT = {
    "referenceNumber": "100001",
    "status": "Balanced",
    "currencyId": "EUR",
    "amountInCurrency": Decimal("121.00"),
    "taxDetails": [{"taxId": "3", "vatRate": 21}],
}


def invoice(**changes: Any) -> Invoice:
    """An invoice of 121 EUR for one customer and project."""
    return structure({**INVOICE, **changes}, Invoice)


def of_total(amount: Any, **changes: Any) -> Invoice:
    """The same, of another total."""
    return invoice(totalIncludingTax={"amount": amount, "currencyCode": "EUR"}, **changes)


def row(**changes: Any) -> InvoiceRow:
    """A row of two hours at 50 EUR."""
    return structure({**ROW, **changes}, InvoiceRow)


def document(*lines: dict[str, Any], **changes: Any) -> CustomerInvoice:
    """The invoice as Visma.net shows it."""
    shown = [{**LINE, **line} for line in lines or ({},)]
    return structure({**DOCUMENT, "invoiceLines": shown, **changes}, CustomerInvoice)


def credit_note(**changes: Any) -> CustomerCreditNote:
    """A credit note as Visma.net shows it."""
    return structure({**DOCUMENT, "lines": [LINE], **changes}, CustomerCreditNote)


def drafted(*rows: InvoiceRow, of: Invoice | None = None, given: Given | None = None, **settings: Any) -> Draft:
    """The draft of an invoice with these rows, or of the usual one, under these settings."""
    return invoice_to_vnf(of or invoice(), rows or (row(),), given or Given(Settings(**settings)))


def codes(draft: Draft) -> list[str]:
    """The codes of a draft's problems."""
    return [problem.code for problem in draft.problems]
