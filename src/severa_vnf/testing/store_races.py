"""The rules of a store that only show when several threads use it at once."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar
from uuid import uuid4

import pytest

from severa_vnf.errors import StoreConflict
from severa_vnf.ports import Check, MappingStore, Put, Write

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
        keys = ["a", "b", "c"]
        versions = [store.commit(tenant, [put("links", key, None) for key in keys])]

        def write() -> list[int]:
            for _ in range(ROUNDS):
                writes = _Unhurried(put("links", key, versions[-1]) for key in keys)
                versions.append(store.commit(tenant, writes))
            return versions

        def read() -> list[int]:
            return [len({r.version for r in store.read(tenant, "links", keys).values()}) for _ in range(ROUNDS * 10)]

        assert set(_at_once(read, write)[0]) == {1}


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
