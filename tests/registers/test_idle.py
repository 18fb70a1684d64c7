"""What an idle cycle of all streams costs (`python -m tests.registers.idle` prints it for large registers)."""

from __future__ import annotations

import pytest

from tests.registers.idle import BOUND, QUIET_SPACES, idle, main


@pytest.mark.parametrize("customers", [1, 50])
def test_an_idle_cycle(customers: int) -> None:
    """However many customers there are, it costs as much and only reads; all that it remembers is how far."""
    found = idle(customers)
    assert found.count <= BOUND
    assert found.asked == idle(2).asked
    assert all(" GET " in line for line in found.asked)
    assert found.written <= QUIET_SPACES
    assert found.round.total() == 2


def test_it_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """The program prints the exchanges by service and path."""
    assert main("3") == 0
    first, *lines = capsys.readouterr().out.splitlines()
    assert first.startswith("3 customers: ")
    assert "  1 vnf GET /v1/customer" in lines
