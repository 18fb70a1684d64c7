"""When two numbers, or two codes, are one."""

from __future__ import annotations

import pytest

from severa_vnf.values import (
    by_code,
    by_number,
    code_key,
    number_key,
    same_code,
    same_number,
    whole_number,
    written_twice,
)


@pytest.mark.parametrize(
    ("one", "other"), [("000101", 101), ("101", "101 "), (0, "000"), ("INV1", "inv1 "), ("9" * 5000, "0" + "9" * 5000)]
)
def test_a_number_is_its_value_however_it_is_written(one: str | int, other: str | int) -> None:
    """Severa holds whole numbers; a series of Visma.net may put zeros in front."""
    assert same_number(one, other)
    assert number_key(one) == number_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("101", "1010"), ("INV01", "INV1"), ("٤٢", "42"), (None, None), ("", " "), (None, 0)]
)
def test_other_values_and_missing_ones_are_not_one_number(one: str | int | None, other: str | int | None) -> None:
    """Only digits have a value; nothing equals nothing."""
    assert not same_number(one, other)


def test_the_case_of_a_code_and_blanks_around_it_do_not_count() -> None:
    """People type codes of items."""
    assert same_code(" a1", "A1 ")
    assert code_key("A1 ") == "a1"


@pytest.mark.parametrize(("one", "other"), [("007", "7"), ("A 1", "A1"), (None, None), ("", " ")])
def test_a_code_is_text(one: str | None, other: str | None) -> None:
    """Zeros in front and blanks within are part of it."""
    assert not same_code(one, other)


def test_a_number_that_is_there_in_two_writings_is_a_doubt() -> None:
    """Which of 42 and 0042 an invoice of customer 42 means, nobody can tell."""
    assert written_twice(["42", "0042", "42", "43", "", " "]) == {"42": ("42", "0042")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0042", 42),
        (42, 42),
        ("2147483647", 2147483647),
        ("2147483648", None),
        ("9" * 5000, None),
        ("K1", None),
        ("", None),
    ],
)
def test_a_whole_number_has_a_limit(text: str | int, value: int | None) -> None:
    """What Severa cannot hold is no number there, however long it is."""
    assert whole_number(text, 2147483647) == value


def test_a_mapping_is_asked_by_number_or_code() -> None:
    """The writing that is there counts first; what is missing is never found."""
    assert by_number({"0042": "a", "42": "b"}, 42) == "b"
    assert by_number({"0042": "a"}, 42) == "a"
    assert by_number({"0042": "a", "": "b"}, None) == "b"
    assert by_number({" ": "a"}, None) is None
    assert by_code({"a1": "x"}, "A1 ") == "x"
    assert by_code({"a1": "x", " ": "y"}, None) is None
