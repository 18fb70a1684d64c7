"""`python -m tests.crashes [NAME ...]` tries every point of all stories, or of those whose names begin so."""

from __future__ import annotations

import sys

from tests.crashes.points import STRIKES, told
from tests.crashes.stories import STORIES
from tests.flows.office import Tally


def main(*names: str) -> int:
    """Try them with either driver and either store, and print what came of it."""
    whole: list[Tally] = []
    for name in (name for name in STORIES if name.startswith(names or "")):
        for driver in ("sync", "async"):
            for how, strike in STRIKES.items():
                tallies = list(strike(STORIES[name], driver))
                print(f"{name}, {driver} driver, {how}: {told(tallies)}", flush=True)
                whole += tallies
    print(f"all: {told(whole)}")
    return int(set(whole) != {Tally()})


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
