"""How fast a service may be called, as arithmetic over moments that somebody else measures."""

from __future__ import annotations

from collections import deque
from datetime import datetime, timedelta

from severa_vnf.wire.call import Reply


class Pace:
    """At most `calls` in any `span`, and none before a moment that the service named.

    One pace stands for one credential: all its workers share it. `turn` reserves, so two workers never get one place.
    """

    def __init__(self, calls: int | None, span: timedelta = timedelta(seconds=1)) -> None:
        self._span = span
        self._turns: deque[datetime] = deque(maxlen=calls or 1)
        self._free = calls is None
        self._closed_until: datetime | None = None

    def turn(self, now: datetime) -> float:
        """Reserve the next place; how many seconds to wait for it."""
        at = now
        if not self._free:
            if len(self._turns) == self._turns.maxlen:
                at = max(at, self._turns[0] + self._span)
            self._turns.append(at)
        return (at - now).total_seconds()

    def closed(self, now: datetime) -> float:
        """How many seconds nobody may call."""
        return max(0.0, (self._closed_until - now).total_seconds()) if self._closed_until else 0.0

    def close(self, until: datetime) -> None:
        """Nobody may call before `until`: the service said so, and says it to all."""
        self._closed_until = max(until, self._closed_until or until)

    def heed(self, reply: Reply, now: datetime) -> None:
        """Remember the budget that Visma.net's headers tell: at 0 calls left nobody calls until the window is over."""
        left, reset = (reply.headers.get(f"x-ratelimit-{name}", "") for name in ("remaining", "reset"))
        if left == "0" and reset.isdigit():
            self.close(now + timedelta(seconds=int(reset)))
