from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType

import pytest
from attrs import frozen
from hypothesis import example, given
from hypothesis import strategies as st

from severa_vnf.wire.decode import structure
from severa_vnf.wire.mismatch import Mismatch
from severa_vnf.wire.reading import reading

Nickname = NewType("Nickname", str)


class Size(StrEnum):
    """Words that hold what source code must not trip over."""

    QUOTED = 'it\'s "quoted"\n'


@frozen(kw_only=True, slots=False)
class Plain:
    """Not a Model: it keeps no raw row."""

    name: Nickname
    sizes: tuple[Size, ...] = ()
    flags: tuple[bool, ...] = ()
    names: tuple[Nickname, ...] = ()
    days: tuple[dt.date, ...] = ()


def test_any_class_of_attrs_can_be_read() -> None:
    """A class need not be a Model; then it keeps nothing of the row."""
    sent = {"name": "n", "sizes": [Size.QUOTED.value], "flags": [True], "names": ["a"], "days": ["2026-10-31"]}
    read = structure(sent, Plain)
    assert vars(read) == {
        "name": "n",
        "sizes": (Size.QUOTED,),
        "flags": (True,),
        "names": ("a",),
        "days": (dt.date(2026, 10, 31),),
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"sizes": ["it's"]}, "sizes[0]: one of"),
        ({"sizes": [[]]}, "sizes[0]: one of"),
        ({"flags": [True, 1]}, "flags[1]: true or false"),
        ({"names": [None]}, "names[0]: text"),
        ({"days": ["2026-10-31", "soon"]}, "days[1]: a date"),
    ],
)
def test_a_fault_in_a_list_is_told_with_its_place(change: dict[str, Any], told: str) -> None:
    """Whatever sort of value a list holds, one that does not fit is told by its place, counted from 0."""
    with pytest.raises(Mismatch, match=re.escape(told)):
        structure({"name": "n"} | change, Plain)


def test_reading_asks_once_for_what_is_inside() -> None:
    """The hook of a nested model is looked up when the source is written, not for each row."""
    asked: list[Any] = []

    def nested(model: Any) -> Any:
        asked.append(model)
        return lambda value, kind: (value, kind)

    read = reading(Outer, nested)
    assert [read({"inner": place}, Outer).inner for place in (1, 2)] == [(1, Plain), (2, Plain)]
    assert asked == [Plain]


@frozen(slots=False)
class Outer:
    """Outside."""

    inner: Plain


@given(st.decimals(allow_nan=False, allow_infinity=False) | st.integers())
@example(Decimal("1e999"))
def test_only_an_amount_that_can_be_counted_with_is_read(value: Any) -> None:
    """A number is read as it is when it has a size that amounts have, and is a fault otherwise."""
    try:
        read = structure({"name": "n", "share": value}, Share).share
    except Mismatch:
        return
    assert read == value
    assert type(read) is Decimal


@frozen(kw_only=True, slots=False)
class Share:
    """An amount."""

    share: Decimal
