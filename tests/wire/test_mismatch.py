from __future__ import annotations

import pytest

from severa_vnf.wire.mismatch import Mismatch, shown


def test_a_mismatch_names_its_path() -> None:
    """A fault leads to its value through objects and lists, and says what was expected and found."""
    fault = Mismatch("guid", "text", 7).under("[2]").under("projects")
    assert str(fault) == "projects[2].guid: text expected, found 7"
    assert str(Mismatch("", "a list", None).under("rows")) == "rows: a list expected, found None"


def test_a_mismatch_without_a_path_is_about_the_whole() -> None:
    """A fault of the whole answer has no path."""
    assert str(Mismatch("", "an object", [])) == "the value: an object expected, found []"


DEEP: list[object] = []
for _ in range(100_000):
    DEEP = [DEEP]


@pytest.mark.parametrize("value", ["x" * 9999, 10**4000, [list(range(999))] * 9, {n: n for n in range(999)}, DEEP])
def test_a_long_or_deep_value_is_shown_in_short(value: object) -> None:
    """Whatever was found, a message about it stays one that can be read."""
    assert len(shown(value)) <= 200
