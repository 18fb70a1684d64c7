"""The rules of a store that only show when several threads use it at once."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import uuid4

import pytest

from severa_vnf.errors import StoreConflict
from severa_vnf.ports import Check, MappingStore, Put, Record, Write

T = TypeVar("T")

ROUNDS = 20
"""How often each race is run."""


class Races:
    """What a store keeps to under several threads, one rule a test."""

    @pytest.fixture
    def tenant(self) -> str:
        """A tenant that nobody has used, so that one store can serve all tests."""
        return new_tenant()

    def test_of_rivals_one_wins(self, store: MappingStore, tenant: str) -> None:
        """Of several commits at once that expect the same version exactly one is done."""
        version = store.commit(tenant, [put("links", "a", None)])
        for _ in range(ROUNDS):
            rivals = [Put("links", "a", str(rival), version) for rival in range(4)]
            results = _at_once(*(_attempt(store, tenant, rival) for rival in rivals))
            won = [(rival.value, result) for rival, result in zip(rivals, results, strict=True) if result]
            record = store.read(tenant, "links", ["a"])["a"]
            assert won == [(record.value, record.version)]
            version = record.version

    def test_a_check_holds_until_the_commit_is_through(self, store: MappingStore, tenant: str) -> None:
        """Of two commits at once, each checking what the other changes, exactly one is done."""
        for key in map(str, range(ROUNDS)):
            results = _at_once(
                _attempt(store, tenant, Check("links", key, None), put("intents", key, None)),
                _attempt(store, tenant, Check("intents", key, None), put("links", key, None)),
            )
            assert [bool(result) for result in sorted(results, key=bool)] == [False, True]

    def test_commits_that_do_not_meet_all_succeed(self, store: MappingStore, tenant: str) -> None:
        """Commits at once over different records are all done, each under a version of its own."""
        for key in map(str, range(ROUNDS)):
            results = _at_once(*(_attempt(store, tenant, put(space, key, None)) for space in "abcd"))
            assert None not in results
            assert len(set(results)) == 4

    def test_one_read_sees_one_moment(self, store: MappingStore, tenant: str) -> None:
        """A commit is never seen in part by a read that runs beside it."""
        assert _seen(store, tenant, lambda: store.read(tenant, "links", [*"abc"]).values()) == {1}

    def test_one_page_of_a_scan_sees_one_moment(self, store: MappingStore, tenant: str) -> None:
        """Nor by a scan: all of a commit is there, or nothing yet."""
        assert _seen(store, tenant, lambda: store.scan(tenant, "links")) == {1}


def _seen(store: MappingStore, tenant: str, look: Callable[[], Iterable[Record]]) -> set[int]:
    """How many versions a look shows while three records are written in one commit after another."""
    versions = [store.commit(tenant, [put("links", key, None) for key in "abc"])]
    done = threading.Event()

    def write() -> set[int]:
        try:
            for _ in range(ROUNDS):
                writes = _Unhurried(put("links", key, versions[-1]) for key in "abc")
                versions.append(store.commit(tenant, writes))
        finally:
            done.set()
        return set()

    def watch() -> set[int]:
        found = {len({record.version for record in look()})}
        while not done.is_set():
            found.add(len({record.version for record in look()}))
        return found

    return _at_once(watch, write)[0]


def new_tenant() -> str:
    """A tenant that nobody has used."""
    return f"contract {uuid4()}"


def put(space: str, key: str, expected: int | None) -> Put:
    """A Put whose value does not matter."""
    return Put(space, key, "new", expected)


class _Unhurried(tuple[Write, ...]):
    """Writes that let other threads go first at every step through them, so that a race is met, not only possible."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Write]:
        for write in super().__iter__():
            yield write
            time.sleep(0.0005)


def _attempt(store: MappingStore, tenant: str, *writes: Write) -> Callable[[], int | None]:
    def commit() -> int | None:
        try:
            return store.commit(tenant, _Unhurried(writes))
        except StoreConflict:
            return None

    return commit


def _at_once(*works: Callable[[], T]) -> list[T]:
    """Run all side by side, changing threads as often as Python can."""
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], T]) -> T:
        ready.wait()
        return work()

    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(works)) as pool:
            return list(pool.map(run, works))
    finally:
        sys.setswitchinterval(usual)
