"""Which new records are twins that only lack their link, and which have to be made on the other side."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from attrs import evolve, frozen

from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.memory import recall
from severa_vnf.flows.registers.gather import Gathered, chunks
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Spaces
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.sides import Facts
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.rules.registers import TAKEN

S = TypeVar("S")
V = TypeVar("V")


@frozen
class Item:
    """One record to be decided: a pair, or one that is new on one side. `reason`: why the two belong together."""

    guid: str | None
    vnf_id: str | None
    reason: str = ""

    @property
    def key(self) -> str:
        """Its key among what is under way in the store."""
        return f"severa {self.guid}" if self.guid else f"vnf {self.vnf_id}"

    @property
    def record(self) -> str:
        """How problems, outcomes and steps name it."""
        return self.guid or f"vnf {self.vnf_id}"


@frozen
class Amiss:
    """A record that nothing is done with: why, and how a person knows it. A text is a reason, and no trouble."""

    record: str
    label: str
    why: Trouble | str


@frozen
class _Others:
    """Records of one side that a new one of the other may be: without a link, and linked with another."""

    free: Sequence[Facts] = ()
    linked: Sequence[Facts] = ()


def find_twins(
    kind: Kind[S, V], gathered: Gathered[S, V], given: Given
) -> Flow[tuple[Gathered[S, V], list[Item], list[Amiss]]]:
    """Match what is new on both sides; what has no twin is to be made, or stays where it is."""
    ours = yield from _facts(kind, "severa", map(gathered.severa.__getitem__, gathered.new_in_severa), given)
    theirs = yield from _facts(kind, "vnf", map(gathered.vnf.__getitem__, gathered.new_in_vnf), given)
    if gathered.complete:
        pairs = gathered.pairs if ours or theirs else {}
        both = [pair for pair in pairs.items() if pair[0] in gathered.severa and pair[1] in gathered.vnf]
        left = yield from _facts(kind, "severa", (gathered.severa[guid] for guid, _ in both), given)
        right = yield from _facts(kind, "vnf", (gathered.vnf[vnf_id] for _, vnf_id in both), given)
        in_severa, in_vnf = _Others(linked=left), _Others(linked=right)
    else:
        gathered, in_vnf = yield from _look(kind, "vnf", ours, theirs, gathered, given)
        gathered, in_severa = yield from _look(kind, "severa", theirs, ours, gathered, given)
    matched = kind.match([*ours, *in_severa.free], [*theirs, *in_vnf.free])
    items = [Item(guid, vnf_id, reason) for guid, vnf_id, reason in matched.pairs]
    mine = {one.id for one in (*ours, *in_severa.free)}
    firsts = [(review.records[0], review.trouble) for review in matched.reviews]
    amiss = [Amiss(one.id if one.id in mine else f"vnf {one.id}", one.label, trouble) for one, trouble in firsts]
    done = {one for item in items for one in (item.guid, item.vnf_id)}
    done |= {one.id for review in matched.reviews for one in review.records}
    way = given.settings.directions.get(kind.stream, "both")
    ours = [one for one in ours if one.id not in done]
    theirs = [one for one in theirs if one.id not in done]
    new = [
        *_to_be_made(kind, "severa", ours, in_vnf.linked, way != "to_severa"),
        *_to_be_made(kind, "vnf", theirs, in_severa.linked, way != "to_vnf" and not kind.one_way),
    ]
    items += [one for one in new if isinstance(one, Item)]
    return gathered, items, [*amiss, *(one for one in new if isinstance(one, Amiss))]


def _facts(kind: Kind[S, V], system: Owner, records: Iterable[Any], given: Given) -> Flow[list[Facts]]:
    """By what these records are matched, a chunk at a time: they are unpacked only for that."""
    found: list[Facts] = []
    for chunk in chunks(records):
        ours, theirs = (chunk, ()) if system == "severa" else ((), chunk)
        around = yield from kind.surroundings(ours, theirs, given)
        side = kind.severa if system == "severa" else kind.vnf
        found += [side.facts(record, around) for record in chunk]
    return found


def _look(
    kind: Kind[S, V],
    system: Owner,
    new: Sequence[Facts],
    known: Sequence[Facts],
    gathered: Gathered[S, V],
    given: Given,
) -> Flow[tuple[Gathered[S, V], _Others]]:
    """Ask one side for what the new records of the other might be: its list holds only what changed."""
    side: Any = kind.severa if system == "severa" else kind.vnf
    answers = yield from together([side.like(one, given) for one in new if not one.stays])
    records = [record for answer in answers for record in answer]
    told = yield from _facts(kind, system, records, given)
    facts = {one.id: record for one, record in zip(told, records, strict=True)}
    links = yield from recall(Spaces(kind.name).links if system == "severa" else Spaces(kind.name).back, facts)
    seen = {one.id for one in known}
    others = {one.id: one for one in told if one.id not in seen}
    held: Any = getattr(gathered, system)
    both: Any = {system: ChainMap(facts, held)}
    gathered = evolve(gathered, **both)
    free = [one for one in others.values() if one.id not in links]
    return gathered, _Others(free, [one for one in told if one.id in links])


def _to_be_made(
    kind: Kind[S, V], system: Owner, new: Sequence[Facts], linked: Sequence[Facts], crosses: bool
) -> Iterator[Item | Amiss]:
    """What is made on the other side, and what is not: it stays, or its twin is linked with another."""
    taken = {kind.word(one): one.label for one in linked} if kind.word else {}
    for one in new:
        item = Item(one.id, None) if system == "severa" else Item(None, one.id)
        other = taken.get(kind.word(one)) if kind.word else None
        if one.stays or not crosses:
            yield Amiss(item.record, one.label, one.stays or "the register does not cross that way")
        elif other is not None:
            yield Amiss(item.record, one.label, Trouble(TAKEN, "", other))
        else:
            yield item
