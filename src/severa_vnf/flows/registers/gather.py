"""What there is to decide in a register: linked pairs that moved, and records that have no link yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Generic, TypeVar

from attrs import frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, Scan, ask, together
from severa_vnf.flows.memory import Owner, drop, known, recall
from severa_vnf.flows.registers.half import Half
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import RecordLink, Spaces, read_link
from severa_vnf.mapping.given import Given
from severa_vnf.ports import Record, Write
from severa_vnf.wire.decode import loads

T = TypeVar("T")
R = TypeVar("R")
S = TypeVar("S")
V = TypeVar("V")

CHUNK = 100
"""Records that are looked up, made and remembered together."""
LOOKED_AT_AGAIN = 25
"""Held records, a run, that are looked at though nobody changed them: what they lacked may be there now."""


@frozen
class Gathered(Generic[S, V]):
    """The records of both sides by id, and which of them there is to decide: `pairs`, and what is `new` on a side.

    `complete`: the lists were read whole. `gone_in_severa` and `gone_in_vnf` are ids of linked records that are not
    there any more. `linked` is how many pairs there are, where all were looked at. `followed` is to be forgotten then.
    """

    severa: Mapping[str, S]
    vnf: Mapping[str, V]
    halves: tuple[Half[S], Half[V]]
    pairs: Mapping[str, str]
    new_in_severa: Sequence[str]
    new_in_vnf: Sequence[str]
    gone_in_severa: frozenset[str]
    gone_in_vnf: frozenset[str]
    complete: bool
    linked: int = 0
    followed: tuple[Write, ...] = ()


@frozen
class _News:
    pairs: Mapping[str, str]
    severa: Sequence[str]
    vnf: Sequence[str]
    followed: tuple[Write, ...] = ()


def gather(kind: Kind[S, V], given: Given, *, whole: bool) -> Flow[Gathered[S, V]]:
    """Read both sides, what changed or all, and join them by their links."""
    severa = yield from kind.severa.hear(whole, given)
    vnf = yield from kind.vnf.hear(whole, given)
    complete = severa.complete and vnf.complete
    if complete:
        pairs = yield from all_pairs(Spaces(kind.name))
        twins = set(pairs.values())
        ours = [guid for guid in severa.records if guid not in pairs]
        news = _News(pairs, ours, [vnf_id for vnf_id in vnf.records if vnf_id not in twins])
    else:
        news = yield from _moved(kind, severa, vnf, given)
    ours_whole, gone = yield from _records(kind.severa, severa, [*news.pairs, *news.severa], complete)
    theirs_whole, lost = yield from _records(kind.vnf, vnf, [*news.pairs.values(), *news.vnf], complete)
    return Gathered(
        ours_whole,
        theirs_whole,
        (severa, vnf),
        news.pairs,
        [guid for guid in news.severa if guid not in gone],
        [vnf_id for vnf_id in news.vnf if vnf_id not in lost],
        gone,
        lost,
        complete,
        len(news.pairs) if complete else 0,
        news.followed,
    )


def all_pairs(spaces: Spaces) -> Flow[dict[str, str]]:
    """Every pair, by guid. Nothing else of a link is kept: there may be a hundred thousand."""
    found: dict[str, str] = {}
    after = ""
    while more := (yield from ask(Scan(spaces.back, after))):
        found |= {known(Owner, record).guid: record.key for record in more}
        after = more[-1].key
    return found


def _moved(kind: Kind[S, V], severa: Half[S], vnf: Half[V], given: Given) -> Flow[_News]:
    """What changed and is no echo of our own writes, and some of what was held before."""
    spaces = Spaces(kind.name)
    pairs: dict[str, str] = {}
    ours: list[str] = []
    theirs: list[str] = []
    for guids in chunks([*severa.records, *severa.loose]):
        links = yield from recall(spaces.links, guids)
        for guid in guids:
            link = read_link(links[guid]) if guid in links else None
            if link is not None and _has_moved(kind.severa, severa, guid, link, given):
                pairs[guid] = link.vnf_id
            elif link is None and guid in severa.records:
                ours.append(guid)
    for ids in chunks([*vnf.records]):
        for vnf_id, link in (yield from links_of(spaces, ids)).items():
            if link is None:
                theirs.append(vnf_id)
            elif not kind.vnf.unmoved(vnf.records[vnf_id], link, given):
                pairs[link.guid] = vnf_id
    yield from _held_before(spaces, pairs, ours, theirs)
    leaders: Sequence[Record] = yield from ask(Scan(spaces.leaders))
    for leader in leaders:
        guids, vnf_ids = yield from kind.following(leader.key, loads(leader.value.encode()))
        links = yield from recall(spaces.links, guids)
        ours += [guid for guid in guids if guid not in links and guid not in ours]
        twins = yield from links_of(spaces, vnf_ids)
        theirs += [one for one, link in twins.items() if link is None and one not in theirs]
    return _News(pairs, ours, theirs, tuple(drop(spaces.leaders, leader) for leader in leaders))


def _has_moved(side: Side[S], half: Half[S], guid: str, link: RecordLink, given: Given) -> bool:
    if guid in half.records:
        return not side.unmoved(half.records[guid], link, given)
    return not all(side.part_seen(part, link) for part in half.loose[guid])


def links_of(spaces: Spaces, vnf_ids: Sequence[str]) -> Flow[dict[str, RecordLink | None]]:
    """The links of these records of Visma.net's; None: it has none."""
    owners = {vnf_id: known(Owner, one).guid for vnf_id, one in (yield from recall(spaces.back, vnf_ids)).items()}
    links = yield from recall(spaces.links, owners.values())
    return {vnf_id: read_link(links[owners[vnf_id]]) if vnf_id in owners else None for vnf_id in vnf_ids}


def _held_before(spaces: Spaces, pairs: dict[str, str], ours: list[str], theirs: list[str]) -> Flow[None]:
    waiting: Sequence[Record] = yield from ask(Scan(spaces.waiting))
    begun: Sequence[Record] = yield from ask(Scan(spaces.begun))
    oldest = sorted(waiting, key=lambda record: record.version)[:LOOKED_AT_AGAIN]
    keys = dict.fromkeys(record.key for record in (*begun, *oldest))
    guids = [key.removeprefix("severa ") for key in keys if key.startswith("severa ")]
    links = yield from recall(spaces.links, guids)
    pairs |= {guid: read_link(links[guid]).vnf_id for guid in guids if guid in links}
    ours += [guid for guid in guids if guid not in links and guid not in ours]
    theirs += [one for key in keys if (one := key.removeprefix("vnf ")) != key and one not in theirs]


def _records(
    side: Side[R], half: Half[R], ids: Sequence[str], complete: bool
) -> Flow[tuple[Mapping[str, R], frozenset[str]]]:
    """These records with all that belongs to them, and the ids of those that are not there any more."""
    if complete:
        return half.records, frozenset(one for one in ids if one not in half.records)
    found: dict[str, R] = {}
    for chunk in chunks(list(dict.fromkeys(ids))):
        for one in (yield from together([_one(side, half, key) for key in chunk])):
            found |= one
    return found, frozenset(key for key in ids if key not in found)


def _one(side: Side[R], half: Half[R], key: str) -> Flow[dict[str, R]]:
    try:
        return {key: (yield from (side.completed(half.records[key]) if key in half.records else side.one(key)))}
    except NotFound:
        return {}


def chunks(whole: Iterable[T]) -> Iterator[Sequence[T]]:
    """So many at a time."""
    rest = iter(whole)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
