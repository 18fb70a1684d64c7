from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.values import Code, Guid, Stamp
from severa_vnf.wire.decode import loads, rows, structure
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.mismatch import Mismatch, Undecodable
from tests.wire.models import Colour, Leaf, Tree

BROKEN = [
    b"", b"{", b"[1,]", b"NaN", b"{'a': 1}", b'"\xff"', b'"\\ud800"', b"<html>", b"\xef\xbb\xbf{}",
    b"1e99999999999999999999", b"1" * 5000, b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"]" * 100_000,
]  # fmt: skip


def test_numbers_are_exact() -> None:
    """A whole number is an int, any other a Decimal with the digits that were written; never a float."""
    assert repr(loads(b"[7, 0.10, 1e2, 12345678901234567890123.45]")) == (
        "[7, Decimal('0.10'), Decimal('1E+2'), Decimal('12345678901234567890123.45')]"
    )


@pytest.mark.parametrize("body", BROKEN, ids=range(len(BROKEN)))
def test_what_is_no_json_is_a_mismatch(body: bytes) -> None:
    """Cut off, malformed, badly coded, absurdly deep or large: one error, and it shows the beginning."""
    with pytest.raises(Mismatch, match="JSON"):
        loads(body)


@given(st.binary())
def test_any_bytes_are_json_or_a_mismatch(body: bytes) -> None:
    """No body raises anything else."""
    try:
        loads(body)
    except Mismatch as fault:
        assert "JSON" in str(fault)


WHOLE = {
    "name": "Oak",
    "height": Decimal("12.50"),
    "rings": 300,
    "evergreen": False,
    "number": " T1   ",
    "planted": "1726-03-31T23:30:00",
    "seenUTC": "2026-10-31T23:30:00.5",
    "colour": "Red",
    "leaf": {"guid": "l", "weight": 1},
    "leaves": [{"guid": "m"}, {"guid": "n", "weight": Decimal("0.1")}],
    "marks": ["A ", "B"],
    "heights": [1, Decimal("2.5")],
}


def test_a_whole_object_is_read() -> None:
    """Every sort of field becomes the type that the model names: dates plain, stamps as written, codes unpadded."""
    assert structure(WHOLE, Tree) == Tree(
        name="Oak",
        height=Decimal("12.50"),
        rings=300,
        number=Code("T1"),
        planted=dt.date(1726, 3, 31),
        seen_at=Stamp(dt.datetime(2026, 10, 31, 23, 30, 0, 500_000)),
        colour=Colour.RED,
        leaf=Leaf(guid=Guid("l"), weight=Decimal(1)),
        leaves=(Leaf(guid=Guid("m")), Leaf(guid=Guid("n"), weight=Decimal("0.1"))),
        marks=(Code("A"), Code("B")),
        heights=(Decimal(1), Decimal("2.5")),
    )


def test_what_is_missing_has_its_default() -> None:
    """A missing field is the model's default, whatever its type; one that may be null is None."""
    tree = structure({"name": "Oak"}, Tree)
    assert tree == Tree(name="Oak")
    assert (tree.evergreen, tree.colour, tree.leaves, tree.height) == (False, Colour.GREEN, (), None)


@pytest.mark.parametrize("name", ["height", "rings", "number", "planted", "seenUTC", "leaf", "marks", "heights"])
def test_a_null_that_the_model_knows_is_none(name: str) -> None:
    """A field that may be null is None then."""
    assert structure({"name": "Oak", name: None}, Tree) == Tree(name="Oak")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", None, "name: text expected, found None"),
        ("evergreen", None, "evergreen: true or false expected, found None"),
        ("colour", None, "colour: one of Red, Green expected, found None"),
        ("leaves", None, "leaves: a list expected, found None"),
        ("name", 7, "name: text expected, found 7"),
        ("rings", True, "rings: a whole number expected, found True"),
        ("rings", Decimal("7.9"), "rings: a whole number expected, found Decimal('7.9')"),
        ("evergreen", "false", "evergreen: true or false expected, found 'false'"),
        ("height", "12.50", "height: a number expected, found '12.50'"),
        ("height", True, "height: a number expected, found True"),
        ("height", Decimal("1e999999"), "height: a number expected, found Decimal('1E+999999')"),
        ("height", Decimal("1e-31"), "height: a number expected, found Decimal('1E-31')"),
        ("height", 10**31, f"height: a number expected, found Decimal('{10**31}')"),
        ("number", 7, "number: text expected, found 7"),
        ("planted", "soon", "planted: a date expected, found 'soon'"),
        ("planted", 20261031, "planted: text expected, found 20261031"),
        ("seenUTC", "never", "seenUTC: a moment expected, found 'never'"),
        ("colour", "Blue", "colour: one of Red, Green expected, found 'Blue'"),
        ("colour", ["Red"], "colour: one of Red, Green expected, found ['Red']"),
        ("leaf", [], "leaf: an object expected, found []"),
        ("leaf", {"weight": 1}, "leaf.guid: text expected, found None"),
        ("leaves", [{"guid": "l"}, {"guid": 7}], "leaves[1].guid: text expected, found 7"),
        ("marks", "A", "marks: a list expected, found 'A'"),
        ("marks", ["A", 7], "marks[1]: text expected, found 7"),
        ("heights", [1, "2"], "heights[1]: a number expected, found '2'"),
        ("heights", [Decimal("1e30")], "heights[0]: a number expected, found Decimal('1E+30')"),
    ],
)
def test_nothing_is_bent(field: str, value: Any, told: str) -> None:
    """A value of another type than the model says is a fault with its path: null is no text, "false" no truth."""
    with pytest.raises(Mismatch) as caught:
        structure({"name": "Oak"} | {field: value}, Tree)
    assert str(caught.value) == told


def test_one_bad_row_does_not_spoil_the_page() -> None:
    """A row that does not fit is an Undecodable with its path and as it came; the rows around it are read."""
    bad = {"name": "Elm", "colour": "Blue"}
    assert rows([{"name": "Oak"}, bad, {"name": "Ash"}], Tree) == [
        Tree(name="Oak"),
        Undecodable("colour: one of Red, Green expected, found 'Blue'", bad),
        Tree(name="Ash"),
    ]


@pytest.mark.parametrize("values", [None, {}, "[]", 7])
def test_a_page_is_a_list(values: Any) -> None:
    """What is no list is no page of one."""
    with pytest.raises(Mismatch, match="a list expected"):
        rows(values, Tree)


@given(st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=6))
def test_an_amount_survives_the_way_out_and_back(amount: Decimal) -> None:
    """What is written as an amount is read as the same one, to its last digit."""
    height = structure(loads(dumps({"name": "Oak", "height": amount})), Tree).height
    assert str(height) == str(amount)
