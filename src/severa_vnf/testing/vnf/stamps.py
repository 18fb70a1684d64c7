"""Moments as Visma.net writes them: in the server's own time, without saying so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo

from dateutil import tz

from severa_vnf.testing.vnf.refusals import Refused

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(\.\d{1,3})?)?")
_ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)")


def local_zone(name: str) -> tzinfo:
    """The zone of that name. Raises LookupError when there is none."""
    zone = tz.gettz(name)
    if zone is None:
        raise LookupError(f"no time zone {name!r}")
    return zone


def stamp(moment: datetime, zone: tzinfo) -> str:
    """A moment as wall clock time, up to three fractional digits, trailing zeros trimmed."""
    local = moment.astimezone(zone).replace(tzinfo=None)
    whole, thousandths = local.isoformat(timespec="seconds"), local.microsecond // 1000
    return f"{whole}.{thousandths:03}".rstrip("0") if thousandths else whole


def read_moment(text: str, name: str) -> str:
    """A filter's value, as stamps are written, so that the two compare as text. No zone designator is taken."""
    found = _MOMENT.fullmatch(text)
    if not found:
        raise Refused(f"'{text}' is no value of {name}, which takes yyyy-MM-dd[THH:mm:ss[.FFF]] without a zone.")
    day, time, fraction = found.groups()
    whole = f"{day}T{time or '00:00:00'}"
    _real(whole)
    return whole + (fraction or "").rstrip("0").rstrip(".")


def read_date(text: str, name: str) -> str:
    """A document's date, as answers write it."""
    return read_moment(text, name)[:10] + "T00:00:00"


def has_zone(text: str) -> bool:
    """Whether a moment names its zone."""
    return _ZONED.fullmatch(text) is not None


def misread_date(text: str, zone: tzinfo) -> str:
    """A moment with a zone, taken for a date as the service does: the day that its own clock showed."""
    return stamp(_real(text), zone)[:10] + "T00:00:00"


def plus_days(date: str, days: int) -> str:
    """A document's date, some days later."""
    return (datetime.fromisoformat(date) + timedelta(days=days)).isoformat()


def utc(moment: datetime) -> str:
    """A moment in the background service's answers."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


def _real(moment: str) -> datetime:
    try:
        return datetime.fromisoformat(moment)
    except ValueError as error:
        raise Refused(f"'{moment}' is no moment.") from error
