"""What can go wrong between a program and a service, each at the moment one chooses."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from enum import StrEnum

from attrs import define, field, frozen


class Kind(StrEnum):
    """The troubles a simulator can make."""

    UNREACHABLE = "unreachable"
    """The connection fails: the service has not received the request."""
    ANSWER_LOST = "answer lost"
    """The service does what was asked and commits it; the answer is lost on the way (a read time-out)."""
    TOO_MANY = "too many"
    """429 with the service's true text and no Retry-After."""
    TOO_MANY_RETRY_AFTER = "too many, retry after"
    """429 with Retry-After: 1."""
    SERVER_ERROR = "server error"
    """500 with an empty body, nothing done."""
    VALIDATION_500 = "validation 500"
    """500 that is a validation error: nothing done, and sending it again will not help."""
    COMMITTED_500 = "committed 500"
    """500 although the service did what was asked."""
    BAD_GATEWAY = "bad gateway"
    """502 with an HTML page, nothing done."""
    SLOW = "slow"
    """Answered as usual, 20 seconds later."""
    GARBAGE = "garbage"
    """200 with a body that is no JSON (reads only)."""
    SHIFT = "shift"
    """A list is answered with a row of the page before it repeated, as when rows move while being read."""


@frozen
class Fault:
    """One trouble and when it strikes.

    `method` is a verb or "*"; `path` a regular expression searched in the path. `nth` counts the requests that match
    from 1: None strikes at each of them, with the given `probability`.
    """

    kind: Kind
    method: str = "*"
    path: str = ""
    nth: int | None = None
    probability: float = 1.0

    def matches(self, method: str, path: str) -> bool:
        """Whether a request is of the sort that this fault strikes."""
        return self.method in ("*", method) and re.search(self.path, path) is not None


def _all(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(faults)


@define
class Faults:
    """The troubles of a run. The first fault that strikes wins; the same seed gives the same run."""

    faults: tuple[Fault, ...] = field(default=(), converter=_all)
    seed: int = 0
    _seen: dict[int, int] = field(factory=dict, init=False)
    _random: random.Random = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def strike(self, method: str, path: str) -> Kind | None:
        """The trouble that this request meets, if any. Counts the request."""
        struck = None
        for place, fault in enumerate(self.faults):
            if not fault.matches(method, path):
                continue
            self._seen[place] = self._seen.get(place, 0) + 1
            hit = self._seen[place] == fault.nth if fault.nth else self._random.random() < fault.probability
            if hit and struck is None:
                struck = fault.kind
        return struck
