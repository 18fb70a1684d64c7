"""Real processes on one SQLite file and two services over HTTP: killed, stopped, with clocks off, amid faults."""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from attrs import evolve, frozen

from severa_vnf.send import SystemClock
from severa_vnf.stores import SqliteStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.http_server import HttpServer
from tests.chaos.host import CHOSEN, LEASE, TIMEOUT, Orders
from tests.chaos.process import Process, holds
from tests.flows.office import DRAFT, Office
from tests.swarm.checkers import CHECKERS
from tests.swarm.draws import PEOPLE, Draws
from tests.swarm.expected import expected
from tests.swarm.people import People
from tests.swarm.scene import Scene
from tests.swarm.world import company_of

SECRET = "s3cret-of-the-chaos"
SWITCHES = {"client_secret": SECRET}
OFFSETS = (0.0, 0.0, -0.4, 0.4, 600.0)
"""Seconds that a host's clock may be off."""
LIKELY, OFTEN = 0.002, 0.3
DOCUMENTS, CUSTOMERS = "/customer(invoice|CreditNote)$", "/customers?$"
TEMPTING = {
    "no-proof": (("POST", DOCUMENTS, Kind.OTHER_LOCATION),),
    "believed-404": (("GET", DOCUMENTS, Kind.GATEWAY_404), ("POST", DOCUMENTS, Kind.ANSWER_LOST)),
    "no-deadline": (("GET", CUSTOMERS, Kind.DRIP_BODY), ("GET", CUSTOMERS, Kind.SLOW)),
}
"""By what an engine that is broken so is harmed, each as often as that."""


@frozen
class Came:
    """What a chaos came to."""

    runs: int
    kills: int
    stops: int
    fired: Counter[str]
    wrong: list[str]
    well: int = 0
    made: int = 0
    """Documents."""
    longest: float = 0.0
    """Seconds that a run took at the most."""

    def lines(self) -> Iterator[str]:
        """For people."""
        yield f"{self.runs} runs, {self.well} of them well, the longest of {self.longest:.1f} s; {self.made} documents"
        yield f"{self.kills} kills, {self.stops} stops"
        yield from (f"  {kind}: {count}" for kind, count in sorted(self.fired.items()))
        yield from (f"WRONG {one}" for one in self.wrong)
        yield f"{len(self.wrong)} failures"


class Chaos:
    """A company, two or three hosts, and whoever torments them."""

    def __init__(self, folder: Path, seed: int, invoices: int, broken: str = "") -> None:
        self.draw = random.Random(f"chaos {seed}")
        world = company_of(Draws(seed=seed, days=1, hosts=2, invoices=invoices, often={})).world
        self.store = folder / "store.sqlite"
        self.office = Office(
            world,
            CHOSEN,
            SqliteStore(self.store),
            SystemClock(),
            timeout=TIMEOUT,
            severa_switches={**SWITCHES, "rate_limit": None},
            vnf_switches={**SWITCHES, "calls_an_hour": 10_000_000},
        )
        self.scene = Scene(self.office.severa, self.office.vnf, expected(world))
        self.people = People(self.office, self.scene, self.draw)
        for guid in [one["guid"] for one in world.severa["invoices"]]:
            self.people.move(guid, DRAFT)
        self.scene.look(people=True)
        self.kills = self.stops = 0
        self.fired: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.hosts: list[Process] = []
        self.broken = broken

    def live(self, seconds: float) -> Came:
        """Torment for so long, then let all come to rest, and judge."""
        with ExitStack() as stack:
            urls = [stack.enter_context(HttpServer(one)).url for one in (self.office.severa, self.office.vnf)]
            self._hosts(urls)
            stack.callback(self._end)
            self._begin(time.monotonic() + REST)
            self._torment(time.monotonic() + seconds)
            if not (self.broken and self._is_wrong()):
                self._rest()
        for host in self.hosts:
            self.wrong += host.wrong
            leaks = [one for one in host.said if SECRET in one]
            self.wrong += [f"the secret is in what {host.orders.name} says: {one[:2000]}" for one in leaks[:1]]
        self.wrong += [f"the secret is in {name}" for name in holds(self.store, SECRET)]
        runs, well = (sum(getattr(host, name) for host in self.hosts) for name in ("runs", "well"))
        longest = max(host.longest for host in self.hosts)
        return Came(runs, self.kills, self.stops, self.fired, self.wrong, well, len(self.scene.born), longest)

    def _hosts(self, urls: list[str]) -> None:
        for place in range(self.draw.choice((2, 3))):
            offset = self.draw.choice(OFFSETS)
            orders = Orders(f"host {place}", place % 2 == 1, *urls, str(self.store), SECRET, offset, broken=self.broken)
            self.hosts.append(Process(orders))

    def _begin(self, end: float) -> None:
        """The registers are linked before anything goes wrong, so that there are invoices to go wrong with."""
        while not any(host.well for host in self.hosts) and time.monotonic() < end:
            time.sleep(0.1)

    def _torment(self, end: float) -> None:
        faults = [self._faults() for _ in range(2)]
        self.office.severa.faults, self.office.vnf.faults = faults
        deeds = [*[self._work] * 10, self._stop, *([] if self.broken == "no-deadline" else [self._kill])]
        while time.monotonic() < end and not (self.broken and self._is_wrong()):
            self.draw.choice(deeds)()
            self._look(people=False)
            for host in self.hosts:
                host.look()
            time.sleep(self.draw.uniform(0.1, 1.5))
        self.office.severa.faults = self.office.vnf.faults = Faults()
        for one in faults:
            self.fired.update(map(str, one.fired.elements()))

    def _is_wrong(self) -> bool:
        return bool(self.wrong or any(host.wrong for host in self.hosts))

    def _faults(self) -> Faults:
        """All that there is; where something is broken, more of what it must withstand."""
        more = [Fault(kind, method, path, probability=OFTEN) for method, path, kind in TEMPTING.get(self.broken, ())]
        return Faults([*more, *(Fault(kind, probability=LIKELY) for kind in Kind)], seed=self.draw.randrange(2**30))

    def _kill(self) -> None:
        host = self.draw.choice(self.hosts)
        host.kill()
        host.start()
        self.kills += 1

    def _stop(self) -> None:
        self.draw.choice(self.hosts).stand_still(self.draw.choice((0.5, LEASE, CHOSEN.takeover.total_seconds() + 1)))
        self.stops += 1

    def _work(self) -> None:
        """Looking and working are one: what appears meanwhile is nobody's."""
        kind = self.draw.choice(PEOPLE)
        with self.office.severa._door, self.office.vnf._door:
            self._look(people=False)
            self.people.approve(2)
            self.fired[kind] += self.people.work(kind)
            self._look(people=True)

    def _look(self, *, people: bool) -> None:
        with self.office.severa._door, self.office.vnf._door:
            self.scene.look(people=people)
        if not people and not self.wrong:
            self.wrong += [f"{type(one).__name__}: {told}" for one in CHECKERS for told in one.now(self.scene)]

    def _rest(self) -> None:
        """Hosts with right clocks and calm services: soon all is settled or told."""
        with self.office.severa._door, self.office.vnf._door:
            self._look(people=False)
            self.people.approve()
            self.scene.look(people=True)
        for host in self.hosts:
            host.kill()
            host.orders = evolve(host.orders, offset=0.0)
            host.start()
        log, end, left = self.office.bridge(), time.monotonic() + REST, ["nothing was looked at"]
        while left and time.monotonic() < end:
            time.sleep(1.0)
            self._look(people=False)
            self.scene.problems = [entry.problem() for entry in log.problems()]
            left = [f"{type(one).__name__}, at rest: {told}" for one in CHECKERS for told in one.rest(self.scene)]
        self.wrong += left

    def _end(self) -> None:
        for host in self.hosts:
            host.kill()


REST = 60.0
"""Seconds after the last fault within which all is settled or told."""


def chaos(seconds: float, seed: int, invoices: int, broken: str = "") -> Came:
    """In a folder of its own. `broken`: with hosts whose engine is, and only until that is noticed."""
    with tempfile.TemporaryDirectory() as folder:
        return Chaos(Path(folder), seed, invoices, broken).live(seconds)
