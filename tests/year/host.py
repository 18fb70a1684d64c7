"""The host that works for the company, and is killed now and then."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

from attrs import define, field

from severa_vnf import Bridge, CustomerClasses, ItemClasses, LeaseLost, Settings
from severa_vnf.plan import Adopted, Created, Deferred, Refused, Updated
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.worlds import World
from tests.flows.observers import Killed, Stop
from tests.flows.office import Office
from tests.year.calendar import days

SETTINGS = Settings(
    item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
    customer_classes=CustomerClasses(default="DOMESTIC"),
)
BUSY = (Created, Adopted, Updated, Refused, Deferred)
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
    """Runs cycles until nothing is left to do. With `kills` left, some cycles are killed at a random question."""

    office: Office
    kills: int
    draw: random.Random
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
        if self.killed < self.kills and self.draw.random() < 0.5:
            return self._killed()
        report = self.bridge().sync()
        for service in (self.office.severa, self.office.vnf):
            service.requests.clear()
        return not any(isinstance(outcome, BUSY) for outcome in report.outcomes)

    def _killed(self) -> bool:
        """A process that dies somewhere, if it does not end before."""
        stop = Stop(self.draw.randint(1, self._asked + 20), self.draw.choice(("before", "after")))
        settings, quiet = self.office.settings, False
        with suppress(Killed, LeaseLost):
            report = self.office.bridge(stop).sync()
            quiet = not any(isinstance(outcome, BUSY) for outcome in report.outcomes)
        self.killed += stop.dead
        self._asked = max(20, stop.asked_so_far)
        self._bridge = None
        self.office.clock.advance(settings.lease + settings.settle + timedelta(seconds=1))
        return quiet
