"""`python -m tests.crashes [NAME ...]` tries every point of all stories, or of those whose names begin so."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product

from tests.crashes.points import STRIKES, told
from tests.crashes.stories import STORIES
from tests.flows.office import Kind as Driver
from tests.flows.office import Tally
from tests.swarm.figures import commit, source

DRIVERS: tuple[Driver, ...] = ("sync", "async")


def struck(of: tuple[str, Driver, str]) -> list[Tally]:
    """What came of every point of one story, with that driver and that strike."""
    name, driver, how = of
    return list(STRIKES[how](STORIES[name], driver))


def main(*names: str) -> int:
    """Try them with either driver and either store, on all cores, and print what came of it."""
    print(f"commit {commit()}, src {source()}")
    whole: list[Tally] = []
    asked = [*product((name for name in STORIES if name.startswith(names or "")), DRIVERS, STRIKES)]
    with ProcessPoolExecutor() as processes:
        for (name, driver, how), tallies in zip(asked, processes.map(struck, asked), strict=True):
            print(f"{name}, {driver} driver, {how}: {told(tallies)}", flush=True)
            whole += tallies
    print(f"all: {told(whole)}")
    return int(set(whole) != {Tally()})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
