"""An explanation of two totals: causes as values, told in English or Dutch."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from attrs import frozen

from severa_vnf.mapping.causes import DUTCH, DUTCH_HABITS, ENGLISH, ROUNDING, Kind
from severa_vnf.printable import one_line
from severa_vnf.values import Money, rounded

Language = Literal["en", "nl"]


@frozen
class Scheme:
    """A way of rounding, in words: what is rounded, and how a half is."""

    unit: str
    half: str = ""

    def text(self, language: Language = "en") -> str:
        """The scheme in words."""
        words = [word for word in (self.unit, self.half) if word]
        return ", ".join(DUTCH_HABITS[word] if language == "nl" else word for word in words)


@frozen(kw_only=True)
class Cause:
    """One thing that is off.

    `row` is the row's place in the invoice, from 1 (0: no single row), and `name` its text. `rate` is the rate in per
    cent of a cause that concerns a whole rate. `severa` and `vnf` are what each side says of the thing: per cents,
    quantities, prices or amounts (in the invoice's currency), currency codes, or schemes of rounding.
    """

    kind: Kind
    row: int = 0
    name: str = ""
    rate: Decimal = Decimal(0)
    severa: Decimal | str | Scheme = ""
    vnf: Decimal | str | Scheme = ""

    @property
    def only_rounding(self) -> bool:
        """Whether it is rounding, which nobody has to correct."""
        return self.kind in ROUNDING

    def text(self, language: Language = "en") -> str:
        """What is off, and the correction to make in Severa."""
        says, correction = (DUTCH if language == "nl" else ENGLISH)[self.kind]
        row = f"{self.row} '{self.name}'" if self.name else self.row or _shown(self.rate, language)
        severa, vnf = _shown(self.severa, language), _shown(self.vnf, language)
        return one_line(f"{says} {correction}".format(row=row, severa=severa, vnf=vnf))


@frozen
class Explanation:
    """Both totals including VAT, as what the customer owes, and why they differ. No causes: nothing is off."""

    severa: Money
    vnf: Money
    causes: tuple[Cause, ...] = ()

    @property
    def difference(self) -> Decimal:
        """Visma.net's total less Severa's."""
        return self.vnf.amount - self.severa.amount

    @property
    def only_rounding(self) -> bool:
        """Whether the totals differ, and by nothing but rounding."""
        return bool(self.causes) and all(cause.only_rounding for cause in self.causes)

    def text(self, language: Language = "en") -> str:
        """The whole of it in plain words, a line for each cause."""
        totals = [f"{_shown(rounded(one.amount), language)} {one.currency}" for one in (self.severa, self.vnf)]
        word = "verschil" if language == "nl" else "difference"
        first = f"Severa {totals[0]}, Visma.net {totals[1]}, {word} {_shown(rounded(self.difference), language)}."
        first = one_line(first)
        return "\n".join([first, *(cause.text(language) for cause in self.causes)])

    def __str__(self) -> str:
        return self.text()


def _shown(value: Decimal | str | Scheme, language: Language) -> str:
    """A number is read with a comma in Dutch."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", "," if language == "nl" else ".")
    return value.text(language) if isinstance(value, Scheme) else value
