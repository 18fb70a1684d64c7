"""A whole cycle: the streams in their order, and the error log after each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve

from severa_vnf.errors import PlanStale
from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.classes import classes, refresh
from severa_vnf.flows.costs.stream import carry_costs
from severa_vnf.flows.invoices import Result, transfer_invoices
from severa_vnf.flows.memory import DRIFT
from severa_vnf.flows.payments import settle
from severa_vnf.flows.problems import note
from severa_vnf.flows.rebuild import rebuild
from severa_vnf.flows.registers import cycle
from severa_vnf.flows.registers.cycle import preview
from severa_vnf.flows.registers.stream import Done
from severa_vnf.plan import Outcome, Plan, Problem
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

__all__ = ["REGISTERS", "STREAMS", "apply", "preview", "rebuild_links", "run_streams", "transfer"]

REGISTERS = tuple(cycle.KINDS)
"""The streams that can be previewed."""
STREAMS = ("classes", *REGISTERS, "invoices", "payments", "costs")
"""In the order of a cycle."""


def run_streams(
    settings: Settings, streams: Sequence[str], deadline: datetime | None = None, *, whole: bool = False
) -> Flow[Result]:
    """Run these streams. `whole`: the lists of the registers are read from end to end."""
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for stream in streams:
        if stream == "classes":
            yield from (refresh(settings) if list(streams) == ["classes"] else classes(settings))
            continue
        if stream == "invoices":
            result = yield from transfer(settings, deadline)
        elif stream == "payments":
            settled, drifted = yield from settle(settings, deadline)
            result = yield from _payments(settled, drifted)
        elif stream == "costs":
            result = yield from _costs(settings, deadline)
        else:
            result = yield from _register(settings, stream, deadline, whole)
        outcomes += result.outcomes
        problems += result.problems
    return Result(tuple(outcomes), tuple(problems))


def transfer(settings: Settings, deadline: datetime | None = None, only: Guid | None = None) -> Flow[Result]:
    """Carry over the invoices that wait, or that one alone."""
    result = yield from transfer_invoices(settings, deadline, only)
    unseen = result.unseen
    yield from note(
        "invoices",
        result.found,
        lambda record: only in (None, record) and unseen is not None and record not in unseen,
    )
    return result


def _costs(settings: Settings, deadline: datetime | None) -> Flow[Result]:
    """Carry over the costs. A problem is of a document, or of a line: behind the document's name stands its number."""
    result = yield from carry_costs(settings, deadline)
    unseen = result.unseen or frozenset()
    yield from note("costs", result.found, lambda record: unseen.isdisjoint((record, record.rpartition(" ")[0])))
    return result


def _register(
    settings: Settings, stream: str, deadline: datetime | None, whole: bool, planned: Plan | None = None
) -> Flow[Result]:
    done = yield from cycle.synchronise(settings, stream, deadline=deadline, whole=whole, planned=planned)
    return (yield from _noted(stream, done))


def _payments(settled: Done, drifted: Done) -> Flow[Result]:
    """What was paid, and what has drifted: told in each run, all of it, so that what is not told is closed."""
    result = yield from _noted("payments", [settled])
    yield from note(DRIFT, drifted.problems, lambda _: drifted.seen is not None)
    return evolve(result, problems=(*result.problems, *drifted.problems))


def _noted(stream: str, done: Sequence[Done]) -> Flow[Result]:
    """What came of a stream, with its problems in the error log."""
    outcomes = tuple(outcome for one in done for outcome in one.outcomes)
    result = Result(outcomes, tuple(problem for one in done for problem in one.problems))
    stopped = any(one.seen is None for one in done)
    seen = frozenset[str]().union(*(one.seen or () for one in done))
    yield from note(stream, result.found, lambda record: record in seen if record else not stopped)
    return result


def apply(settings: Settings, planned: Plan) -> Flow[Result]:
    """Do what was planned. Raises PlanStale, before anything is written, where something else would be done by now."""
    streams = [stream for stream in cycle.KINDS if any(step.stream == stream for step in planned.steps)]
    now = yield from preview(settings, streams, whole=planned.whole)
    if moved := now.moved(planned):
        raise PlanStale(moved)
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for stream in streams:
        result = yield from _register(settings, stream, None, planned.whole, planned)
        outcomes += result.outcomes
        problems += result.problems
    return Result(tuple(outcomes), tuple(problems))


def rebuild_links(settings: Settings) -> Flow[Result]:
    """Link every invoice that has a number and no link."""
    found = yield from everything(invoices.list())
    rows = [row for row in found if not isinstance(row, Undecodable)]
    return Result(tuple((yield from rebuild(rows, settings))))
