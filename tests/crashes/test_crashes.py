"""No crash, lost answer or second host leaves anything twice, lost or wrong: a short form of `nox -s crash`."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from itertools import cycle
from pathlib import Path

import pytest

from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Kind
from tests.crashes.__main__ import DRIVERS, struck
from tests.crashes.points import KINDS, PAUSES, answers_lost, killed, two_hosts
from tests.crashes.stories import STORIES
from tests.flows.office import Kind as Driver
from tests.flows.office import Tally

WHOLE = {
    "invoices: one, a credit note, one refused": 20,
    "costs: released": 15,
    "payments: paid": 15,
    "payments: drifted": 10,
    "following: all": 40,
}
"""The stories that are tried in every way, each with the exchanges and commits that its run has at least."""
ONLY_KILLED: tuple[tuple[str, Driver], ...] = (
    ("costs: one line", "sync"),
    ("costs: adopted", "sync"),
    ("costs: corrected", "sync"),
    ("registers: customers made in Severa", "async"),
    ("registers: customers changed", "sync"),
    ("registers: items made in Visma.net", "sync"),
    ("registers: items changed", "async"),
    ("registers: projects linked", "async"),
    ("registers: projects changed", "sync"),
)
"""Others, each with one driver."""
EVERY = 5
"""One point in so many is tried here."""
drivers = pytest.mark.parametrize("driver", DRIVERS)
each = pytest.mark.parametrize(("name", "least"), WHOLE.items(), ids=WHOLE)


@drivers
@each
def test_a_process_may_die_at_any_point(name: str, least: int, driver: Driver) -> None:
    """Killed before or just after any exchange or commit, a run begun anew does everything once."""
    tallies = list(killed(STORIES[name], driver, "memory", EVERY))
    assert len(tallies) > 2 * least / EVERY
    assert set(tallies) == {Tally()}


@pytest.mark.parametrize(("name", "driver"), ONLY_KILLED)
def test_so_may_that_of_any_other_run(name: str, driver: Driver) -> None:
    """Whatever there is to do, killed at any point and begun anew everything is done once."""
    tallies = list(killed(STORIES[name], driver, "memory", EVERY))
    assert len(tallies) > 20 / EVERY - 1
    assert set(tallies) == {Tally()}


@pytest.mark.parametrize(("kind", "driver"), [*zip(KINDS, cycle(DRIVERS))], ids=str)
@each
def test_any_answer_may_be_lost(name: str, least: int, driver: Driver, kind: Kind) -> None:
    """Whatever exchange fails, and whether it was carried out or not, everything is done once."""
    tallies = list(answers_lost(STORIES[name], driver, kind, EVERY))
    assert len(tallies) > least / EVERY - 2
    assert set(tallies) == {Tally()}


@pytest.mark.parametrize(("pause", "driver"), [*zip(PAUSES, cycle(DRIVERS))], ids=str)
@each
def test_a_host_may_be_stopped_while_another_works(name: str, least: int, driver: Driver, pause: timedelta) -> None:
    """A host that stands still at any point, and goes on after another has worked, does nothing a second time."""
    tallies = list(two_hosts(STORIES[name], driver, pause, EVERY))
    assert len(tallies) > least / EVERY - 1
    assert set(tallies) == {Tally()}


@drivers
def test_a_store_on_disk_is_as_good(driver: Driver) -> None:
    """Whatever was committed is there when a process begins anew, in a file too."""
    tallies = struck("invoices: a single one", driver, "killed, sqlite store", EVERY)
    assert len(tallies) > 4
    assert set(tallies) == {Tally()}


def test_all_points_in_a_process_of_its_own() -> None:
    """The program that tries every point, with either driver and either store, prints what came of it."""
    asked = [sys.executable, "-m", "tests.crashes", "invoices: a single one", "--every", "9"]
    printed = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    assert re.fullmatch(r"all: \d+ points, duplicates 0, lost 0, wrong 0", printed.splitlines()[-1])


def test_everything_that_drifts_is_in_its_story() -> None:
    """The story of what drifted ends with each of the four problems that there are."""
    story = STORIES["payments: drifted"]
    here = story.opened(MemoryStore())
    story.finish(here, "sync")
    told = sorted(entry.cause.code for entry in here.bridge().problems())
    assert told == ["changed-in-visma-net", "number-changed-in-severa", "reversed-in-visma-net", "voided-in-visma-net"]
