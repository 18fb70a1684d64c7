"""Severa's records get Visma.net's numbers, in an order in which no number is ever held twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar, cast

from attrs import evolve

from severa_vnf.flows.ask import Flow, together
from severa_vnf.flows.memory import recall
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Spaces, read_link
from severa_vnf.flows.registers.settling import NUMBER, TROUBLES, Settled, failed
from severa_vnf.flows.registers.todo import Held
from severa_vnf.flows.writing import write
from severa_vnf.mapping.renumbering import waves
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.matching import NUMBER_TAKEN
from severa_vnf.values import Guid

S = TypeVar("S")
V = TypeVar("V")

NOTHING = Held()
"""One for all that are set aside."""


def number(
    kind: Kind[S, V], settled: Sequence[Settled[S, V]], taken: dict[int, Guid]
) -> Flow[tuple[list[Settled[S, V]], list[Settled[S, V]]]]:
    """Give these their numbers: those that have them now, and those whose number another has still.

    `taken` are the numbers in use, and is kept up to date.
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
    waiting = [by_guid.pop(guid) for guid, _, _ in blocked]
    return [*by_guid.values()], waiting


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


def _numbered(kind: Kind[S, V], one: Settled[S, V], new: int) -> Flow[Settled[S, V]]:
    """Write a number, the one it is to have with all that changes besides; a spare one alone."""
    return _write(kind, one, one.patch or {} if new == new_number(one) else {NUMBER: new})


def without(kind: Kind[S, V], one: Settled[S, V]) -> Flow[Settled[S, V]]:
    """Write what else changes. The link knows Visma.net's number at once, and that Severa's is still to come."""
    rest = {name: value for name, value in (one.patch or {}).items() if name != NUMBER}
    written = (yield from _write(kind, one, rest)) if rest else one
    if written.trouble is not None:
        return written
    assert one.link is not None
    number = one.todo.numbers[0]
    known = {**one.link.known, NUMBER: int(number) if number else None}
    return taken_by_another(evolve(one, link=evolve(one.link, severa_number=number, known=known)))


def taken_by_another(one: Settled[S, V]) -> Settled[S, V]:
    """Its number is in use."""
    return evolve(one, trouble=Trouble(NUMBER_TAKEN, "Number", str(new_number(one))))


def set_aside(one: Settled[S, V]) -> Settled[S, V]:
    """What has to be known of one that waits for its number: there may be many. The store has its link."""
    step = evolve(one.todo.step, changes=())
    todo = evolve(one.todo, step=step, held=NOTHING, record=None, twin=None, decision=None, made=None)
    return Settled(todo, patch={NUMBER: new_number(one)})


def fetched(kind: Kind[S, V], settled: Sequence[Settled[S, V]]) -> Flow[list[Settled[S, V]]]:
    """With their links again, as they are now that the numbers are written, or are not."""
    spaces, keys = Spaces(kind.name), {guid_of(one): one.todo.item.key for one in settled}
    links = yield from recall(spaces.links, keys)
    waiting = yield from recall(spaces.waiting, keys.values())
    done = []
    for one in settled:
        guid, key = guid_of(one), one.todo.item.key
        link, new = read_link(links[guid]), new_number(one)
        if one.trouble is None:
            link = evolve(link, severa_number=str(new), known={**link.known, NUMBER: new})
        held = Held(links[guid], waiting={key: waiting[key]})
        done.append(evolve(one, todo=evolve(one.todo, held=held), link=link))
    return done


def _write(kind: Kind[S, V], one: Settled[S, V], changes: Mapping[str, object]) -> Flow[Settled[S, V]]:
    assert kind.patch is not None
    try:
        yield from write(kind.patch(guid_of(one), changes))
    except TROUBLES as error:
        return evolve(failed(one.todo, error), patch=one.patch)
    return one
