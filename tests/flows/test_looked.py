"""A problem is closed by a run that looked at its record, and by no other."""

from __future__ import annotations

import pytest

from severa_vnf.flows.problems import Looked


@pytest.mark.parametrize(
    ("looked", "saw"),
    [
        (Looked.at(["a", "b 1"]), {"a", "b 1"}),
        (Looked.at(["a", ""]), {"a", ""}),
        (Looked.all_but(["b"]), {"", "a", "a 1"}),
        (Looked.all_but(()), {"", "a", "a 1", "b", "b 1"}),
        (Looked.nothing(), set()),
    ],
)
def test_which_records(looked: Looked, saw: set[str]) -> None:
    """These alone, or all but these and what belongs to them; the stream's own problems have no record."""
    assert {record for record in ("", "a", "a 1", "b", "b 1") if looked.saw(record)} == saw
