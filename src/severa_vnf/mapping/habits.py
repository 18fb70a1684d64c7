"""The ways in which a program may round on its way from rows to a total."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from itertools import product
from typing import Literal

from attrs import evolve, frozen

from severa_vnf.mapping.explanation import Scheme
from severa_vnf.mapping.figures import ZERO, Figure
from severa_vnf.values import rounded


@frozen
class Habit:
    """A way to come from rows to a total: what VAT is rounded on, and how a half is rounded.

    `total` rounds nothing but the total itself; the others round the amount of each row first.
    """

    unit: Literal["rate", "row", "document", "total"]
    mode: str

    def total(self, rows: Sequence[Figure]) -> Decimal:
        """The total including VAT; a row without a rate bears none."""
        if self.unit == "total":
            return self._rounded(sum((row.amount * (100 + (row.rate or 0)) / 100 for row in rows), ZERO))
        plain = [evolve(row, amount=self._rounded(row.amount)) for row in rows]
        if self.unit == "row":
            taxes = [self._rounded(row.amount * (row.rate or 0) / 100) for row in plain]
        else:
            by_rate = [amount * rate / 100 for rate, amount in taxed(plain).items()]
            taxes = list(map(self._rounded, by_rate if self.unit == "rate" else [sum(by_rate, ZERO)]))
        return sum((row.amount for row in plain), sum(taxes, ZERO))

    def _rounded(self, amount: Decimal) -> Decimal:
        return rounded(amount, mode=self.mode)


UNITS: tuple[Literal["rate", "row", "document", "total"], ...] = ("rate", "row", "document", "total")
HABITS = tuple(Habit(unit, mode) for mode, unit in product((ROUND_HALF_UP, ROUND_HALF_EVEN), UNITS))
OF_LINES = tuple(habit for habit in HABITS if habit.unit != "total")
"""The habits for amounts that are rounded already."""


def taxed(rows: Iterable[Figure]) -> dict[Decimal, Decimal]:
    """What the rows come to at each rate."""
    sums: dict[Decimal, Decimal] = {}
    for row in rows:
        rate = row.rate or ZERO
        sums[rate] = sums.get(rate, ZERO) + row.amount
    return sums


def fitting(habits: Sequence[Habit], rows: Sequence[Figure], total: Decimal) -> tuple[list[Habit], Decimal]:
    """The habits that give the total, and how far the usual one is from it."""
    return [habit for habit in habits if habit.total(rows) == total], total - habits[0].total(rows)


_UNITS = {
    "rate": "VAT once per rate",
    "row": "VAT on each row",
    "document": "VAT once per document",
    "total": "only the total",
}


def scheme(habits: Sequence[Habit]) -> Scheme:
    """The first of them, in words."""
    if not habits:
        return Scheme("in a way of its own")
    return Scheme(_UNITS[habits[0].unit], "half up" if habits[0].mode == ROUND_HALF_UP else "half to even")
