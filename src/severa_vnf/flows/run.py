"""A whole cycle: the streams in their order, and the error log after each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.invoices import Result, transfer_invoices
from severa_vnf.flows.problems import note
from severa_vnf.flows.rebuild import rebuild
from severa_vnf.plan import Outcome, Problem
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable

STREAMS = ("invoices",)
"""In the order of a cycle."""


def run_streams(
    settings: Settings, streams: Sequence[str], deadline: datetime | None, only: Guid | None = None
) -> Flow[Result]:
    """Run these streams; with `only`, for that record alone."""
    outcomes: list[Outcome] = []
    problems: list[Problem] = []
    for stream in streams:
        result = yield from transfer_invoices(settings, deadline, only)
        found = [*result.problems, *(problem for outcome in result.outcomes for problem in outcome.problems)]
        yield from note(stream, found, only, result.unseen)
        outcomes += result.outcomes
        problems += result.problems
    return Result(tuple(outcomes), tuple(problems))


def rebuild_links() -> Flow[Result]:
    """Link every invoice that has a number and no link."""
    found = yield from everything(invoices.list())
    return Result(tuple((yield from rebuild([row for row in found if not isinstance(row, Undecodable)]))))
