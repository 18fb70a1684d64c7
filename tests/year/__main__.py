"""`python -m tests.year [CUSTOMERS INVOICES LINES KILLS [SEED]]`: the year without a kill, with them, and roughly."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from tests.swarm.figures import commit, source
from tests.year.size import Size
from tests.year.year import Year, year


def main(*numbers: str) -> int:
    """Live the year three times, and print what came of it."""
    size = Size(*map(int, numbers))
    print(f"commit {commit()}, src {source()}; {size}", flush=True)
    lived = []
    for kills, rough in ((0, False), (size.kills, False), (0, True)):
        begun = time.monotonic()
        lived.append(year(size, kills, rough=rough))
        print(f"\n{told(lived[-1])}\n{time.monotonic() - begun:.0f} seconds", flush=True)
    whole, killed, roughly = lived
    wrong = [*complaints(whole, killed, size.kills), *roughly.wrong]
    print("\n".join(["", *(wrong or ["both years have the same figures, and the rough one is right too"])]))
    return int(bool(wrong))


def told(lived: Year) -> str:
    """The figures of a year."""
    own = lived.figures
    return "\n".join([
        f"killed {lived.killed} times in {lived.cycles} cycles",
        f"{len(own.invoices)} invoices, {len(own.documents)} documents, {sum(own.costs.values())} fees",
        f"months ok: {sum(one.ok for one in own.months)} of {len(own.months)}",
        f"at their closing: {sum(one.ok for one in lived.closings)} of {len(lived.closings)}",
        f"duplicates {own.duplicates}, lost {own.lost}",
        f"figures {own.digest}",
    ])  # fmt: skip


def complaints(whole: Year, killed: Year, kills: int) -> Iterator[str]:
    """What is wrong in either year, and between them."""
    yield from (*whole.wrong, *killed.wrong)
    if killed.killed != kills:
        yield f"it ended well too often: killed {killed.killed} times, not {kills}"
    if whole.figures.digest != killed.figures.digest:
        yield "the figures of both years differ"


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
