"""What an answer says about the time: its Date, and its Age."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

from severa_vnf.testing.faults import Fault
from severa_vnf.testing.kinds import Kind

_EAST = timezone(timedelta(hours=2))


def _said(moment: datetime) -> dict[str, str]:
    return {"Date": format_datetime(moment.astimezone(UTC), usegmt=True)}


def _none(now: datetime, seconds: float) -> dict[str, str]:
    return {}


def _garbled(now: datetime, seconds: float) -> dict[str, str]:
    return {"Date": "Fri, 32 Okt 2026 25:61:00"}


def _zoned(now: datetime, seconds: float) -> dict[str, str]:
    return {"Date": format_datetime(now.astimezone(_EAST))}


def _off(now: datetime, seconds: float) -> dict[str, str]:
    return _said(now + timedelta(seconds=seconds))


def _aged(now: datetime, seconds: float) -> dict[str, str]:
    return {**_said(now - timedelta(seconds=seconds)), "Age": str(int(seconds))}


DATES: Mapping[Kind, Callable[[datetime, float], dict[str, str]]] = {
    Kind.NO_DATE: _none,
    Kind.GARBLED_DATE: _garbled,
    Kind.ZONED_DATE: _zoned,
    Kind.DATE_OFF: _off,
    Kind.AGED: _aged,
}


def dated(now: datetime, fault: Fault | None) -> dict[str, str]:
    """The headers that tell the time of an answer: the service's own clock, unless the fault is about that."""
    return DATES[fault.kind](now, fault.seconds) if fault and fault.kind in DATES else _said(now)
