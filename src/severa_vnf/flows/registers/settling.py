"""Pairs are linked, what crosses is written, and what is agreed is remembered: a chunk at a time.

A link is remembered before anything is written, with the old values of what is still to cross: a run that is stopped
decides the same again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, cast

from attrs import evolve, frozen

from severa_vnf.errors import (
    ApiError,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    ServiceDown,
    Unreadable,
)
from severa_vnf.flows.ask import Commit, Flow, Hold, ask, together
from severa_vnf.flows.memory import drop, put
from severa_vnf.flows.problems import beforehand
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Begun, RecordLink, Spaces, Waiting, led, tied, write_link
from severa_vnf.flows.registers.todo import Held, Todo, is_written
from severa_vnf.flows.writing import write
from severa_vnf.mapping.merge import Crosses
from severa_vnf.mapping.sides import Decision
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan.steps import NAMES
from severa_vnf.ports import Record, Write
from severa_vnf.rules.registers import CONFLICT, NEVER_AGREED, REFUSED
from severa_vnf.rules.transfer import SERVICE_TROUBLE
from severa_vnf.values import Guid

S = TypeVar("S")
V = TypeVar("V")

DECIDED_BY_PEOPLE = (CONFLICT, NEVER_AGREED)
"""Troubles that end when a person edits the record, which is then seen. Others may end by themselves."""
TROUBLES = (Forbidden, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown, Unreadable)
"""What may befall one write, while others are well."""
NUMBER = "number"
"""The field of Severa's that has to be written in an order of its own."""


@frozen
class Settled(Generic[S, V]):
    """A record that was worked on. A pair has a `link`, which is remembered when all is written.

    `patch` is what is still to be written to Severa's record itself, where that changes its number. `unsure`: what was
    begun may still arrive.
    """

    todo: Todo[S, V]
    link: RecordLink | None = None
    trouble: Trouble | None = None
    unsure: bool = False
    patch: Mapping[str, Any] | None = None


def settle(kind: Kind[S, V], todos: Sequence[Todo[S, V]], *, first: bool) -> Flow[list[Settled[S, V]]]:
    """Link a chunk of pairs, and write to both sides what crosses. `first`: what follows them is still to be read."""
    todos = yield from linked(kind, todos, first=first)
    todos = yield from _begun(kind, todos)
    return (yield from together([_written(kind, one) for one in todos]))


def linked(kind: Kind[S, V], todos: Sequence[Todo[S, V]], *, first: bool) -> Flow[Sequence[Todo[S, V]]]:
    """Remember the new links; what was begun to make them is settled with it. They wait until all is written."""
    spaces = Spaces(kind.name)
    fresh = [one for one in todos if one.held.link is None]
    if not fresh:
        return todos
    links = [link_of(one, pending=True) for one in fresh]
    writes = yield from tied(spaces, [(link, None) for link in links])
    again = {
        (key := one.item.key): put(spaces.waiting, key, Waiting(), one.held.waiting.get(key))
        for one in fresh
        if is_written(decision_of(one))
    }
    for one in fresh:
        writes += [drop(spaces.begun, record) for record in one.held.begun.values()]
    writes += again.values()
    writes += yield from asked(fresh)
    writes += yield from led("" if first else kind.followers, links)
    version = yield from ask(Commit(tuple(writes)))
    held = {
        (key := one.item.key): Held(
            Record(link.guid, write_link(link), version),
            waiting={**one.held.waiting, **({key: Record(key, again[key].value, version)} if key in again else {})},
        )
        for one, link in zip(fresh, links, strict=True)
    }
    return [evolve(one, held=held.get(one.item.key, one.held)) for one in todos]


def asked(todos: Sequence[Todo[S, V]]) -> Flow[list[Write]]:
    """What a person is asked goes into the log with the link that remembers it: no later run would ask again."""
    return beforehand([problem for one in todos for problem in one.step.problems if problem.rule in DECIDED_BY_PEOPLE])


def _begun(kind: Kind[S, V], todos: Sequence[Todo[S, V]]) -> Flow[Sequence[Todo[S, V]]]:
    """Remember for which of them parts are about to be made."""
    spaces = Spaces(kind.name)
    making = [one for one in todos if any(call.method == "POST" for call in decision_of(one).to_severa)]
    if not making:
        return todos
    lease = yield from ask(Hold())
    until = Begun(until=lease.until.isoformat())
    writes = {one.item.key: put(spaces.begun, one.item.key, until, one.held.begun.get(one.item.key)) for one in making}
    version = yield from ask(Commit(tuple(writes.values())))
    return [
        evolve(one, held=evolve(one.held, begun={**one.held.begun, key: Record(key, writes[key].value, version)}))
        if (key := one.item.key) in writes
        else one
        for one in todos
    ]


def decision_of(todo: Todo[S, V]) -> Decision:
    """What was decided of a pair."""
    return cast(Decision, todo.decision)


def link_of(todo: Todo[S, V], *, pending: bool = False) -> RecordLink:
    """The link as it is when all is written; `pending`: before, so that the same is decided again."""
    decision, number = decision_of(todo), todo.numbers[0]
    old = {name: one.old for name, one in decision.fields.items() if pending and isinstance(one, Crosses)}
    return RecordLink(
        guid=Guid(str(todo.item.guid)),
        vnf_id=str(todo.item.vnf_id),
        number=todo.numbers[1],
        severa_number=number if pending else str(decision.patch.get(NUMBER, number)),
        known={**decision.known, **old},
        parts=decision.parts,
    )


def _written(kind: Kind[S, V], todo: Todo[S, V]) -> Flow[Settled[S, V]]:
    """Write what crosses; a change of Severa's number is left for the end, with what else changes there."""
    decision, link = decision_of(todo), link_of(todo)
    parts = dict(link.parts)
    patch = decision.patch if NUMBER in decision.patch else None
    try:
        for call in decision.to_vnf:
            yield from write(call)
        for call in decision.to_severa:
            answer = yield from write(call)
            parts |= {} if answer is None else kind.severa.part(answer)
        if decision.patch and patch is None:
            assert kind.patch is not None
            yield from write(kind.patch(link.guid, decision.patch))
    except TROUBLES as error:
        return failed(todo, error)
    return Settled(todo, evolve(link, parts=parts), patch=patch)


def failed(todo: Todo[S, V], error: ApiError) -> Settled[S, V]:
    """What was not written, or nobody knows."""
    refused = isinstance(error, Rejected | NotFound | Forbidden)
    trouble = Trouble(REFUSED if refused else SERVICE_TROUBLE, NAMES[error.system], error.message)
    return Settled(todo, trouble=trouble, unsure=isinstance(error, OutcomeUnknown | Unreadable))
