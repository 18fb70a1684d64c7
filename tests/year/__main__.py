"""`python -m tests.year [CUSTOMERS INVOICES LINES KILLS [SEED]]`: the year without a kill, then with them."""

from __future__ import annotations

import sys
import time

from tests.year.size import Size
from tests.year.year import year


def main(*numbers: str) -> int:
    """Live the year twice, and print what came of it."""
    size = Size(*map(int, numbers))
    print(size, flush=True)
    digests, wrong = [], []
    for kills in (0, size.kills):
        begun = time.monotonic()
        lived = year(size, kills)
        took = time.monotonic() - begun
        own = lived.figures
        print(f"\n{lived.killed} kills, {lived.cycles} cycles, {took:.0f} s", flush=True)
        print(f"{len(own.invoices)} invoices, {len(own.documents)} documents, {sum(own.costs.values())} fees")
        print(f"months ok: {sum(one.ok for one in own.months)} of {len(own.months)}; ", end="")
        print(f"at their closing: {sum(one.ok for one in lived.closings)} of {len(lived.closings)}")
        print(f"duplicates {own.duplicates + lived.costs_too_many}, lost {own.lost + lived.costs_too_few}")
        print(f"figures {own.digest}", flush=True)
        digests.append(own.digest)
        wrong += lived.wrong if lived.killed == kills else [*lived.wrong, f"killed {lived.killed} times only"]
    if len(set(digests)) > 1:
        wrong.append("the figures of both years differ")
    print("\n".join(["", *wrong]) if wrong else "\nboth years have the same figures")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
