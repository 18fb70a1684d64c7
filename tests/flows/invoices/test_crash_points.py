"""No crash, time-out or second host ever makes a second document (`python -m tests.flows.crash` tries every point)."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from severa_vnf.testing.faults import Kind
from tests.flows.crash import PAUSES, Score, answers_lost, killed, two_hosts
from tests.flows.office import Kind as Driver
from tests.flows.office import few

WORLD = few(0, 6, wrong_vat=True)
"""An invoice, a credit note, and an invoice that is refused."""


def nothing_wrong(score: Score) -> bool:
    """Points were tried, and every one ended well."""
    return score.points > 20 and (score.duplicates, score.lost, score.wrong) == (0, 0, 0)


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_process_may_die_at_any_point(driver: Driver) -> None:
    """Killed before or just after any exchange or commit, a run begun anew makes each document once."""
    assert nothing_wrong(killed(WORLD, driver, "memory"))


def test_all_points_of_an_invoice_in_a_process_of_its_own() -> None:
    """The program that tries every point, with either driver and either store, prints what came of it."""
    asked = [sys.executable, "-m", "tests.flows.crash", "0"]
    printed = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]).stdout
    assert re.fullmatch(r"all: \d{3} points, duplicates 0, lost 0, wrong numbers 0", printed.splitlines()[-1])


@pytest.mark.parametrize("kind", [Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE])
@pytest.mark.parametrize("driver", ["sync", "async"])
def test_any_answer_may_be_lost(driver: Driver, kind: Kind) -> None:
    """Whatever exchange fails, and whether it was carried out or not, each document is made once."""
    assert nothing_wrong(answers_lost(WORLD, driver, kind))


@pytest.mark.parametrize("pause", PAUSES, ids=str)
@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_host_may_be_stopped_while_another_works(driver: Driver, pause: timedelta) -> None:
    """A host that stands still at any point, and goes on after another has worked, makes no second document."""
    assert nothing_wrong(two_hosts(WORLD, driver, pause))
