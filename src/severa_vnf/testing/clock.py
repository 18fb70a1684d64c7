"""A clock that moves only when it is told to."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta


class SimulatedClock:
    """The time of a simulated world: shared by the bridge and both simulators.

    `sleep` does not wait, it moves the clock. The start is aware and in UTC.
    """

    def __init__(self, start: datetime = datetime(2026, 10, 30, 9, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return self._now

    def advance(self, span: timedelta) -> None:
        """Move on by `span`."""
        with self._lock:
            self._now += span

    def sleep(self, seconds: float) -> None:
        """Wait without waiting."""
        self.advance(timedelta(seconds=seconds))

    async def asleep(self, seconds: float) -> None:
        """Wait without waiting, for an async host."""
        self.advance(timedelta(seconds=seconds))
