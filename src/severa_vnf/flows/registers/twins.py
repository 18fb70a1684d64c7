"""Which new records are twins that only lack their link, and which have to be made on the other side."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar, cast

from attrs import evolve, field, frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.engine.faults import is_partial
from severa_vnf.flows.memory import recall
from severa_vnf.flows.registers.doubled import not_there
from severa_vnf.flows.registers.gather import Gathered, chunks
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import Spaces
from severa_vnf.flows.registers.renamed import all_sent, matched
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.matching import Matched, Review
from severa_vnf.mapping.sides import Facts, folded
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.rules.matching import TAKEN
from severa_vnf.rules.registers import DOUBTFUL
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Direction
from severa_vnf.values import number_key
from severa_vnf.wire.mismatch import shown

CUT = 20
"""Letters of a name that tell whose it is, where a service has cut the rest off."""
NAMING = ("name", "description", "number", "code", "inventoryNumber", "projectID")
"""The fields of either service that hold a record's name or number."""
PERSON = ("firstName", "lastName")

R = TypeVar("R")
S = TypeVar("S")
V = TypeVar("V")


@frozen
class Item:
    """One record to be decided: a pair, or one that is new on one side. `reason`: why the two belong together.

    `theirs` is what Visma.net's record is called beside others of the same stream.
    """

    guid: str | None
    vnf_id: str | None
    reason: str = ""
    theirs: str = "vnf"

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
        return self.records[0]

    @property
    def records(self) -> tuple[str, ...]:
        """All its names: what was new in Visma.net had another before it was linked."""
        theirs = [f"{self.theirs} {self.vnf_id}"] * bool(self.vnf_id)
        return (self.guid, *theirs) if self.guid else (*theirs,)


@frozen
class Amiss:
    """A record that nothing is done with: why, and how a person knows it. A text is a reason, and no trouble.

    `others` are records, named alike, that the same trouble is with.
    """

    record: str
    label: str
    why: Trouble | str
    others: tuple[str, ...] = ()

    @property
    def records(self) -> tuple[str, ...]:
        """All of them; none where it is not known which."""
        return (self.record, *self.others) if self.record else ()

    @property
    def keys(self) -> list[str]:
        """As those of items."""
        return [f"vnf {one.rpartition(' ')[2]}" if one.startswith("vnf ") else f"severa {one}" for one in self.records]


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
    ours = yield from _facts(kind, "severa", _of(gathered.severa, gathered.new_in_severa), given)
    theirs = yield from _facts(kind, "vnf", _of(gathered.vnf, gathered.new_in_vnf), given)
    if gathered.complete:
        in_severa, in_vnf = yield from _listed(kind, gathered, given)
    else:
        gathered, in_severa, in_vnf = yield from _asked(kind, ours, theirs, gathered, given)
    doubts: Mapping[str, str] = {**in_severa.doubts, **in_vnf.doubts}
    doubts = {**doubts, **_unread(gathered, "severa", ours), **_unread(gathered, "vnf", theirs)}
    left, right = [*ours, *in_severa.free], [*theirs, *in_vnf.free]
    left += yield from _in_part(kind, gathered, "severa", left, given)
    right += yield from _in_part(kind, gathered, "vnf", right, given)
    mine = {one.id for one in left}
    absent, unsure = yield from not_there((kind.severa, left), (kind.vnf, right))
    doubts = {**doubts, **unsure, **{key.partition(" ")[2]: fault for key, fault in gathered.unread}}
    gone = {name for review in absent for name in review.ids}
    left, right = ([one for one in side if one.id not in gone] for side in (left, right))
    sent = yield from all_sent(kind.name, left, right)
    found, doubts = _sure(matched(kind.match, left, right, sent), doubts)
    items = [Item(guid, vnf_id, reason, kind.theirs) for guid, vnf_id, reason in found.pairs]
    asked = {one.id for one in in_severa.free}
    gathered = yield from _completed(kind, gathered, [guid for guid, _, _ in found.pairs if guid in asked])
    reviews = [*absent, *found.reviews]
    amiss = [_amiss(kind, review, mine) for review in reviews]
    done = {one for item in items for one in (item.guid, item.vnf_id)}
    done |= {one.id for review in reviews for one in review.records}
    rest = [
        [one for one in (*side, *more.free) if one.id not in done]
        for side, more in ((ours, in_severa), (theirs, in_vnf))
    ]
    begun = _begun(kind, sent, *rest)
    amiss += begun
    done |= {key.partition(" ")[2] for one in begun for key in one.keys}
    way = given.settings.directions.get(kind.stream, "both")
    new = [
        *_to_be_made(kind, "severa", [one for one in ours if one.id not in done], in_vnf.linked, doubts, way),
        *_to_be_made(kind, "vnf", [one for one in theirs if one.id not in done], in_severa.linked, doubts, way),
    ]
    items += [one for one in new if isinstance(one, Item)]
    return gathered, items, [*amiss, *(one for one in new if isinstance(one, Amiss))]


def _sure(matched: Matched, doubts: Mapping[str, str]) -> tuple[Matched, Mapping[str, str]]:
    """Leave the doubtful ones out of the matches; whoever would go with one of them is as doubtful."""
    more: dict[str, str] = {}
    for ids in (*((guid, vnf_id) for guid, vnf_id, _ in matched.pairs), *(each.ids for each in matched.reviews)):
        if why := next((doubts[one] for one in ids if one in doubts), ""):
            more |= dict.fromkeys(ids, why)
    pairs = tuple(pair for pair in matched.pairs if more.keys().isdisjoint(pair[:2]))
    reviews = tuple(each for each in matched.reviews if more.keys().isdisjoint(each.ids))
    return Matched(pairs, reviews), {**doubts, **more}


def _begun(kind: Kind[S, V], sent: Mapping[str, Facts], ours: Sequence[Facts], theirs: Sequence[Facts]) -> list[Amiss]:
    """Those that may have been made by a sending of which nobody knows how it ended, with what they were made from.

    Nothing is made of either before a person has said what they are.
    """
    found = []
    for mine, others in ((ours, theirs), (theirs, ours)):
        for one in (one for one in mine if one.id in sent):
            called = (one, sent[one.id])
            if alike := [other for other in others if any(is_similar(each, other) for each in called)]:
                pair = (one, *alike)
                records = [each.id if each in ours else f"{kind.theirs} {each.id}" for each in pair]
                told = Trouble(DOUBTFUL, "", ", ".join(each.label for each in alike))
                found.append(Amiss(records[0], one.label, told, tuple(records[1:])))
    return found


def _listed(kind: Kind[S, V], gathered: Gathered[S, V], given: Given) -> Flow[tuple[_Others, _Others]]:
    """What the whole lists have of linked records, where there is any new one."""
    pairs = gathered.pairs.items() if gathered.new_in_severa or gathered.new_in_vnf else ()
    left = yield from _facts(kind, "severa", _of(gathered.severa, (guid for guid, _ in pairs)), given)
    right = yield from _facts(kind, "vnf", _of(gathered.vnf, (vnf_id for _, vnf_id in pairs)), given)
    return _Others(linked=left), _Others(linked=right)


def _asked(
    kind: Kind[S, V], ours: Sequence[Facts], theirs: Sequence[Facts], gathered: Gathered[S, V], given: Given
) -> Flow[tuple[Gathered[S, V], _Others, _Others]]:
    """What both sides have that is like the new ones, and what is like that in turn: the lists hold what changed."""
    new = [*ours, *theirs]
    gathered, in_severa = yield from _look(kind, "severa", new, ours, gathered, given)
    gathered, in_vnf = yield from _look(kind, "vnf", new, theirs, gathered, given)
    gathered, more = yield from _look(kind, "severa", in_vnf.free, [*ours, *in_severa.free], gathered, given)
    gathered, others = yield from _look(kind, "vnf", in_severa.free, [*theirs, *in_vnf.free], gathered, given)
    in_severa = evolve(in_severa, free=[*in_severa.free, *more.free])
    return gathered, in_severa, evolve(in_vnf, free=[*in_vnf.free, *others.free])


def _completed(kind: Kind[S, V], gathered: Gathered[S, V], guids: Sequence[str]) -> Flow[Gathered[S, V]]:
    """With all that belongs to those that were found by asking."""
    records = yield from together([kind.severa.completed(gathered.severa[guid]) for guid in guids])
    both: Any = ChainMap(dict(zip(guids, records, strict=True)), cast(dict[str, S], gathered.severa))
    return evolve(gathered, severa=both)


def _amiss(kind: Kind[S, V], review: Review, mine: Collection[str]) -> Amiss:
    """One trouble, said of the first of them."""
    first, *others = [one.id if one.id in mine else f"{kind.theirs} {one.id}" for one in review.records]
    return Amiss(first, review.records[0].label, review.trouble, tuple(others))


def _of(records: Mapping[str, R], keys: Iterable[str]) -> Iterator[tuple[str, R]]:
    """Those of the keys that are there."""
    return ((key, records[key]) for key in keys if key in records)


def _facts(kind: Kind[S, V], system: Owner, records: Iterable[tuple[str, Any]], given: Given) -> Flow[list[Facts]]:
    """By what these records are matched, a chunk at a time: they are unpacked only for that.

    Their ids are the keys that are held already, and no copies of them.
    """
    found: list[Facts] = []
    for chunk in chunks(records):
        some = [record for _, record in chunk]
        ours, theirs = (some, ()) if system == "severa" else ((), some)
        around = yield from kind.surroundings(ours, theirs, given)
        side = kind.severa if system == "severa" else kind.vnf
        found += [evolve(side.facts(record, around), id=key) for key, record in chunk]
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
    told = yield from _facts(kind, system, ((side.facts(one, given).id, one) for one in records), given)
    facts = {one.id: record for one, record in zip(told, records, strict=True)}
    links = yield from recall(Spaces(kind.name).links if system == "severa" else Spaces(kind.name).back, facts)
    seen = {one.id for one in known}
    others = {one.id: one for one in told if one.id not in seen}
    both: Any = {system: ChainMap({}, getattr(gathered, system), facts)}  # what was read whole comes first
    gathered = evolve(gathered, **both)
    free = [one for one in others.values() if one.id not in links]
    return gathered, _Others(free, [one for one in told if one.id in links], doubts)


def _alike(side: Side[R], one: Facts, given: Given) -> Flow[tuple[list[R], str]]:
    try:
        found = yield from side.like(one, given)
    except NotFound:
        return [], ""
    except ApiError as error:
        if not is_partial(error):
            raise
        return [], error.message
    ids = [side.facts(each, given).id for each in found]
    unsound = next((name for name in ids if not side.lists[0].is_sound(name)), None)
    return (found, "") if unsound is None else ([], f"no id of a record: {shown(unsound)}")


def is_similar(ours: Facts, other: Facts) -> bool:
    """In name, in the beginning of it, in number, or in what witnesses for both."""
    mine, theirs = folded(ours.name), folded(other.name)
    short, long = sorted((mine, theirs), key=len)
    named = bool(short) and (short == long or (len(short) >= CUT and long.startswith(short)))
    same = (ours.key and ours.key == other.key) or (ours.witness and ours.witness == other.witness)
    return ours.group == other.group and bool(named or same)


def names(raw: object, facts: Facts) -> bool:
    """Whether a row that can't be read has this name or number."""
    if not isinstance(raw, dict):
        return False
    said = {folded(str(raw[name])) for name in NAMING if raw.get(name) not in (None, "")}
    said |= {folded(" ".join(str(raw.get(name) or "") for name in PERSON))}
    numbers = {number_key(one) for one in said if one.isdecimal()}
    wanted = {folded(one) for one in (facts.name, facts.number, facts.key) if one}
    return not wanted.isdisjoint(said) or (facts.key.isdecimal() and number_key(facts.key) in numbers)


def _in_part(
    kind: Kind[S, V], gathered: Gathered[S, V], system: Owner, there: Sequence[Facts], given: Given
) -> Flow[list[Facts]]:
    """More records of a side, of which a part can't be read: they are there, and their twin is not made anew."""
    linked = gathered.pairs if system == "severa" else gathered.pairs.values()
    known = {*linked, *(one.id for one in there)}
    keys = [name for key, _ in gathered.unread if (name := key.removeprefix(f"{system} ")) != key and name not in known]
    return (yield from _facts(kind, system, _of(getattr(gathered, system), keys), given))


def _unread(gathered: Gathered[S, V], system: Owner, new: Sequence[Facts]) -> dict[str, str]:
    """The new records of a side whose name or number stands in a row of the other that can't be read, and why not."""
    ours, theirs = gathered.halves
    faults = (theirs if system == "severa" else ours).faults
    return {one.id: fault.fault for fault in faults for one in new if names(fault.raw, one)}


def _to_be_made(
    kind: Kind[S, V],
    system: Owner,
    new: Sequence[Facts],
    linked: Sequence[Facts],
    doubts: Mapping[str, str],
    way: Direction,
) -> Iterator[Item | Amiss]:
    """What is made on the other side, and what is not: it stays, or its twin is linked with another."""
    taken = {kind.word(one): one.label for one in linked}
    for one in new:
        item = Item(one.id, None) if system == "severa" else Item(None, one.id, theirs=kind.theirs)
        other = taken.get(kind.word(one))
        if one.stays or way == f"to_{system}":
            yield Amiss(item.record, one.label, one.stays or "the register does not cross that way")
        elif one.id in doubts:
            yield Amiss(item.record, one.label, Trouble(UNREADABLE, "", doubts[one.id]))
        elif other is not None:
            yield Amiss(item.record, one.label, Trouble(TAKEN, "", other))
        else:
            yield item
