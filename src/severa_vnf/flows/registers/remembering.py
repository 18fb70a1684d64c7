"""The end of a chunk: what is agreed now, what is to be looked at again, and what came of each record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.memory import drop, put
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Spaces, Waiting, tied, write_link
from severa_vnf.flows.registers.settling import DECIDED_BY_PEOPLE, Settled, asked
from severa_vnf.flows.registers.todo import problems_of
from severa_vnf.plan import Action, Adopted, Created, Deferred, Held, Outcome, Refused, Updated
from severa_vnf.ports import Write
from severa_vnf.rules.registers import REFUSED

S = TypeVar("S")
V = TypeVar("V")

OUTCOMES: dict[Action, type[Outcome]] = {
    Action.CREATE: Created,
    Action.ADOPT: Adopted,
    Action.UPDATE: Updated,
    Action.HOLD: Held,
}


def remember(kind: Kind[S, V], settled: Sequence[Settled[S, V]]) -> Flow[list[Outcome]]:
    """Commit what is agreed, and say what came of each record; nothing is said where there was nothing to do."""
    spaces = Spaces(kind.name)
    links = [(one.link, one.todo.held.link) for one in settled if one.link]
    changed = [(link, held) for link, held in links if held is None or write_link(link) != held.value]
    writes = yield from tied(spaces, changed)
    writes += yield from asked([one.todo for one in settled if one.link])
    for one in settled:
        writes += _under_way(kind, one)
    if writes:
        yield from ask(Commit(tuple(writes)))
    return [outcome for one in settled if (outcome := _outcome(kind, one)) is not None]


def waits_no_more(kind: Kind[S, V], settled: Sequence[Settled[S, V]]) -> list[Write]:
    """By what these are not looked at again, once what was told of them is closed."""
    waiting = Spaces(kind.name).waiting
    return [
        drop(waiting, record)
        for one in settled
        for name, record in one.todo.held.waiting.items()
        if name != one.todo.item.key or not _waits(kind, one)
    ]


def _under_way(kind: Kind[S, V], one: Settled[S, V]) -> list[Write]:
    """What is begun no more, and what has to be looked at again though nobody changes it."""
    spaces, held, key = Spaces(kind.name), one.todo.held, one.todo.item.key
    settled = one.link is not None or (one.trouble is not None and not one.unsure)
    writes: list[Write] = [drop(spaces.begun, record) for record in held.begun.values() if settled]
    writes += [put(spaces.waiting, key, Waiting(), held.waiting.get(key))] if _waits(kind, one) else []
    return writes


def _waits(kind: Kind[S, V], one: Settled[S, V]) -> bool:
    return (
        one.trouble is not None
        or any(each.rule not in DECIDED_BY_PEOPLE for each in one.todo.step.problems)
        or kind.again(one.todo.record, one.todo.given)
    )


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
