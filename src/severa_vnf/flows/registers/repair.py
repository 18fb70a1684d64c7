"""Links of the registers, mended by hand."""

from __future__ import annotations

from typing import Any

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.memory import Owner, all_of, drop, known, put, recall
from severa_vnf.flows.registers.cycle import KINDS
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import RecordLink, Spaces, Waiting, led, read_link, tied
from severa_vnf.mapping.given import Given
from severa_vnf.ports import Write
from severa_vnf.values import Guid

REGISTERS: dict[str, Kind[Any, Any]] = {kind.name: kind for kinds in KINDS.values() for kind in kinds}


def all_links(register: str) -> Flow[tuple[RecordLink, ...]]:
    """Every link of a register."""
    return tuple(map(read_link, (yield from all_of(Spaces(register).links))))


def relink(register: str, guid: Guid, vnf_id: str) -> Flow[None]:
    """Link a record with this one, by Visma.net's internal id, in the place of any link that either has.

    Nothing is agreed between them yet: the next run compares them as two that have just been matched, and those that
    lost their link are new again. Raises NotFound where either is not there, ValueError for what is
    no internal id.
    """
    if not vnf_id.isdecimal():
        raise ValueError(f"a record of Visma.net's is named by its internal id, as '42', not {vnf_id!r}")
    kind, spaces = REGISTERS[register], Spaces(register)
    ours = kind.severa.facts((yield from kind.severa.one(guid)), Given())
    theirs = kind.vnf.facts((yield from kind.vnf.one(vnf_id)), Given())
    yield from unlink(register, guid)
    for owner in (yield from recall(spaces.back, (theirs.id,))).values():
        yield from unlink(register, known(Owner, owner).guid)
    link = RecordLink(guid=guid, vnf_id=theirs.id, number=theirs.number, severa_number=ours.number, known={}, parts={})
    writes = [*(yield from tied(spaces, [(link, None)])), *(yield from led(kind.followers, [link]))]
    yield from ask(Commit(tuple(writes)))


def unlink(register: str, guid: Guid, *, again: bool = True) -> Flow[None]:
    """Forget a record's link, and what was under way for it. `again`: both are new, and the next run looks at them."""
    spaces, keys = Spaces(register), [f"severa {guid}"]
    writes: list[Write] = []
    for record in (yield from recall(spaces.links, (guid,))).values():
        link = read_link(record)
        keys.append(f"vnf {link.vnf_id}")
        writes.append(drop(spaces.links, record))
        for space, key in ((spaces.back, link.vnf_id), (spaces.numbers, link.number)):
            held = yield from recall(space, (key,))
            writes += [drop(space, one) for one in held.values() if known(Owner, one).guid == guid]
    writes += [drop(spaces.begun, one) for one in (yield from recall(spaces.begun, keys)).values()]
    waiting = yield from recall(spaces.waiting, keys)
    if again:
        writes += [put(spaces.waiting, key, Waiting(), waiting.get(key)) for key in keys]
    else:
        writes += [drop(spaces.waiting, one) for one in waiting.values()]
    yield from ask(Commit(tuple(writes)))
