"""`python -m tests.crashes [NAME ...]` tries every point of all stories, or of those whose names begin so.

With `--every N` it tries one point in so many.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import product

from tests.crashes.points import STRIKES, told
from tests.crashes.stories import STORIES
from tests.flows.office import Kind as Driver
from tests.flows.office import Tally
from tests.swarm.figures import commit, source

DRIVERS: tuple[Driver, ...] = ("sync", "async")


def struck(name: str, driver: Driver, how: str, every: int) -> list[Tally]:
    """What came of the points of one story, with that driver and that strike."""
    return list(STRIKES[how](STORIES[name], driver, every=every))


def main(*given: str) -> int:
    """Try them with either driver and either store, on all cores, and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.crashes", description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    chosen = parser.parse_args(given)
    print(f"commit {commit()}, src {source()}")
    whole: list[Tally] = []
    names = [name for name in STORIES if name.startswith(tuple(chosen.names) or "")]
    asked = [*product(names, DRIVERS, STRIKES, [chosen.every])]
    with ProcessPoolExecutor() as processes:
        for (name, driver, how, _), tallies in zip(
            asked, processes.map(struck, *zip(*asked, strict=True)), strict=True
        ):
            print(f"{name}, {driver} driver, {how}: {told(tallies)}", flush=True)
            whole += tallies
    print(f"all: {told(whole)}")
    return int(set(whole) != {Tally()})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
