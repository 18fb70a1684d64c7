"""Which line belongs to which row: right where rows are few, and in a time that grows with the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping.figures import Figure
from severa_vnf.mapping.pairing import Pair, paired


class Counted(str):
    """A name that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def endswith(self, *given: object) -> bool:
        """Whether it ends so; counted."""
        Counted.compared += 1
        return super().endswith(*given)  # type: ignore[arg-type]


def figure(place: int, name: str = "", price: int = 50, quantity: int = 2) -> Figure:
    """A row or a line."""
    amount = Decimal(price * quantity)
    return Figure(place, name or f"Advice {place}", ("w1",), Decimal(quantity), Decimal(price), amount, Decimal(21))


def many(count: int) -> list[Figure]:
    """So many rows, each of a text of its own."""
    return [figure(place) for place in range(count)]


def places(pairs: Sequence[Pair]) -> list[tuple[int | None, int | None]]:
    """By the places of row and line."""
    return [(row.place if row else None, line.place if line else None) for row, line in pairs]


def without(rows: list[Figure], *gone: int) -> list[Figure]:
    """All but these."""
    return [row for row in rows if row.place not in gone]


@pytest.mark.parametrize("gone", [(0,), (999,), (500,), (0, 400, 401, 402, 999), tuple(range(300, 700))])
def test_what_is_missing_of_many_is_found(gone: tuple[int, ...]) -> None:
    """However many rows there are, and however many of them have no line."""
    rows = many(1000)
    expected = [(row.place, None if row.place in gone else row.place) for row in rows]
    assert places(paired(rows, without(rows, *gone))) == expected
    assert places(paired(without(rows, *gone), rows)) == [(line, row) for row, line in expected]


def test_one_that_is_missing_among_many_alike_is_missed_once() -> None:
    """Twelve kinds of rows that come again and again, and one of them is not there in the middle."""
    rows = [figure(place, f"Month {place % 12}") for place in range(600)]
    pairs = places(paired(rows, without(rows, 7, 300)))
    assert [row for row, line in pairs if line is None] == [7, 300]
    assert all(row == line for row, line in pairs if line is not None)


def test_rows_that_changed_places_are_paired_in_order() -> None:
    """The others keep their lines."""
    rows = [figure(place, price=place + 1) for place in range(100)]
    lines = [*rows[:40], rows[60], *rows[41:60], rows[40], *rows[61:]]
    pairs = places(paired(rows, lines))
    assert [row for row, _ in pairs if row is not None] == list(range(100))
    assert sum(row == line for row, line in pairs) == 98


@given(st.lists(st.integers(0, 5), max_size=40), st.lists(st.integers(0, 5), max_size=40))
def test_each_row_and_each_line_is_there_once(ours: list[int], theirs: list[int]) -> None:
    """Whatever there is on either side, all of it is told, in its order."""
    rows = [figure(place, f"Text {kind}", kind) for place, kind in enumerate(ours)]
    lines = [figure(place, f"Text {kind}", kind) for place, kind in enumerate(theirs)]
    pairs = places(paired(rows, lines))
    assert [row for row, _ in pairs if row is not None] == list(range(len(rows)))
    assert [line for _, line in pairs if line is not None] == list(range(len(lines)))


def compared(rows: list[Figure], lines: list[Figure]) -> int:
    """How many comparisons a pairing takes."""
    Counted.compared = 0
    paired(rows, lines)
    return Counted.compared


WAYS: dict[str, Callable[[int], list[Figure]]] = {
    "other prices": lambda count: [figure(place, Counted(f"Advice {place}"), 51, 3) for place in range(count)],
    "one missing": lambda count: [figure(place, Counted(f"Advice {place}")) for place in range(1, count)],
    "all alike": lambda count: [figure(place, Counted("Advice"), 51, 3) for place in range(count - 1)],
    "each second": lambda count: [figure(place, Counted(f"Advice {place}")) for place in range(0, count, 2)],
    "turned about": lambda count: [figure(place, Counted(f"Advice {place}"), 51, 3) for place in range(count)][::-1],
}


@pytest.mark.parametrize("way", WAYS)
def test_four_times_the_rows_take_four_times_the_work(way: str) -> None:
    """An invoice of thousands of rows is explained in a second or two, and no event loop stands still."""
    few, plenty = (compared(many(count), WAYS[way](count)) for count in (400, 1600))
    assert 0 < plenty < 5 * few
