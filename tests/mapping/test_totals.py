from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping import check_total
from severa_vnf.values import Money

AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
TOLERANCES = st.decimals(min_value=0, max_value=10**6, places=2)


@pytest.mark.parametrize("of", [lambda amount: amount, lambda amount: Money(amount, "EUR")], ids=["bare", "money"])
@pytest.mark.parametrize(
    ("vnf", "ok"), [("100.05", True), ("99.95", True), ("100.06", False), ("99.94", False), ("100.0501", False)]
)
def test_tolerance(of: Any, vnf: str, ok: bool) -> None:
    """A difference of exactly 0.05 passes either way, a bit more does not."""
    assert check_total(of(Decimal("100.00")), of(Decimal(vnf))).ok is ok


def test_currencies() -> None:
    """Equal amounts of two currencies are not equal."""
    assert not check_total(Money(Decimal(5), "EUR"), Money(Decimal(5), "SEK")).ok


@pytest.mark.parametrize("severa", [Money(Decimal(5), "EUR"), Decimal(5)])
def test_bare_amount(severa: Money | Decimal) -> None:
    """An amount without a currency is taken for one of the other's."""
    assert check_total(severa, Decimal("5.05")).ok
    assert check_total(Decimal("4.95"), severa).ok


@pytest.mark.parametrize(
    ("severa", "vnf", "ok"),
    [("-121", "121", True), ("121", "121", True), ("-121", "121.06", False), ("-121", "-121", False)],
)
def test_credit_note(severa: str, vnf: str, ok: bool) -> None:
    """A credit note is compared by its absolute amount, and is positive in Visma.net."""
    assert check_total(Decimal(severa), Decimal(vnf), credit_note=True).ok is ok


def test_sign() -> None:
    """Without a credit note a minus on one side is a difference."""
    assert check_total(Decimal(-121), Decimal(121)).difference == 242


def test_rounding() -> None:
    """What Visma.net's own rounding added is taken out, and named."""
    check = check_total(Decimal("100.49"), Decimal("100.00"), rounding=Decimal("-0.49"))
    assert check.ok
    assert check.difference == 0
    assert str(check) == (
        "Severa 100.49, Visma.net 100.00, of which -0.49 is Visma.net's own rounding, difference 0.00"
    )


def test_words() -> None:
    """A check says both totals and what is between them."""
    assert str(check_total(Decimal(10), Decimal("9.5"))) == "Severa 10, Visma.net 9.5, difference -0.5"


@given(AMOUNTS, AMOUNTS, TOLERANCES)
def test_symmetric(one: Decimal, other: Decimal, tolerance: Decimal) -> None:
    """It does not matter which side is which."""
    assert check_total(one, other, tolerance).ok is check_total(other, one, tolerance).ok


@given(AMOUNTS, AMOUNTS, TOLERANCES, TOLERANCES, st.booleans())
def test_monotone(one: Decimal, other: Decimal, tolerance: Decimal, more: Decimal, credit_note: bool) -> None:
    """A wider tolerance refuses nothing that a narrower one lets pass, and the difference decides alone."""
    check = check_total(one, other, tolerance, credit_note=credit_note)
    assert check.ok is (abs(check.difference) <= tolerance)
    assert check_total(one, other, tolerance + more, credit_note=credit_note).ok >= check.ok
