"""What is to be done with each record: decided by pure functions, a chunk at a time, before anything is done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from sys import intern
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.memory import known, recall
from severa_vnf.flows.registers.gather import Gathered
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Begun, Spaces, read_link
from severa_vnf.flows.registers.twins import Item
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import Crosses
from severa_vnf.mapping.sides import Decision
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.plan import Action, Change, Problem, Step
from severa_vnf.ports import Record
from severa_vnf.rules.matching import RENUMBERED
from severa_vnf.rules.registers import UNSETTLED
from severa_vnf.settings import Settings
from severa_vnf.wire.encode import plain

S = TypeVar("S")
V = TypeVar("V")


@frozen
class Round:
    """What is true for the whole of a run."""

    settings: Settings
    given: Given
    now: datetime
    deadline: datetime | None = None


@frozen
class Held:
    """What the store holds of a record that is worked on: what is under way by the item's keys."""

    link: Record | None = None
    begun: Mapping[str, Record] = field(factory=dict)
    waiting: Mapping[str, Record] = field(factory=dict)


@frozen(kw_only=True)
class Todo(Generic[S, V]):
    """One record with its step. A pair has a `decision`; what is to be made has `made`, the record as it is sent."""

    item: Item
    step: Step
    held: Held
    given: Given
    record: S | None = None
    twin: V | None = None
    decision: Decision | None = None
    made: Any = None
    numbers: tuple[str, str] = ("", "")
    """As Severa has it and as Visma.net has it."""


def decide_all(
    kind: Kind[S, V], gathered: Gathered[S, V], items: Sequence[Item], around: Round
) -> Flow[list[Todo[S, V]]]:
    """Decide a chunk of records. Reads the store, and what other registers know of them; nothing is written."""
    spaces = Spaces(kind.name)
    links = yield from recall(spaces.links, [item.guid for item in items if item.guid])
    begun = yield from recall(spaces.begun, [key for item in items for key in item.keys])
    waiting = yield from recall(spaces.waiting, [key for item in items for key in item.keys])
    records = {item.guid: gathered.severa[item.guid] for item in items if item.guid}
    twins = {item.vnf_id: gathered.vnf[item.vnf_id] for item in items if item.vnf_id}
    given = yield from kind.surroundings([*records.values()], [*twins.values()], around.given)
    done = []
    for item in items:
        under_way = ({key: found[key] for key in item.keys if key in found} for found in (begun, waiting))
        held = Held(links.get(item.guid or ""), *under_way)
        record, twin = records.get(item.guid or ""), twins.get(item.vnf_id or "")
        if record is None or twin is None:
            more = given if record is None else (yield from kind.before_new(record, given))
            one = _new(kind, item, record, twin, held, more)
        else:
            one = pair(kind, item, record, twin, held, given)
        may_arrive = any(
            around.now < known(Begun, sent).sent_by() + around.settings.grace for sent in held.begun.values()
        )
        done.append(_waits(kind, one) if may_arrive and (held.link or one.decision is None) else one)
    return done


def _waits(kind: Kind[S, V], todo: Todo[S, V]) -> Todo[S, V]:
    """Something that was begun for it may still arrive: nothing is decided before it is there, or can't come."""
    problems = problems_of(kind, todo.item, todo.step.label, [Trouble(UNSETTLED)])
    step = evolve(todo.step, action=Action.HOLD, changes=(), problems=problems)
    return evolve(todo, step=step, decision=None, made=None)


def pair(
    kind: Kind[S, V], item: Item, record: S, twin: V, held: Held, given: Given, made: Action | None = None
) -> Todo[S, V]:
    """Decide a pair. `made`: one of them has just been made."""
    link = read_link(held.link) if held.link else None
    ours, theirs = kind.severa.facts(record, given), kind.vnf.facts(twin, given)
    known = link.known if link else {}
    decision = kind.decide(record, twin, known, given, first=not known)
    troubles = [*decision.troubles]
    if kind.watched and ours.key != theirs.key:
        troubles.append(Trouble(RENUMBERED, "Number", f"{ours.number} in Severa, {theirs.number} in Visma.net"))
    changes = tuple(
        Change(name, one.to, one.old, one.value) for name, one in decision.fields.items() if isinstance(one, Crosses)
    ) + tuple(Change(name, "vnf", None, value) for name, value in decision.besides.items())
    otherwise = Action.UPDATE if is_written(decision) else Action.HOLD if troubles else Action.NOTHING
    action = made or (Action.ADOPT if link is None else otherwise)
    problems = problems_of(kind, item, ours.label, troubles)
    step = Step(
        stream=kind.stream,
        action=action,
        record=item.record,
        twin=f"{kind.theirs} {item.vnf_id}",
        label=ours.label,
        reason=item.reason,
        changes=changes,
        problems=problems,
    )
    numbers = (ours.number, theirs.number)
    return Todo(
        item=item, step=step, held=held, given=given, record=record, twin=twin, decision=decision, numbers=numbers
    )


def is_written(decision: Decision) -> bool:
    """Whether something is written for a pair."""
    return bool(decision.to_vnf or decision.to_severa or decision.patch)


def _new(kind: Kind[S, V], item: Item, record: S | None, twin: V | None, held: Held, given: Given) -> Todo[S, V]:
    to: Owner = "severa" if record is None else "vnf"
    source: Any = twin if record is None else record
    along = [] if record is not None else kind.severa.along(source, given)
    back = () if record is None else kind.comes_back(record, given)
    new = kind.severa.new if record is None else kind.vnf.new
    assert new is not None
    mapped = new(source, given)
    label = (kind.vnf.facts(source, given) if record is None else kind.severa.facts(source, given)).label
    problems = tuple(evolve(one, stream=kind.stream, record=item.record, label=label) for one in mapped.problems)
    step = Step(
        stream=kind.stream,
        action=Action.HOLD if problems else Action.CREATE,
        record=item.record,
        label=label,
        changes=() if problems else (*new_fields(to, [mapped.made, *along]), *back),
        problems=problems,
    )
    made = None if problems else mapped.made
    return Todo(item=item, step=step, held=held, given=given, record=record, twin=twin, made=made)


def problems_of(kind: Kind[S, V], item: Item, label: str, troubles: Sequence[Trouble]) -> tuple[Problem, ...]:
    """Troubles, said of this record."""
    return tuple(Problem(one.rule, kind.stream, item.record, label, one.field, one.value) for one in troubles)


def new_fields(to: Owner, made: Sequence[Any]) -> tuple[Change, ...]:
    """Every field of what is made."""
    return tuple(Change(name, to, None, value) for one in made for name, value in _flat(plain(one)))


def _flat(value: Any, under: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of what is written, those of its parts with the part's name in front. A name is kept once for all."""
    parts = value.items() if isinstance(value, dict) else enumerate(value, 1)
    for name, one in parts:
        if isinstance(one, dict | list):
            yield from _flat(one, f"{under}{name}.")
        else:
            yield intern(f"{under}{name}"), one if one is None or isinstance(one, str | int | bool) else str(one)
