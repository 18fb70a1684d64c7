"""What the service holds, and the few things everything that acts on it needs: guids, stamps, references, numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from severa_vnf.ports import Clock
from severa_vnf.testing.severa.listings import LISTINGS
from severa_vnf.testing.severa.refusals import not_allowed, not_found
from severa_vnf.testing.severa.resources import RESOURCES, SINGLES
from severa_vnf.testing.severa.rules import PLAIN, Rules
from severa_vnf.testing.severa.shapes import Document, Shape, filled, values
from severa_vnf.testing.severa.shelf import Shelf
from severa_vnf.testing.severa.switches import SeveraSwitches
from severa_vnf.testing.whims import Whims


class World:
    """All records, and the switches, clock and randomness of one simulated organisation."""

    def __init__(
        self,
        switches: SeveraSwitches,
        strict: bool,
        clock: Clock,
        chance: random.Random,
        rules: dict[str, Rules],
        whims: Whims,
    ) -> None:
        self.switches, self.strict, self.clock = switches, strict, clock
        self.shelves = {name: Shelf(_indexes(name)) for name in RESOURCES}
        self.contents: dict[str, bytes] = {}
        self.whims = whims
        self._made: dict[str, datetime] = {}
        self._written: dict[str, datetime] = {}
        self._chance = chance
        self._rules = rules
        self.singles: dict[str, Document] = {name: filled(single.shape, {}) for name, single in SINGLES.items()}
        self.singles["organization"] |= {
            "guid": self.new_guid(),
            "name": "Simulated organisation",
            "activeAddons": sorted(switches.addons),
        }
        self.singles["company_information"] |= {"id": 1, "name": "Simulated organisation"}

    def rules(self, collection: str) -> Rules:
        """What is special about a collection."""
        return self._rules.get(collection, PLAIN)

    def new_guid(self) -> str:
        """A guid like the service's own: its bits follow no RFC."""
        digits = f"{self._chance.getrandbits(128):032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    def stamp(self, seconds: float | None = None) -> str:
        """This moment as the service writes it on a record, or one that many seconds later by the clock."""
        now = self.clock.now()
        read = self.whims.stamped(now) if seconds is None else now + timedelta(seconds=seconds)
        moment = read.replace(tzinfo=None).isoformat()
        return f"{moment}Z" if self.switches.zoned_stamps else moment

    def today(self) -> str:
        """The date by the service's clock, in UTC."""
        return self.clock.now().date().isoformat()

    def get(self, collection: str, guid: str) -> Document:
        """A record, or the 404 that says that it is not there."""
        found = self.shelves[collection].get(guid)
        if found is None:
            raise not_found()
        return found

    def made(self, collection: str, fields: Document) -> Document:
        """A new record with its guid, stamps, and every field of its shape. It is not kept yet."""
        now = self.stamp()
        stamps = {"createdDateTime": now, "lastUpdatedDateTime": now if self.switches.stamped_when_new else None}
        shape = RESOURCES[collection].shape
        own = {name: value for name, value in stamps.items() if name in shape.parts}
        rules = self.rules(collection)
        document: Document = filled(shape, {"guid": self.new_guid(), **own, **rules.defaults(self, fields), **fields})
        return rules.settled(self, document)

    def keep(self, collection: str, document: Document) -> None:
        """Keep a new or changed record, and let what depends on it follow."""
        document = self.rules(collection).settled(self, document)
        shelf, guid, now = self.shelves[collection], document["guid"], self.clock.now()
        if shelf.get(guid) is None:
            self._made[guid] = now
        self._written[guid] = now
        shelf.put(document)
        self.rules(collection).kept(self, document)

    def late(self, guid: str, span: timedelta, *, changes: bool = False) -> bool:
        """Whether a record made (`changes`: or changed) less than this ago is still kept back."""
        moments = self._written if changes else self._made
        return self.whims.hides(moments.get(guid), self.clock.now(), span)

    def touched(self, document: Document, **changes: Any) -> Document:
        """The record with these changes, last updated now."""
        return {**document, **changes, "lastUpdatedDateTime": self.stamp()}

    def remove(self, collection: str, guid: str) -> None:
        """Take a record out, and what goes with it."""
        document = self.get(collection, guid)
        self.shelves[collection].remove(guid)
        self.rules(collection).removed(self, document)

    def remove_all(self, collection: str, path: str, value: str) -> None:
        """Take out every record that holds `value` at an indexed path."""
        for document in self.shelves[collection].where(path, value):
            self.remove(collection, document["guid"])

    def view(self, collection: str, document: Document) -> Document:
        """The record as the service answers it: what it takes from other records is read from them now."""
        fresh = {name: self._joined(part, document[name]) for name, part in _JOINS[collection]}
        return self.rules(collection).view(self, {**document, **fresh})

    def _joined(self, shape: Shape, value: Any) -> Any:
        if isinstance(value, list) and shape.item is not None:
            return [self._joined(shape.item, entry) for entry in value]
        record = self.shelves[shape.of].get(value[shape.key]) if value else None
        if record is None:
            return value
        names = shape.parts.keys() - {"guid", shape.key}
        return {
            **value,
            **{name: record[name] for name in names if name in record and not isinstance(record[name], dict)},
        }

    def unknown_references(self, collection: str, document: Document) -> Iterator[tuple[str, str]]:
        """The references of a record to records that are not there: the field, and the guid."""
        for name, part in _JOINS[collection]:
            shape, path = (part.item, f"{name}.{part.item.key}") if part.item else (part, f"{name}.{part.key}")
            for guid in values(document, path):
                if guid is not None and self.shelves[shape.of].get(guid) is None:
                    yield name, guid

    def take_number(self, of: str, taken: Callable[[int], bool]) -> int:
        """The organisation's next number of a kind ("Invoice", "Customer", "Project") that is not taken."""
        number = int(self.singles["settings"][f"next{of}Number"])
        while taken(number):
            number += 1
        self.singles["settings"] = {
            **self.singles["settings"],
            f"next{of}Number": number + 1,
            f"last{of}Number": number,
        }
        return number

    def numbered(self, collection: str, of: str, document: Document) -> Document:
        """The record with a number: its own, or else the organisation's next."""
        if document["number"] is not None:
            return document
        shelf = self.shelves[collection]
        return {**document, "number": self.take_number(of, lambda number: bool(shelf.where("number", number)))}

    def own(self, collection: str, document: Document, path: str) -> None:
        """Refuse a record whose value at an indexed path another record has."""
        others = self.shelves[collection].where(path, document[path]) if document[path] is not None else []
        if any(other["guid"] != document["guid"] for other in others):
            raise not_allowed(f"the {path} is taken", path)

    def shown(self, path: str) -> Callable[[Document], bool]:
        """Which projects a list shows: sales cases are projects whose sales status is in progress."""
        if path == "salescases":
            return self.in_progress
        if path == "projects" and not self.switches.cases_in_projects:
            return lambda row: not self.in_progress(row)
        return lambda row: True

    def in_progress(self, project: Document) -> bool:
        """Whether a project is still a sales case."""
        kind = self.shelves["sales_status_types"].get((project["salesStatus"] or {}).get("salesStatusTypeGuid"))
        return kind is not None and kind["salesState"] == "InProgress"


def _indexes(collection: str) -> set[str]:
    """The paths by which records are looked up: those of the lists below an owner, and what a rule asks for."""
    owned = {listing.at for listing in LISTINGS if listing.collection == collection and listing.owner}
    return owned.union(RESOURCES[collection].indexes)


_JOINS = {
    name: [(field, part) for field, part in resource.shape.parts.items() if part.of or (part.item and part.item.of)]
    for name, resource in {**RESOURCES, **SINGLES}.items()
}
