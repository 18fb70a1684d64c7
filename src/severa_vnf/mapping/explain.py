"""Why Severa and Visma.net come to different totals: row by row, rate by rate, habit by habit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from attrs import evolve

from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.compare import AnyDocument
from severa_vnf.mapping.explanation import Cause, Explanation, Scheme
from severa_vnf.mapping.figures import (
    CENT,
    HABITS,
    OF_LINES,
    ZERO,
    Figure,
    Figures,
    Habit,
    of_severa,
    of_vnf,
    taxed,
    turned,
)
from severa_vnf.mapping.pairing import Pair, paired
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Money, rounded
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote


def explain_total(invoice: Invoice, rows: Sequence[InvoiceRow], vnf_document: AnyDocument) -> Explanation:
    """Name what makes the totals including VAT differ, and what to correct in Severa. Pure.

    Each row is laid beside its line; what then remains is sought in the rates, and last in how either side rounds
    (documentation, invoicing: totals that differ by more than 0.05). Rounding is named only where the totals differ,
    another rate too, other mistakes always. A credit note may have either sign in Severa. `vnf_document` is the document as it is read alone, with its VAT details.
    """
    vnf = of_vnf(vnf_document)
    sides = [of_severa(invoice, rows)]
    if invoice.is_credit_note and isinstance(vnf_document, CustomerCreditNote):
        sides.append(turned(sides[0]))
    told = [(severa, tuple(_causes(severa, vnf))) for severa in sides]
    severa, causes = min(told, key=lambda one: sum(not cause.only_rounding for cause in one[1]))
    return Explanation(Money(severa.total, severa.currency), Money(vnf.total, vnf.currency), causes)


def _causes(severa: Figures, vnf: Figures) -> Iterator[Cause]:
    if severa.currency != vnf.currency:
        yield Cause(kind=Kind.CURRENCY, severa=severa.currency, vnf=vnf.currency)
        return
    for row in severa.rows:
        if row.currency and row.currency != severa.currency:
            yield _of(Kind.ROW_CURRENCY, row, row.currency, severa.currency)
    pairs = paired(severa.rows, vnf.rows)
    told = [cause for ours, theirs in pairs for cause in _of_pair(ours, theirs, _places(vnf.rows))]
    mistakes = _as_one([cause for cause in told if not cause.only_rounding], severa, vnf)
    yield from mistakes
    if severa.total != vnf.total:
        lines = _rated(pairs)
        rates = list(_of_rates(lines, pairs, vnf))
        rounding = [cause for cause in told if cause.only_rounding]
        yield from [*rates, *rounding]
        yield from _of_totals(severa, vnf, lines, certain=bool(mistakes or rates), cut=bool(rounding))


def _of(kind: Kind, row: Figure, severa: Decimal | str = "", vnf: Decimal | str = "") -> Cause:
    return Cause(kind=kind, row=row.place, name=row.name, severa=severa, vnf=vnf)


def _places(lines: Sequence[Figure]) -> tuple[int, int]:
    """The decimals that Visma.net holds of quantities and of prices, as far as this document shows; two at least."""
    return _decimals([line.quantity for line in lines]), _decimals([line.price for line in lines])


def _decimals(values: Sequence[Decimal]) -> int:
    return max([2, *(-int(value.normalize().as_tuple().exponent) for value in values)])


def _of_pair(row: Figure | None, line: Figure | None, places: tuple[int, int]) -> Iterator[Cause]:
    if row is None or line is None:
        if row and rounded(row.amount):
            yield _of(Kind.ROW_ONLY_IN_SEVERA, row, severa=rounded(row.amount))
        if line and line.amount:
            yield _of(Kind.ROW_ONLY_IN_VISMA_NET, line, vnf=line.amount)
    elif rounded(row.amount) != line.amount:
        yield from _of_amounts(row, line, places)


def _other_rate(row: Figure, rate: Decimal) -> Cause:
    if row.rate is None:
        return _of(Kind.NO_RATE, row, vnf=_plain(rate))
    return _of(Kind.RATE, row, _plain(row.rate), _plain(rate))


def _plain(number: Decimal) -> Decimal:
    return Decimal(f"{number.normalize():f}")


def _of_amounts(row: Figure, line: Figure, places: tuple[int, int]) -> Iterator[Cause]:
    if _turned(row, line, places):
        yield _of(Kind.ROW_SIGN, row, rounded(row.amount), line.amount)
        return
    for exact, held, decimals, cut, other in (
        (row.quantity, line.quantity, places[0], Kind.QUANTITY_CUT, Kind.QUANTITY),
        (row.price, line.price, places[1], Kind.PRICE_CUT, Kind.PRICE),
    ):
        if exact != held:
            yield _of(cut if _cut(exact, held, decimals) else other, row, _plain(exact), _plain(held))
    computed = rounded(line.quantity * line.price)
    if abs(computed - line.amount) > CENT:
        yield _of(Kind.AMOUNT, row, rounded(row.amount), line.amount)
    elif computed != line.amount:
        yield _of(Kind.AMOUNT_ROUNDED, row, rounded(row.amount), line.amount)


def _turned(row: Figure, line: Figure, places: tuple[int, int]) -> bool:
    """Whether quantity and price are the same but for one sign."""
    quantity = _cut(abs(row.quantity), abs(line.quantity), places[0])
    price = _cut(abs(row.price), abs(line.price), places[1])
    return quantity and price and row.amount * line.quantity * line.price < 0


def _cut(exact: Decimal, held: Decimal, decimals: int) -> bool:
    """Whether Visma.net's value is Severa's, cut or rounded to so many decimals."""
    return held in {rounded(exact, decimals, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)}


def _as_one(causes: list[Cause], severa: Figures, vnf: Figures) -> list[Cause]:
    """Where every row has the opposite sign, that is one cause."""
    signs = [cause for cause in causes if cause.kind is Kind.ROW_SIGN]
    if not signs or len(signs) < sum(1 for row in severa.rows if rounded(row.amount)):
        return causes
    others = [cause for cause in causes if cause.kind is not Kind.ROW_SIGN]
    return [Cause(kind=Kind.SIGN, severa=severa.total, vnf=vnf.total), *others]


def _of_rates(lines: Sequence[Figure], pairs: Sequence[Pair], vnf: Figures) -> Iterator[Cause]:
    """Rows whose line has another rate; where lines do not say it, what the VAT details of the whole document tell."""
    for ours, theirs in pairs:
        known = ours and theirs and theirs.rate is not None and theirs.amount
        if ours and theirs and known and theirs.rate != (ours.rate or ZERO):
            yield _other_rate(ours, theirs.rate or ZERO)
    if len(lines) == len(vnf.rows) and any(line.rate is None for line in vnf.rows):
        yield from _of_details(lines, pairs, vnf)


def _of_details(lines: Sequence[Figure], pairs: Sequence[Pair], vnf: Figures) -> list[Cause]:
    """The one row that moved from rate to rate, else the rates at which the sums differ."""
    expected = taxed(lines) if vnf.taxed else {}
    moved = {rate: vnf.taxed.get(rate, ZERO) - expected.get(rate, ZERO) for rate in sorted({*expected, *vnf.taxed})}
    moved = {rate: amount for rate, amount in moved.items() if abs(amount) > vnf.near}
    for ours, theirs in pairs:
        rate = (ours and ours.rate) or ZERO
        if ours and theirs and rate in moved and len(moved) == 2 and abs(moved[rate] + theirs.amount) <= vnf.near:
            (other,) = moved.keys() - {rate}
            return [_other_rate(ours, other)]
    return [_at_rate(rate, expected.get(rate, ZERO), vnf.taxed.get(rate, ZERO)) for rate in moved]


def _at_rate(rate: Decimal, severa: Decimal, vnf: Decimal) -> Cause:
    kinds = {(True, False): Kind.RATE_ONLY_IN_VISMA_NET, (False, True): Kind.RATE_ONLY_IN_SEVERA}
    kind = kinds.get((not severa, not vnf), Kind.RATE_AMOUNT)
    return Cause(kind=kind, rate=_plain(rate), severa=severa, vnf=rounded(vnf))


def _of_totals(severa: Figures, vnf: Figures, lines: Sequence[Figure], *, certain: bool, cut: bool) -> Iterator[Cause]:
    """What the sums tell: Visma.net's rounding of the document, Severa's own sum, and how both round VAT."""
    if vnf.rounding:
        yield Cause(kind=Kind.TOTAL_ROUNDED, vnf=vnf.rounding)
    near = CENT * (len(severa.rows) + 1)
    ours, missed = _habits(HABITS, severa.rows, severa.total)
    if abs(missed) > near:
        yield Cause(kind=Kind.SEVERA_SUM, severa=severa.total, vnf=severa.total - missed)
    elif not certain:
        theirs, astray = _habits(OF_LINES, lines, vnf.total - vnf.rounding)
        if abs(astray) > near:
            yield Cause(kind=Kind.UNCLEAR, severa=severa.total, vnf=vnf.total)
        elif not set(ours) & set(theirs) and (ours or theirs or not cut):
            yield Cause(kind=Kind.VAT_ROUNDED, severa=_scheme(ours), vnf=_scheme(theirs))


def _rated(pairs: Sequence[Pair]) -> list[Figure]:
    """Visma.net's lines that have a row; one whose rate is not known has the row's."""
    both = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
    return [evolve(theirs, rate=ours.rate) if theirs.rate is None else theirs for ours, theirs in both]


def _habits(habits: Sequence[Habit], rows: Sequence[Figure], total: Decimal) -> tuple[list[Habit], Decimal]:
    """The habits that give the total, and how far the usual one is from it."""
    return [habit for habit in habits if habit.total(rows) == total], total - habits[0].total(rows)


_UNITS = {
    "rate": "VAT once per rate",
    "row": "VAT on each row",
    "document": "VAT once per document",
    "total": "only the total",
}


def _scheme(habits: Sequence[Habit]) -> Scheme:
    if not habits:
        return Scheme("in a way of its own")
    return Scheme(_UNITS[habits[0].unit], "half up" if habits[0].mode == ROUND_HALF_UP else "half to even")
