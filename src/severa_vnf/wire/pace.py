"""How fast a service may be called, as arithmetic over moments that somebody else measures."""

from __future__ import annotations

from collections import deque
from datetime import UTC, datetime, timedelta

from severa_vnf.wire.call import Reply

WINDOW = 3600.0
"""Seconds. Visma.net counts calls by the hour."""


class Pace:
    """At most `calls` in any `span`, spread over it, and none before a moment that the service named.

    Spread, for the service counts what arrives: of a burst the last come late, and fall into the next one's second.
    One pace stands for one credential: all its workers share it, and ask one after the other.
    """

    def __init__(self, calls: int | None, span: timedelta = timedelta(seconds=1)) -> None:
        self._span = span
        self._turns: deque[datetime] = deque(maxlen=calls or 0)
        self._apart = span / ((calls or 0) + 1)
        self._closed_until = datetime.min.replace(tzinfo=UTC)

    def turn(self, now: datetime) -> float:
        """Take a place now, which is 0.0; else how many seconds to wait before asking again."""
        while self._turns and self._turns[0] + self._span <= now:
            self._turns.popleft()
        free = self._closed_until
        if self._turns:
            full = len(self._turns) == self._turns.maxlen
            free = max(free, self._turns[0] + self._span if full else self._turns[-1] + self._apart)
        if free > now:
            return (free - now).total_seconds()
        self._turns.append(now)
        return 0.0

    def close(self, until: datetime) -> None:
        """Nobody may call before `until`: the service said so, and says it to all."""
        self._closed_until = max(until, self._closed_until)

    def heed(self, reply: Reply, now: datetime) -> None:
        """Remember the budget that Visma.net's headers tell: at 0 calls left nobody calls until the window is over."""
        left, reset = (reply.headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "reset"))
        if left == "0" and reset.isdecimal():
            self.close(now + timedelta(seconds=min(float(reset), WINDOW)))
