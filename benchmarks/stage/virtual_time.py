"""An event loop whose time jumps: where asyncio would sleep, the clock moves on at once.

What is ready runs first, so tasks meet each other as they would in real time, and an hour takes seconds. Work itself
takes no time here: only what sleeps does.
"""

from __future__ import annotations

import asyncio
import selectors
from datetime import UTC, datetime, timedelta

START = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)


class _Jumping(selectors.SelectSelector):
    """Waits for nothing: the seconds it was to wait are over when it is asked."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready. Without a time-out nothing in the loop sleeps, so only the world outside can wake it."""
        if timeout is not None:
            self.now += max(0.0, timeout)
            timeout = 0
        return super().select(timeout)


class VirtualLoop(asyncio.SelectorEventLoop):
    """For `asyncio.Runner(loop_factory=VirtualLoop)`. Its time starts at 0."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Seconds since it was made."""
        return self._jumping.now


class LoopClock:
    """The clock of a bridge and its simulators, told by the loop that runs them. Before a loop runs it is `START`."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        try:
            return START + timedelta(seconds=asyncio.get_running_loop().time())
        except RuntimeError:
            return START

    def sleep(self, seconds: float) -> None:
        """Not here: it would hold up the loop."""
        raise RuntimeError("whoever waits here must await")

    async def asleep(self, seconds: float) -> None:
        """Wait, and let others work."""
        await asyncio.sleep(seconds)
