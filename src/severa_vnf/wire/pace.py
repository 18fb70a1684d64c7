"""How fast a service may be called, as arithmetic over moments that somebody else measures."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

from severa_vnf.wire.call import Reply

WINDOW = 3600.0
"""Seconds. Visma.net counts calls by the hour."""


class Pace:
    """At most `calls` in any `span`, and none before a moment that the service named.

    A place that was taken is free again a `span` later, one place after the other: a first burst goes through, and what
    comes after it is spread. Of a second burst those in front might meet the last of the first one on their way.
    One pace stands for one credential: all its workers share it, and ask one after the other.
    """

    def __init__(self, calls: int | None, span: timedelta = timedelta(seconds=1)) -> None:
        self._calls = calls
        self._span = span
        self._free_at: deque[datetime] = deque()
        self._closed_until = datetime.min.replace(tzinfo=UTC)

    def turn(self, now: datetime) -> float:
        """Take a place now, which is 0.0; else how many seconds to wait before asking again."""
        while self._free_at and self._free_at[0] <= now:
            self._free_at.popleft()
        free = max(self._closed_until, now if len(self._free_at) != self._calls else self._free_at[0])
        if free > now:
            return (free - now).total_seconds()
        if self._calls is not None:
            after = self._free_at[-1] + self._span / self._calls if self._free_at else now
            self._free_at.append(max(now + self._span, after))
        return 0.0

    def close(self, until: datetime) -> None:
        """Nobody may call before `until`: the service said so, and says it to all."""
        self._closed_until = max(until, self._closed_until)

    def heed(self, reply: Reply, now: datetime) -> None:
        """Remember the budget that Visma.net's headers tell: at 0 calls left nobody calls until the window is over."""
        left, reset = (reply.headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "reset"))
        if left == "0" and reset.isdecimal():
            self.close(now + timedelta(seconds=min(float(reset), WINDOW)))
