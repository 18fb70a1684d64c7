"""What can go wrong between a program and a service, each at the moment one chooses."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from attrs import define, field, frozen

from severa_vnf.testing.kinds import BEFORE, SECONDS, Kind

__all__ = ["Fault", "Faults", "Kind"]


@frozen
class Fault:
    """One trouble and when it strikes.

    `method` is a verb or "*"; `path` a regular expression searched in the path. `nth` counts the requests that match
    from 1: None strikes at each of them, with the given `probability`. From the moment `until` on it strikes no more,
    nor at a request whose moment nobody tells. `seconds` is for the kinds that need a length of time.
    """

    kind: Kind
    method: str = "*"
    path: str = ""
    nth: int | None = None
    probability: float = 1.0
    until: datetime | None = None
    seconds: float = field()

    @seconds.default
    def _usual(self) -> float:
        return SECONDS.get(self.kind, 0.0)

    def matches(self, method: str, path: str, now: datetime | None = None) -> bool:
        """Whether a request is of the sort that this fault strikes."""
        if self.until is not None and (now is None or now >= self.until):
            return False
        return self.method in ("*", method) and re.search(self.path, path) is not None


def _all(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(faults)


@define
class Faults:
    """The troubles of a run. The first fault that strikes wins; the same seed gives the same run.

    A simulator's `faults` may be exchanged at any time for others, or for none.
    """

    faults: tuple[Fault, ...] = field(default=(), converter=_all)
    seed: int = 0
    fired: Counter[Kind] = field(factory=Counter, init=False)
    """How often each kind has bent an answer of a simulator."""
    _seen: dict[int, int] = field(factory=dict, init=False)
    _random: random.Random = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def strike(self, method: str, path: str, now: datetime | None = None) -> Kind | None:
        """The trouble that this request meets, if any. Counts the request."""
        met = self.met(method, path, now)
        return met.kind if met else None

    def met(self, method: str, path: str, now: datetime | None = None, *, before: bool = False) -> Fault | None:
        """The fault that this request meets, if any: of those that strike `before` its body is read, or of the others.

        Counts the request.
        """
        struck = None
        for place, fault in enumerate(self.faults):
            if (fault.kind in BEFORE) is not before or not fault.matches(method, path, now):
                continue
            self._seen[place] = self._seen.get(place, 0) + 1
            hit = self._seen[place] == fault.nth if fault.nth else self._random.random() < fault.probability
            if hit and struck is None:
                struck = fault
        return struck
