"""Many worlds, on as many cores as there are for it, until the time is over."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from math import inf
from time import monotonic

from attrs import evolve

from tests.swarm.draws import Draws, draws
from tests.swarm.figures import Figures
from tests.swarm.simulation import Lived, Simulation

CORES = 2


def live(drawn: Draws) -> Lived:
    """Live through a world."""
    return Simulation(drawn).live()


def of_seed(seed: int, days: int | None = None, kinds: Collection[str] = ()) -> Lived:
    """Live through the world of a seed, or through so many days of it; of its kinds these are favoured."""
    drawn = draws(seed, kinds)
    return live(drawn if days is None else evolve(drawn, days=days))


def many(
    minutes: float,
    first: int,
    failures: float = inf,
    days: int | None = None,
    kinds: Collection[str] = (),
    workers: Executor | None = None,
    lives: Callable[[int, int | None, Collection[str]], Lived] = of_seed,
) -> Figures:
    """As many worlds as there is time for, seed after seed; no more than until so many failures are found."""
    figures, seed = Figures(), first
    os.environ["PYTHONHASHSEED"] = "0"  # the same worlds for the same seeds: the order of sets is fixed too
    end = monotonic() + minutes * 60
    under_way: deque[Future[Lived]] = deque()
    with workers or ProcessPoolExecutor(CORES, multiprocessing.get_context("spawn")) as pool:
        while under_way or monotonic() < end:
            while len(under_way) <= CORES and monotonic() < end:
                under_way.append(pool.submit(lives, seed, days, kinds))
                seed += 1
            lived = under_way.popleft().result()
            figures.add(lived)
            print(f"{'FAILED ' + str(lived.failure) if lived.failure else 'ok'}: {lived.draws.told()}", flush=True)
            if len(figures.failures) >= failures:
                end = 0.0
    return figures
