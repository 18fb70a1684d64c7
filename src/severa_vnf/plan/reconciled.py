"""A month of both systems, side by side: sums, what one side alone has, and why."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from severa_vnf.plan.outcomes import Problem, table
from severa_vnf.printable import one_line

ZERO = Decimal(0)


@frozen(kw_only=True)
class Sum:
    """A count and an amount on each side. None: that side does not tell.

    Amounts are in `currency`, credit notes negative on both sides; `rate` is in per cent. `rounding` is what the
    documents' roundings, each within the tolerance, add up to: Visma.net's less Severa's.
    """

    what: str
    currency: str
    rate: Decimal | None = None
    severa_count: int | None = None
    severa: Decimal | None = None
    vnf_count: int | None = None
    vnf: Decimal | None = None
    rounding: Decimal = ZERO

    @property
    def even(self) -> bool:
        """Whether both sides agree to the cent, the roundings taken out."""
        if self.severa is None or self.vnf is None:
            return True
        return self.severa + self.rounding == self.vnf and self.severa_count == self.vnf_count

    def texts(self) -> dict[str, Any]:
        """As JSON has it, amounts as strings."""
        amounts = {name: getattr(self, name) for name in ("rate", "severa", "vnf", "rounding")}
        counts = {"severa_count": self.severa_count, "vnf_count": self.vnf_count}
        return {
            "what": self.what,
            "currency": self.currency,
            **{name: None if amount is None else f"{amount:f}" for name, amount in amounts.items()},
            **counts,
            "even": self.even,
        }


@frozen
class Reason:
    """Something that one side alone has, as it should be: `what` it is, and why."""

    what: str
    why: str


@frozen
class Reconciled:
    """What came of a month. Prints as a table. Only a month without a difference is `ok`.

    `reasons` tell of number gaps, and of costs that a person deleted: what they name is in no sum.
    """

    month: str
    sums: tuple[Sum, ...] = ()
    differences: tuple[Problem, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether both systems tell the same, to the cent."""
        return not self.differences and all(one.even for one in self.sums)

    def to_json(self) -> str:
        """All of it: `{"month", "ok", "sums": [...], "differences": [...], "reasons": [...]}`."""
        whole = {
            "month": self.month,
            "ok": self.ok,
            "sums": [one.texts() for one in self.sums],
            "differences": [
                {"code": one.code, "record": one.record, "label": one.label, "text": one.text()}
                for one in self.differences
            ],
            "reasons": [{"what": one.what, "why": one.why} for one in self.reasons],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        head = ("what", "currency", "VAT", "Severa", "", "Visma.net", "", "rounding", "")
        rows: list[Sequence[str]] = [head, *map(_line, self.sums)]
        told = [f"- {one.text()}" for one in self.differences]
        known = [one_line(f"- {one.what}: {one.why}") for one in self.reasons]
        result = "Both agree to the cent." if self.ok else f"{len(self.differences)} differences:"
        return "\n".join(
            [f"{self.month}", *table(rows), "", result, *told, *(["", "Explained:"] if known else []), *known]
        )


def _line(one: Sum) -> Sequence[str]:
    return (
        one.what,
        one.currency,
        "" if one.rate is None else f"{one.rate.normalize():f} %",
        *(_text(value) for value in (one.severa_count, one.severa, one.vnf_count, one.vnf)),
        f"{one.rounding:f}" if one.rounding else "",
        "" if one.even else "differs",
    )


def _text(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
