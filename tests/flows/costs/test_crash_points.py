"""No crash, time-out or second host ever makes a second fee or file, or loses one.

`python -m tests.flows.costs.crash` tries every point.
"""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from severa_vnf.testing.faults import Kind
from tests.crashes.points import PAUSES
from tests.flows.costs.crash import SCENES, Scene, Score, answers_lost, killed, two_hosts
from tests.flows.office import Kind as Driver

each_scene = pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
[RELEASED] = [scene for scene in SCENES if scene.name == "released"]


def nothing_wrong(score: Score) -> bool:
    """Points were tried, and every one ended well."""
    return score.points > 10 and (score.duplicates, score.lost) == (0, 0)


@each_scene
def test_a_process_may_die_at_any_point(scene: Scene) -> None:
    """Killed before or just after any exchange or commit, a run begun anew makes each fee and file once."""
    assert nothing_wrong(killed(scene, "sync", "memory"))


@pytest.mark.parametrize("kind", [Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE])
@pytest.mark.parametrize("driver", ["sync", "async"])
def test_any_answer_may_be_lost(driver: Driver, kind: Kind) -> None:
    """Whatever exchange fails, and whether it was carried out or not, each fee and file is made once."""
    assert nothing_wrong(answers_lost(RELEASED, driver, kind))


@pytest.mark.parametrize("pause", PAUSES, ids=str)
def test_a_host_may_be_stopped_while_another_works(pause: timedelta) -> None:
    """A host that stands still at any point, and goes on after another has worked, makes nothing a second time."""
    assert nothing_wrong(two_hosts(RELEASED, "async", pause))


def test_all_points_in_a_process_of_its_own() -> None:
    """The program that tries every point, with either driver and either store, prints what came of it."""
    asked = [sys.executable, "-m", "tests.flows.costs.crash", "one line"]
    printed = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3]).stdout
    assert re.fullmatch(r"all: \d{3} points, duplicates 0, lost 0", printed.splitlines()[-1])
