"""What is new is made on the other side, never twice: remembered first, sent, then looked for.

A lost answer, a crash, a second host: whatever was begun is looked for before it is sent again, and sent again only
when it can't arrive late any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from attrs import evolve, frozen

from severa_vnf.errors import BridgeError, LeaseLost, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown
from severa_vnf.flows.ask import Commit, Flow, Hold, Lease, Send, ask, send, together
from severa_vnf.flows.engine.cursor import looked_back
from severa_vnf.flows.memory import put, recall
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import Begun, Spaces
from severa_vnf.flows.registers.settling import Settled, failed
from severa_vnf.flows.registers.todo import Todo, pair
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Action
from severa_vnf.ports import Record
from severa_vnf.rules.registers import UNSETTLED
from severa_vnf.values import Code, Stamp
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable

S = TypeVar("S")
V = TypeVar("V")


@frozen
class Late:
    """The lease was too short to begin: it was not sent."""


def send_all(
    kind: Kind[S, V], side: Side[Any], todos: Sequence[Todo[S, V]]
) -> Flow[tuple[list[Todo[S, V]], list[Any]]]:
    """Remember, then send. The todos know what is begun of them; the answers are what was made, or the error."""
    spaces = Spaces(kind.name)
    assert side.create is not None
    begun = {key: record for one in todos for key, record in one.held.begun.items()}
    answers: dict[str, Any] = {}
    while late := [place for place, one in enumerate(todos) if isinstance(answers.get(one.item.key, Late()), Late)]:
        lease = yield from ask(Hold())
        until = Begun(until=lease.until.isoformat())
        writes = [put(spaces.begun, todos[place].item.key, until, begun.get(todos[place].item.key)) for place in late]
        version = yield from ask(Commit(tuple(writes)))
        begun |= {one.key: Record(one.key, one.value, version) for one in writes}
        sent = yield from together([_sent(side.create(todos[place].made), lease) for place in late])
        answers |= {todos[place].item.key: answer for place, answer in zip(late, sent, strict=True)}
    known = [evolve(one, held=evolve(one.held, begun={one.item.key: begun[one.item.key]})) for one in todos]
    return known, [answers[one.item.key] for one in todos]


def _sent(call: Call[Any], lease: Lease) -> Flow[Any]:
    try:
        return (yield from ask(Send(call, before=lease.last_start)))
    except LeaseLost:
        return Late()
    except (OutcomeUnknown, Rejected, NotFound, ServiceDown, RateLimited) as error:
        return error


def make_in_vnf(
    kind: Kind[S, V], todos: Sequence[Todo[S, V]], newest: Stamp
) -> Flow[tuple[list[Todo[S, V]], list[Settled[S, V]], Stamp]]:
    """Make them, then read what is new there: its ids, and what became of lost answers.

    The pairs, what failed, and the newest stamp seen.
    """
    todos, answers = yield from send_all(kind, kind.vnf, todos)
    rows: Sequence[V | Undecodable] = yield from looked_back(kind.listing, newest)
    fresh = [row for row in rows if not isinstance(row, Undecodable)]
    named = {kind.answer(row): row for row in fresh}
    lost = yield from _found_again(kind, todos, answers, fresh)
    pairs: list[Todo[S, V]] = []
    lacking: list[Settled[S, V]] = []
    for one, answer in zip(todos, answers, strict=True):
        twin = lost.get(one.item.key)
        if isinstance(answer, str):
            twin = named.get(Code(answer)) or (yield from send(kind.named(Code(answer))))
        if twin is not None:
            item = evolve(one.item, vnf_id=kind.vnf.facts(twin, one.given).id)
            pairs.append(pair(kind, item, cast(S, one.record), twin, one.held, one.given, Action.CREATE))
        else:
            lacking.append(_failed(one, answer))
    return pairs, lacking, max([newest, *stamps_of(fresh)])


def make_in_severa(kind: Kind[S, V], todos: Sequence[Todo[S, V]]) -> Flow[tuple[list[Todo[S, V]], list[Settled[S, V]]]]:
    """Make them; the service answers with the record. What is lost is looked for in a later run."""
    todos, answers = yield from send_all(kind, kind.severa, todos)
    pairs: list[Todo[S, V]] = []
    lacking: list[Settled[S, V]] = []
    for one, answer in zip(todos, answers, strict=True):
        if isinstance(answer, BridgeError):
            lacking.append(_failed(one, answer))
        else:
            record = kind.made(answer)
            item = evolve(one.item, guid=kind.severa.facts(record, one.given).id)
            pairs.append(pair(kind, item, record, cast(V, one.twin), one.held, one.given, Action.CREATE))
    return pairs, lacking


def _failed(todo: Todo[S, V], error: Any) -> Settled[S, V]:
    """A lost answer is waited for: it may still arrive."""
    if isinstance(error, OutcomeUnknown):
        return Settled(todo, trouble=Trouble(UNSETTLED), unsure=True)
    return failed(todo, error)


def _found_again(
    kind: Kind[S, V], todos: Sequence[Todo[S, V]], answers: Sequence[Any], fresh: Sequence[V]
) -> Flow[dict[str, V]]:
    """What arrived though its answer was lost, by the key of the record that it was made from."""
    lost = [one for one, answer in zip(todos, answers, strict=True) if isinstance(answer, OutcomeUnknown)]
    if not lost:
        return {}
    given = lost[0].given
    rows = {kind.vnf.facts(row, given).id: row for row in fresh if kind.answer(row) not in answers}
    linked = yield from recall(Spaces(kind.name).back, rows)
    free = {vnf_id: row for vnf_id, row in rows.items() if vnf_id not in linked}
    ours = {kind.severa.facts(cast(S, one.record), given).id: one.item.key for one in lost}
    matched = kind.match(
        [kind.severa.facts(cast(S, one.record), given) for one in lost],
        [kind.vnf.facts(row, given) for row in free.values()],
    )
    return {ours[guid]: free[vnf_id] for guid, vnf_id, _ in matched.pairs}


def stamps_of(rows: Sequence[Any]) -> list[Stamp]:
    """Their stamps, as far as they have one."""
    return [row.last_modified_date_time for row in rows if row.last_modified_date_time is not None]
