"""Why Severa and Visma.net come to different totals: row by row, rate by rate, habit by habit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import evolve

from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.explanation import Cause, Explanation
from severa_vnf.mapping.figures import CENT, ZERO, Figure, Figures, of_severa, of_vnf, turned
from severa_vnf.mapping.habits import HABITS, OF_LINES, fitting, scheme, taxed
from severa_vnf.mapping.pairing import paired
from severa_vnf.mapping.row_causes import of_pair, of_row, places_of, plain
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Money, rounded
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote

Both = tuple[Figure, Figure]


def explain_total(invoice: Invoice, rows: Sequence[InvoiceRow], vnf_document: AnyDocument) -> Explanation:
    """Name what makes the totals including VAT differ, and what to correct in Severa. Pure.

    Each row is laid beside its line; what then remains is sought in the rates, and last in how either side rounds
    (documentation, invoicing: totals that differ by more than 0.05). Rates and rounding are named only where the totals
    differ, other mistakes always. A credit note may have either sign in Severa. `vnf_document` is the document as it is
    read alone, with its VAT details.
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
            yield of_row(Kind.ROW_CURRENCY, row, row.currency, severa.currency)
    pairs = paired(severa.rows, vnf.rows)
    places = places_of(vnf.rows)
    told = [cause for ours, theirs in pairs for cause in of_pair(ours, theirs, places)]
    mistakes = _as_one([cause for cause in told if not cause.only_rounding], severa, vnf)
    yield from mistakes
    if severa.total != vnf.total:
        both = [(ours, theirs) for ours, theirs in pairs if ours and theirs]
        lines = [evolve(theirs, rate=ours.rate) if theirs.rate is None else theirs for ours, theirs in both]
        rates = list(_of_rates(both, lines, vnf))
        rounding = [cause for cause in told if cause.only_rounding]
        yield from [*rates, *rounding]
        yield from _of_totals(severa, vnf, lines, certain=bool(mistakes or rates), cut=bool(rounding))


def _other_rate(row: Figure, rate: Decimal) -> Cause:
    if row.rate is None:
        return of_row(Kind.NO_RATE, row, vnf=plain(rate))
    return of_row(Kind.RATE, row, plain(row.rate), plain(rate))


def _as_one(causes: list[Cause], severa: Figures, vnf: Figures) -> list[Cause]:
    """Where every row has the opposite sign, that is one cause."""
    signs = [cause for cause in causes if cause.kind is Kind.ROW_SIGN]
    if not signs or len(signs) < sum(1 for row in severa.rows if rounded(row.amount)):
        return causes
    others = [cause for cause in causes if cause.kind is not Kind.ROW_SIGN]
    return [Cause(kind=Kind.SIGN, severa=severa.total, vnf=vnf.total), *others]


def _of_rates(both: Sequence[Both], lines: Sequence[Figure], vnf: Figures) -> Iterator[Cause]:
    """Rows whose line has another rate; where lines do not say it, what the VAT details of the whole document tell.

    Where Severa's rates give Visma.net's total, no rate is off.
    """
    own = [evolve(theirs, rate=ours.rate) for ours, theirs in both]
    if len(both) == len(vnf.rows) and HABITS[0].total(own) == vnf.total - vnf.rounding:
        return
    for ours, theirs in both:
        if theirs.rate is not None and theirs.rate != (ours.rate or ZERO) and theirs.amount:
            yield _other_rate(ours, theirs.rate)
    if vnf.taxed and len(both) == len(vnf.rows) and any(theirs.rate is None for _, theirs in both):
        yield from _of_details(both, taxed(lines), vnf)


def _of_details(both: Sequence[Both], expected: Mapping[Decimal, Decimal], vnf: Figures) -> list[Cause]:
    """The one row that moved from rate to rate, else the rates at which the sums differ."""
    rates = sorted({*expected, *vnf.taxed})
    moved = {rate: vnf.taxed.get(rate, ZERO) - expected.get(rate, ZERO) for rate in rates}
    moved = {rate: amount for rate, amount in moved.items() if abs(amount) > vnf.near}
    for ours, theirs in both:
        rate = ours.rate or ZERO
        if rate in moved and len(moved) == 2 and abs(moved[rate] + theirs.amount) <= vnf.near:
            (other,) = moved.keys() - {rate}
            return [_other_rate(ours, other)]
    return [_at_rate(rate, expected.get(rate, ZERO), vnf.taxed.get(rate, ZERO)) for rate in moved]


def _at_rate(rate: Decimal, severa: Decimal, vnf: Decimal) -> Cause:
    kinds = {(True, False): Kind.RATE_ONLY_IN_VISMA_NET, (False, True): Kind.RATE_ONLY_IN_SEVERA}
    kind = kinds.get((not severa, not vnf), Kind.RATE_AMOUNT)
    return Cause(kind=kind, rate=plain(rate), severa=severa, vnf=rounded(vnf))


def _of_totals(severa: Figures, vnf: Figures, lines: Sequence[Figure], *, certain: bool, cut: bool) -> Iterator[Cause]:
    """What the sums tell: Visma.net's rounding of the document, Severa's own sum, and how both round VAT."""
    if vnf.rounding:
        yield Cause(kind=Kind.TOTAL_ROUNDED, vnf=vnf.rounding)
        certain = certain or abs(vnf.total - vnf.rounding - severa.total) <= vnf.near
    near = CENT * (len(severa.rows) + 1)
    ours, missed = fitting(HABITS, severa.rows, severa.total)
    if abs(missed) > near:
        yield Cause(kind=Kind.SEVERA_SUM, severa=severa.total, vnf=severa.total - missed)
    elif not certain:
        theirs, astray = fitting(OF_LINES, lines, vnf.total - vnf.rounding)
        if abs(astray) > near:
            yield Cause(kind=Kind.UNCLEAR, severa=severa.total, vnf=vnf.total)
        elif not set(ours) & set(theirs) and (ours or theirs or not cut):
            yield Cause(kind=Kind.VAT_ROUNDED, severa=scheme(ours), vnf=scheme(theirs))
