"""Invoices and credit notes in Severa, ready to be transferred."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from attrs import field, frozen

from severa_vnf.testing.worlds.books import Books, Document
from severa_vnf.testing.worlds.registers import credit_term, currency, open_period, unit

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
    """Put an invoice and its rows into Severa, and its month, term and units into Visma.net. Returns its guid."""
    sign = books.credit_sign if draft.is_credit_note else 1
    guid = books.guid("invoice", *key)
    open_period(books, draft.issue_date)
    credit_term(books, draft.days)
    money = currency(books, draft.currency)
    home = draft.customer["headquarterAddress"]
    invoice = {
        "guid": guid,
        "status": {"guid": books.to_transfer},
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
        invoice |= {name: _money(sign * part, draft.currency) for name, part in zip(TOTALS, parts, strict=True)}
    books.put("severa", "invoices", invoice)
    for place, row in enumerate(draft.rows, 1):
        found = {"guid": books.guid("row", *key, place), "invoiceGuid": guid, "sortOrder": place}
        found["measurementUnit"] = unit(books, row.unit) if row.unit else None
        books.put("severa", "invoice_rows", {**found, **_row(row, sign, draft.currency)})
    return guid


def _named(record: Document) -> Document:
    return {name: record[name] for name in ("guid", "name", "number")}


def _money(amount: Decimal, code: str) -> Document:
    return {"amount": amount, "currencyCode": code}


def _row(row: Row, sign: int, code: str) -> Document:
    return {
        "rowType": row.row_type,
        "category": _CATEGORIES[row.row_type],
        "code": list(row.codes),
        "description": row.description,
        "quantity": sign * row.quantity,
        "unitPrice": _money(row.unit_price, code),
        "vatRate": row.vat_rate,
    }
