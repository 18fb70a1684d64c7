from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps, moment, plain, wrapped
from tests.wire.models import Colour, NewLeaf, NewTree

FULL = NewTree(
    name="Oak",
    height=Decimal("12.50"),
    planted=date(2026, 10, 31),
    colour=Colour.GREEN,
    leaf=NewLeaf(weight=Decimal(1)),
    leaves=(NewLeaf(weight=Decimal("0.10")),),
)


def test_severa_takes_plain_values() -> None:
    """For Severa a value is what it is, a date its day, an enum its word, under the name on the wire."""
    assert dumps(plain(FULL)) == (
        b'{"name":"Oak","height":12.50,"planted":"2026-10-31","colour":"Green",'
        b'"leaf":{"weight":1,"operation":"Red"},"theLeaves":[{"weight":0.10,"operation":"Red"}]}'
    )


def test_visma_net_takes_wrapped_values() -> None:
    """For Visma.net each value stands in `{"value": …}`, inside rows too, and a bare one does not."""
    assert dumps(wrapped(FULL)) == (
        b'{"name":{"value":"Oak"},"height":{"value":12.50},"planted":{"value":"2026-10-31"},'
        b'"colour":{"value":"Green"},"leaf":{"value":{"weight":{"value":1},"operation":"Red"}},'
        b'"theLeaves":[{"weight":{"value":0.10},"operation":"Red"}]}'
    )


def test_what_is_unset_is_left_out_and_none_is_not() -> None:
    """An update names what it changes: UNSET is absent, None empties, and these are two things."""
    assert plain(NewTree(height=None, planted=None)) == {"height": None, "planted": None}
    assert wrapped(NewTree(height=None)) == {"height": {"value": None}}
    assert plain(NewTree()) == wrapped(NewTree()) == {}


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_decimal_goes_out_with_all_its_digits(amount: Decimal) -> None:
    """A Decimal is a JSON number, and the number that is read again is the same one."""
    sent = dumps(plain(NewLeaf(weight=amount)))
    assert b'"weight":"' not in sent
    assert loads(sent)["weight"] == amount


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("-Infinity"), Decimal("sNaN")])
@pytest.mark.parametrize("write", [plain, wrapped])
def test_what_is_not_finite_never_goes_out(write: Any, number: Any) -> None:
    """NaN and infinity are a ValueError wherever they stand: in a field, an optional one, a list, plain JSON."""
    for value in (NewLeaf(weight=number), NewTree(height=number), [number], {"deep": [{"amount": number}]}):
        with pytest.raises(ValueError, match="is no"):
            write(value)


def test_a_finite_float_of_the_hosts_own_goes_out() -> None:
    """Plain JSON of a host may hold floats, which the library has none of, if they are finite."""
    assert dumps(plain({"share": 0.5})) == b'{"share":0.5}'
    for number in (float("nan"), float("-inf")):
        with pytest.raises(ValueError, match="is no number"):
            plain({"shares": [number]})


def test_a_moment_goes_out_in_utc() -> None:
    """Severa is told moments in UTC with a Z."""
    assert moment(datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == "2026-10-31T23:30:00.000Z"
    assert plain(datetime(2026, 11, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))) == "2026-10-31T23:30:00.000Z"


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody knows which moment it is, so it is a ValueError."""
    with pytest.raises(ValueError, match="without a zone"):
        moment(datetime(2026, 10, 31, 23, 30))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.decimals(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_plain_json_comes_back_as_it_went(value: Any) -> None:
    """Any JSON that a host sends is sent unchanged."""
    assert loads(dumps(plain(value))) == value
