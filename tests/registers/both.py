"""What both services hold, what the bridge has linked, and what persons did: all that the oracles look at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Protocol

from attrs import define, field

from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.vnf import VnfSimulator
from tests.registers import values as read
from tests.registers.fields import INTERNAL, SEVERA, Edit
from tests.registers.tables import ITEMS, USES
from tests.registers.values import Codes, Document

STREAMS = ("customers", "contacts", "items", "projects")
TWINS = {"customers": "customer", "contacts": "contact", "items": "inventory", "projects": "project"}
NUMBERS = {"customers": "number", "items": "inventoryNumber", "projects": "projectID"}
"""What a link watches. A contact person has no number."""


class Remembers(Protocol):
    """A bridge, or what stands for one."""

    def links(self, stream: str) -> Sequence[Any]:
        """Which record is which: each has `guid`, `vnf_id` and `number`."""

    def problems(self) -> Sequence[Any]:
        """What is open: each has `stream`, `record` and `cause`."""


WHOLE = ("severa", "visma.net")
"""A service that refused a write is a problem with all of the record."""


@define
class Both:
    """What both services hold now, what the bridge has linked, and what it says is wrong."""

    severa: Mapping[str, Mapping[str, Document]]
    vnf: Mapping[str, Mapping[str, Document]]
    links: Mapping[str, Sequence[Any]]
    problems: Sequence[Any]
    codes: Codes
    cleared: AbstractSet[tuple[str, str]]
    """Records of Severa's and what persons left empty there, by its word; customers whose addresses they moved."""
    edits: Sequence[Edit] | None = None
    vnf_ids: dict[str, dict[str, str]] = field(init=False)
    """Of each stream: Visma.net's internal id of a linked guid."""
    guids: dict[str, dict[str, str]] = field(init=False)
    told: dict[str, list[str]] = field(init=False)
    """By record: the fields that problems name, small letters; an empty one stands for the whole record."""

    def __attrs_post_init__(self) -> None:
        self.vnf_ids = {stream: {one.guid: str(one.vnf_id) for one in self.links[stream]} for stream in STREAMS}
        self.guids = {
            stream: {vnf_id: guid for guid, vnf_id in pairs.items()} for stream, pairs in self.vnf_ids.items()
        }
        self.told = defaultdict(list)
        for entry in self.problems:
            called = entry.cause.field.casefold()
            self.told[entry.record.rpartition(" ")[2]].append("" if called in WHOLE else called)

    def named(self, *records: str, called: Sequence[str] = ()) -> bool:
        """Whether a problem names one of these records, and there one of these fields or none at all."""
        told = [name for record in records for name in self.told.get(record, ())]
        return any(not called or not name or any(one in name for one in called) for name in told)

    def written(self, vnf_id: str, slot: str) -> bool:
        """Whether a person may have written this address: Visma.net fills a place with the main one by itself."""
        if self.edits is None:
            return True
        mine = [one for one in self.edits if (one.collection, one.id) == ("customer", vnf_id)]
        return any(one.word.startswith(f"{slot} ") or (not one.word and _own(one.new, slot)) for one in mine)

    def mentioned(self, called: str) -> bool:
        """Whether a problem that is another record's tells of one that is called so."""
        return any(called in entry.cause.value for entry in self.problems)

    def customers_by_number(self) -> dict[str, str]:
        """Severa's guid by Visma.net's number, of linked customers."""
        linked = self.guids["customers"]
        return {one["number"]: linked[vnf_id] for vnf_id, one in self.vnf["customer"].items() if vnf_id in linked}


def _own(made: Document, slot: str) -> bool:
    """Whether a new customer of Visma.net's has an address of its own there."""
    part, main = (made.get(f"{one}Address") or {} for one in (slot, "main"))
    return slot == "main" or read.place(part) != read.place(main)


def look(severa: SeveraSimulator, vnf: VnfSimulator, bridge: Remembers, edits: Sequence[Edit] | None = None) -> Both:
    """Look at both services and at the bridge's memory. `edits` tell what persons wrote and cleared."""
    names = ("customers", "addresses", "contacts", "communications", *ITEMS, "projects")
    ours = {name: {one["guid"]: one for one in severa.documents(name)} for name in names}
    theirs = {name: {str(one[key]): one for one in vnf.documents(name)} for name, key in INTERNAL.items()}
    theirs["project_task"] = {str(one["internalId"]): one for one in vnf.documents("project_task")}
    links = {stream: bridge.links(stream) for stream in STREAMS}
    gone = removed(edits or ())
    cleared = {one for edit in edits or () if edit.system == "severa" for one in _cleared(edit, ours, gone)}
    return Both(ours, theirs, links, bridge.problems(), read.codes_of(severa, vnf), cleared, edits)


def removed(edits: Sequence[Edit]) -> dict[tuple[str, str], Any]:
    """What persons removed, as it was last, by collection and id."""
    return {(edit.collection, edit.id): edit.old for edit in edits if not edit.word and edit.new is None}


def _cleared(
    edit: Edit, ours: Mapping[str, Mapping[str, Document]], gone: Mapping[tuple[str, str], Any]
) -> Iterator[tuple[str, str]]:
    if edit.new is None:
        yield edit.id, edit.word
    if not edit.word and isinstance(edit.new, dict):
        yield from ((edit.id, one.word) for one in SEVERA[edit.collection] if edit.new.get(one.path) is None)
    if edit.collection == "addresses" and (edit.new is None or edit.word in USES):
        address: Any = ours["addresses"].get(edit.id) or gone.get(("addresses", edit.id))
        if address:  # else it went with its customer
            yield address["customer"]["guid"], "address" if edit.word else "address deleted"
    if edit.word == "headquarters":
        yield edit.id, "address"
    if edit.collection == "communications" and isinstance(edit.old, dict):
        yield edit.old["contact"]["guid"], edit.old["communicationType"]["type"]
