"""Money, and the only place where amounts are rounded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import wraps
from typing import ParamSpec, TypeVar

from attrs import frozen

P = ParamSpec("P")
T = TypeVar("T")


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


def exact() -> AbstractContextManager[Context]:
    """Compute as Python does by itself, within `with`: what a host has chosen for its own sums changes no amount."""
    return localcontext(_EXACT)


def exactly(function: Callable[P, T]) -> Callable[P, T]:
    """The function, computed so when a host calls it itself."""

    @wraps(function)
    def computed(*args: P.args, **kwargs: P.kwargs) -> T:
        with exact():
            return function(*args, **kwargs)

    return computed


_EXACT = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-999999,
    Emax=999999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)
