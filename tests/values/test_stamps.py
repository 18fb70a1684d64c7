from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from severa_vnf.values import Stamp, plain_date

NIGHT = datetime(2026, 10, 31, 23, 30)
ZONES = ("Pacific/Kiritimati", "Europe/Amsterdam", "UTC", "America/New_York", "Pacific/Pago_Pago")
EDGES = ("2026-02-28T23:30:00", "2026-03-29T02:30:00", "2026-10-25T02:30:00", "2026-10-31T23:30:00")
"""The last evening of a month, and an hour of both changes of the clock."""

walls = st.datetimes(min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 29))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timedelta(minutes=minutes))


@pytest.mark.parametrize("zone", ["", "Z", "+14:00", "-12:00", ".250", ".25+01:00"])
@pytest.mark.parametrize("evening", EDGES)
def test_a_document_date_is_the_day_that_is_written(evening: str, zone: str) -> None:
    """A document keeps its day, and so its period, whatever time and zone stand behind it."""
    assert plain_date(evening + zone) == date.fromisoformat(evening[:10])


@given(st.dates(), st.times(), offsets)
def test_no_time_or_zone_moves_a_date(day: date, time: object, offset: timedelta) -> None:
    """For any day, time and zone, the day that is read is the day that was written."""
    sign = "-" if offset < timedelta() else "+"
    zone = (datetime.min + abs(offset)).strftime("%H:%M")
    assert plain_date(f"{day.isoformat()}T{time}{sign}{zone}") == plain_date(day.isoformat()) == day


READ_AND_WRITE = """
from datetime import date
from severa_vnf import severa, vnf
from severa_vnf.wire.decode import structure
from severa_vnf.wire.encode import dumps, wrapped
for text in {texts!r}:
    day = structure({{"guid": "i", "date": text, "status": {{"guid": "s"}}}}, severa.Invoice).date
    sent = dumps(wrapped(vnf.CustomerInvoiceUpdate(document_date=day, customer_number="1")))
    print(day.isoformat(), text[:10] in sent.decode())
"""


@pytest.mark.parametrize("zone", ZONES)
def test_no_host_moves_a_date(zone: str) -> None:
    """On a host in any zone a date leaves for Visma.net as the day it came from Severa."""
    program = READ_AND_WRITE.format(texts=EDGES)
    there = os.environ | {"TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", program], env=there, capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == [f"{text[:10]} True" for text in EDGES]


@pytest.mark.parametrize("text", ["", "31-10-2026", "2026-02-30", "2026-10-31x", "tomorrow", "2026-10", "2026-10-311"])
def test_what_is_no_date_is_refused(text: str) -> None:
    """A text that begins with no date is a ValueError, never a guess."""
    with pytest.raises(ValueError):
        plain_date(text)


def test_a_stamp_without_a_zone_stays_one() -> None:
    """A stamp remembers whether its service named a zone."""
    assert Stamp.read("2026-10-31T23:30:00").offset is None
    assert Stamp.read("2026-10-31T23:30:00Z").offset == timedelta()
    assert Stamp.read("2026-10-31T23:30:00.75+01:00") == Stamp(NIGHT.replace(microsecond=750_000), timedelta(hours=1))


def test_what_is_no_moment_is_refused() -> None:
    """A text that is no moment is a ValueError."""
    with pytest.raises(ValueError):
        Stamp.read("yesterday")


@given(walls, walls, st.none() | offsets, st.none() | offsets)
def test_stamps_are_ordered_by_their_wall(one: datetime, other: datetime, here: timedelta, there: timedelta) -> None:
    """Of two stamps one is earlier, or they are equal: by what the wall showed, whether or not a zone was named."""
    left, right = Stamp(one, here), Stamp(other, there)
    assert (left < right, left == right, left > right) == (one < other, one == other, one > other)
    assert (left <= right) is (one <= other)


@given(st.datetimes(), st.timedeltas(min_value=timedelta(), max_value=timedelta(days=4000)))
@example(datetime(1, 1, 1), timedelta(hours=26))
def test_an_overlap_reaches_back_as_far_as_there_are_days(wall: datetime, span: timedelta) -> None:
    """A watermark less its overlap is a stamp, even where a service wrote the first of all days."""
    earlier = Stamp(wall, timedelta(hours=1)).less(span)
    assert earlier.wall == (wall - span if wall - datetime.min >= span else datetime.min)
    assert earlier.offset == timedelta(hours=1)


def test_a_filter_takes_a_stamp_without_a_zone() -> None:
    """A stamp prints as Visma.net's filters take it: its wall to the millisecond, no zone."""
    assert str(Stamp.read("2026-10-31T23:30:00.7519Z")) == "2026-10-31T23:30:00.751"


def test_an_instant_takes_a_missing_zone_for_utc() -> None:
    """Severa's moments are in UTC where they name no zone, and are brought to it where they do."""
    assert Stamp(NIGHT).instant() == datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert Stamp(NIGHT, timedelta(hours=1)).instant() == datetime(2026, 10, 31, 22, 30, tzinfo=UTC)
