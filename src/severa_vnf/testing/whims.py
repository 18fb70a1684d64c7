"""How a service keeps time with itself: what is written may show late, and under a stamp of another moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from attrs import define

NONE = timedelta(0)


@define
class Whims:
    """What holds from now on, until it is set back to nothing. Records that were loaded are never late."""

    ahead: timedelta = NONE
    """How far ahead of the clock whatever is written is stamped."""
    lag: timedelta = NONE
    """How long a list does not show what was made; one that asks for changes does not show what was changed."""
    unready: timedelta = NONE
    """How long a new record cannot be read by its key: it is answered 404 in the service's own form."""
    used: int = 0
    """How often any of it made a difference."""

    def stamped(self, now: datetime) -> datetime:
        """The moment that is written on a record."""
        self.used += bool(self.ahead)
        return now + self.ahead

    def hides(self, written: datetime | None, now: datetime, span: timedelta) -> bool:
        """Whether a record that was written at that moment is still kept back."""
        hides = written is not None and now - written < span
        self.used += hides
        return hides

    @contextmanager
    def holding(self, name: str, span: timedelta) -> Iterator[None]:
        """Have one whim for the length of the block."""
        before = getattr(self, name)
        setattr(self, name, span)
        try:
            yield
        finally:
            setattr(self, name, before)
