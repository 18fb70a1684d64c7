"""One register, start to end: read, decide, hold it against what may be done, and do it, a chunk at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from severa_vnf.errors import PlanStale
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.memory import drop, put, recall
from severa_vnf.flows.problems import recorded
from severa_vnf.flows.registers.carrying import Carrying
from severa_vnf.flows.registers.creating import Making
from severa_vnf.flows.registers.gather import Gathered, all_pairs, chunks, gather
from severa_vnf.flows.registers.half import Half, is_off
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.link import Spaces, Waiting, read_link
from severa_vnf.flows.registers.todo import Round, decide_all, is_written
from severa_vnf.flows.registers.twins import Amiss, Item, find_twins
from severa_vnf.flows.result import Done
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.plan import Action, Plan, Problem, Step
from severa_vnf.ports import Write
from severa_vnf.rules.matching import ONE_CODE, SEVERA_NAMESAKES, SEVERAL_FIT, TAKEN, VANISHED, VNF_NAMESAKES
from severa_vnf.rules.registers import DOUBTFUL, LIST_SHORT, TOO_MANY_CHANGES
from severa_vnf.rules.transfer import UNREADABLE

MENDED_ELSEWHERE = (DOUBTFUL, ONE_CODE, SEVERA_NAMESAKES, SEVERAL_FIT, TAKEN, UNREADABLE, VNF_NAMESAKES)
"""Troubles of a record that may end though it is not edited itself: it is looked at again."""

SYSTEMS: tuple[Owner, ...] = ("vnf", "severa")

S = TypeVar("S")
V = TypeVar("V")

Halves = tuple[Half[Any], Half[Any]]
"""What both services say of a register."""


@frozen
class Seen(Generic[S, V]):
    """What there is to decide in a register. `trouble`: its lists can't be believed, and nothing is decided.

    `alone`: the register is off, and equal records are linked for those who ask for links, nothing else.
    """

    gathered: Gathered[S, V]
    around: Round
    items: Sequence[Item]
    amiss: Sequence[Amiss]
    trouble: Problem | None = None
    alone: bool = False


def look(kind: Kind[S, V], halves: Halves, around: Round) -> Flow[Seen[S, V]]:
    """Match what is new of what was read. A list much shorter than the links is trouble with the run."""
    gathered = yield from gather(kind, halves, around.given)
    if gathered.complete and any(len(half.records) * 2 < gathered.linked for half in gathered.halves):
        told = f"{', '.join(str(len(half.records)) for half in gathered.halves)} / {gathered.linked}"
        trouble = Problem(LIST_SHORT, kind.stream, "", kind.name.capitalize(), value=told)
        return Seen(gathered, around, (), _unread(kind, gathered), trouble)
    if gathered.pairs or gathered.new_in_severa or gathered.new_in_vnf:
        around = evolve(around, given=(yield from kind.around(around.given)))
    gathered, items, amiss = yield from find_twins(kind, gathered, around.given)
    unread = {key for key, _ in gathered.unread}
    pairs = [
        item
        for item in (Item(guid, vnf_id, theirs=kind.theirs) for guid, vnf_id in gathered.pairs.items())
        if item.guid in gathered.severa and item.vnf_id in gathered.vnf and unread.isdisjoint(item.keys)
    ]
    if is_off(kind.stream, around.settings):
        return Seen(gathered, around, (yield from _equal(kind, gathered, items, around)), (), alone=True)
    lost = yield from _lost(kind, gathered, around)
    return Seen(gathered, around, [*pairs, *items], [*lost, *amiss, *_unread(kind, gathered)])


def _equal(kind: Kind[S, V], gathered: Gathered[S, V], items: Sequence[Item], around: Round) -> Flow[list[Item]]:
    """Those that have found each other, and of which nothing differs."""
    found: list[Item] = []
    for chunk in chunks(item for item in items if item.guid and item.vnf_id):
        todos = yield from decide_all(kind, gathered, chunk, around)
        found += [one.item for one in todos if one.decision and not is_written(one.decision) and not one.step.problems]
    return found


def _lost(kind: Kind[S, V], gathered: Gathered[S, V], around: Round) -> Flow[list[Amiss]]:
    """The pairs of which one is gone."""
    pairs = {
        guid: vnf_id
        for guid, vnf_id in gathered.pairs.items()
        if guid in gathered.gone_in_severa or vnf_id in gathered.gone_in_vnf
    }
    links = (yield from recall(Spaces(kind.name).links, pairs)) if pairs else {}
    return [_vanished(kind, gathered, around, pair, read_link(links[pair[0]]).number) for pair in pairs.items()]


def _vanished(kind: Kind[S, V], gathered: Gathered[S, V], around: Round, pair: tuple[str, str], number: str) -> Amiss:
    """By the one that is left, else by Visma.net's number."""
    guid, vnf_id = pair
    where = "Severa" if guid in gathered.gone_in_severa else "Visma.net"
    label = f"{kind.name.removesuffix('s').capitalize()} {number}".rstrip()
    if where == "Severa" and vnf_id in gathered.vnf:
        label = kind.vnf.facts(gathered.vnf[vnf_id], around.given).label
    elif where == "Visma.net" and guid in gathered.severa:
        label = kind.severa.facts(gathered.severa[guid], around.given).label
    return Amiss(guid, label, Trouble(VANISHED, "", where))


def _unread(kind: Kind[S, V], gathered: Gathered[S, V]) -> list[Amiss]:
    label = f"A record of {kind.name}"
    named = ((key.removeprefix("severa ").replace("vnf", kind.theirs), fault) for key, fault in gathered.unread)
    return [Amiss(record, label, Trouble(UNREADABLE, "", fault)) for record, fault in named]


def plan_of(kind: Kind[S, V], seen: Seen[S, V]) -> Flow[tuple[Plan, Given]]:
    """Everything that would be done, without doing it; and what other registers have to know of it."""
    steps: list[Step] = []
    given = seen.around.given
    for chunk in chunks(seen.items):
        todos = yield from decide_all(kind, seen.gathered, chunk, seen.around)
        steps += [todo.step for todo in todos]
        given = kind.foreseen(todos, given)
    held = [(one, Action.NOTHING if isinstance(one.why, str) else Action.HOLD) for one in seen.amiss]
    steps += [
        Step(
            stream=kind.stream,
            action=action,
            record=one.record,
            label=one.label,
            reason=one.why if isinstance(one.why, str) else "",
            problems=tuple(_problems(kind, [one])),
        )
        for one, action in held
    ]
    return Plan(tuple(steps), () if seen.trouble is None else (seen.trouble,)), given


def run(kind: Kind[S, V], seen: Seen[S, V], planned: Plan | None = None) -> Flow[Flow[Done]]:
    """Do it, so far that all has its link; what this ends with does the rest. With `planned` exactly that.

    Raises PlanStale where something else would be done.
    """
    if seen.trouble is not None:
        return over(Done(problems=(seen.trouble, *_problems(kind, seen.amiss)), seen=None))
    if planned is not None or not seen.gathered.halves[1].first:
        steps, _ = yield from plan_of(kind, seen)
        moved = steps.moved(planned) if planned is not None else ()
        if moved:
            raise PlanStale(moved)
        if planned is None and (brake := (yield from _too_many(kind, seen, steps))) is not None:
            return over(Done(problems=(brake,), seen=None))
    ours, theirs = seen.gathered.halves
    makings = [Making(kind, system, theirs.newest) for system in SYSTEMS]
    carrying = Carrying(kind, seen.around, seen.gathered.complete, theirs.first, *makings)
    yield from carrying.make(seen.gathered, seen.items)
    theirs = theirs.learnt(carrying.to_vnf.zone)
    marks = () if carrying.put_off else (*ours.marks, *theirs.marks, *seen.gathered.followed)
    writes = (*(() if seen.alone else (yield from _left(kind, seen))), *marks)
    logged = yield from recorded(kind.stream)
    known = frozenset(record for record in _looked_at(kind, seen, late=bool(carrying.put_off)) if record in logged)
    return _end(carrying, writes, Done(problems=tuple(_problems(kind, seen.amiss)), seen=known))


def over(done: Done) -> Flow[Done]:
    """Nothing is left to do."""
    return done
    yield


def _end(carrying: Carrying[S, V], writes: tuple[Write, ...], done: Done) -> Flow[Done]:
    """Do the rest; `writes` are how far all was read. Of a large register nothing more is held by now."""
    outcomes = yield from carrying.end()
    done_with = [one.record for one in outcomes if carrying.put_off]
    seen = frozenset((*(done.seen or ()), *done_with))
    return evolve(done, outcomes=(*outcomes, *carrying.put_off), seen=seen, marks=(*carrying.over, *writes))


def _looked_at(kind: Kind[S, V], seen: Seen[S, V], *, late: bool) -> Iterator[str]:
    """Of which records it is known what is wrong with them. Where it got too late, of those that have no outcome."""
    if not late:
        yield from (one for item in seen.items for one in item.records)
    yield from (record for one in seen.amiss for record in one.records)
    yield from seen.gathered.gone_in_severa
    yield from (f"{kind.theirs} {vnf_id}" for vnf_id in seen.gathered.gone_in_vnf)


def _left(kind: Kind[S, V], seen: Seen[S, V]) -> Flow[list[Write]]:
    """What becomes of those that nothing was done with: some are looked at again, others not any more."""
    spaces, gathered = Spaces(kind.name), seen.gathered
    mended = [one for one in seen.amiss if isinstance(one.why, Trouble) and one.why.rule in MENDED_ELSEWHERE]
    again = {key for one in mended for key in one.keys}
    gone = [*(Item(guid, None).key for guid in gathered.gone_in_severa)]
    gone += [Item(None, vnf_id).key for vnf_id in gathered.gone_in_vnf]
    done = {item.guid for item in seen.items}
    undone = [Item(*pair) for pair in gathered.pairs.items() if pair[0] not in done]
    over = [key for each in (seen.amiss, undone) for one in each for key in one.keys]
    writes: list[Write] = []
    for keys in chunks(dict.fromkeys([*gone, *over])):
        waiting = yield from recall(spaces.waiting, keys)
        writes += [put(spaces.waiting, key, Waiting(), waiting.get(key)) for key in keys if key in again]
        writes += [drop(spaces.waiting, record) for key, record in waiting.items() if key not in again]
    for keys in chunks(gone):
        writes += [drop(spaces.begun, record) for record in (yield from recall(spaces.begun, keys)).values()]
    return writes


def _too_many(kind: Kind[S, V], seen: Seen[S, V], plan: Plan) -> Flow[Problem | None]:
    """The brake: more changes than anybody expects."""
    count, most = sum(step.action is Action.UPDATE for step in plan.steps), seen.around.settings.max_changes
    if count <= most.count:
        return None
    size = seen.gathered.linked or len((yield from all_pairs(Spaces(kind.name))))
    if count <= most.share * size:
        return None
    return Problem(TOO_MANY_CHANGES, kind.stream, "", kind.name.capitalize(), value=f"{count} / {size}")


def _problems(kind: Kind[S, V], amiss: Iterable[Amiss]) -> Iterator[Problem]:
    for one in amiss:
        if isinstance(one.why, Trouble):
            yield Problem(one.why.rule, kind.stream, one.record, one.label, one.why.field, one.why.value)
