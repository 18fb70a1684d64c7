"""A short form of `nox -s machine`: the same runs each time."""

from __future__ import annotations

import pytest

from tests.registers.machine import Registers, main, session

TestRegisters = Registers.TestCase
TestRegisters.settings = session(20, 20, deadline=None, derandomize=True)


def test_a_session_prints_its_seed(capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads what a session printed can try the same runs again; without a seed it draws one."""
    assert main("1", "3", "7") == 0
    assert "1 runs of 3 steps, seed 7" in capsys.readouterr().out
    assert main("1", "1") == 0
