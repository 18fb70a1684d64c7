"""Whether this host's clock is that of the services: leases and doubts are waited out by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from attrs import evolve

from severa_vnf.errors import ClockSkew
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.problems import Looked, note, open_problems
from severa_vnf.flows.result import Result
from severa_vnf.plan import Problem
from severa_vnf.rules.access import CLOCK_DIFFERS, NO_CLOCK

STREAM = "clocks"
NAMES = {"severa": "Severa", "vnf": "Visma.net"}

Differences = Mapping[str, timedelta | None]
"""By service: its time less this host's; None where it did not tell."""


def compare(differences: Differences, most: timedelta) -> None:
    """Raise ClockSkew where every service that tells the time says another than this host.

    One that is off alone may be wrong itself: the other counts. Where none tells, this host has only its own.
    """
    told, off = _told(differences), _off(differences, most)
    if told and len(off) == len(told):
        least = min(off.values(), key=abs)
        shown = ", ".join(f"{NAMES[system]} {_shown(span)}" for system, span in off.items())
        raise ClockSkew(
            f"this host's clock is not the services' (Settings.max_clock_skew {most}): {shown}; nothing more is "
            "written. Set the clock, or let it be set (NTP).",
            least,
        )


def doubtful(differences: Differences, most: timedelta) -> list[Problem]:
    """What is to be told of the clocks of a run that did write."""
    told, off = _told(differences), _off(differences, most)
    if not told:
        return [Problem(NO_CLOCK, STREAM, "", "Clocks")]
    one_alone = off if len(off) < len(told) else {}
    return [
        Problem(CLOCK_DIFFERS, STREAM, system, f"Clocks, {NAMES[system]}", value=_shown(span))
        for system, span in one_alone.items()
    ]


def tell(result: Result, found: Sequence[Problem]) -> Flow[Result]:
    """Add what is to be told of the clocks to a result. That no service tells the time is told once."""
    before = {entry.cause.code for entry in (yield from open_problems()) if entry.stream == STREAM}
    if found or before:
        yield from note(STREAM, found, Looked.all_but(()))
    fresh = [one for one in found if one.rule is not NO_CLOCK or one.code not in before]
    return evolve(result, problems=(*result.problems, *fresh))


def _told(differences: Differences) -> dict[str, timedelta]:
    return {system: span for system, span in differences.items() if span is not None}


def _off(differences: Differences, most: timedelta) -> dict[str, timedelta]:
    return {system: span for system, span in _told(differences).items() if abs(span) > most}


def _shown(span: timedelta) -> str:
    """`+0:08:00` where the service's clock is ahead of ours."""
    return f"{'-' if span < timedelta() else '+'}{timedelta(seconds=round(abs(span).total_seconds()))}"
