"""A whole cycle: the streams in their order, and the error log after each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from severa_vnf.errors import PlanStale
from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.classes import classes, refresh
from severa_vnf.flows.costs.stream import carry_costs
from severa_vnf.flows.invoices import Result, transfer_invoices
from severa_vnf.flows.payments import settle
from severa_vnf.flows.problems import note
from severa_vnf.flows.rebuild import rebuild
from severa_vnf.flows.registers.cycle import KINDS, Cycle, noted, preview
from severa_vnf.plan import Plan
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

__all__ = ["REGISTERS", "STREAMS", "apply", "preview", "rebuild_links", "run_streams", "transfer"]

REGISTERS = tuple(KINDS)
"""The streams that can be previewed."""
STREAMS = ("classes", *REGISTERS, "invoices", "payments", "costs")
"""In the order of a cycle."""


def run_streams(
    settings: Settings, streams: Sequence[str], deadline: datetime | None = None, *, whole: bool = False
) -> Flow[Result]:
    """Run these streams. `whole`: the lists of the registers are read from end to end."""
    results: list[Result] = []
    for registers, names in groupby(streams, REGISTERS.__contains__):
        if registers:
            results += yield from Cycle(settings, deadline, whole).run([*names])
            continue
        for stream in names:
            results.append((yield from _stream(settings, stream, deadline, alone=len(streams) == 1)))
    return _of_all(results)


def _stream(settings: Settings, stream: str, deadline: datetime | None, *, alone: bool) -> Flow[Result]:
    """Run a stream that is no register."""
    if stream == "invoices":
        return (yield from transfer(settings, deadline))
    if stream == "payments":
        return (yield from noted(stream, [(yield from settle(settings, deadline))]))
    if stream == "costs":
        return (yield from _costs(settings, deadline))
    yield from (refresh(settings) if alone else classes(settings))
    return Result()


def _of_all(results: Sequence[Result]) -> Result:
    outcomes = (outcome for one in results for outcome in one.outcomes)
    return Result(tuple(outcomes), tuple(problem for one in results for problem in one.problems))


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


def apply(settings: Settings, planned: Plan) -> Flow[Result]:
    """Do what was planned. Raises PlanStale, before anything is written, where something else would be done by now."""
    streams = [stream for stream in KINDS if any(step.stream == stream for step in planned.steps)]
    now = yield from preview(settings, streams, whole=planned.whole)
    if moved := now.moved(planned):
        raise PlanStale(moved)
    return _of_all((yield from Cycle(settings, whole=planned.whole, planned=planned).run(streams)))


def rebuild_links() -> Flow[Result]:
    """Link every invoice that has a number and no link."""
    found = yield from everything(invoices.list())
    return Result(tuple((yield from rebuild([row for row in found if not isinstance(row, Undecodable)]))))
