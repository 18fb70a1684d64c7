"""Crash points: a cycle of the costs is stopped at every exchange and every commit, then begun anew until quiet.

`python -m tests.flows.costs.crash [SCENE ...]` tries all of them, or those scenes, and prints what came of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta

from attrs import frozen

from severa_vnf import LeaseLost, Settings
from severa_vnf.ports import MappingStore
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.crashes.points import PAUSES
from tests.crashes.points import _store as store_of
from tests.flows.costs.purchases import TODAY, Buyer, entry, line
from tests.flows.observers import Killed, Meanwhile, Stop
from tests.flows.office import Kind as Driver

KINDS = (Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE)
Fee = tuple[str, str, str]
"""The number of a project, what a fee says, and what it costs."""


@frozen
class Scene:
    """What a cycle has to do, and which fees and files are there when all is done."""

    name: str
    settings: Settings
    happens: Callable[[Buyer], None]
    fees: Mapping[Fee, int]
    files: Mapping[tuple[str, str], int]

    def set(self, store: MappingStore) -> Buyer:
        """The company, just before that cycle."""
        here = Buyer(settings=self.settings, store=store)
        self.happens(here)
        here.severa.requests.clear()
        here.vnf.requests.clear()
        return here


@frozen
class Score:
    """How many points were tried, and how many fees and files were there too often, or not often enough."""

    points: int = 0
    duplicates: int = 0
    lost: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.points + other.points, self.duplicates + other.duplicates, self.lost + other.lost)

    def __str__(self) -> str:
        return f"{self.points} points, duplicates {self.duplicates}, lost {self.lost}"


def _released(here: Buyer) -> None:
    here.begun()
    here.bill("1", line(100), line(100), line(7, "1002", "Wood"), line(3, "X"))
    here.bill("2", line(30), documentType="DebitAdj")
    here.batch("9", entry(5, "1003"), entry(-5, None))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"all of it")
    here.vnf.attach("supplier_invoice", "Invoice/1", "wood.pdf", b"of the wood", line=3)


def _one_line(here: Buyer) -> None:
    here.begun()
    here.bill("1", line(100))


def _adopted(here: Buyer) -> None:
    """The official integration was here before: of two alike lines it had carried one."""
    here.bill("1", line(100), line(100), line(7, "1002", "Wood"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"all of it")
    text = "Steel, 1, 50000 Staal & Co"
    fee = {"project": {"guid": here.project("1001")}, "eventDate": TODAY, "quantity": 1, "description": text}
    here.severa.load("project_fees", [{**fee, "unitCost": {"amount": 100, "currencyCode": "EUR"}}])


def _corrected(here: Buyer) -> None:
    """An amount changed, a line was moved to another project, and a batch was voided."""
    here.begun()
    here.bill("1", line(100), line(7, "1002", "Wood"))
    here.batch("9", entry(5, "1003"))
    here.cycle()
    here.amend("1", line(120), line(7, "1003", "Wood"))
    here.vnf.edit("journal_transaction", "ModuleGL/9", status="Voided")


STEEL, WOOD, BOOKED = "Steel, 1, 50000 Staal & Co", "Wood, 1, 50000 Staal & Co", "Steel, 9"
SCENES = (
    Scene(
        "released",
        Settings(),
        _released,
        {
            ("1001", STEEL, "100"): 2,
            ("1002", WOOD, "7"): 1,
            ("1001", "Steel, 2, 50000 Staal & Co", "-30"): 1,
            ("1003", BOOKED, "5"): 1,
        },
        {("1001", "scan.pdf"): 1, ("1002", "scan.pdf"): 1, ("1002", "wood.pdf"): 1},
    ),
    Scene("one line", Settings(), _one_line, {("1001", STEEL, "100"): 1}, {}),
    Scene(
        "adopted",
        Settings(go_live=date(2026, 10, 1)),
        _adopted,
        {("1001", STEEL, "100"): 2, ("1002", WOOD, "7"): 1},
        {("1001", "scan.pdf"): 1, ("1002", "scan.pdf"): 1},
    ),
    Scene(
        "corrected",
        Settings(),
        _corrected,
        {
            ("1001", STEEL, "100"): 1,
            ("1001", STEEL, "20"): 1,
            ("1002", WOOD, "7"): 1,
            ("1002", WOOD, "-7"): 1,
            ("1003", WOOD, "7"): 1,
            ("1003", BOOKED, "5"): 1,
            ("1003", BOOKED, "-5"): 1,
        },
        {},
    ),
)


def tally(here: Buyer, scene: Scene) -> Score:
    """Hold what Severa has against what it should have, now that all is quiet."""
    numbers = {one["guid"]: str(one["number"]) for one in here.world.severa["projects"]}
    fees = Counter(
        (numbers[fee["project"]["guid"]], str(fee["description"]), str(fee["unitCost"]["amount"]))
        for fee in here.fees()
    )
    files = Counter((numbers[one["projectGuid"]], str(one["name"])) for one in here.severa.documents("project_files"))
    pairs = ((fees, Counter(scene.fees)), (files, Counter(scene.files)))
    return Score(
        1,
        sum((there - wanted).total() for there, wanted in pairs),
        sum((wanted - there).total() for there, wanted in pairs),
    )


def killed(scene: Scene, driver: Driver, store: str) -> Score:
    """The process dies before each exchange and commit, and just after each: done, its answer never heard."""
    return sum(_killed(scene, driver, store), Score())


def _killed(scene: Scene, driver: Driver, store: str) -> Iterator[Score]:
    for when in ("before", "after"):
        point, more = 1, True
        while more:
            with store_of(store) as kept:
                here = scene.set(kept)
                stop = Stop(point, when)
                with suppress(Killed):
                    here.cycle(driver, stop)
                more = stop.dead
                if more:
                    here.clock.advance(timedelta(seconds=1))
                    here.until_quiet(driver)
                    yield tally(here, scene)
            point += 1


def answers_lost(scene: Scene, driver: Driver, kind: Kind) -> Score:
    """Each exchange in turn is struck by a fault, while the process lives on."""
    return sum(_struck(scene, driver, kind), Score())


def _struck(scene: Scene, driver: Driver, kind: Kind) -> Iterator[Score]:
    for name in ("severa", "vnf"):
        point = 0
        while True:
            point += 1
            here = scene.set(MemoryStore())
            service = {"severa": here.severa, "vnf": here.vnf}[name]
            service.faults = Faults([Fault(kind, path="^(?!.*token)", nth=point)])
            here.until_quiet(driver)
            if len(service.requests) < point:
                break
            yield tally(here, scene)


def two_hosts(scene: Scene, driver: Driver, pause: timedelta) -> Score:
    """One host is stopped at each exchange and commit; another works until quiet; the first goes on where it stood."""
    return sum(_two_hosts(scene, driver, pause), Score())


def _two_hosts(scene: Scene, driver: Driver, pause: timedelta) -> Iterator[Score]:
    point, more = 1, True
    while more:
        here = scene.set(MemoryStore())
        first = Meanwhile(point, _the_other(here, pause))
        with suppress(LeaseLost):
            here.cycle(driver, first)
        more = first.asked_so_far >= point
        if more:
            here.until_quiet(driver)
            yield tally(here, scene)
        point += 1


def _the_other(here: Buyer, pause: timedelta) -> Callable[[], None]:
    def works() -> None:
        here.clock.advance(pause)
        if pause > here.settings.lease:
            here.until_quiet()
            return
        with suppress(LeaseLost):
            here.cycle()

    return works


def main(*chosen: str) -> int:
    """Try every point of these scenes, or of all, and print."""
    whole = Score()
    for scene in SCENES:
        for driver in ("sync", "async") if scene.name in (chosen or [scene.name]) else ():
            score = killed(scene, driver, "memory") + killed(scene, driver, "sqlite")
            score += sum((answers_lost(scene, driver, kind) for kind in KINDS), Score())
            score += sum((two_hosts(scene, driver, pause) for pause in PAUSES), Score())
            print(f"{scene.name}, {driver} driver: {score}", flush=True)
            whole += score
    print(f"all: {whole}")
    return int(whole.duplicates + whole.lost > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
