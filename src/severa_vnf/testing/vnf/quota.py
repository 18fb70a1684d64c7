"""The hourly budget of calls, and the headers that tell of it."""

from __future__ import annotations

from datetime import datetime

from attrs import define


@define
class Quota:
    """Fixed windows of one hour."""

    limit: int
    _hour: int = 0
    _used: int = 0

    def take(self, now: datetime) -> bool:
        """Count one call. False when the budget is spent."""
        self._turn(now)
        if self._used >= self.limit:
            return False
        self._used += 1
        return True

    def seconds_left(self, now: datetime) -> int:
        """Until the next window."""
        return 3600 - int(now.timestamp()) % 3600

    def headers(self, now: datetime) -> dict[str, str]:
        """On every answer."""
        self._turn(now)
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.limit - self._used),
            "X-RateLimit-Reset": str(self.seconds_left(now)),
            "X-RateLimit-Policy": "4-fixed-window",
        }

    def _turn(self, now: datetime) -> None:
        """Begin a new window where the old one is over."""
        hour = int(now.timestamp()) // 3600
        if hour != self._hour:
            self._hour, self._used = hour, 0
