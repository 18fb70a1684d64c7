"""What is off between one row of an invoice and its line in Visma.net, the rate apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.explanation import Cause
from severa_vnf.mapping.figures import CENT, Figure
from severa_vnf.values import rounded


def of_row(kind: Kind, row: Figure, severa: Decimal | str = "", vnf: Decimal | str = "") -> Cause:
    """A cause that concerns one row."""
    return Cause(kind=kind, row=row.place, name=row.name, severa=severa, vnf=vnf)


def plain(number: Decimal) -> Decimal:
    """The number without zeros at its end."""
    return Decimal(f"{number.normalize():f}")


def places_of(lines: Sequence[Figure]) -> tuple[int, int]:
    """The decimals that Visma.net holds of quantities and of prices, as far as this document shows; two at least."""
    return _decimals([line.quantity for line in lines]), _decimals([line.price for line in lines])


def _decimals(values: Sequence[Decimal]) -> int:
    return max([2, *(-int(value.normalize().as_tuple().exponent) for value in values)])


def of_pair(row: Figure | None, line: Figure | None, places: tuple[int, int]) -> Iterator[Cause]:
    """What is off with the amounts of a row and its line, one of which may be missing."""
    if row is None or line is None:
        if row and rounded(row.amount):
            yield of_row(Kind.ROW_ONLY_IN_SEVERA, row, severa=rounded(row.amount))
        if line and line.amount:
            yield of_row(Kind.ROW_ONLY_IN_VISMA_NET, line, vnf=line.amount)
    elif rounded(row.amount) != line.amount:
        yield from _of_amounts(row, line, places)


def _of_amounts(row: Figure, line: Figure, places: tuple[int, int]) -> Iterator[Cause]:
    if _turned(row, line, places):
        yield of_row(Kind.ROW_SIGN, row, rounded(row.amount), line.amount)
        return
    for exact, held, decimals, cut, other in (
        (row.quantity, line.quantity, places[0], Kind.QUANTITY_CUT, Kind.QUANTITY),
        (row.price, line.price, places[1], Kind.PRICE_CUT, Kind.PRICE),
    ):
        if exact != held:
            yield of_row(cut if _cut(exact, held, decimals) else other, row, plain(exact), plain(held))
    computed = rounded(line.quantity * line.price)
    if abs(computed - line.amount) > CENT:
        yield of_row(Kind.AMOUNT, row, rounded(row.amount), line.amount)
    elif computed != line.amount:
        yield of_row(Kind.AMOUNT_ROUNDED, row, rounded(row.amount), line.amount)


def _turned(row: Figure, line: Figure, places: tuple[int, int]) -> bool:
    """Whether quantity and price are the same but for one sign."""
    quantity = _cut(abs(row.quantity), abs(line.quantity), places[0])
    price = _cut(abs(row.price), abs(line.price), places[1])
    return quantity and price and row.amount * line.quantity * line.price < 0


def _cut(exact: Decimal, held: Decimal, decimals: int) -> bool:
    """Whether Visma.net's value is Severa's, cut or rounded to so many decimals."""
    return held in {rounded(exact, decimals, mode) for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN)}
