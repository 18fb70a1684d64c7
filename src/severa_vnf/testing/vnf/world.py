"""What the service holds: shelves of records, numbers, time, and what happens later."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from attrs import define, field

from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.testing.vnf.followers import follow
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.stamps import local_zone, stamp
from severa_vnf.testing.vnf.switches import VnfSwitches
from severa_vnf.testing.vnf.taking import Taker
from severa_vnf.testing.whims import Whims


@define(eq=False)
class Record:
    """One document as wire JSON, and its place in the order of making."""

    key: str
    wire: dict[str, Any]
    place: int
    revision: int
    view: Record | None = None
    """How the list of all customer documents shows it; made when first asked for."""
    made: datetime | None = None
    """When it was made; nothing where it was loaded."""
    written: datetime | None = None
    """When it was made or changed last; nothing where it was loaded."""

    @property
    def etag(self) -> str:
        """The row version, as eight bytes in base64."""
        return b64encode(self.revision.to_bytes(8, "big")).decode("ascii")


@define(eq=False)
class Shelf:
    """The records of one collection, by key and by internal id, in the order they were made."""

    records: dict[str, Record] = field(factory=dict)
    by_internal: dict[int, Record] = field(factory=dict)


def copy(wire: Any) -> Any:
    """A deep copy, with every number exact."""
    return loads(dumps(wire))


def key_of(resource: Resource, wire: Mapping[str, Any]) -> str:
    """The key of a document: its number, or its kind and number."""
    return "/".join(str(wire.get(part)).strip() for part in resource.key)


@define(eq=False)
class World:
    """One company. `later` is what is due at a moment: it is done before the next request after it."""

    resources: Mapping[str, Resource]
    switches: VnfSwitches
    clock: Clock
    random: random.Random
    strict: bool
    whims: Whims = field(factory=Whims)
    taker: Taker = field(init=False)
    shelves: dict[str, Shelf] = field(init=False)
    tasks: dict[int, dict[str, Record]] = field(factory=dict)
    """The tasks of each project, by its internal id and their own."""
    files: dict[str, tuple[str, bytes]] = field(factory=dict)
    """The type and bytes of each attachment."""
    _later: list[tuple[datetime, Callable[[], None]]] = field(factory=list)
    _counted: int = 0

    def __attrs_post_init__(self) -> None:
        self.taker = Taker(self.strict, local_zone(self.switches.zone))
        self.shelves = {name: Shelf() for name in self.resources}

    def count(self) -> int:
        """The next number of the one counter behind places, row versions and internal ids."""
        self._counted += 1
        return self._counted

    def guid(self) -> str:
        """A new guid, the same from run to run."""
        return str(UUID(int=self.random.getrandbits(128), version=4))

    def stamp(self) -> str:
        """Now, as the service writes it on a record."""
        return stamp(self.whims.stamped(self.clock.now()), self.taker.zone)

    def today(self) -> str:
        """The date on the server's calendar."""
        return stamp(self.clock.now(), self.taker.zone)[:10] + "T00:00:00"

    def find(self, collection: str, key: Any) -> dict[str, Any] | None:
        """The wire JSON under a key, if there is one."""
        record = self.shelves[collection].records.get(str(key).strip())
        return record.wire if record else None

    def need(self, collection: str, key: Any) -> dict[str, Any]:
        """The wire JSON under a key. Refused when there is none."""
        found = self.find(collection, key)
        if found is None:
            label = collection.replace("_", " ").capitalize()
            raise Refused(f"{label} '{key}' cannot be found in the system.")
        return found

    def all(self, collection: str) -> Iterator[dict[str, Any]]:
        """The wire JSON of a collection, in the order it was made."""
        return (record.wire for record in self.shelves[collection].records.values())

    def base_currency(self) -> str:
        """The company's own."""
        return next(str(row["id"]) for row in self.all("currency") if row["isBaseCurrency"])

    def add(self, resource: Resource, wire: dict[str, Any]) -> Record:
        """Keep a new document. Refused when its key is taken."""
        key = key_of(resource, wire)
        if key in self.shelves[resource.name].records:
            raise Refused(f"{resource.path} '{key}' exists already.")
        return self.put(resource, wire)

    def put(self, resource: Resource, wire: dict[str, Any]) -> Record:
        """Keep a document, in the place of one that has its key."""
        key, shelf = key_of(resource, wire), self.shelves[resource.name]
        old, now = shelf.records.get(key), self.clock.now()
        record = Record(key, wire, old.place if old else self.count(), self.count())
        record.made, record.written = old.made if old else now, now
        shelf.records[key] = record
        if resource.internal:
            shelf.by_internal[wire[resource.internal]] = record
        if resource.name == "project_task":
            self.tasks.setdefault(wire["projectInternalId"], {})[key] = record
        return record

    def change(self, resource: Resource, record: Record, wire: dict[str, Any], *, bump: bool = True) -> Record:
        """Put a newer state in the place of an older one, under a new key where that changed."""
        if bump and resource.modified:
            wire["lastModifiedDateTime"] = self.stamp()
        key = key_of(resource, wire)
        records = self.shelves[resource.name].records
        if key != record.key:
            if key in records:
                raise Refused(f"{resource.path} '{key}' exists already.")
            self.shelves[resource.name].records = {
                key if known == record.key else known: value for known, value in records.items()
            }
            follow(self, resource.name, record.key, key)
        record.key, record.wire, record.revision, record.view = key, wire, self.count(), None
        record.written = self.clock.now()
        return record

    def drop(self, resource: Resource, record: Record) -> None:
        """Forget a document."""
        shelf = self.shelves[resource.name]
        del shelf.records[record.key]
        if resource.internal:
            shelf.by_internal.pop(record.wire[resource.internal], None)
        if resource.name == "project_task":
            del self.tasks[record.wire["projectInternalId"]][record.key]

    def task(self, project: int, code: str) -> Record | None:
        """A project's task by its code."""
        tasks = self.tasks.get(project, {}).values()
        return next((record for record in tasks if record.wire["taskId"] == code), None)

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Do something later, or now when `seconds` is 0."""
        if seconds:
            self._later.append((self.clock.now() + timedelta(seconds=seconds), act))
        else:
            act()

    def catch_up(self) -> None:
        """Do what has fallen due, in the order it was asked for. What is refused by then, nobody hears of."""
        now = self.clock.now()
        due = [act for moment, act in self._later if moment <= now]
        self._later = [(moment, act) for moment, act in self._later if moment > now]
        for act in due:
            with suppress(Refused):
                act()
