from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.values import Money, rounded


def test_money_prints_with_its_currency() -> None:
    """An amount is never printed without the currency it is in, nor with fewer digits than it has."""
    assert str(Money(Decimal("12.50"), "EUR")) == "12.50 EUR"


@pytest.mark.parametrize(
    ("amount", "places", "result"),
    [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("2.344", 2, "2.34"), ("0.5", 0, "1"), ("1", 2, "1.00")],
)
def test_half_a_cent_goes_away_from_zero(amount: str, places: int, result: str) -> None:
    """A half is rounded away from zero on both sides of it, and the result has all its places."""
    assert str(rounded(Decimal(amount), places)) == result


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40), st.integers(0, 6))
def test_any_amount_can_be_rounded(amount: Decimal, places: int) -> None:
    """Rounding moves an amount by half a unit at most, however many digits it has."""
    assert abs(rounded(amount, places) - amount) <= Decimal("0.5").scaleb(-places)
