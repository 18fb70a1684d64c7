"""A short form of `nox -s crash`."""

from __future__ import annotations

import pytest

from tests.flows.office import Kind as Driver
from tests.registers.crash import CASES, Score, killed, main

SHORT: tuple[tuple[str, Driver], ...] = (
    ("customers made in Severa", "async"),
    ("customers changed", "sync"),
    ("items made in Visma.net", "sync"),
    ("projects linked", "async"),
    ("projects changed", "sync"),
)


@pytest.mark.parametrize(("name", "driver"), SHORT)
def test_killed(name: str, driver: Driver) -> None:
    """Stopped anywhere and begun again, a cycle makes nothing twice and loses nothing."""
    score = killed(CASES[name], driver, "memory")
    assert score.points > 20
    assert score == Score(score.points)


def test_a_session_tells_its_score(capsys: pytest.CaptureFixture[str]) -> None:
    """Every kind of trouble is tried, by both drivers, and the sum is printed."""
    assert main("items changed") == 0
    assert "duplicates 0, lost 0" in capsys.readouterr().out.splitlines()[-1]
