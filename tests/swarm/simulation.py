"""One world from its first to its last day: hosts, people, two services and what is under way, in one process."""

from __future__ import annotations

import heapq
import random
import traceback
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from attrs import frozen

from severa_vnf import BridgeError, Settings
from severa_vnf.plan import Report
from severa_vnf.ports import MappingStore
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Faults
from severa_vnf.wire.paging import SMALLEST_CAP
from tests.flows.office import DRAFT, Office
from tests.swarm.checkers import CHECKERS, Checker
from tests.swarm.clocks import HostClock
from tests.swarm.draws import PEOPLE, Draws
from tests.swarm.driver import SteppedBridge, SteppedSender
from tests.swarm.expected import expected
from tests.swarm.hosts import Host
from tests.swarm.network import Parcel, Wire
from tests.swarm.people import People
from tests.swarm.scene import Scene
from tests.swarm.weather import weather
from tests.swarm.world import company_of
from tests.year.host import SETTINGS

CYCLES = 40
"""Within so many cycles, and so many times as long, after the last fault all is settled or told."""
LATE = timedelta(minutes=45)
FEW = 4
"""At least so many end well before all counts as at rest."""
HOURS = 5.0
"""Between two things that people do."""
BATCH = 2
"""So many invoices are approved at once, usually."""
SPANS = (timedelta(hours=6), timedelta(hours=10), timedelta(hours=20))
"""Between two cycles of a host."""


@frozen
class Failure:
    """What a checker said, when, and after how many steps."""

    checker: str
    told: str
    phase: str
    step: int
    at: str

    def __str__(self) -> str:
        return f"{self.checker}, in {self.phase}, step {self.step}, {self.at}: {self.told}"


@frozen
class Lived:
    """A world that was lived through, or failed on the way. `fired` counts faults by kind."""

    draws: Draws
    steps: int
    days: float
    fired: Counter[str]
    failure: Failure | None
    cycles: int = 0
    trace: Sequence[str] = ()


class _Wrong(Exception):
    """A checker says so."""


class Simulation:
    """A world. `live` plays it from its beginning to its end."""

    def __init__(
        self,
        draws: Draws,
        checkers: Sequence[Checker] = CHECKERS,
        store: MappingStore | None = None,
        settings: Settings = SETTINGS,
        cycles: int = CYCLES,
    ) -> None:
        self.draws, self.checkers, self.most = draws, checkers, cycles
        self.fired: Counter[str] = Counter()
        self.steps = self.cycles = self.well = 0
        self.phase, self.approvals = "safety", 0
        self.trace: list[str] = []
        company = company_of(draws)
        self.office = Office(
            company.first,
            settings,
            store or MemoryStore(),
            severa_switches={"page_cap": max(SMALLEST_CAP, draws.page)},
            vnf_switches={"calls_an_hour": 10_000_000, "max_page_size": draws.page},
        )
        self.clock = self.office.clock
        self.scene = Scene(self.office.severa, self.office.vnf, expected(company.world, draws.often))
        self.people = People(self.office, self.scene, self._chance("people"), [*company.newcomers])
        self._post: list[tuple[Any, int, Parcel]] = []
        self._order = count()
        self._turn = self._chance("turns")
        self._touched = True
        for one in self.office.severa.documents("invoices"):
            self.people.move(one["guid"], DRAFT)
        self.scene.look(people=True)
        self.hosts = [self._host(place) for place in range(draws.hosts)]
        self.services = (self.office.severa, self.office.vnf)
        self.faults = [weather(draws, service.name) for service in self.services]
        for service, faults in zip(self.services, self.faults, strict=True):
            service.faults = faults
        self._next_person = self.clock.now()

    def live(self) -> Lived:
        """Safety, then liveness. What a checker says ends it."""
        begin, failure = self.clock.now(), None
        try:
            self._safety(begin + timedelta(days=self.draws.days))
            self._liveness()
        except _Wrong as wrong:
            failure = wrong.args[0]
        except Exception as error:  # noqa: BLE001 - whatever else leaves a run is a failure of its own
            at = traceback.extract_tb(error.__traceback__)[-1]
            failure = self._failure("OnlyBridgeErrorsLeave", f"{error!r} at {Path(at.filename).name}:{at.lineno}")
        for faults in self.faults:
            self.fired.update(map(str, faults.fired.elements()))
        days = (self.clock.now() - begin).total_seconds() / 86400
        return Lived(self.draws, self.steps, days, self.fired, failure, self.cycles, self.trace[-40:])

    # The two phases

    def _safety(self, end: Any) -> None:
        while self.clock.now() < end:
            self._step()

    def _liveness(self) -> None:
        """Faults end, clocks are right, and people only approve."""
        self.phase, self.well, self.approvals = "liveness", 0, 2
        for service in self.services:
            service.faults = Faults()
        for host in self.hosts:
            host.quiet()
            host.every = timedelta(hours=1)
            host.wakes = min(host.wakes, self.clock.now() + timedelta(hours=1))
        self._next_person, late = self.clock.now(), self.clock.now() + self.most * LATE
        begun = self.cycles
        while True:
            seen = self.cycles
            while self.cycles == seen:
                self._step()
            self.scene.problems = self._open_problems()
            self.scene.allow_refused_deletions()
            wrong = [found for one in self.checkers for found in _said(one, one.rest(self.scene))]
            if self.well >= FEW and not wrong:
                return
            if self.cycles - begun > self.most and self.clock.now() > late:
                self._judge(*wrong, ("NoRunEverEnds", "no run ends well any more"))

    def _step(self) -> None:
        """What is due next: a parcel arrives, a person works, or one of the hosts that are due goes one step on."""
        arrives = self._post[0][0] if self._post else None
        wakes = min(host.wakes for host in self.hosts)
        moment = min(one for one in (arrives, wakes, self._next_person) if one is not None)
        if moment > self.clock.now():
            self.clock.advance(moment - self.clock.now())
        self.steps += 1
        now = self.clock.now()
        if arrives is not None and arrives <= now:
            self._arrive(heapq.heappop(self._post)[2])
        elif self._next_person <= now:
            self._somebody_works()
        else:
            self._turn.choice([host for host in self.hosts if host.wakes <= now]).step()
        if self._touched:
            self._touched = False
            self.scene.look()
            self.scene.allow_look_alikes()
            self._judge(*(found for one in self.checkers for found in _said(one, one.now(self.scene))))

    def _arrive(self, parcel: Parcel) -> None:
        parcel.arrive()
        request = parcel.request
        if request.method != "GET" and "token" not in request.path:
            self._touched = True
            self._say(f"{request.method} {request.path} -> {parcel.reply}"[:200])

    def _somebody_works(self) -> None:
        chance = self.people.draw
        self._next_person += timedelta(hours=chance.expovariate(1 / HOURS))
        if self.phase == "safety":
            often = self.draws.invoices / (self.draws.days * 24 / HOURS) / BATCH
            self.people.approve(chance.randint(1, 2 * BATCH - 1) if chance.random() < often else 0)
        else:
            self.people.approve(None if self.approvals else 0)
            self.approvals = max(0, self.approvals - 1)
        kinds = [kind for kind in PEOPLE if kind in self.draws.often] if self.phase == "safety" else []
        weights = [self.draws.often[kind] for kind in kinds]
        for kind in chance.choices(kinds, weights) if kinds else []:
            if self.people.work(kind):
                self.fired[kind] += 1
                self._say(kind)
        self.scene.look(people=True)

    def _judge(self, *said: tuple[str, str]) -> None:
        for checker, told in said:
            raise _Wrong(self._failure(checker, told))

    def _failure(self, checker: str, told: str) -> Failure:
        return Failure(checker, told[:300], self.phase, self.steps, f"{self.clock.now():%Y-%m-%d %H:%M:%S}")

    def _open_problems(self) -> Sequence[Any]:
        return [entry.problem() for entry in self.office.bridge().problems()]

    # Its parts

    def _chance(self, whose: str) -> random.Random:
        return random.Random(f"{whose} {self.draws.seed}")

    def _host(self, place: int) -> Host:
        draw = self._chance(f"host {place}")
        return Host(
            name=f"host {place}",
            clock=HostClock(self.clock),
            draw=draw,
            every=self._chance("hosts").choice(SPANS),
            often=self.draws.often,
            fresh=self._bridge,
            done=self._heard,
            fired=self._befell,
            wakes=self.clock.now() + timedelta(seconds=draw.uniform(0, 60)),
        )

    def _befell(self, kind: str) -> None:
        self.fired[kind] += 1
        self._say(kind)

    def _bridge(self, host: Host) -> SteppedBridge:
        """That of a new process."""
        senders = []
        for client, service in zip(self.office.clients(), self.services, strict=True):
            wire = Wire(
                service,
                host.draw,
                self._mail,
                0.1 * self.draws.often.get("request late", 0.0),
                dawdled=lambda: self._befell("request late"),
            )
            senders.append(SteppedSender(wire, client.account, client._pace, None, 5, host.clock))
        abreast = host.draw if host.name != "host 0" else None
        return SteppedBridge(
            *senders,
            self.office.store,
            abreast,
            settings=self.office.settings,
            tenant="acme",
            clock=host.clock,
            observer=host,
            host=host.name,
        )

    def _mail(self, parcel: Parcel, under_way: timedelta) -> None:
        heapq.heappush(self._post, (self.clock.now() + under_way, next(self._order), parcel))

    def _heard(self, host: Host, ended: Report | BridgeError) -> None:
        self.cycles += 1
        self._touched = True
        self.scene.ended = None if isinstance(ended, Report) else ended
        if isinstance(ended, Report):
            self.well += 1
            self.scene.problems = ended.problems
            self._say(f"{host.name}: {ended.counts} {[one.code for one in ended.problems]}")
        else:
            self._say(f"{host.name}: {type(ended).__name__} {ended}"[:150])

    def _say(self, told: str) -> None:
        self.trace.append(f"{self.steps} {self.clock.now():%m-%d %H:%M:%S} {told}")


def _said(checker: Checker, told: Any) -> list[tuple[str, str]]:
    return [(type(checker).__name__, one) for one in told]
