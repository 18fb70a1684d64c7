"""The host that works for the company, and is killed now and then."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta

from attrs import define, field

from severa_vnf import Bridge, BridgeError, CustomerClasses, ItemClasses, LeaseLost, Settings
from severa_vnf.plan import Adopted, Created, Deferred, Refused, Report, Updated
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.worlds import World
from tests.flows.observers import Killed, Meanwhile, Stop
from tests.flows.office import Office
from tests.year.calendar import days

SETTINGS = Settings(
    item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
    customer_classes=CustomerClasses(default="DOMESTIC"),
)
BUSY = (Created, Adopted, Updated, Refused, Deferred)
DOUBTS = ("intents", "begun customers", "begun items", "begun projects", "payments waiting")
KINDS = (Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE)
TROUBLES = [Fault(kind, path="^(?!.*token)", probability=0.01) for kind in KINDS]
LONG = 200
"""Questions of a cycle: in a shorter one nobody meddles."""
MORNING, EVENING = time(8), time(17)


def office_of(world: World) -> Office:
    """Both simulators with quick lists, on the first morning of the year."""
    start = datetime.combine(days()[0], MORNING, UTC)
    return Office(
        world,
        SETTINGS,
        MemoryStore(),
        SimulatedClock(start),
        severa_switches={"page_cap": 1000, "rate_limit": None},
        vnf_switches={"calls_an_hour": 10_000_000, "max_page_size": 5000},
    )


@define
class Host:
    """Runs cycles until nothing is left to do. With `kills` left, some cycles are killed at a random question.

    With `meddle` every cycle is rough: answers are lost on the way, and somebody does something in the middle of it.
    """

    office: Office
    kills: int
    draw: random.Random
    meddle: Callable[[random.Random], None] | None = None
    killed: int = 0
    cycles: int = 0
    _bridge: Bridge | None = field(default=None, init=False)
    _asked: int = field(default=20, init=False)

    def work(self) -> None:
        """Cycles, five minutes apart, until one does nothing."""
        begun = self.cycles
        while not self._cycle():
            assert self.cycles < begun + 60, "never quiet"
            self.office.clock.advance(timedelta(minutes=5))

    def at(self, day: date, hour: time = MORNING) -> None:
        """It is that moment, unless it is later already."""
        moment = datetime.combine(day, hour, UTC)
        self.office.clock.advance(max(timedelta(), moment - self.office.clock.now()))

    def bridge(self) -> Bridge:
        """That of the process, or of a new one."""
        if self._bridge is None:
            self._bridge = self.office.bridge()
        return self._bridge

    def _cycle(self) -> bool:
        """One cycle; whether nothing was done in it."""
        self.cycles += 1
        if self.meddle is not None:
            return self._rough(self.meddle)
        if self.killed < self.kills and self.draw.random() < 0.5:
            return self._killed()
        report = self.bridge().sync()
        for service in (self.office.severa, self.office.vnf):
            service.requests.clear()
        return _did_nothing(report)

    def _rough(self, meddle: Callable[[random.Random], None]) -> bool:
        """A cycle in bad weather; whether nothing was done in it, and nothing is in doubt."""
        services, quiet = (self.office.severa, self.office.vnf), False

        def happens() -> None:
            with calm(services):
                meddle(self.draw)

        for service in services:
            service.faults = Faults(TROUBLES, seed=self.draw.randrange(2**30))
        with suppress(BridgeError):
            quiet = _did_nothing(self.office.bridge(Meanwhile(self.draw.randint(1, LONG), happens)).sync())
        for service in services:
            service.faults = Faults()
        return quiet and not any(self.office.known(space) for space in DOUBTS)

    def _killed(self) -> bool:
        """A process that dies somewhere, if it does not end before."""
        stop = Stop(self.draw.randint(1, self._asked + 20), self.draw.choice(("before", "after")))
        settings, quiet = self.office.settings, False
        with suppress(Killed, LeaseLost):
            report = self.office.bridge(stop).sync()
            quiet = _did_nothing(report)
        self.killed += stop.dead
        self._asked = max(20, stop.asked_so_far)
        self._bridge = None
        self.office.clock.advance(settings.takeover + timedelta(seconds=1))
        return quiet


def _did_nothing(report: Report) -> bool:
    return not any(isinstance(outcome, BUSY) for outcome in report.outcomes)


@contextmanager
def calm(services: Sequence[Simulator]) -> Iterator[None]:
    """A person meets no fault."""
    before = [one.faults for one in services]
    for one in services:
        one.faults = Faults()
    yield
    for one, faults in zip(services, before, strict=True):
        one.faults = faults
