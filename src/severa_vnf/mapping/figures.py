"""The figures of an invoice and of its Visma.net document, brought to one shape so that they can be compared.

All of them say what the customer owes: those of a credit note are negative, however each side writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, field, frozen

from severa_vnf.mapping.invoices import severa_total
from severa_vnf.mapping.totals import AnyDocument, rounding_of
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import code_key, rounded
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.documents import Line
from severa_vnf.vnf.refs import TaxDetail

CENT = Decimal("0.01")
ZERO = Decimal(0)


@frozen
class Figure:
    """One row or line. `rate` is in per cent, None where none is known; a row's `amount` is not rounded yet."""

    place: int
    name: str
    codes: tuple[str, ...]
    quantity: Decimal
    price: Decimal
    amount: Decimal
    rate: Decimal | None
    currency: str | None = None


@frozen
class Figures:
    """One side. `rounding` is what its rounding of the total added; `taxed` what its VAT details tax, near enough."""

    rows: tuple[Figure, ...]
    total: Decimal
    currency: str
    rounding: Decimal = ZERO
    taxed: Mapping[Decimal, Decimal] = field(factory=dict)
    near: Decimal = ZERO
    """How far off `taxed` may be: the details may be in another currency."""


def of_severa(invoice: Invoice, rows: Iterable[InvoiceRow]) -> Figures:
    """Severa's side. A credit note that Severa writes without a minus gets one."""
    total = severa_total(invoice)
    sign = -1 if invoice.is_credit_note and total.amount >= 0 else 1
    ordered = sorted(rows, key=lambda row: row.sort_order)
    shown = tuple(_of_row(place, row, sign) for place, row in enumerate(ordered, 1))
    return Figures(shown, sign * total.amount + ZERO, total.currency)


def turned(side: Figures) -> Figures:
    """The same with every sign turned."""
    rows = tuple(evolve(row, quantity=-row.quantity, amount=-row.amount) for row in side.rows)
    return evolve(side, rows=rows, total=-side.total + ZERO)


def _of_row(place: int, row: InvoiceRow, sign: int) -> Figure:
    price = (row.unit_price.amount if row.unit_price else None) or ZERO
    quantity = sign * row.quantity
    currency = row.unit_price.currency_code if row.unit_price else None
    return Figure(
        place,
        row.description or "",
        tuple(map(code_key, row.code or ())),
        quantity,
        price,
        quantity * price,
        row.vat_rate,
        currency,
    )


def of_vnf(document: AnyDocument) -> Figures:
    """Visma.net's side."""
    sign = -1 if isinstance(document, CustomerCreditNote) else 1
    details = _details(document)
    rates = _rates(document, details)
    lines = sorted(document.rows, key=lambda line: line.line_number or 0)
    shown = tuple(_of_line(place, line, sign, rates.get(_code(line))) for place, line in enumerate(lines, 1))
    sums: dict[Decimal, Decimal] = {}
    for detail in details:
        sums[detail.rate] = sums.get(detail.rate, ZERO) + sign * detail.taxable
    total, rounding = sign * document.amount_in_currency + ZERO, sign * rounding_of(document)
    near = max((detail.near for detail in details), default=ZERO)
    return Figures(shown, total, document.currency_id or "", rounding, sums, near)


def _of_line(place: int, line: Line, sign: int, rate: Decimal | None) -> Figure:
    quantity, price = sign * (line.quantity or ZERO), line.unit_price_in_currency or ZERO
    codes = (code_key(line.inventory_number),) if line.inventory_number else ()
    return Figure(line.line_number or place, line.description or "", codes, quantity, price, sign * _amount(line), rate)


def _amount(line: Line) -> Decimal:
    computed = (line.quantity or ZERO) * (line.unit_price_in_currency or ZERO)
    return rounded(computed) if line.amount_in_currency is None else line.amount_in_currency


def _code(line: Line) -> str:
    return (line.vat_code.id if line.vat_code else None) or ""


@frozen
class _Detail:
    """What is taxed at one rate, in the document's currency, to within `near`."""

    id: str | None
    rate: Decimal
    taxable: Decimal
    near: Decimal


def _details(document: AnyDocument) -> list[_Detail]:
    """The VAT details, in the document's currency: which currency they are in is not documented, so the sums tell."""
    own = sum((_amount(line) for line in document.rows), ZERO)
    told = sum((detail.taxable_amount or ZERO for detail in document.tax_details or ()), ZERO)
    exact = abs(own - told) <= CENT * len(document.rows)
    ratio = document.amount_in_currency / document.amount if document.amount and not exact else Decimal(1)
    near = CENT * (len(document.rows) + 1) * max(Decimal(1), abs(ratio))
    return [_detail(detail, ratio, near) for detail in document.tax_details or ()]


def _detail(detail: TaxDetail, ratio: Decimal, near: Decimal) -> _Detail:
    """Reverse charge names a rate and charges nothing: its rate is 0."""
    rate, taxable = detail.vat_rate or ZERO, (detail.taxable_amount or ZERO) * ratio
    charged = detail.vat_amount != 0 or abs(taxable * rate / 100) <= near
    return _Detail(detail.tax_id, rate if charged else ZERO, taxable, near)


def _rates(document: AnyDocument, details: Sequence[_Detail]) -> dict[str, Decimal]:
    """The rate behind each VAT category of the lines; none at all where they do not come to the document's VAT.

    A line names a category and a detail an id: often, not always, they are spelled alike. Else the amounts tell.
    """
    sums: dict[str, Decimal] = {}
    for line in document.rows:
        sums[_code(line)] = sums.get(_code(line), ZERO) + _amount(line)
    several = sum((detail.taxable - detail.near for detail in details), ZERO) > sum(sums.values())
    rates: dict[str, Decimal] = {}
    for code, amount in sums.items():
        fits = [detail for detail in details if abs(detail.taxable - amount) <= detail.near]
        fits = fits if len(fits) == 1 or several else [detail for detail in fits if detail.id == code]
        alone = all(
            abs(other - amount) > detail.near for detail in fits for name, other in sums.items() if name != code
        )
        named = [detail for detail in fits or details if detail.id == code]
        chosen = fits if alone and fits else named or (details if len(details) == 1 else ())
        if chosen:
            rates[code] = sum((detail.rate for detail in chosen), ZERO)
    vat = document.amount_in_currency - rounding_of(document) - sum(sums.values())
    told = sum((amount * rates.get(code, ZERO) / 100 for code, amount in sums.items()), ZERO)
    return rates if abs(vat - told) <= CENT * (len(document.rows) + 1) else {}
