"""A host: a process that runs cycles, and what befalls it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from attrs import define, field

from severa_vnf import BridgeError
from severa_vnf.flows.ask import Commit, Send
from severa_vnf.plan import Report
from tests.swarm.clocks import HostClock
from tests.swarm.driver import SteppedBridge
from tests.swarm.network import Steps

MOMENTS = (timedelta(seconds=2), timedelta(minutes=1), timedelta(minutes=6), timedelta(minutes=10), timedelta(hours=1))
"""How long a host is away: a moment; past the lease; past the lease and the settle time; long."""
OFFSETS = (20.0, 100.0, 360.0, 600.0, 3600.0, 86400.0)
"""Seconds that a clock may be off, either way."""
FAULTS = {"killed": 0.15, "stopped": 0.15, "clock jumps": 0.05}
"""How likely each is in a cycle, where it exists."""
AGAIN = (timedelta(minutes=2), timedelta(minutes=6), timedelta(minutes=10))
"""How soon a host goes on that is told something new, SOON times in a row."""
SOON = 2
SET_RIGHT = 0.3
"""How likely somebody sets a clock that is off, in a cycle."""
TOGETHER = 40.0
"""Seconds within which all hosts begin."""


@define
class Strike:
    """What will befall a host at the step, or at the write, of that number."""

    kind: str
    left: int
    at_writes: bool


@define
class Host:
    """`fresh` gives a new process its bridge; `done` is told how each cycle ended; `fired` what has befallen it."""

    name: str
    clock: HostClock
    draw: random.Random
    every: timedelta
    often: Mapping[str, float]
    fresh: Callable[[Host], SteppedBridge]
    done: Callable[[Host, Report | BridgeError], None]
    fired: Callable[[str], None]
    wakes: datetime
    calm: bool = field(default=False, init=False)
    _life: Steps[None] | None = field(default=None, init=False)
    _strike: Strike | None = field(default=None, init=False)
    _steps: int = field(default=100, init=False)
    """Of the last whole cycle."""
    _writes: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        self.clock.since = self.clock.true.now()
        if often := self.often.get("clock off"):
            self.fired("clock off")
            self.clock.offset = self._off(often)
        if often := self.often.get("clock drifts"):
            self.fired("clock drifts")
            self.clock.drift = self.draw.choice((-1, 1)) * often * 1e-5

    def step(self) -> None:
        """One step of its process, or what befalls it."""
        if self._struck():
            return
        if self._life is None:
            self._life = self._lives()
        self.wakes = self.clock.true.now() + timedelta(seconds=next(self._life))

    def quiet(self) -> None:
        """From now on nothing befalls it, and its clock is right."""
        self.calm, self._strike = True, None
        self.clock.offset, self.clock.drift = timedelta(), 0.0

    # The observer of its own runs

    def asked(self, question: object) -> None:
        """Whether something is about to be written."""
        self._writes = isinstance(question, Commit) or (isinstance(question, Send) and not question.call.repeatable)

    def answered(self, question: object, answer: object) -> None:
        """Nothing."""

    # Its life

    def _lives(self) -> Steps[None]:
        bridge, soon, last = self.fresh(self), 0, ""
        while True:
            self._arm()
            ended: Report | BridgeError
            steps, cycle = 0, bridge.sync()
            try:
                while True:
                    yield next(cycle)
                    steps += 1
            except StopIteration as over:
                ended, self._steps = over.value, steps
            except BridgeError as error:
                ended = error
            self.done(self, ended)
            last, before = _told(ended), last
            soon = 0 if soon == SOON or last == before else soon + 1
            yield self.draw.choice(AGAIN).total_seconds() if soon else self._until_next()

    def _until_next(self) -> float:
        """All hosts of a world begin at about the same moment: schedules are whole hours."""
        over = self.clock.true.now().timestamp() % self.every.total_seconds()
        return self.every.total_seconds() - over + self.draw.uniform(0, TOGETHER)

    def _arm(self) -> None:
        """Draw what befalls this cycle, unless something is coming already."""
        if self.calm or self._strike is not None:
            return
        if self.clock.offset and self.draw.random() < SET_RIGHT:
            self.clock.offset = timedelta()
        for kind, chance in FAULTS.items():
            if self.draw.random() < chance * self.often.get(kind, 0.0):
                at_writes = self.draw.random() < 0.7
                self._strike = Strike(kind, self.draw.randint(1, 12 if at_writes else self._steps + 10), at_writes)

    def _struck(self) -> bool:
        """Whether it does not go on now."""
        strike = self._strike
        if strike is None or self._life is None:
            return False
        strike.left -= not strike.at_writes or self._writes
        if strike.left > 0:
            return False
        self._strike = None
        self.fired(strike.kind)
        if strike.kind == "clock jumps":
            self.clock.offset += self._off(1.0)
            return False
        if strike.kind == "killed":
            self._life.close()
            self._life = None
        self.wakes = self.clock.true.now() + self.draw.choice(MOMENTS)
        return True

    def _off(self, often: float) -> timedelta:
        reach = OFFSETS[: 4 if often < 1 else 6]
        return timedelta(seconds=self.draw.choice((-1, 1)) * self.draw.choice(reach))


def _told(ended: Report | BridgeError) -> str:
    """What a person in front of the host sees of a cycle: what is told, or the trouble."""
    return str(ended) if isinstance(ended, BridgeError) else str([*map(str, ended.problems)])
