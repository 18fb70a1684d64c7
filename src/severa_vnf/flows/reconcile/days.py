"""The days of a month, and how far around them has to be read."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from attrs import frozen

from severa_vnf.values import Stamp

DAY = timedelta(days=1)
BEFORE = timedelta(days=366)
"""How long before its own date a document may have been entered."""


@frozen
class Month:
    """A calendar month."""

    first: date
    last: date

    @classmethod
    def read(cls, text: str) -> Month:
        """`2026-10`. Raises ValueError for anything else."""
        first = date.fromisoformat(f"{text}-01")
        return cls(first, first.replace(day=monthrange(first.year, first.month)[1]))

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def begin(self) -> datetime:
        """A moment before it in every zone."""
        return datetime.combine(self.first, time(), UTC) - DAY

    @property
    def end(self) -> datetime:
        """A moment after it in every zone."""
        return datetime.combine(self.last, time(), UTC) + 2 * DAY

    @property
    def entered(self) -> Stamp:
        """Before this no document dated within it was entered."""
        return Stamp(datetime.combine(self.first, time())).less(BEFORE)
