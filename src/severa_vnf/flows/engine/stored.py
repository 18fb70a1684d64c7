"""Values in the store: read, put and dropped over its three verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from severa_vnf.flows.ask import Flow, Read, Scan, ask
from severa_vnf.ports import Delete, Put, Record
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, plain

T = TypeVar("T")


def known(model: type[T], record: Record) -> T:
    """The value of a record."""
    return structure(loads(record.value.encode()), model)


def put(space: str, key: str, value: object, before: Record | None) -> Put:
    """Remember a value, in the place of the one known before."""
    return Put(space, key, dumps(plain(value)).decode(), before.version if before else None)


def drop(space: str, record: Record) -> Delete:
    """Remember it no longer."""
    return Delete(space, record.key, record.version)


def recall(space: str, keys: Iterable[str]) -> Flow[Mapping[str, Record]]:
    """The records under these keys, those that are there."""
    return ask(Read(space, tuple(keys)))


def all_of(space: str) -> Flow[list[Record]]:
    """All records of a space."""
    found: list[Record] = []
    while True:
        more = yield from ask(Scan(space, found[-1].key if found else ""))
        if not more:
            return found
        found += more
