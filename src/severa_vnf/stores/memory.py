"""A store that forgets everything when the process ends: for tests, and to read before writing your own."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from typing import TypeAlias, assert_never

from severa_vnf.ports import Check, Delete, Put, Record, Write
from severa_vnf.stores.writes import as_expected, distinct

_Place: TypeAlias = tuple[str, str, str]
"""Tenant, space, key."""


class MemoryStore:
    """A `MappingStore` in this process's memory."""

    immediate = True
    """It never waits, so an async driver need not step aside for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = 0
        self._records: dict[_Place, Record] = {}
        self._order: list[_Place] = []

    def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """The records that are there, by key."""
        _encodable(tenant, space, *keys)
        with self._lock:
            return {key: self._records[tenant, space, key] for key in keys if (tenant, space, key) in self._records}

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """The first `limit` records above `after`, in order of their keys."""
        _encodable(tenant, space, after)
        if limit < 1:
            raise ValueError("limit must be at least 1")
        with self._lock:
            start = bisect_right(self._order, (tenant, space, after))
            places = self._order[start : start + limit]
            return [self._records[place] for place in places if place[:2] == (tenant, space)]

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """Do all the writes or none; returns their version."""
        _encodable(tenant)
        distinct(writes)
        with self._lock:
            for write in writes:
                found = self._records.get((tenant, write.space, write.key))
                as_expected(write, found.version if found else None)
            self._version += 1
            for write in writes:
                self._write((tenant, write.space, write.key), write)
            return self._version

    def _write(self, place: _Place, write: Write) -> None:
        match write:
            case Put():
                if place not in self._records:
                    insort(self._order, place)
                self._records[place] = Record(write.key, write.value, self._version)
            case Delete():
                if self._records.pop(place, None):
                    del self._order[bisect_left(self._order, place)]
            case Check():
                pass
            case _:
                assert_never(write)


def _encodable(*texts: str) -> None:
    "".join(texts).encode()  # refuses a lone surrogate, as a store on disk must
