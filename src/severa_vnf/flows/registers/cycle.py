"""The registers of a stream, one after the other: planned, or planned and done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import evolve

from severa_vnf.flows.ask import Flow, Now, ask
from severa_vnf.flows.classes import STALE, Classes, classes, refresh
from severa_vnf.flows.registers.contacts import CONTACTS
from severa_vnf.flows.registers.customers import CUSTOMERS
from severa_vnf.flows.registers.items import ITEMS
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.projects import PROJECTS
from severa_vnf.flows.registers.stream import Done, Seen, look, plan_of, run
from severa_vnf.flows.registers.todo import Round
from severa_vnf.mapping.given import Given
from severa_vnf.plan import Plan
from severa_vnf.settings import Settings

KINDS: dict[str, tuple[Kind[Any, Any], ...]] = {
    "customers": (CUSTOMERS, CONTACTS),
    "items": (ITEMS,),
    "projects": (PROJECTS,),
}
"""The registers of each stream, in the order of a cycle."""


def synchronise(
    settings: Settings,
    stream: str,
    *,
    deadline: datetime | None = None,
    whole: bool = False,
    planned: Plan | None = None,
) -> Flow[list[Done]]:
    """Make the registers of a stream equal; with `planned` exactly so, or PlanStale."""
    done: list[Done] = []
    for kind in _kinds(settings, stream):
        around = yield from current(settings, deadline)
        seen = yield from _look(kind, around, whole=whole)
        done.append((yield from run(kind, seen, planned)))
    return done


def preview(settings: Settings, streams: Sequence[str], *, whole: bool = False) -> Flow[tuple[Plan, Given]]:
    """What `synchronise` would do now. What it would make first counts as made for what comes after, and is given."""
    plan = Plan(whole=whole)
    around = yield from current(settings)
    for kind in (kind for stream in streams for kind in _kinds(settings, stream)):
        seen = yield from _look(kind, around, whole=whole)
        steps, given = yield from plan_of(kind, seen)
        plan = evolve(plan, steps=(*plan.steps, *steps.steps), problems=(*plan.problems, *steps.problems))
        around = evolve(around, given=given)
    return plan, around.given


def _kinds(settings: Settings, stream: str) -> tuple[Kind[Any, Any], ...]:
    return () if settings.directions.get(stream) == "off" else KINDS[stream]


def _look(kind: Kind[Any, Any], around: Round, *, whole: bool) -> Flow[Seen[Any, Any]]:
    """Read the register; where there is something to do, with look-ups that are not older than a day."""
    seen = yield from look(kind, around, whole=whole)
    known = yield from classes(around.settings)
    if not seen.items or not known.older_than(STALE, around.now):
        return seen
    fresh: Classes = yield from refresh(around.settings)
    before, now = around.given, fresh.given(around.settings)
    given = evolve(now, customers=before.customers, linked_customers=before.linked_customers)
    return (yield from look(kind, evolve(around, given=given), whole=whole))


def current(settings: Settings, deadline: datetime | None = None) -> Flow[Round]:
    """What is true for a run that begins now."""
    known = yield from classes(settings)
    return Round(settings, known.given(settings), (yield from ask(Now())), deadline)
