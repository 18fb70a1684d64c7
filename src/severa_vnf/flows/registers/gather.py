"""What there is to decide in a register: linked pairs that moved, and records that have no link yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, Scan, ask, together
from severa_vnf.flows.engine.cursor import Unread
from severa_vnf.flows.engine.faults import is_partial
from severa_vnf.flows.memory import Owner, all_of, drop, known, recall, value_of
from severa_vnf.flows.problems import recorded
from severa_vnf.flows.registers.half import Half
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import RecordLink, Spaces, read_link
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import Asked
from severa_vnf.ports import Record, Write
from severa_vnf.settings import Settings

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

    `complete`: the lists were read whole. `gone_in_severa` and `gone_in_vnf` are ids of records that were known and are
    not there any more; `unread` are the keys of those that can't be read, and why. `linked` is how many
    pairs there are, where all were looked at. `followed` is to be forgotten then.
    """

    severa: Mapping[str, S]
    vnf: Mapping[str, V]
    halves: tuple[Half[S], Half[V]]
    pairs: Mapping[str, str]
    new_in_severa: Sequence[str]
    new_in_vnf: Sequence[str]
    gone_in_severa: frozenset[str]
    gone_in_vnf: frozenset[str]
    unread: Sequence[tuple[str, str]]
    complete: bool
    linked: int = 0
    followed: tuple[Write, ...] = ()


@frozen
class _Read(Generic[R]):
    found: Mapping[str, R] = field(factory=dict)
    gone: frozenset[str] = frozenset()
    unread: Sequence[Unread] = ()

    def readable(self, ids: Sequence[str]) -> list[str]:
        """Those of the ids that can be decided."""
        told = {one.id for one in self.unread}
        return [one for one in ids if one in self.found and one not in told]


@frozen
class _News:
    pairs: Mapping[str, str]
    severa: Sequence[str]
    vnf: Sequence[str]
    apart: Collection[str] = ()
    followed: tuple[Write, ...] = ()


def hear(kind: Kind[S, V], settings: Settings, *, whole: bool) -> Flow[tuple[Half[S], Half[V]]]:
    """Read both sides, what changed or all."""
    sides: list[Flow[Half[Any]]] = [kind.severa.hear(whole, settings), kind.vnf.hear(whole, settings)]
    severa, vnf = yield from together(sides)
    return severa, vnf


def gather(kind: Kind[S, V], halves: tuple[Half[S], Half[V]], given: Given) -> Flow[Gathered[S, V]]:
    """Join what was read by its links."""
    severa, vnf = halves
    complete = severa.complete and vnf.complete
    if complete:
        pairs = yield from all_pairs(Spaces(kind.name))
        twins = set(pairs.values())
        new = [guid for guid in severa.records if guid not in pairs]
        news = _News(pairs, new, [vnf_id for vnf_id in vnf.records if vnf_id not in twins])
    else:
        news = yield from _moved(kind, severa, vnf, given)
    ours = yield from _records(kind.severa, severa, [*news.pairs, *news.severa], complete, news.apart)
    theirs = yield from _records(kind.vnf, vnf, [*news.pairs.values(), *news.vnf], complete)
    return Gathered(
        severa=ours.found,
        vnf=theirs.found,
        halves=halves,
        pairs=news.pairs,
        new_in_severa=ours.readable(news.severa),
        new_in_vnf=theirs.readable(news.vnf),
        gone_in_severa=ours.gone,
        gone_in_vnf=theirs.gone,
        unread=[
            *((f"severa {one.id}" if one.id else "", one.fault) for one in ours.unread),
            *((f"vnf {one.id}" if one.id else "", one.fault) for one in theirs.unread),
        ],
        complete=complete,
        linked=len(news.pairs) if complete else 0,
        followed=news.followed,
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
    """Choose the records to decide: changed by others, or still in the error log; and some that were held before."""
    spaces = Spaces(kind.name)
    pairs: dict[str, str] = {}
    ours: list[str] = []
    theirs: list[str] = []
    apart: set[str] = set()
    told = yield from recorded(kind.stream)
    for guids in chunks(dict.fromkeys([*severa.records, *severa.parts])):
        links = yield from recall(spaces.links, guids)
        changed = [severa.records[guid] for guid in guids if guid in severa.records]
        around = yield from kind.surroundings(changed, [], given)
        for guid in guids:
            link = read_link(links[guid]) if guid in links else None
            if link is not None and (_is_told(link, told) or _moved_in_severa(kind.severa, severa, guid, link, around)):
                pairs[guid] = link.vnf_id
            elif link is None and guid in severa.records:
                ours.append(guid)
                apart |= {guid} if kind.severa.facts(severa.records[guid], around).apart else set()
    for ids in chunks([*vnf.records]):
        held = {vnf_id: vnf.records[vnf_id] for vnf_id in ids}
        around = yield from kind.surroundings([], [*held.values()], given)
        for vnf_id, link in (yield from links_of(spaces, ids)).items():
            if link is None:
                theirs.append(vnf_id)
            elif _is_told(link, told) or _moved_in_vnf(kind.vnf, held[vnf_id], link, around):
                pairs[link.guid] = vnf_id
    yield from _held_before(spaces, pairs, ours, theirs)
    followed = yield from _following(kind, ours, theirs)
    return _News(pairs, ours, theirs, apart, followed)


def _following(kind: Kind[S, V], ours: list[str], theirs: list[str]) -> Flow[tuple[Write, ...]]:
    """What follows a link of another register that was made since; and the writes by which that is forgotten."""
    spaces = Spaces(kind.name)
    if kind.following is None:
        return ()
    leaders: Sequence[Record] = yield from ask(Scan(spaces.leaders))
    for leader in leaders:
        guids, vnf_ids = yield from kind.following(leader.key, value_of(leader))
        links = yield from recall(spaces.links, guids)
        ours += [guid for guid in guids if guid not in links and guid not in ours]
        twins = yield from links_of(spaces, vnf_ids)
        theirs += [one for one, link in twins.items() if link is None and one not in theirs]
    return tuple(drop(spaces.leaders, leader) for leader in leaders)


def _is_told(link: RecordLink, told: Collection[str]) -> bool:
    """Whether something is told of a pair that no person is asked about: a run that was stopped may have mended it."""
    return link.guid in told and not any(isinstance(one, Asked) for one in link.known.values())


def _moved_in_severa(side: Side[S], half: Half[S], guid: str, link: RecordLink, given: Given) -> bool:
    if not all(side.part(part).items() <= link.parts.items() for part in half.parts.get(guid, ())):
        return True
    if guid not in half.records:
        return False
    record = half.records[guid]
    return not side.unmoved(record, link, given) or side.facts(record, given).number != link.severa_number


def _moved_in_vnf(side: Side[V], twin: V, link: RecordLink, given: Given) -> bool:
    """Numbers are watched, whether they cross or not: by them documents are written."""
    return not side.unmoved(twin, link, given) or side.facts(twin, given).number != link.number


def links_of(spaces: Spaces, vnf_ids: Sequence[str]) -> Flow[dict[str, RecordLink | None]]:
    """The links of these records of Visma.net's; None: it has none."""
    owners = {vnf_id: known(Owner, one).guid for vnf_id, one in (yield from recall(spaces.back, vnf_ids)).items()}
    links = yield from recall(spaces.links, owners.values())
    return {vnf_id: read_link(links[owners[vnf_id]]) if vnf_id in owners else None for vnf_id in vnf_ids}


def _held_before(spaces: Spaces, pairs: dict[str, str], ours: list[str], theirs: list[str]) -> Flow[None]:
    """All that was begun, and of what waits those that were not looked at for longest."""
    begun = yield from all_of(spaces.begun)
    waiting = sorted((yield from all_of(spaces.waiting)), key=lambda record: record.version)
    keys = [record.key.split(" ", 1) for record in (*begun, *waiting[:LOOKED_AT_AGAIN])]
    guids, vnf_ids = (list(dict.fromkeys(one for side, one in keys if side == name)) for name in ("severa", "vnf"))
    links = {guid: read_link(link) for guid, link in (yield from recall(spaces.links, guids)).items()}
    twins = yield from links_of(spaces, vnf_ids)
    pairs |= {link.guid: link.vnf_id for link in (*links.values(), *twins.values()) if link is not None}
    ours += [guid for guid in guids if guid not in links and guid not in ours]
    theirs += [vnf_id for vnf_id in vnf_ids if twins[vnf_id] is None and vnf_id not in theirs]


def _records(
    side: Side[R], half: Half[R], ids: Sequence[str], complete: bool, apart: Collection[str] = ()
) -> Flow[_Read[R]]:
    """These records with all that belongs to them, and those that are not there any more or can't be read.

    Of those that stand `apart` nothing more is wanted: they never cross.
    """
    if complete:
        told = {one.id for one in half.faults}
        gone = frozenset(one for one in ids if one not in half.records and one not in told)
        return _Read(half.records, gone, half.faults)
    read = [_Read({key: half.records[key] for key in apart}, unread=half.faults)]
    for chunk in chunks(one for one in dict.fromkeys(ids) if one not in apart):
        read += yield from together([_one(side, half, key) for key in chunk])
    found = {key: record for one in read for key, record in one.found.items()}
    gone = frozenset(key for one in read for key in one.gone)
    unread = {one.id or one.fault: one for each in read for one in each.unread}
    return _Read(found, gone, [*unread.values()])


def _one(side: Side[R], half: Half[R], key: str) -> Flow[_Read[R]]:
    try:
        record = yield from (side.completed(half.records[key]) if key in half.records else side.one(key))
        return _Read({key: record})
    except NotFound:
        return _Read(gone=frozenset([key]))
    except ApiError as error:
        if not is_partial(error):
            raise
        listed = {key: half.records[key]} if key in half.records else {}
        return _Read(listed, unread=[Unread(key, error.message)])


def chunks(whole: Iterable[T], first: int = CHUNK) -> Iterator[Sequence[T]]:
    """So many at a time; the first chunk may be smaller."""
    rest, size = iter(whole), first
    while chunk := list(islice(rest, size)):
        yield chunk
        size = CHUNK
