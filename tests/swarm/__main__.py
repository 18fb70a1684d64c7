"""Live through worlds, seed after seed, on two cores: a failure is told with its seed, and made smaller."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from math import inf

from tests.swarm.control import complaints
from tests.swarm.figures import commit, source
from tests.swarm.many import live, many, of_seed
from tests.swarm.shrink import shrunk
from tests.swarm.simulation import Lived


def told(lived: Lived, seconds: float) -> Iterator[str]:
    """A failure, how to see it again, and a smaller one."""
    yield f"FAILED {lived.failure}"
    yield f"  {lived.draws.told()}"
    yield f"  again: python -m tests.swarm 0 0 --only {lived.draws.seed} (commit {commit()}, src {source()})"
    small = shrunk(lived, live, seconds)
    yield f"  smaller: {small.draws.told()}"
    yield f"  there: {small.failure}"
    yield from (f"    {line}" for line in small.trace)


def main(*given: str) -> int:
    """Live through many, or one; print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.swarm", description=__doc__)
    parser.add_argument("minutes", type=float, nargs="?", default=5.0)
    parser.add_argument("seed", type=int, nargs="?", default=0, help="of the first world")
    parser.add_argument("--only", type=int, metavar="SEED", help="this world alone, and what happened in it last")
    parser.add_argument("--days", type=int, help="how long each world lasts, in place of what its seed draws")
    parser.add_argument("--kinds", default="", help="faults that exist in each world, and happen often: one; another")
    parser.add_argument("--first", action="store_true", help="stop at the first failure")
    parser.add_argument("--control", type=int, default=500, help="invoices and customers of the clean control")
    parser.add_argument("--shrink", type=float, default=60.0, help="seconds for making a failure smaller")
    chosen = parser.parse_args(given)
    kinds = [one.strip() for one in chosen.kinds.split(";") if one.strip()]
    if chosen.only is not None:
        lived = of_seed(chosen.only, chosen.days, kinds)
        print(f"{lived.draws.told()}\n{lived.steps} steps, {lived.days:.1f} days; {dict(lived.fired)}")
        print("\n".join(lived.trace))
        failures = [lived] if lived.failure else []
    else:
        figures = many(chosen.minutes, chosen.seed, 1 if chosen.first else inf, chosen.days, kinds)
        print("\n".join(figures.lines()))
        failures = figures.failures
    print("\n".join(line for lived in failures[:3] for line in told(lived, chosen.shrink)))
    wrong = [] if chosen.only is not None else complaints(chosen.control)
    print("\n".join([*wrong[:20], f"control of {chosen.control}: {len(wrong)} complaints"]))
    return int(bool(failures or wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
