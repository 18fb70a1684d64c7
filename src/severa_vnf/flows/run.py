"""A whole cycle: the streams in their order, and the error log after each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from attrs import evolve

from severa_vnf.errors import ApiError, PlanStale
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.classes import classes, refresh
from severa_vnf.flows.costs.planning import plan_costs
from severa_vnf.flows.costs.stream import carry_costs, remember_first_day
from severa_vnf.flows.engine.faults import apart
from severa_vnf.flows.following.stream import follow_up
from severa_vnf.flows.invoices.rebuild import rebuild
from severa_vnf.flows.invoices.severa_changes import Changes, read_changes
from severa_vnf.flows.invoices.stream import of_companies, transfer_invoices
from severa_vnf.flows.memory import DRIFT
from severa_vnf.flows.payments.stream import settle
from severa_vnf.flows.previews import invoices as transfers
from severa_vnf.flows.previews import payments as settlements
from severa_vnf.flows.previews.following import Planned
from severa_vnf.flows.problems import Looked, list_unread, note
from severa_vnf.flows.registers import cycle
from severa_vnf.flows.registers.cycle import Cycle, noted
from severa_vnf.flows.result import Done, Result
from severa_vnf.mapping.given import Given
from severa_vnf.plan import Outcome, Plan
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

__all__ = ["REGISTERS", "STREAMS", "apply", "preview", "rebuild_links", "run_streams", "transfer", "transfer_one"]

REGISTERS = tuple(cycle.KINDS)
PREVIEWED = (*REGISTERS, "invoices", "payments", "costs")
"""The streams that can be previewed."""
STREAMS = ("classes", *PREVIEWED)
"""In the order of a cycle."""


def run_streams(
    settings: Settings,
    streams: Sequence[str],
    deadline: datetime | None = None,
    *,
    whole: bool = False,
    planned: Plan | None = None,
) -> Flow[Result]:
    """Run these streams. `whole`: the lists of the registers are read from end to end. `planned`: that and no more."""
    came = Result()
    changes: Changes | ApiError | None = None
    if "costs" in streams:
        yield from remember_first_day(settings)
    for registers, names in groupby(streams, REGISTERS.__contains__):
        if registers:
            came = _of_all([came, *(yield from Cycle(settings, deadline, whole, planned).run([*names]))])
            continue
        for stream in names:
            if stream == "classes":
                yield from (refresh(settings) if len(streams) == 1 else classes(settings))
                continue
            if changes is None and stream in ("invoices", "payments") and "payments" in streams:
                changes = yield from apart(read_changes(), lambda error: error)
            if stream == "payments" and isinstance(changes, ApiError):
                came = _of_all([came, (yield from _untold(stream, changes))])
                continue
            known_changes = None if isinstance(changes, ApiError) else changes
            flow = _stream(settings, stream, deadline, planned, came.outcomes, known_changes)
            came = _of_all([came, (yield from _alone(stream, flow))])
    return came


def _alone(stream: str, flow: Flow[Result]) -> Flow[Result]:
    """A stream ends where its lists can't be read; that is told, and the others go on."""
    done = yield from apart(flow, lambda error: error)
    return (yield from _untold(stream, done)) if isinstance(done, ApiError) else done


def _untold(stream: str, error: ApiError) -> Flow[Result]:
    problem = list_unread(stream, stream.capitalize(), error)
    yield from note(stream, [problem], Looked.nothing())
    return Result(problems=(problem,))


def _stream(
    settings: Settings,
    stream: str,
    deadline: datetime | None,
    planned: Plan | None,
    before: Sequence[Outcome],
    changes: Changes | None,
) -> Flow[Result]:
    """Run a stream that is no register. What changed in Severa is read once for those that ask for it."""
    if stream == "invoices":
        return (yield from transfer(settings, deadline, planned=planned, changes=changes))
    if stream == "payments":
        assert changes is not None
        exactly = settlements.exactly(planned) if planned else None
        left = changes.without(outcome.record for outcome in before)
        return (yield from _payments(*(yield from settle(settings, deadline, exactly, left)), before))
    return (yield from _costs(settings, deadline, planned))


def _of_all(results: Sequence[Result]) -> Result:
    outcomes = (outcome for one in results for outcome in one.outcomes)
    return Result(tuple(outcomes), tuple(problem for one in results for problem in one.problems))


def transfer(
    settings: Settings,
    deadline: datetime | None = None,
    only: Guid | None = None,
    planned: Plan | None = None,
    changes: Changes | None = None,
) -> Flow[Result]:
    """Carry over the invoices that wait, or that one alone; then do what is due of those that have their number.

    With `planned` nothing else is done than that.
    """
    carry, way = (transfers.exactly(planned), Planned(plan=planned)) if planned else (None, None)
    result = yield from transfer_invoices(settings, deadline, only, carry, changes)
    result = evolve(result, problems=(*result.problems, *(yield from follow_up(settings, deadline, only, way))))
    yield from note("invoices", result.found, _looked(result, only))
    return result


def transfer_one(settings: Settings, guid: Guid) -> Flow[Result]:
    """Carry over this invoice, if it waits for it. Raises NotFound where there is none of this guid."""
    result = yield from transfer(settings, only=guid)
    if not result.outcomes and not result.problems:
        yield from send(invoices.get(guid))
    return result


def _looked(result: Result, only: Guid | None = None) -> Looked:
    if result.unseen is None:
        return Looked.nothing()
    return Looked.all_but(result.unseen) if only is None else Looked.at({only} - result.unseen)


def _costs(settings: Settings, deadline: datetime | None, planned: Plan | None) -> Flow[Result]:
    """Carry over the costs. A problem is of a document, or of a line: behind the document's name stands its number."""
    result = yield from carry_costs(settings, deadline, planned)
    yield from note("costs", result.found, _looked(result))
    return result


def _payments(settled: Done, drifted: Done, before: Sequence[Outcome]) -> Flow[Result]:
    """What was paid, and what has drifted: told in each run, all of it, so that what is not told is closed.

    What the outcomes `before` have told already is not told twice.
    """
    result = yield from noted("payments", [settled])
    yield from note(DRIFT, drifted.problems, Looked.nothing() if drifted.seen is None else Looked.all_but(()))
    told = {(one.record, one.code, one.field) for outcome in before for one in outcome.problems if one.stream == DRIFT}
    fresh = [one for one in drifted.problems if (one.record, one.code, one.field) not in told]
    return evolve(result, problems=(*result.problems, *fresh))


def preview(settings: Settings, streams: Sequence[str], *, whole: bool = False) -> Flow[Plan]:
    """What a run of these streams would do now. What it would make first counts as made for what comes after."""
    given: Given | None = None
    plan = Plan(whole=whole)
    if registers := [one for one in REGISTERS if one in streams]:
        plan, given = yield from cycle.preview(settings, registers, whole=whole)
    others = {
        "invoices": lambda: transfers.plan_invoices(settings, given),
        "payments": lambda: settlements.plan_payments(settings),
        "costs": lambda: plan_costs(settings),
    }
    for stream in (one for one in others if one in streams):
        more = yield from others[stream]()
        plan = evolve(plan, steps=(*plan.steps, *more.steps), problems=(*plan.problems, *more.problems))
    return plan


def apply(settings: Settings, planned: Plan) -> Flow[Result]:
    """Do what was planned. Raises PlanStale, before anything is written, where something else would be done by now.

    What moves in the moment between is left for a later run.
    """
    streams = [stream for stream in PREVIEWED if any(step.stream == stream for step in planned.steps)]
    now = yield from preview(settings, streams, whole=planned.whole)
    if moved := now.moved(planned):
        raise PlanStale(moved)
    return (yield from run_streams(settings, streams, whole=planned.whole, planned=planned))


def rebuild_links(settings: Settings) -> Flow[Result]:
    """Link every invoice that has a number and no link."""
    found = yield from everything(invoices.list())
    rows = yield from of_companies([row for row in found if not isinstance(row, Undecodable)], settings)
    return Result(tuple((yield from rebuild(rows, settings))))
