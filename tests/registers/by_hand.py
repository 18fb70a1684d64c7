"""The bridge's memory, kept by hand: records that go by the same number, name or code are linked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import define, field, frozen

from tests.flows.office import Office
from tests.registers.both import NUMBERS, TWINS
from tests.registers.fields import INTERNAL
from tests.registers.tables import ITEMS


@frozen
class Link:
    """A record and its twin."""

    guid: str
    vnf_id: str
    number: str


@frozen
class Cause:
    """What is wrong."""

    code: str
    field: str = ""
    value: str = ""


@frozen
class Entry:
    """A problem that is open."""

    record: str
    cause: Cause
    stream: str = ""


@define
class ByHand:
    """What stands for a bridge."""

    office: Office
    told: list[Entry] = field(factory=list)
    made: dict[str, list[Link]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        severa = self.office.severa.documents
        keys = {
            "customers": {str(one["number"]): one["guid"] for one in severa("customers")},
            "contacts": {one["lastName"]: one["guid"] for one in severa("contacts")},
            "items": {one["code"]: one["guid"] for name in ITEMS for one in severa(name)},
            "projects": {str(one["number"]): one["guid"] for one in severa("projects")},
        }
        self.made = {
            stream: [
                Link(keys[stream][key], str(one[INTERNAL[name]]), one[NUMBERS[stream]] if stream in NUMBERS else "")
                for one in self.office.vnf.documents(name)
                if (key := self._key(stream, one)) in keys[stream]
            ]
            for stream, name in TWINS.items()
        }

    def links(self, stream: str) -> Sequence[Any]:
        """Which record is which."""
        return self.made[stream]

    def problems(self) -> Sequence[Any]:
        """What was said to be wrong."""
        return self.told

    def tell(self, record: str, field: str = "") -> None:
        """Say that a record, or a field of it, is wrong."""
        self.told.append(Entry(record, Cause("wrong", field)))

    def _key(self, stream: str, record: dict[str, Any]) -> str:
        key = str(record[NUMBERS.get(stream, "lastName")])
        return key.lstrip("0") if stream == "customers" else key
