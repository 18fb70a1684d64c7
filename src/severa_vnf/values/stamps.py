"""Dates without a clock, and moments that remember whether they had a zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from attrs import field, frozen


def plain_date(text: str) -> date:
    """The calendar day that a service wrote: the first ten characters, whatever time or zone follows.

    A document date never passes through a zone, else the last evening of a month would land in the next period.
    Raises ValueError where the text is no date.
    """
    if len(text) > 10 and text[10] not in "T ":
        raise ValueError(text)
    return date.fromisoformat(text[:10])


@frozen(order=True)
class Stamp:
    """A service's own record of a moment.

    `wall` is what its clock on the wall showed, `offset` the zone it named, None where it named none: Visma.net's
    stamps mostly have none, and which zone they mean is unconfirmed. Stamps are compared by their wall, which is right
    within one service and is never done across two.
    """

    wall: datetime
    offset: timedelta | None = field(default=None, eq=False)

    @classmethod
    def read(cls, text: str) -> Stamp:
        """Read `2026-10-31T23:30:00[.fff][Z|+01:00]`. Raises ValueError where the text is no moment."""
        moment = datetime.fromisoformat(text)
        return cls(moment.replace(tzinfo=None), moment.utcoffset())

    def __str__(self) -> str:
        """As Visma.net's filters take it: to the millisecond, without a zone."""
        return self.wall.isoformat(timespec="milliseconds")

    def less(self, span: timedelta) -> Stamp:
        """An earlier stamp, for reading again with an overlap; never before the first of all days."""
        return Stamp(self.wall - min(span, self.wall - datetime.min), self.offset)  # noqa: DTZ901 - a wall has no zone

    def instant(self) -> datetime:
        """The moment in UTC, taking a stamp without a zone for UTC. Severa's stamps only."""
        return (self.wall - (self.offset or timedelta())).replace(tzinfo=UTC)
