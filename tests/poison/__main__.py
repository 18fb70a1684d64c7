"""Live through worlds whose services' answers are poisoned: a failure is told with its seed, and made smaller."""

from __future__ import annotations

import argparse
import sys

from tests.poison.many import many, workers
from tests.poison.poison import RUNS, Runs, live, smaller


def main(*given: str, runs: Runs = RUNS) -> int:
    """Live through many, or one; print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.poison", description=__doc__)
    parser.add_argument("worlds", type=int, nargs="?", default=2000)
    parser.add_argument("seed", type=int, nargs="?", default=0, help="of the first world")
    parser.add_argument("--only", type=int, metavar="SEED", help="this world alone, and all that was changed in it")
    parser.add_argument("--cores", type=int, default=2)
    chosen = parser.parse_args(given)
    if chosen.only is not None:
        lived = live(chosen.only, runs=runs)
        print("\n".join(lived.lines()))
        failures = [lived] if lived.wrong else []
    else:
        with workers(chosen.cores) as pool:
            figures = many(chosen.worlds, chosen.seed, pool)
        print("\n".join(figures.lines()))
        failures = figures.failures
    for lived in failures[:5]:
        print(f"FAILED; again: PYTHONHASHSEED=0 python -m tests.poison --only {lived.seed}; with fewer mutations:")
        print("\n".join(smaller(lived, runs).lines()))
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
