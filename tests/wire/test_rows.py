"""Rows that are read when they are looked at."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.wire.decode import Rows, apart
from severa_vnf.wire.mismatch import Mismatch


def told(body: bytes, looked_at: list[Any]) -> Rows[Any]:
    """The rows of a list, and which of them were looked at."""

    def read(value: Any) -> Any:
        looked_at.append(value)
        return value

    return Rows(apart(body), read)


def test_only_what_is_looked_at_is_read() -> None:
    """A row is read when it is looked at, and not before."""
    looked_at: list[Any] = []
    rows = told(b'[{"a": 1}, 2.50, "c"]', looked_at)
    assert (len(rows), looked_at) == (3, [])
    assert str(rows[1]) == "2.50"
    assert [*rows] == [{"a": 1}, rows[1], "c"]


def test_rows_are_alike_when_they_were_sent_alike() -> None:
    """By that a page that came twice is noticed, though none of it is kept in any other form."""
    one, same, other = (told(body, []) for body in (b'[{"a":1}]', b'[ {"a":1} ]', b'[{"a":2}]'))
    assert one == same
    assert one != other


@pytest.mark.parametrize("body", [b'{"a": 1}', b"[1", b"[1, 1e999999999999999999999]", b'["\xff"]', b"", b"7"])
def test_what_is_no_list_of_values(body: bytes) -> None:
    """It is refused at once, with all its rows: nobody meets a broken one later."""
    with pytest.raises(Mismatch):
        apart(body)
