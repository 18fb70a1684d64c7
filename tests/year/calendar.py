"""The days of the year."""

from __future__ import annotations

from datetime import date, timedelta

from tests.year.size import YEAR


def days() -> list[date]:
    """All of them."""
    first = date(YEAR, 1, 1)
    return [first + timedelta(days=count) for count in range((date(YEAR + 1, 1, 1) - first).days)]


def workdays(first: int = 0, last: int | None = None) -> list[date]:
    """Mondays to Fridays, or some of them by their places."""
    return [day for day in days() if day.weekday() < 5][first:last]
