"""Many worlds, seed after seed, on as many cores as there are for it; and what they came to, printed."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext

from attrs import define, field

from tests.poison.mutations import KINDS, VALUES
from tests.poison.poison import Lived, live


@define
class Figures:
    """Sums over worlds."""

    worlds: int = 0
    runs: Counter[str] = field(factory=Counter)
    kinds: Counter[str] = field(factory=Counter)
    errors: Counter[str] = field(factory=Counter)
    failures: list[Lived] = field(factory=list)

    def add(self, lived: Lived) -> None:
        """Count one more."""
        self.worlds += 1
        self.runs.update(lived.runs)
        self.kinds += lived.kinds
        self.errors += lived.errors
        self.failures += [lived] if lived.wrong else []

    def lines(self) -> Iterator[str]:
        """For people."""
        values = sum(self.kinds[kind] for kind in VALUES)
        yield f"{self.worlds} worlds; runs: {_told(self.runs)}"
        yield f"{self.kinds.total()} answers changed, {values} of them right in type and wrong in value"
        yield from (f"  {kind}: {self.kinds[kind]}" for kind in KINDS)
        yield f"errors that left: {_told(self.errors) or 'none'}"
        yield f"{len(self.failures)} failures"


def _told(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counted.most_common())


def many(worlds: int, first: int, workers: Executor | None = None, lives: Callable[[int], Lived] = live) -> Figures:
    """The worlds of so many seeds. Each failure is printed as it is found."""
    figures, seeds = Figures(), range(first, first + worlds)
    for lived in map(lives, seeds) if workers is None else workers.map(lives, seeds, chunksize=5):
        figures.add(lived)
        if lived.wrong:
            print(f"FAILED seed {lived.seed}: {lived.wrong[0]}", flush=True)
    return figures


def workers(cores: int) -> AbstractContextManager[Executor | None]:
    """So many processes; none for a single core."""
    if cores == 1:
        return nullcontext()
    os.environ["PYTHONHASHSEED"] = "0"  # the same worlds for the same seeds: the order of sets is fixed too
    return ProcessPoolExecutor(cores, multiprocessing.get_context("spawn"))
