"""Time in a world: what is true, and what a host takes for it."""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import define

from severa_vnf.testing.clock import SimulatedClock


@define
class HostClock:
    """A host's own clock: off by `offset`, and by so many seconds more with each true second (`drift`)."""

    true: SimulatedClock
    offset: timedelta = timedelta()
    drift: float = 0.0
    since: datetime | None = None

    def now(self) -> datetime:
        """What this host takes for the present moment."""
        true = self.true.now()
        return true + self.offset + (true - (self.since or true)) * self.drift

    def monotonic(self) -> float:
        """Seconds that nobody sets: they drift with the clock, and never jump."""
        return (self.true.now() - (self.since or self.true.now())).total_seconds() * (1 + self.drift)

    def sleep(self, seconds: float) -> None:
        """Wait, and nobody does anything meanwhile: what waits in steps says so to its scheduler."""
        self.true.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """No host is async here: its flows are interleaved by the scheduler."""
        self.true.sleep(seconds)
