"""What Severa holds of one invoice: its wire JSON and that of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from attrs import evolve, field, frozen

from severa_vnf.values import rounded

Document = dict[str, Any]
RowType = Literal["FlatRate", "Hours", "ProjectFees", "TravelExpenses"]

_CATEGORIES = {"FlatRate": "ProjectFees", "Hours": "Hours", "ProjectFees": "ProjectFees", "TravelExpenses": "Travels"}
_SUMS = {
    "FlatRate": "flatRatesTotalExcludingTax",
    "Hours": "workHoursTotalExcludingTax",
    "ProjectFees": "projectFeesTotalExcludingTax",
    "TravelExpenses": "projectTravelExpensesTotalExcludingTax",
}


@frozen
class Row:
    """A row as it is written on the invoice. A grouped row has several codes, a flat rate has none."""

    row_type: RowType
    codes: tuple[str, ...]
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    rate: Decimal
    """VAT, in percent."""

    @property
    def amount(self) -> Decimal:
        """Quantity times price, to the cent."""
        return rounded(self.quantity * self.unit_price)


@frozen
class Totals:
    """An invoice's sums."""

    without_tax: Decimal
    tax: Decimal

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Totals:
        """Rows rounded one by one, VAT rounded once for each rate: how Severa is taken to count."""
        bases: dict[Decimal, Decimal] = {}
        for row in rows:
            bases[row.rate] = bases.get(row.rate, Decimal(0)) + row.amount
        taxes = (rounded(base * rate / 100) for rate, base in bases.items())
        return cls(sum(bases.values(), Decimal(0)), sum(taxes, Decimal(0)))


@frozen(kw_only=True)
class Draft:
    """An invoice before it has guids. A credit note's quantities and totals are positive here."""

    customer: Document
    project: Document
    currency: str
    issue_date: date
    due_date: date
    rows: tuple[Row, ...]
    totals: Totals
    is_credit_note: bool = False
    credits: Document | None = None
    """The invoice that a credit note takes back, where it is in this world."""
    fields: Document = field(factory=dict)
    """Other fields of the invoice, by their wire names."""

    def times(self, sign: int) -> Draft:
        """The same with quantities and totals multiplied by 1 or -1."""
        if sign > 0:
            return self
        rows = tuple(evolve(row, quantity=-row.quantity) for row in self.rows)
        return evolve(self, rows=rows, totals=Totals(-self.totals.without_tax, -self.totals.tax))


def invoice_document(draft: Draft, guid: str, status: str, currency: Document) -> Document:
    """The invoice in a status, without a number."""

    def money(amount: Decimal) -> Document:
        return {"amount": amount, "currencyCode": draft.currency}

    sums = {kind: sum((row.amount for row in draft.rows if row.row_type == kind), Decimal(0)) for kind in _SUMS}
    totals, customer = draft.totals, draft.customer
    address = customer["headquarterAddress"]
    return {
        "guid": guid,
        "status": {"guid": status},
        "number": None,
        "isCreditNote": draft.is_credit_note,
        "creditNoteInvoice": None,
        "reimburseInvoice": draft.credits,
        "date": draft.issue_date.isoformat(),
        "dueDate": draft.due_date.isoformat(),
        "paymentTerm": (draft.due_date - draft.issue_date).days,
        "customer": {name: customer[name] for name in ("guid", "name", "number")},
        "projects": [{name: draft.project[name] for name in ("guid", "name", "number")}],
        "currency": {"guid": currency["guid"], "code": draft.currency},
        "currencyRate": currency["rate"],
        "totalExcludingTax": money(totals.without_tax),
        "totalTax": money(totals.tax),
        "totalIncludingTax": money(totals.without_tax + totals.tax),
        **{_SUMS[kind]: money(amount) for kind, amount in sums.items()},
        "receiverCustomerName": customer["name"],
        "receiverVatNumber": customer["vatNumber"],
        "receiverAddress": {name: address[name] for name in ("addressline", "postalCode", "city", "country")},
        **draft.fields,
    }


def row_document(row: Row, guid: str, invoice: str, place: int, currency: str) -> Document:
    """A row of that invoice."""
    return {
        "guid": guid,
        "invoiceGuid": invoice,
        "rowType": row.row_type,
        "category": _CATEGORIES[row.row_type],
        "code": list(row.codes),
        "description": row.description,
        "quantity": row.quantity,
        "measurementUnit": row.unit or None,
        "unitPrice": {"amount": row.unit_price, "currencyCode": currency},
        "vatRate": row.rate,
        "sortOrder": place,
    }
