"""The sums of a month, while they are being added up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import define, field

from severa_vnf.plan import Sum

ZERO = Decimal(0)
Line = tuple[str, str, Decimal | None]
"""What is summed, its currency, and its VAT rate where it has one."""


@define
class _Side:
    count: int = 0
    amount: Decimal = ZERO


@define
class Sums:
    """Counts and amounts of both sides, a line for each thing, currency and VAT rate."""

    severa: dict[Line, _Side] = field(factory=dict)
    vnf: dict[Line, _Side] = field(factory=dict)
    rounding: dict[Line, Decimal] = field(factory=dict)

    def in_severa(self, line: Line, amount: Decimal) -> None:
        """One more in Severa."""
        _add(self.severa, line, amount)

    def in_vnf(self, line: Line, amount: Decimal) -> None:
        """One more in Visma.net."""
        _add(self.vnf, line, amount)

    def rounded(self, line: Line, difference: Decimal) -> None:
        """A difference that is no more than a rounding."""
        self.rounding[line] = self.rounding.get(line, ZERO) + difference

    def both(self, line: Line, severa: Decimal, vnf: Decimal, tolerance: Decimal) -> bool:
        """One more on both sides; whether they agree, but for a rounding within the tolerance."""
        self.in_severa(line, severa)
        self.in_vnf(line, vnf)
        if near := abs(vnf - severa) <= tolerance:
            self.rounded(line, vnf - severa)
        return near

    def lines(self, one_sided: str) -> Iterator[Sum]:
        """The sums, each kind in the order in which it was met first. `one_sided` is told by Visma.net alone."""
        every = dict.fromkeys([*self.severa, *self.vnf])
        kinds = list(dict.fromkeys(what for what, _, _ in every))
        for line in sorted(every, key=lambda one: (kinds.index(one[0]), one[1], one[2] is None, one[2] or ZERO)):
            severa, vnf = self.severa.get(line, _Side()), self.vnf.get(line, _Side())
            alone = line[0] == one_sided
            yield Sum(
                what=line[0],
                currency=line[1],
                rate=line[2],
                severa_count=None if alone else severa.count,
                severa=None if alone else severa.amount,
                vnf_count=vnf.count,
                vnf=vnf.amount,
                rounding=self.rounding.get(line, ZERO),
            )


def _add(side: dict[Line, _Side], line: Line, amount: Decimal) -> None:
    held = side.setdefault(line, _Side())
    held.count += 1
    held.amount += amount
