"""Invoices made wrong in known ways, and what Visma.net makes of the right ones: a small ledger of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from attrs import evolve, frozen
from hypothesis import strategies as st

from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.wire.decode import structure
from tests.mapping.papers import invoice, row

RATES = (0, 6, 9, 21, 25)
CENT = Decimal("0.01")


@frozen
class Sale:
    """One thing sold, without a code where that is missing. A quantity below zero takes it back."""

    code: str
    quantity: Decimal
    price: Decimal
    rate: int | None

    @property
    def amount(self) -> Decimal:
        """Quantity times price."""
        return self.quantity * self.price


@frozen
class Books:
    """How this Visma.net works things out and writes them down."""

    per_line: bool = False
    mode: str = ROUND_HALF_UP
    quantity_places: int = 6
    price_places: int = 6
    whole: Decimal | None = None
    currency: str = "EUR"
    rate: Decimal = Decimal(1)
    in_base: bool = True
    ids: str = "same"
    """How VAT ids are called beside the categories of the lines: same, other, or several categories for one id."""


def cut(amount: Decimal, places: int, mode: str = ROUND_HALF_UP) -> Decimal:
    """Rounded to so many decimals."""
    return amount.quantize(Decimal(1).scaleb(-places), rounding=mode)


def totals(sales: Sequence[Sale], books: Books = Books()) -> tuple[list[Decimal], dict[int, Decimal], Decimal]:
    """Line amounts, VAT by rate, and the total."""
    amounts = [
        cut(cut(sale.quantity, books.quantity_places) * cut(sale.price, books.price_places), 2, books.mode)
        for sale in sales
    ]
    vat: dict[int, Decimal] = {}
    net: dict[int, Decimal] = {}
    for sale, amount in zip(sales, amounts, strict=True):
        rate = sale.rate or 0
        net[rate] = net.get(rate, Decimal(0)) + amount
        vat[rate] = vat.get(rate, Decimal(0)) + cut(amount * rate / 100, 2, books.mode)
    if not books.per_line:
        vat = {rate: cut(amount * rate / 100, 2, books.mode) for rate, amount in net.items()}
    return amounts, vat, sum(amounts, Decimal(0)) + sum(vat.values(), Decimal(0))


def in_severa(sales: Sequence[Sale], **changes: Any) -> tuple[Invoice, list[InvoiceRow]]:
    """Severa's invoice: VAT once per rate, halves up."""
    _, _, total = totals(sales)
    rows = [
        row(
            code=[sale.code] if sale.code else None,
            description=sale.code,
            quantity=sale.quantity,
            unitPrice={"amount": sale.price, "currencyCode": "EUR"},
            vatRate=sale.rate,
            sortOrder=place,
        )
        for place, sale in enumerate(sales)
    ]
    return invoice(totalIncludingTax={"amount": total, "currencyCode": "EUR"}, **changes), rows


def in_vnf(
    sales: Sequence[Sale], books: Books = Books(), *, credit_note: bool, less: Mapping[int, Decimal] = {}
) -> AnyDocument:
    """Visma.net's document. On a credit note the signs are turned; `less` takes amounts off lines."""
    if credit_note:
        sales = [evolve(sale, quantity=-sale.quantity) for sale in sales]
    amounts, vat, exact = totals(sales, books)
    net: dict[int, Decimal] = {}
    for place, sale in enumerate(sales):
        amounts[place] -= less.get(place, Decimal(0))
        net[sale.rate or 0] = net.get(sale.rate or 0, Decimal(0)) + amounts[place]
    if less:
        vat = {rate: cut(amount * rate / 100, 2) for rate, amount in net.items()}
        exact = sum(amounts) + sum(vat.values(), Decimal(0))
    total = exact if books.whole is None else cut(exact / books.whole, 0) * books.whole
    base = books.rate if books.in_base else Decimal(1)
    lines = [
        {
            "lineNumber": place,
            "inventoryNumber": sale.code,
            "description": sale.code,
            "quantity": cut(sale.quantity, books.quantity_places),
            "unitPriceInCurrency": cut(sale.price, books.price_places),
            "amountInCurrency": amount,
            "vatCode": {"id": f"{sale.rate}{'ab'[place % 2] if books.ids == 'several' else ''}"},
        }
        for place, (sale, amount) in enumerate(zip(sales, amounts, strict=True), 1)
    ]
    details = [
        {
            "taxId": f"T{rate}" if books.ids == "other" else str(rate),
            "vatRate": rate,
            "taxableAmount": cut(amount * base, 2),
            "vatAmount": cut(vat[rate] * base, 2),
        }
        for rate, amount in net.items()
    ]
    wire = {
        "referenceNumber": "1",
        "status": "Balanced",
        "currencyId": books.currency,
        "amountInCurrency": total,
        "amount": cut(total * books.rate, 2),
        "roundingDiff": cut((total - exact) * books.rate, 2),
        "taxDetails": details,
        "lines" if credit_note else "invoiceLines": lines,
    }
    return structure(wire, CustomerCreditNote if credit_note else CustomerInvoice)


QUANTITIES = st.decimals("0.01", 200, places=2) | st.decimals("0.001", 50, places=4) | st.integers(1, 40).map(Decimal)
PRICES = st.decimals("0.01", 2000, places=2) | st.decimals("0.001", 200, places=4)
SALES = st.lists(
    st.builds(Sale, st.sampled_from("ABCDEF"), QUANTITIES, PRICES, st.sampled_from(RATES)), min_size=1, max_size=6
)
BOOKS = st.builds(
    Books,
    rate=st.sampled_from([Decimal(1), Decimal("9.7315"), Decimal("0.0873")]),
    in_base=st.booleans(),
    ids=st.sampled_from(["same", "same", "other", "several"]),
)


@frozen
class Case:
    """An invoice in Severa, what Visma.net made of the right one, and what was made wrong."""

    fault: str
    place: int
    wrong: tuple[Sale, ...]
    right: tuple[Sale, ...]
    invoice: Invoice
    rows: list[InvoiceRow]
    document: AnyDocument
    kinds: frozenset[Kind]

    @property
    def shows(self) -> bool:
        """Whether the totals tell that something is wrong."""
        severa = self.invoice.total_including_tax
        assert severa
        credited = isinstance(self.document, CustomerCreditNote)
        owed = -self.document.amount_in_currency if credited else self.document.amount_in_currency
        return self.fault == "currency" or owed != severa.amount


ROUNDINGS: dict[str, tuple[dict[str, Any], set[Kind]]] = {
    "per line": ({"per_line": True}, {Kind.VAT_ROUNDED}),
    "half even": ({"mode": ROUND_HALF_EVEN}, {Kind.VAT_ROUNDED, Kind.AMOUNT_ROUNDED}),
    "quantity": ({"quantity_places": 2}, {Kind.QUANTITY_CUT}),
    "price": ({"price_places": 2}, {Kind.PRICE_CUT}),
    "document": ({"whole": Decimal(1)}, {Kind.TOTAL_ROUNDED}),
}
KINDS = {
    "rate": {Kind.RATE},
    "no rate": {Kind.NO_RATE},
    "missing code": {Kind.RATE},
    "row removed in Visma.net": {Kind.ROW_ONLY_IN_SEVERA},
    "row removed in Severa": {Kind.ROW_ONLY_IN_VISMA_NET},
    "row sign": {Kind.ROW_SIGN, Kind.SIGN},
    "sign": {Kind.SIGN},
    "other kind of document": {Kind.SIGN},
    "currency": {Kind.CURRENCY},
    "unit price": {Kind.PRICE},
    "number of units": {Kind.QUANTITY},
    "discount": {Kind.AMOUNT},
}


@st.composite
def cases(draw: st.DrawFn, faults: Sequence[str] = (*KINDS, *ROUNDINGS)) -> Case:
    """An invoice or credit note, with one known fault."""
    fault = draw(st.sampled_from(faults))
    least = 2 if "removed" in fault else 1
    right = draw(SALES.filter(lambda sales: len(sales) >= least))
    books, credit_note = draw(BOOKS), draw(st.booleans())
    if credit_note:
        right = [evolve(sale, quantity=-sale.quantity) for sale in right]
    place = draw(st.integers(0, len(right) - 1))
    wrong, entered, credited = list(right), list(right), credit_note
    less: dict[int, Decimal] = {}
    sale = right[place]
    match fault:
        case "rate":
            wrong[place] = evolve(sale, rate=draw(st.sampled_from(RATES).filter(lambda rate: rate != sale.rate)))
        case "no rate":
            wrong[place] = evolve(sale, rate=None)
        case "missing code":  # so that it goes under an item that stands in, and whose VAT is another
            wrong[place] = evolve(sale, code="")
            other = draw(st.sampled_from(RATES).filter(lambda rate: rate != sale.rate))
            right[place] = entered[place] = evolve(sale, code="STAND-IN", rate=other)
        case "row removed in Visma.net":
            del entered[place]
        case "row removed in Severa":
            del wrong[place]
        case "row sign":
            wrong[place] = evolve(sale, quantity=-sale.quantity)
        case "sign":
            wrong = [evolve(one, quantity=-one.quantity) for one in right]
        case "other kind of document":
            credited = not credit_note
            entered = [evolve(one, quantity=-one.quantity) for one in right]
        case "currency":
            books = evolve(books, currency="SEK")
        case "unit price":
            wrong[place] = evolve(sale, price=sale.price + draw(st.decimals("0.01", 90, places=2)))
        case "number of units":
            wrong[place] = evolve(sale, quantity=sale.quantity + draw(st.integers(1, 9)))
        case "discount":
            less = {place: draw(st.sampled_from([1, 10, 35])) * cut(sale.amount / 100 * (-1 if credit_note else 1), 2)}
        case _:
            books = evolve(books, **ROUNDINGS.get(fault, ({}, {}))[0])
    kinds = KINDS.get(fault) or ROUNDINGS.get(fault, ({}, set()))[1]
    return Case(
        fault,
        place + 1,
        tuple(wrong),
        tuple(entered),
        *in_severa(wrong, isCreditNote=credit_note and fault != "sign"),
        in_vnf(entered, books, credit_note=credited, less=less),
        frozenset(kinds),
    )
