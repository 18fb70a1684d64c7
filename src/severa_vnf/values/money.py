"""Money, and the only place where amounts are rounded."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from attrs import frozen


@frozen
class Money:
    """An amount in a currency (ISO 4217 code)."""

    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def rounded(amount: Decimal, places: int = 2, mode: str = ROUND_HALF_UP) -> Decimal:
    """Round to `places` decimals: half away from zero, as both services print their amounts, or by another mode."""
    return amount.quantize(Decimal(1).scaleb(-places), context=Context(prec=100, rounding=mode))
