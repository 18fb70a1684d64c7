"""Severa's records get Visma.net's numbers, in an order in which no number is ever held twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from attrs import evolve

from severa_vnf.errors import NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.settling import NUMBER, Settled, failed
from severa_vnf.flows.writing import write
from severa_vnf.mapping.renumbering import waves
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.matching import NUMBER_TAKEN
from severa_vnf.values import Guid

S = TypeVar("S")
V = TypeVar("V")


def number(
    kind: Kind[S, V], settled: Sequence[Settled[S, V]], taken: dict[int, Guid], *, last: bool
) -> Flow[tuple[list[Settled[S, V]], list[Settled[S, V]]]]:
    """Give these their numbers: those that have them now, and those whose number another has still.

    `taken` are the numbers in use, and is kept up to date. `last`: what is not free now will not become so.
    """
    by_guid = {guid_of(one): one for one in settled}
    now = {guid: int(one.todo.numbers[0]) if one.todo.numbers[0] else None for guid, one in by_guid.items()}
    order = waves({guid: (now[guid], new_number(one)) for guid, one in by_guid.items()}, taken)
    blocked = [*order.blocked]
    for wave in order.waves:
        movers = [(guid, new) for guid, new in wave if by_guid[guid].trouble is None]
        blocked += [(guid, new, taken[new]) for guid, new in movers if taken.get(new, guid) != guid]
        movers = [(guid, new) for guid, new in movers if taken.get(new, guid) == guid]
        written = yield from together([_numbered(kind, by_guid[guid], new) for guid, new in movers])
        for (guid, new), one in zip(movers, written, strict=True):
            by_guid[guid] = one
            if one.trouble is None:
                taken.pop(cast(int, now[guid]), None)
                taken[new], now[guid] = guid, new
    waiting = [(by_guid.pop(guid), new) for guid, new, _ in blocked]
    if not last:
        return [*by_guid.values()], [one for one, _ in waiting]
    told = yield from together([_without(kind, one, _told(new)) for one, new in waiting])
    return [*by_guid.values(), *told], []


def is_free(one: Settled[S, V], taken: Mapping[int, Guid]) -> bool:
    """Whether nobody else has the number that it is to have."""
    return taken.get(new_number(one), guid_of(one)) == guid_of(one)


def guid_of(one: Settled[S, V]) -> Guid:
    """Severa's record."""
    return Guid(str(one.todo.item.guid))


def new_number(one: Settled[S, V]) -> int:
    """The number that it is to have."""
    assert one.patch is not None
    return int(one.patch[NUMBER])


def _told(new: int) -> Trouble:
    return Trouble(NUMBER_TAKEN, "Number", str(new))


def _numbered(kind: Kind[S, V], one: Settled[S, V], new: int) -> Flow[Settled[S, V]]:
    """Write a number, the one it is to have with all that changes besides; a spare one alone."""
    return _write(kind, one, one.patch or {} if new == new_number(one) else {NUMBER: new})


def _without(kind: Kind[S, V], one: Settled[S, V], trouble: Trouble) -> Flow[Settled[S, V]]:
    """Write what else changes. The link knows Visma.net's number at once, and that Severa's is still to come."""
    rest = {name: value for name, value in (one.patch or {}).items() if name != NUMBER}
    written = (yield from _write(kind, one, rest)) if rest else one
    if written.trouble is not None:
        return written
    assert one.link is not None
    number = one.todo.numbers[0]
    known = {**one.link.known, NUMBER: int(number) if number else None}
    return evolve(one, link=evolve(one.link, severa_number=number, known=known), trouble=trouble)


def _write(kind: Kind[S, V], one: Settled[S, V], changes: Mapping[str, object]) -> Flow[Settled[S, V]]:
    assert kind.patch is not None
    try:
        yield from write(kind.patch(guid_of(one), changes))
    except (Rejected, NotFound, OutcomeUnknown, ServiceDown, RateLimited, Unreadable) as error:
        return evolve(failed(one.todo, error), patch=one.patch)
    return one
