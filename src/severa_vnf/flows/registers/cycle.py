"""The registers of the streams, planned, or planned and done; and the error log after each stream.

One stream is made after the other, for projects ask for their customers' links. What the next one does not wait for
is done beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from attrs import evolve, frozen

from severa_vnf.errors import ApiError
from severa_vnf.flows.ask import Flow, Legs, Now, ask, carried, together
from severa_vnf.flows.classes import STALE, Classes, classes, refresh
from severa_vnf.flows.engine.faults import apart
from severa_vnf.flows.problems import Looked, list_unread, note
from severa_vnf.flows.registers.contacts import CONTACTS
from severa_vnf.flows.registers.customers import CUSTOMERS
from severa_vnf.flows.registers.gather import hear
from severa_vnf.flows.registers.half import is_off
from severa_vnf.flows.registers.items import ITEMS
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.projects import PROJECTS
from severa_vnf.flows.registers.stream import Halves, Seen, look, over, plan_of, run
from severa_vnf.flows.registers.todo import Round
from severa_vnf.flows.result import Done, Result
from severa_vnf.mapping.given import Given
from severa_vnf.plan import Plan
from severa_vnf.settings import Settings

KINDS: dict[str, tuple[Kind[Any, Any], ...]] = {
    "customers": (CUSTOMERS, CONTACTS),
    "items": (ITEMS,),
    "projects": (PROJECTS,),
}
"""The registers of each stream, in the order of a cycle. Those behind the first need its links; none needs theirs."""
ASKED_FOR = ("customers", "projects")
"""The streams whose links tell who is who on an invoice: equal records are linked though the register is off."""


@frozen
class Cycle:
    """How the registers are made equal; with `planned` exactly so, or PlanStale."""

    settings: Settings
    deadline: datetime | None = None
    whole: bool = False
    planned: Plan | None = None

    def run(self, streams: Sequence[str]) -> Flow[list[Result]]:
        """Make the registers of these streams equal. What was planned is read last thing, for it may have moved."""
        legs = [*map(self._legs, streams)]
        if self.planned is not None:
            return (yield from _in_turn(legs))
        start: list[Flow[Any]] = [legs[0], classes(self.settings)]
        made, _ = yield from together(start)
        return (yield from _chain(made, legs[1:]))

    def _legs(self, stream: str) -> Legs[Result]:
        kinds = _kinds(self.settings, stream)
        heard = yield from together([self._heard(kind) for kind in kinds[:1]])
        return self._second(stream, kinds, heard)

    def _second(
        self, stream: str, kinds: Sequence[Kind[Any, Any]], heard: Sequence[Halves | Done]
    ) -> Flow[Flow[Result]]:
        rest = yield from together([self._made(kind, halves) for kind, halves in zip(kinds, heard, strict=False)])
        return self._third(stream, [*rest, *map(self._one, kinds[1:])])

    def _third(self, stream: str, rest: Sequence[Flow[Done]]) -> Flow[Result]:
        return (yield from noted(stream, (yield from together(rest))))

    def _one(self, kind: Kind[Any, Any]) -> Flow[Done]:
        """One register, start to end."""
        return (yield from (yield from self._made(kind, (yield from self._heard(kind)))))

    def _heard(self, kind: Kind[Any, Any]) -> Flow[Halves | Done]:
        """Both sides; or that one of them can't be read, which is no trouble of the other registers."""
        halves: Flow[Halves | Done] = hear(kind, self.settings, whole=self.whole)
        return (yield from apart(halves, partial(_unread, kind)))

    def _made(self, kind: Kind[Any, Any], halves: Halves | Done) -> Flow[Flow[Done]]:
        if isinstance(halves, Done):
            return over(halves)
        around = yield from current(self.settings, self.deadline)
        rest = yield from apart(self._begun(kind, halves, around), lambda error: over(_unread(kind, error)))
        return apart(rest, partial(_unread, kind))

    def _begun(self, kind: Kind[Any, Any], halves: Halves, around: Round) -> Flow[Flow[Done]]:
        return (yield from run(kind, (yield from _look(kind, halves, around)), self.planned))


def _unread(kind: Kind[Any, Any], error: ApiError) -> Done:
    """A register ends where its lists can't be read."""
    return Done(problems=(list_unread(kind.stream, kind.name.capitalize(), error),), seen=None)


def _in_turn(streams: Sequence[Legs[Result]]) -> Flow[list[Result]]:
    results: list[Result] = []
    for legs in streams:
        results += [(yield from carried(legs))]
    return results


def _chain(made: Flow[Flow[Result]], later: Sequence[Legs[Result]]) -> Flow[list[Result]]:
    """While one is made, the next is read; while that one is made, the end of the first."""
    beside: list[Flow[Any]] = [made, *later[:1]]
    end, *following = yield from together(beside)
    beside = [end, *(_chain(one, later[1:]) for one in following)]
    result, *results = yield from together(beside)
    return [result, *(one for each in results for one in each)]


def noted(stream: str, done: Sequence[Done]) -> Flow[Result]:
    """What came of a stream, with its problems in the error log."""
    outcomes = tuple(outcome for one in done for outcome in one.outcomes)
    result = Result(outcomes, tuple(problem for one in done for problem in one.problems))
    stopped = any(one.seen is None for one in done)
    seen = frozenset[str]().union(*(one.seen or () for one in done)) - {""}
    marks = [write for one in done for write in one.marks]
    yield from note(stream, result.found, Looked.at(seen if stopped else {*seen, ""}), marks)
    return result


def preview(settings: Settings, streams: Sequence[str], *, whole: bool = False) -> Flow[tuple[Plan, Given]]:
    """What a cycle would do now. What it would make first counts as made for what comes after, and is given."""
    plan = Plan(whole=whole)
    around = yield from current(settings)
    for kind in (kind for stream in streams for kind in _kinds(settings, stream)):
        steps, given = yield from _planned(kind, around, whole=whole)
        plan = evolve(plan, steps=(*plan.steps, *steps.steps), problems=(*plan.problems, *steps.problems))
        around = evolve(around, given=given)
    return plan, around.given


def _planned(kind: Kind[Any, Any], around: Round, *, whole: bool) -> Flow[tuple[Plan, Given]]:
    halves = yield from hear(kind, around.settings, whole=whole)
    return (yield from plan_of(kind, (yield from _look(kind, halves, around))))


def _kinds(settings: Settings, stream: str) -> tuple[Kind[Any, Any], ...]:
    """Of a register that is off, that by whose links others go; where there are none, nothing."""
    if is_off(stream, settings):
        return KINDS[stream][:1] if stream in ASKED_FOR else ()
    return KINDS[stream]


def _look(kind: Kind[Any, Any], halves: Halves, around: Round) -> Flow[Seen[Any, Any]]:
    """Match what was read; where there is something to do, with look-ups that are not older than a day."""
    seen = yield from look(kind, halves, around)
    known = yield from classes(around.settings)
    if not seen.items or not known.older_than(STALE, around.now):
        return seen
    fresh: Classes = yield from refresh(around.settings)
    before, now = around.given, fresh.given(around.settings)
    given = evolve(now, customers=before.customers, linked_customers=before.linked_customers)
    return (yield from look(kind, halves, evolve(around, given=given)))


def current(settings: Settings, deadline: datetime | None = None) -> Flow[Round]:
    """What is true for a run that begins now."""
    known = yield from classes(settings)
    return Round(settings, known.given(settings), (yield from ask(Now())), deadline)
