"""Crash points: a transfer is stopped at every exchange and every commit, then begun anew until it is quiet.

`python -m tests.flows.crash` tries all of them on the demo world, or on the documents in these of its places, and
prints what came of it.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from attrs import frozen

from severa_vnf import LeaseLost
from severa_vnf.ports import MappingStore
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.worlds import World
from tests.flows import office
from tests.flows.observers import Killed, Meanwhile, Stop
from tests.flows.office import HELD, Office, Tally, few

PAUSES = (timedelta(seconds=1), timedelta(minutes=6), timedelta(minutes=12))
"""A moment; past the lease; past the lease and the settle time."""


@frozen
class Score:
    """How many points were tried, and the sum of all that went wrong."""

    points: int
    duplicates: int
    lost: int
    wrong: int

    def __str__(self) -> str:
        return f"{self.points} points, duplicates {self.duplicates}, lost {self.lost}, wrong numbers {self.wrong}"


def _sum(tallies: Iterator[Tally]) -> Score:
    seen = list(tallies)
    parts = [(one.duplicates, one.lost, one.wrong) for one in seen]
    return Score(len(seen), *(sum(column) for column in zip(*parts, strict=True)))


@contextmanager
def store_of(kind: str) -> Iterator[MappingStore]:
    """A fresh store, "memory" or "sqlite"."""
    if kind == "memory":
        yield MemoryStore()
        return
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder, "links.db")) as store:
        yield store


def refused_in(world: World) -> list[str]:
    """The invoices whose VAT is wrong in Severa."""
    return [guid for guid, source in world.sources.items() if source.endswith("(wrong VAT)")]


def killed(world: World, driver: office.Kind, store: str) -> Score:
    """The process dies before each exchange and commit, and just after each: done, its answer never heard."""
    return _sum(_killed(world, driver, store))


def _killed(world: World, driver: office.Kind, store: str) -> Iterator[Tally]:
    for when in ("before", "after"):
        point, more = 1, True
        while more:
            with store_of(store) as kept:
                here = Office(world, store=kept)
                stop = Stop(point, when)
                with suppress(Killed):
                    here.cycle(driver, stop)
                more = stop.dead
                if more:
                    here.clock.advance(timedelta(seconds=1))
                    here.until_quiet(driver)
                    yield here.tally(refused_in(world))
            point += 1


def answers_lost(world: World, driver: office.Kind, kind: Kind) -> Score:
    """Each exchange in turn is struck by a fault, while the process lives on."""
    return _sum(_struck(world, driver, kind))


def _struck(world: World, driver: office.Kind, kind: Kind) -> Iterator[Tally]:
    for name in ("severa", "vnf"):
        point = 0
        while True:
            point += 1
            here = Office(world)
            service = {"severa": here.severa, "vnf": here.vnf}[name]
            service.faults = Faults([Fault(kind, path="^(?!.*token)", nth=point)])
            here.until_quiet(driver)
            if len(service.requests) < point:
                break
            yield here.tally(refused_in(world))


def two_hosts(world: World, driver: office.Kind, pause: timedelta) -> Score:
    """One host is stopped at each exchange and commit; another works until quiet; the first goes on where it stood."""
    return _sum(_two_hosts(world, driver, pause))


def _two_hosts(world: World, driver: office.Kind, pause: timedelta) -> Iterator[Tally]:
    point, more = 1, True
    while more:
        here = Office(world)
        first = Meanwhile(point, _the_other(here, pause))
        with suppress(LeaseLost):
            here.cycle(driver, first)
        more = first.asked_so_far >= point
        if more:
            here.until_quiet(driver)
            yield here.tally(refused_in(world))
        point += 1


def _the_other(here: Office, pause: timedelta) -> Callable[[], None]:
    def works() -> None:
        here.clock.advance(pause)
        if pause > here.settings.lease:
            here.until_quiet()
            return
        with suppress(LeaseLost):
            here.cycle()

    return works


def main(*places: str) -> int:
    """Try every point of the demo world, and print."""
    chosen = [int(place) for place in places]
    world = few(*chosen) if chosen else few(*(place for place in range(12) if place != HELD), wrong_vat=True)
    scores = []
    for driver in ("sync", "async"):
        for store in ("memory", "sqlite"):
            scores.append(killed(world, driver, store))
            print(f"killed, {driver} driver, {store} store: {scores[-1]}", flush=True)
        for kind in (Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE):
            scores.append(answers_lost(world, driver, kind))
            print(f"{kind}, {driver} driver: {scores[-1]}", flush=True)
        for pause in PAUSES:
            scores.append(two_hosts(world, driver, pause))
            print(f"two hosts, {driver} driver, stopped for {pause}: {scores[-1]}", flush=True)
    columns = zip(*((one.points, one.duplicates, one.lost, one.wrong) for one in scores), strict=True)
    print(f"all: {Score(*map(sum, columns))}")
    return int(any(score.duplicates or score.lost or score.wrong for score in scores))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
