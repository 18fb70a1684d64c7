"""Torment real hosts for so long, and print what came of it: runs, kills, stops, and faults by kind."""

from __future__ import annotations

import argparse
import sys

from tests.chaos.chaos import chaos
from tests.chaos.host import BROKEN


def main(*given: str) -> int:
    """Do it. 1 where anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("minutes", type=float, nargs="?", default=1.0)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("invoices", type=int, nargs="?", default=60)
    parser.add_argument("--broken", choices=BROKEN, default="", help="hosts whose engine is broken so: it must be seen")
    chosen = parser.parse_args(given)
    came = chaos(chosen.minutes * 60, chosen.seed, chosen.invoices, chosen.broken)
    print("\n".join(came.lines()))
    return int(bool(came.wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
