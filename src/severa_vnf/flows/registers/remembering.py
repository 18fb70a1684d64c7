"""The end of a chunk: what is agreed now, what is to be looked at again, and what came of each record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.memory import drop, put, recall
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Spaces, Waiting, read_link, tied, write_link
from severa_vnf.flows.registers.settling import Settled
from severa_vnf.flows.registers.todo import problems_of
from severa_vnf.plan import Action, Adopted, Created, Deferred, Held, Outcome, Refused, Updated
from severa_vnf.ports import Write
from severa_vnf.rules.registers import CONFLICT, NEVER_AGREED, REFUSED

S = TypeVar("S")
V = TypeVar("V")

DECIDED_BY_PEOPLE = (CONFLICT, NEVER_AGREED)
"""Troubles that end when a person edits the record, which is then seen. Others may end by themselves."""
OUTCOMES: dict[Action, type[Outcome]] = {
    Action.CREATE: Created,
    Action.ADOPT: Adopted,
    Action.UPDATE: Updated,
    Action.HOLD: Held,
}


def remember(kind: Kind[S, V], settled: Sequence[Settled[S, V]]) -> Flow[list[Outcome]]:
    """Commit what is agreed, and say what came of each record; nothing is said where there was nothing to do."""
    spaces = Spaces(kind.name)
    writes = yield from _ties(spaces, settled)
    for one in settled:
        writes += _under_way(spaces, one)
    if writes:
        yield from ask(Commit(tuple(writes)))
    return [outcome for one in settled if (outcome := _outcome(kind, one)) is not None]


def _ties(spaces: Spaces, settled: Sequence[Settled[S, V]]) -> Flow[list[Write]]:
    """The links that are not what they were."""
    changed = [
        (one.link, one.todo.held.link)
        for one in settled
        if one.link and one.todo.held.link and write_link(one.link) != one.todo.held.link.value
    ]
    moved = [(link.number, old) for link, record in changed if (old := read_link(record).number) != link.number]
    numbers = yield from recall(spaces.numbers, [number for pair in moved for number in pair])
    return [write for link, record in changed for write in tied(spaces, link, record, {}, numbers)]


def _under_way(spaces: Spaces, one: Settled[S, V]) -> list[Write]:
    """What is begun no more, and what has to be looked at again though nobody changes it."""
    held, key = one.todo.held, one.todo.item.key
    waits = one.trouble is not None or any(each.rule not in DECIDED_BY_PEOPLE for each in one.todo.step.problems)
    settled = one.link is not None or (one.trouble is not None and not one.unsure)
    writes: list[Write] = [drop(spaces.begun, held.begun)] if held.begun and settled else []
    if waits:
        writes.append(put(spaces.waiting, key, Waiting(), held.waiting))
    elif held.waiting:
        writes.append(drop(spaces.waiting, held.waiting))
    return writes


def _outcome(kind: Kind[S, V], one: Settled[S, V]) -> Outcome | None:
    step = one.todo.step
    if one.trouble is None and step.action is Action.NOTHING:
        return None
    told = problems_of(kind, one.todo.item, step.label, [one.trouble] if one.trouble else [])
    failed = None if one.trouble is None else Refused if one.trouble.rule is REFUSED else Deferred
    return (failed or OUTCOMES[step.action])(
        stream=step.stream,
        record=one.todo.item.record,
        label=step.label,
        problems=(*step.problems, *told),
        number=one.link.number if one.link else None,
    )
