"""Values in the store: read, put and dropped over its three verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from attrs import frozen

from severa_vnf.errors import StoreError
from severa_vnf.flows.ask import Flow, Read, Scan, ask
from severa_vnf.ports import Delete, Put, Record
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, plain
from severa_vnf.wire.mismatch import Mismatch

T = TypeVar("T")


@frozen
class Kept(Record):
    """A record that knows where it stands."""

    space: str = ""


def known(model: type[T], record: Record) -> T:
    """The value of a record. Raises StoreError where it is none of this kind."""
    try:
        return structure(value_of(record), model)
    except Mismatch as error:
        raise unreadable(record, error) from error


def value_of(record: Record) -> Any:
    """The value of a record, as JSON has it. Raises StoreError where it is no JSON."""
    try:
        return loads(record.value.encode())
    except Mismatch as error:
        raise unreadable(record, error) from error


def unreadable(record: Record, error: Exception) -> StoreError:
    """What is said of a record whose value cannot be read, by its place in the store."""
    space = f"{record.space}, " if isinstance(record, Kept) else ""
    return StoreError(f"cannot be read ({type(error).__name__}: {error})", f"the record {space}{record.key!r}")


def put(space: str, key: str, value: object, before: Record | None) -> Put:
    """Remember a value, in the place of the one known before."""
    return Put(space, key, dumps(plain(value)).decode(), before.version if before else None)


def drop(space: str, record: Record) -> Delete:
    """Remember it no longer."""
    return Delete(space, record.key, record.version)


def recall(space: str, keys: Iterable[str]) -> Flow[Mapping[str, Record]]:
    """The records under these keys, those that are there."""
    found = yield from ask(Read(space, tuple(keys)))
    return {key: _kept(space, record) for key, record in found.items()}


def all_of(space: str) -> Flow[list[Record]]:
    """All records of a space."""
    found: list[Record] = []
    while True:
        more = yield from ask(Scan(space, found[-1].key if found else ""))
        if not more:
            return found
        found += [_kept(space, record) for record in more]


def _kept(space: str, record: Record) -> Kept:
    return Kept(record.key, record.value, record.version, space)
