from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from math import inf
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.stores import MemoryStore
from severa_vnf.testing.clock import SimulatedClock
from tests.swarm import mends
from tests.swarm.__main__ import main, told
from tests.swarm.checkers import Checker
from tests.swarm.clocks import HostClock
from tests.swarm.draws import HOST_FAULTS, KINDS, PEOPLE, Draws, draws
from tests.swarm.figures import Figures
from tests.swarm.many import CORES, many
from tests.swarm.scene import Scene
from tests.swarm.shrink import shrunk
from tests.swarm.simulation import Failure, Lived, Simulation
from tests.year.host import SETTINGS

QUIET = Draws(seed=1, days=1, hosts=1, invoices=2, often={})
BAD = Failure("Grumbler", "no", "safety", 1, "then")
BUSY = Draws(seed=1, days=1, hosts=2, invoices=3, often=dict.fromkeys(KINDS, 3.0))


class Grumbler(Checker):
    """Is never content."""

    def rest(self, scene: Scene) -> Iterator[str]:
        """One word."""
        yield "no"


class Broken(MemoryStore):
    """A store that fails as no store should."""

    def commit(self, tenant: str, writes: Sequence[Any]) -> int:
        """Fail."""
        raise ArithmeticError("broken")


def test_a_seed_draws_a_world() -> None:
    """The same one each time, another for another seed, and it says what is in it."""
    assert draws(7) == draws(7) != draws(8)
    assert draws(7).told().startswith("seed 7: ")
    assert QUIET.told().endswith("; none")
    assert len(KINDS) == len(set(KINDS))


def test_a_quiet_world_comes_to_rest() -> None:
    """Without any trouble all crosses, and nothing is told."""
    lived = Simulation(QUIET).live()
    assert (lived.failure, lived.fired) == (None, {})
    assert lived.days > 1


def test_troubles_of_all_kinds_are_met() -> None:
    """A world in which everything exists is lived through, whatever comes of it."""
    busy = Simulation(BUSY, checkers=()).live()
    assert busy.failure is None
    assert busy.fired.keys() >= {"killed", "stopped", "request late"}
    assert len(busy.fired) > 25


def test_a_world_is_the_same_each_time() -> None:
    """Hosts and people do the same for the same seed, step by step."""
    often = dict.fromkeys((*HOST_FAULTS, *PEOPLE), 1.0)
    one, other = (Simulation(evolve(QUIET, hosts=2, often=often), checkers=()).live() for _ in range(2))
    assert one == other


def test_an_engine_that_holds_everything_fails() -> None:
    """What it tells was not foreseen; an engine that keeps silent would have lost invoices."""
    lived = Simulation(QUIET, settings=evolve(SETTINGS, go_live=date(2099, 1, 1))).live()
    assert lived.failure is not None
    assert lived.failure.checker == "OnlyAllowedProblems"


def test_what_leaves_a_run_is_a_bridge_error() -> None:
    """Anything else is a failure that names the place."""
    lived = Simulation(QUIET, store=Broken()).live()
    assert "ArithmeticError('broken') at test_swarm.py" in str(lived.failure)


def test_rest_has_to_come() -> None:
    """Where something is wrong in each of so many cycles it will not get right."""
    lived = Simulation(QUIET, checkers=[Grumbler()], cycles=1).live()
    assert lived.failure is not None
    assert (lived.failure.checker, lived.failure.phase) == ("Grumbler", "liveness")


def test_a_failure_is_made_smaller() -> None:
    """Only what it needs is left: of many troubles one, of many days those until it failed."""

    def live(drawn: Draws) -> Lived:
        fails = BAD if "killed" in drawn.often else None
        return Lived(drawn, 1, 2.5, Counter(), fails)

    whole = live(evolve(draws(3), often=dict.fromkeys(KINDS, 1.0), days=10, hosts=3, invoices=30))
    small = shrunk(whole, live, 10).draws
    assert (small.often, small.days, small.hosts, small.invoices) == ({"killed": 1.0}, 2, 1, 1)
    assert shrunk(whole, live, -1) is whole


def test_figures_are_told() -> None:
    """Worlds, days and what fired, with the commit; a failure with how to see it again, and a smaller one."""
    figures = Figures()
    bad = Lived(QUIET, 5, 1.0, Counter({"killed": 2, "stopped": 1}), BAD)
    figures.add(bad)
    figures.add(evolve(bad, failure=None))
    lines = [*figures.lines()]
    assert lines[0] == "2 worlds, 10 steps, 0 cycles, 2 simulated days"
    assert "  killed: fired 4 times in 2 worlds" in lines
    assert lines[-1].startswith("1 failures; commit ")
    assert "--only 1 " in [*told(bad, -1)][2]


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Many worlds, or one; and a clean control of so many customers."""
    assert main("0", "1", "--control=1") == 0
    assert capsys.readouterr().out.endswith("control of 1: 0 complaints\n")


def test_one_world_again(capsys: pytest.CaptureFixture[str]) -> None:
    """It is lived through alone, by the same draws."""
    main("--only", "20", "--days", "0")
    assert capsys.readouterr().out.startswith("seed 20: 0 days")


def test_many_worlds() -> None:
    """One after the other, until the first failure where no more are asked for."""

    def lives(seed: int, days: int | None, kinds: Collection[str]) -> Lived:
        return Lived(evolve(QUIET, seed=seed), 1, 1.0, Counter(), BAD)

    def found(failures: float) -> Figures:
        return many(0.001, 7, failures, workers=ThreadPoolExecutor(1), lives=lives)

    assert found(1).worlds <= CORES + 1 < found(inf).worlds
    assert many(0, 7).worlds == 0


def test_a_table_of_mends(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A patch that does not apply is said to; one may name the kinds that its hunt favours."""
    stale = tmp_path / "stale.patch"
    stale.write_text("--- a/src/none.py\n+++ b/src/none.py\n@@ -1 +1 @@\n-a\n+b\n")
    assert mends.main("0", "0", str(stale)) == 1
    assert not mends.tried(None, 0, 0).found
    shown = capsys.readouterr().out
    assert "| stale | NOT FOUND | the patch does not apply" in shown
    assert str(mends.row_of("x", "FAILED Grumbler, in safety: no: seed 1: 3 days\n")).startswith("| x | found | Grumbl")
    assert not mends.row_of("x", "").found
    named = tmp_path / "named.patch"
    named.write_text("kinds: killed; stopped\n--- a/src\n")
    assert mends.favoured(named) == "killed; stopped"
    assert all(one.strip() in KINDS for one in mends.favoured(named).split(";"))


def test_a_world_counts_that_the_mend_alone_saves() -> None:
    """A hunt goes on past worlds that fail with the mend in too, and says how many they were."""
    seeds: list[int] = []

    def hunt(seed: int) -> mends.Row:
        seeds.append(seed)
        return mends.Row("x", found=seed < 30, told="no", seed=f"{seed + 4}")

    assert mends.hunted(hunt, lambda world: world != "14", 0).told == "no; 2 worlds fail with it too"
    assert seeds == [0, 5, 10]
    assert mends.hunted(hunt, lambda world: False, 7).told == "no"
    assert not mends.hunted(hunt, lambda world: True, 20).found


def test_hunts_favour_kinds_that_there_are() -> None:
    """Each kept patch names kinds of this swarm, or none."""
    kinds = {one.strip() for patch in mends.PATCHES.glob("*.patch") for one in mends.favoured(patch).split(";")}
    assert kinds - {""} <= {*KINDS}


def test_favoured_kinds_exist_in_each_world() -> None:
    """They happen often, in a world that is else quiet."""
    assert draws(7, ["killed"]).often["killed"] > max(draws(7).often.values())


def test_a_clock_of_its_own() -> None:
    """It is off, and more so with each second; whoever waits by it moves the true time."""
    true = SimulatedClock()
    begun = true.now()
    clock = HostClock(true, timedelta(seconds=5), 0.1, begun)
    clock.sleep(9)
    asyncio.run(clock.asleep(1))
    assert clock.now() == begun + timedelta(seconds=16)
