"""Invoices and credit notes in Severa, ready to be transferred."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from severa_vnf.testing.worlds.books import Books, Document
from severa_vnf.testing.worlds.company import credit_term, currency, to_transfer, unit

RowType = Literal["FlatRate", "Hours", "ProjectFees", "TravelExpenses"]

TOTALS = ("totalExcludingTax", "totalTax", "totalIncludingTax")
_CATEGORIES = {"FlatRate": "ProjectFees", "Hours": "Hours", "ProjectFees": "ProjectFees", "TravelExpenses": "Travels"}


@frozen
class Row:
    """A row as it stands on the invoice. A grouped row has several codes, a flat rate has none."""

    row_type: RowType
    codes: tuple[str, ...]
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    """In percent."""


@frozen(kw_only=True)
class Draft:
    """An invoice before it has a guid. A credit note's quantities are positive here."""

    customer: Document
    project: Document
    currency: str
    issue_date: date
    due_date: date
    rows: tuple[Row, ...]
    is_credit_note: bool = False
    total: Decimal | None = None
    """With VAT, where it was printed; else the rows say it. Positive too."""
    tax: Decimal = Decimal(0)
    """The VAT in a printed total."""
    fields: Document = field(factory=dict)
    """Other fields of the invoice, by their names on the wire."""

    @property
    def days(self) -> int:
        """The payment term."""
        return max(0, (self.due_date - self.issue_date).days)


def write_invoice(books: Books, draft: Draft, *key: object) -> str:
    """Put an invoice and its rows into Severa, and its term and units into Visma.net. Returns its guid.

    `key` tells it from others of its customer.
    """
    negative = draft.is_credit_note and books.credit_sign < 0
    guid = books.guid("invoice", draft.customer["number"], *key)
    books.years.add(draft.issue_date.year)
    credit_term(books, draft.days)
    money = currency(books, draft.currency)
    home = draft.customer["headquarterAddress"]
    invoice = {
        "guid": guid,
        "status": {"guid": to_transfer(books)},
        "isCreditNote": draft.is_credit_note,
        "date": draft.issue_date.isoformat(),
        "dueDate": draft.due_date.isoformat(),
        "paymentTerm": draft.days,
        "customer": _named(draft.customer),
        "projects": [_named(draft.project)],
        "currency": {"guid": money["guid"], "code": draft.currency},
        "currencyRate": money["rate"],
        "receiverCustomerName": draft.customer["name"],
        "receiverVatNumber": draft.customer["vatNumber"],
        "receiverAddress": {name: home[name] for name in ("addressline", "postalCode", "city", "country")},
        **draft.fields,
    }
    if draft.total is not None:
        parts = (draft.total - draft.tax, draft.tax, draft.total)
        amounts = [-part if negative else part for part in parts]
        invoice |= {name: _money(amount, draft.currency) for name, amount in zip(TOTALS, amounts, strict=True)}
    books.put("severa", "invoices", invoice)
    for place, row in enumerate(draft.rows, 1):
        written = {
            "guid": books.guid("row", guid, place),
            "invoiceGuid": guid,
            "rowType": row.row_type,
            "category": _CATEGORIES[row.row_type],
            "code": list(row.codes),
            "description": row.description,
            "quantity": -row.quantity if negative else row.quantity,
            "measurementUnit": unit(books, row.unit) if row.unit else None,
            "unitPrice": _money(row.unit_price, draft.currency),
            "vatRate": row.vat_rate,
            "sortOrder": place,
        }
        books.put("severa", "invoice_rows", written)
    return guid


def _named(record: Document) -> Document:
    return {name: record[name] for name in ("guid", "name", "number")}


def _money(amount: Decimal, code: str) -> Document:
    return {"amount": amount, "currencyCode": code}
