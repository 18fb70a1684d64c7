"""Crash points: a run is stopped at every exchange and every commit, then begun anew until all is quiet.

A short form takes one point in so many: `every`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from typing import Generic, TypeVar

from attrs import frozen

from severa_vnf import LeaseLost
from severa_vnf.ports import MappingStore, Observer
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.observers import Killed, Meanwhile, stops
from tests.flows.office import Kind as Driver
from tests.flows.office import Office, Tally

H = TypeVar("H", bound=Office)

KINDS = (Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE)
PAUSES = (timedelta(seconds=1), timedelta(minutes=7), timedelta(minutes=15))
"""A moment; past the lease, when what was sent under it may still arrive; and past that."""


@frozen
class Story(Generic[H]):
    """What a flow gives of its own: a world, a run in it, who brings it to its end, and what is wrong then."""

    begin: Callable[[MappingStore], H]
    """The company just before that run, with this store."""
    run: Callable[[H, Driver, Observer | None], object]
    """The run, in a fresh process."""
    finish: Callable[[H, Driver], object]
    """Runs, each in a fresh process, until one has nothing to do."""
    tally: Callable[[H], Tally]
    """What there is twice, what is not there, and what is otherwise than it should be."""

    def opened(self, store: MappingStore) -> H:
        """The company, of whose exchanges none is counted yet."""
        here = self.begin(store)
        for service in (here.severa, here.vnf):
            service.requests.clear()
        return here


def undisturbed(
    begin: Callable[[MappingStore], H],
    run: Callable[[H, Driver, Observer | None], object],
    finish: Callable[[H, Driver], object],
    ended: Callable[[H], object],
) -> Story[H]:
    """A story that should end as it does where nothing happens: with what `ended` gives of a single run."""

    @cache
    def right() -> object:
        here = begin(MemoryStore())
        run(here, "sync", None)
        return ended(here)

    return Story(begin, run, finish, lambda here: Tally(wrong=int(ended(here) != right())))


def killed(story: Story[H], driver: Driver, store: str, every: int = 1) -> Iterator[Tally]:
    """The process dies before each exchange and commit, and just after each: done, its answer never heard."""
    for when in ("before", "after"):
        for stop in stops(when, every):
            with _store(store) as kept:
                here = story.opened(kept)
                with suppress(Killed):
                    story.run(here, driver, stop)
                if stop.dead:
                    here.clock.advance(here.settings.takeover)
                    story.finish(here, driver)
                    yield story.tally(here)


def answers_lost(story: Story[H], driver: Driver, kind: Kind, every: int = 1) -> Iterator[Tally]:
    """Each exchange in turn is struck by a fault, while the process lives on."""
    for name in ("severa", "vnf"):
        point = 0
        while True:
            point += every
            here = story.opened(MemoryStore())
            service = {"severa": here.severa, "vnf": here.vnf}[name]
            service.faults = Faults([Fault(kind, path="^(?!.*token)", nth=point)])
            story.finish(here, driver)
            if len(service.requests) < point:
                break
            yield story.tally(here)


def two_hosts(story: Story[H], driver: Driver, pause: timedelta, every: int = 1) -> Iterator[Tally]:
    """One host is stopped at each exchange and commit; another works until quiet; the first goes on where it stood."""
    point = 0
    while True:
        point += every
        here = story.opened(MemoryStore())
        first = Meanwhile(point, partial(_another, story, here, pause))
        with suppress(LeaseLost):
            story.run(here, driver, first)
        if first.asked_so_far < point:
            break
        here.clock.advance(here.settings.takeover)
        story.finish(here, driver)
        yield story.tally(here)


def _another(story: Story[H], here: H, pause: timedelta) -> None:
    here.clock.advance(pause)
    if pause > here.settings.takeover:
        story.finish(here, "sync")
        return
    with suppress(LeaseLost):
        story.run(here, "sync", None)


@contextmanager
def _store(kind: str) -> Iterator[MappingStore]:
    if kind == "memory":
        yield MemoryStore()
        return
    with tempfile.TemporaryDirectory() as folder, SqliteStore(Path(folder, "links.db")) as store:
        yield store


STRIKES: Mapping[str, Callable[..., Iterator[Tally]]] = {
    **{f"killed, {store} store": partial(killed, store=store) for store in ("memory", "sqlite")},
    **{str(kind): partial(answers_lost, kind=kind) for kind in KINDS},
    **{f"two hosts, stopped for {pause}": partial(two_hosts, pause=pause) for pause in PAUSES},
}
"""All that can happen at a point."""


def told(tallies: Collection[Tally]) -> str:
    """How many points were tried, and what went wrong, in one line."""
    sums = [f"{name} {sum(getattr(one, name) for one in tallies)}" for name in ("duplicates", "lost", "wrong")]
    return ", ".join([f"{len(tallies)} points", *sums])
