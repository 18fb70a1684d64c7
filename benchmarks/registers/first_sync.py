"""The first sync of large registers, each figure beside its bound. The services run in another process.

`python -m benchmarks.registers.first_sync [CUSTOMERS ITEMS PROJECTS]` measures all: exchanges, the peak of memory at
two sizes, of a whole preview at two smaller ones, and the pace of the async bridge.
`... one WHERE CUSTOMERS ITEMS PROJECTS plain|traced|preview` measures one run.
"""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Mapping
from math import ceil
from pathlib import Path
from typing import cast

import msgspec
from attrs import asdict, frozen
from benchmarks.registers.services import FOUND, PAGE, Services
from tests.registers.worlds import Where

from severa_vnf.stores import SqliteStore

SIDES: tuple[Where, ...] = ("severa", "vnf", "both", "renumbered")
SURROUNDINGS = 30
"""Lists that say what names stand for: countries, currencies, terms, classes and the like, a page each."""
EXCHANGES = 1.05
BYTES, PREVIEWED = 1024, 4096
PACE, LATENCY, BUSY = 10, 0.1, 1.25


@frozen
class Size:
    """How many records of each kind."""

    customers: int
    items: int
    projects: int

    def quarter(self) -> Size:
        """A world a quarter as large."""
        return Size(self.customers // 4, self.items // 4, self.projects // 4)

    def records(self, where: Where) -> int:
        """All of them: what stands on Visma.net's side alone has no projects."""
        return self.customers + self.items + (self.projects if where != "vnf" else 0)

    def parts(self) -> int:
        """What belongs to the customers: an address, a person, a telephone and a mail address for each."""
        return 4 * self.customers


@frozen
class Run:
    """What one first sync came to. Sizes are in bytes; `grown` is the process's own memory at its peak, less before."""

    seconds: float
    exchanges: int
    pages: int
    resources: int
    peak: int
    grown: int
    wrong: tuple[str, ...]

    @property
    def bound(self) -> int:
        """The exchanges allowed."""
        return int(EXCHANGES * (self.pages + self.resources))


def one(where: Where, size: Size, how: str) -> Run:
    """Synchronise such a world once, in this process, or have that previewed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "links.db")
        with Services(size.customers, size.items, size.projects, where) as services, SqliteStore(path) as store:
            before, resident = services.counted(), _resident()
            if how != "plain":
                tracemalloc.start()
            began = time.monotonic()
            with services.bridge(store) as bridge:
                (bridge.preview if how == "preview" else bridge.sync)("customers", "items", "projects")
            seconds = time.monotonic() - began
            peak = tracemalloc.get_traced_memory()[1] if how != "plain" else 0
            tracemalloc.stop()
            grown = _resident() - resident
            after = services.counted()
            wrong = [] if how == "preview" else services.complaints(path)
    pages = SURROUNDINGS + sum(_pages(before, service, name) for service, names in FOUND.items() for name in names)
    return Run(
        seconds,
        sum(count for name, count in after.items() if name.split()[1].isupper()),
        pages + ceil(size.projects / PAGE),
        _made(before, after) + _renumbered(where, size),
        peak,
        grown,
        tuple(wrong),
    )


def _pages(counts: Mapping[str, int], service: str, name: str) -> int:
    return max(1, ceil(counts.get(f"{service} {name}", 0) / PAGE))


def _made(before: Mapping[str, int], after: Mapping[str, int]) -> int:
    """Records that were made in either service."""
    return sum(count - before.get(name, 0) for name, count in after.items() if not name.split()[1].isupper())


def _renumbered(where: Where, size: Size) -> int:
    """Numbers written back: of a ring of three one has to step aside first."""
    if where == "renumbered":
        return size.customers + size.customers // 5
    return size.customers if where == "severa" else 0


def _resident() -> int:
    """The most memory that this process ever had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def measured(where: Where, size: Size, how: str) -> Run:
    """One run in a process of its own."""
    asked = [where, *map(str, asdict(size).values()), how]
    command = [sys.executable, "-m", "benchmarks.registers.first_sync", "one", *asked]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout
    return msgspec.json.decode(printed, type=Run)


async def _busy(services: Services) -> float:
    began = time.monotonic()
    async with services.async_bridge() as bridge:
        await bridge.sync("customers", "items", "projects")
    return time.monotonic() - began


def busy(where: Where, size: Size, latency: float, pace: int) -> tuple[float, int]:
    """Seconds that an async first sync takes, and its exchanges with Severa."""
    with Services(size.customers, size.items, size.projects, where, latency=latency, pace=pace) as services:
        seconds = asyncio.run(_busy(services))
        asked = services.counted()
    return seconds, sum(count for name, count in asked.items() if name in SEVERA_VERBS)


SEVERA_VERBS = tuple(f"severa {verb}" for verb in ("GET", "POST", "PATCH", "DELETE"))


def main(customers: str = "20000", items: str = "5000", projects: str = "20000") -> int:
    """Measure and print. 1 where the two services did not agree afterwards."""
    size = Size(int(customers), int(items), int(projects))
    print(f"first sync of {size.customers:,} customers, {size.items:,} items, {size.projects:,} projects")
    wrong = [told for where in SIDES for told in _large(where, size)]
    some = Size(*(min(100, count) for count in asdict(size).values()))
    for where in ("severa", "vnf"):
        seconds, asked = busy(where, some, LATENCY, PACE)
        print(f"{where}: {some.records(where)} records, async, services that take {LATENCY} s: {seconds:.1f} s")
        print(
            f"  {asked} exchanges with Severa: {seconds / (asked / PACE):.2f} times its pace, bound {BUSY}", flush=True
        )
    return int(bool(wrong))


def _large(where: Where, size: Size) -> tuple[str, ...]:
    """Measure and print one world; what the services did not agree on."""
    run, traced, less = (
        measured(where, size, "plain"),
        *(measured(where, of, "traced") for of in (size, size.quarter())),
    )
    print(f"{where}: {run.seconds:.0f} s, complaints {len(run.wrong)}", *run.wrong[:5], sep="\n  ")
    print(f"  {run.exchanges:,} exchanges, bound {run.bound:,}: {run.pages:,} pages, {run.resources:,} made or changed")
    print(f"  peak {_mib(traced.peak)}, of a quarter {_mib(less.peak)}; the process itself grew by {_mib(run.grown)}")
    more = max(1, size.records(where) - size.quarter().records(where))
    parts = size.parts() - size.quarter().parts()
    grows = traced.peak - less.peak
    print(f"  {grows / more:.0f} bytes more a customer, item or project, bound {BYTES};", end=" ")
    print(f"{grows / (more + parts):.0f} a record, what belongs to customers counted too")
    few, fewer = size.quarter(), size.quarter().quarter()
    seen = measured(where, few, "preview").peak - measured(where, fewer, "preview").peak
    told = seen / max(1, few.records(where) - fewer.records(where))
    print(f"  a preview of a quarter: {told:.0f} bytes more each, bound {PREVIEWED}", flush=True)
    return run.wrong


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        side, *numbers, mode = sys.argv[2:]
        result = one(cast("Where", side), Size(*map(int, numbers)), mode)
        print(msgspec.json.encode(result).decode())
        sys.exit(0)
    sys.exit(main(*sys.argv[1:]))
