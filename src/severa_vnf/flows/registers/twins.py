"""Which new records are twins that only lack their link, and which have to be made on the other side."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.memory import recall
from severa_vnf.flows.registers.gather import Gathered, chunks
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import Spaces
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.sides import Facts
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.rules.registers import TAKEN
from severa_vnf.rules.transfer import UNREADABLE

R = TypeVar("R")
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
        return self.keys[0]

    @property
    def keys(self) -> tuple[str, ...]:
        """All of them: what was under way for one side before it had found the other is now the pair's."""
        ours, theirs = [f"severa {self.guid}"] * bool(self.guid), [f"vnf {self.vnf_id}"] * bool(self.vnf_id)
        return (*ours, *theirs)

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

    @property
    def key(self) -> str:
        """As an item's."""
        return self.record if self.record.startswith("vnf ") else f"severa {self.record}"


@frozen
class _Others:
    """Records of one side that a new one of the other may be: without a link, and linked with another.

    `doubts` are the new ones of which nobody can tell, for what may be their twin can't be read, and why.
    """

    free: Sequence[Facts] = ()
    linked: Sequence[Facts] = ()
    doubts: Mapping[str, str] = field(factory=dict)


def find_twins(
    kind: Kind[S, V], gathered: Gathered[S, V], given: Given
) -> Flow[tuple[Gathered[S, V], list[Item], list[Amiss]]]:
    """Match what is new on both sides; what has no twin is to be made, or stays where it is."""
    ours = yield from _facts(kind, "severa", map(gathered.severa.__getitem__, gathered.new_in_severa), given)
    theirs = yield from _facts(kind, "vnf", map(gathered.vnf.__getitem__, gathered.new_in_vnf), given)
    if gathered.complete:
        in_severa, in_vnf = yield from _listed(kind, gathered, given)
    else:
        gathered, in_severa, in_vnf = yield from _asked(kind, ours, theirs, gathered, given)
    left = [one for one in (*ours, *in_severa.free) if one.id not in in_vnf.doubts]
    right = [one for one in (*theirs, *in_vnf.free) if one.id not in in_severa.doubts]
    matched = kind.match(left, right)
    items = [Item(guid, vnf_id, reason) for guid, vnf_id, reason in matched.pairs]
    mine = {one.id for one in left}
    firsts = [(review.records[0], review.trouble) for review in matched.reviews]
    amiss = [Amiss(one.id if one.id in mine else f"vnf {one.id}", one.label, trouble) for one, trouble in firsts]
    done = {one for item in items for one in (item.guid, item.vnf_id)}
    done |= {one.id for review in matched.reviews for one in review.records}
    way = given.settings.directions.get(kind.stream, "both")
    new = [
        *_to_be_made(kind, "severa", [one for one in ours if one.id not in done], in_vnf, way != "to_severa"),
        *_to_be_made(kind, "vnf", [one for one in theirs if one.id not in done], in_severa, way != "to_vnf"),
    ]
    items += [one for one in new if isinstance(one, Item)]
    return gathered, items, [*amiss, *(one for one in new if isinstance(one, Amiss))]


def _listed(kind: Kind[S, V], gathered: Gathered[S, V], given: Given) -> Flow[tuple[_Others, _Others]]:
    """What the whole lists have of linked records, where there is any new one."""
    new = gathered.new_in_severa or gathered.new_in_vnf
    pairs = gathered.pairs.items() if new else ()
    ours = (gathered.severa[guid] for guid, _ in pairs if guid in gathered.severa)
    theirs = (gathered.vnf[vnf_id] for _, vnf_id in pairs if vnf_id in gathered.vnf)
    left = yield from _facts(kind, "severa", ours, given)
    right = yield from _facts(kind, "vnf", theirs, given)
    return _Others(linked=left), _Others(linked=right)


def _asked(
    kind: Kind[S, V], ours: Sequence[Facts], theirs: Sequence[Facts], gathered: Gathered[S, V], given: Given
) -> Flow[tuple[Gathered[S, V], _Others, _Others]]:
    """What each side has that is like the new ones of the other, and like that in turn: lists hold what changed."""
    gathered, in_severa = yield from _look(kind, "severa", theirs, ours, gathered, given)
    mine = [*ours, *in_severa.free]
    gathered, in_vnf = yield from _look(kind, "vnf", mine, theirs, gathered, given)
    gathered, namesakes = yield from _look(kind, "severa", in_vnf.free, mine, gathered, given)
    return gathered, evolve(in_severa, free=[*in_severa.free, *namesakes.free]), in_vnf


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
    """Ask one side for what the new records of the other might be."""
    side: Any = kind.severa if system == "severa" else kind.vnf
    wanted = [one for one in new if not one.stays]
    answers: list[tuple[list[Any], str]] = yield from together([_alike(side, one, given) for one in wanted])
    doubts = {one.id: why for one, (_, why) in zip(wanted, answers, strict=True) if why}
    records = [record for found, _ in answers for record in found]
    told = yield from _facts(kind, system, records, given)
    facts = {one.id: record for one, record in zip(told, records, strict=True)}
    links = yield from recall(Spaces(kind.name).links if system == "severa" else Spaces(kind.name).back, facts)
    seen = {one.id for one in known}
    others = {one.id: one for one in told if one.id not in seen}
    held: Any = getattr(gathered, system)
    both: Any = {system: ChainMap(facts, held)}
    gathered = evolve(gathered, **both)
    free = [one for one in others.values() if one.id not in links]
    return gathered, _Others(free, [one for one in told if one.id in links], doubts)


def _alike(side: Side[R], one: Facts, given: Given) -> Flow[tuple[list[R], str]]:
    try:
        return (yield from side.like(one, given)), ""
    except NotFound:
        return [], ""
    except Unreadable as error:
        return [], error.message


def _to_be_made(
    kind: Kind[S, V], system: Owner, new: Sequence[Facts], others: _Others, crosses: bool
) -> Iterator[Item | Amiss]:
    """What is made on the other side, and what is not: it stays, or its twin is linked with another."""
    taken = {kind.word(one): one.label for one in others.linked}
    for one in new:
        item = Item(one.id, None) if system == "severa" else Item(None, one.id)
        other = taken.get(kind.word(one))
        if one.stays or not crosses:
            yield Amiss(item.record, one.label, one.stays or "the register does not cross that way")
        elif one.id in others.doubts:
            yield Amiss(item.record, one.label, Trouble(UNREADABLE, "", others.doubts[one.id]))
        elif other is not None:
            yield Amiss(item.record, one.label, Trouble(TAKEN, "", other))
        else:
            yield item
