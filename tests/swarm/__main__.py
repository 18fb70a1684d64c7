"""`python -m tests.swarm MINUTES SEED [--only SEED]` lives through worlds, seed after seed, on two cores.

`--only` lives through one, tells what happened in it last, and makes a failure smaller.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.swarm.figures import commit, source
from tests.swarm.many import live, many, of_seed
from tests.swarm.shrink import shrunk
from tests.swarm.simulation import Lived

SHRINKING = 60.0
"""The most seconds that are spent on making a failure smaller."""


def told(lived: Lived, seconds: float = SHRINKING) -> Iterator[str]:
    """A failure, how to see it again, and a smaller one."""
    yield f"FAILED {lived.failure}"
    yield f"  {lived.draws.told()}"
    yield f"  again: python -m tests.swarm 0 0 --only {lived.draws.seed} (commit {commit()}, src {source()})"
    small = shrunk(lived, live, seconds)
    yield f"  smaller: {small.draws.told()}"
    yield f"  there: {small.failure}"
    yield from (f"    {line}" for line in small.trace)


def main(minutes: str = "5", first: str = "0", *only: str) -> int:
    """Live through many, or one; print what came of it."""
    if only:
        lived = of_seed(int(only[1]))
        print(lived.draws.told())
        print(f"{lived.steps} steps, {lived.cycles} cycles, {lived.days:.1f} days; {dict(lived.fired)}")
        print("\n".join(lived.trace))
        failures = [lived] if lived.failure else []
    else:
        figures = many(float(minutes), int(first))
        print("\n".join(figures.lines()))
        failures = figures.failures
    for lived in failures[:3]:
        print("\n".join(told(lived)), flush=True)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
