"""Crash points: a cycle of the registers is stopped at every exchange and every commit, then begun anew until quiet.

`python -m tests.registers.crash [CASE ...]` tries all of them, or those cases, and prints what came of it.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import timedelta

from attrs import frozen

from severa_vnf import LeaseLost
from severa_vnf.ports import MappingStore
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.vnf.paths import at
from severa_vnf.testing.worlds import World
from tests.crashes.points import PAUSES
from tests.crashes.points import _store as store_of
from tests.flows.observers import Killed, Meanwhile, Stop
from tests.flows.office import Kind as Driver
from tests.flows.office import Office
from tests.registers.agreement import complaints
from tests.registers.both import look
from tests.registers.people import People
from tests.registers.quiet import cycle, until_quiet
from tests.registers.worlds import SETTINGS, Where, customer, ground, item, joined, project

KINDS = (Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE)
ALIKE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "severa": {
        "customers": ("name",),
        "addresses": ("customer.guid", "addressline", "city"),
        "contacts": ("customer.guid", "lastName"),
        "communications": ("contact.guid", "communicationType.type"),
        "products": ("code",),
        "work_types": ("code",),
        "travel_expense_types": ("code",),
        "projects": ("number",),
    },
    "vnf": {
        "customer": ("name",),
        "contact": ("businessAccount", "lastName"),
        "inventory": ("inventoryNumber",),
        "project": ("projectID",),
        "project_task": ("projectID", "taskId"),
    },
}
"""By what two records of these worlds are told to be one."""


@frozen
class Case:
    """What a cycle has to do: the records there are, and what persons did to them after a first cycle."""

    world: World
    streams: tuple[str, ...]
    edits: Callable[[Office], None] | None = None

    def office(self, store: MappingStore) -> Office:
        """The company, just before the cycle."""
        office = Office(self.world, SETTINGS, store=store)
        if self.edits is not None:
            until_quiet(office, "sync", *self.streams)
            self.edits(office)
            for service in (office.severa, office.vnf):
                service.requests.clear()
        return office


@frozen
class Score:
    """How many points were tried, how many records are double, and on how much the services do not agree."""

    points: int = 0
    duplicates: int = 0
    lost: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.points + other.points, self.duplicates + other.duplicates, self.lost + other.lost)

    def __str__(self) -> str:
        return f"{self.points} points, duplicates {self.duplicates}, lost {self.lost}"


def _customers_edited(office: Office) -> None:
    office.severa.edit("customers", "customer-0000000", name="Renamed", notes="Two\nlines")
    office.severa.edit("addresses", "address-0000000", city="Delft")
    office.severa.edit("communications", "phone-0000000", value="112")
    office.severa.edit("contacts", "contact-0000000", jobTitle="CEO")
    second = office.vnf.documents("customer")[1]
    contact = {**second["mainContact"], "email": "new@1.example"}
    address = {**second["invoiceAddress"], "city": "Utrecht"}
    office.vnf.edit("customer", second["number"], number="00000777", mainContact=contact, invoiceAddress=address)
    people = office.vnf.documents("contact")
    office.vnf.edit("contact", str(people[2]["contactId"]), position="CFO", phone1="911")


def _items_edited(office: Office) -> None:
    office.severa.edit("products", "item-0000000", name="Renamed", isActive=False)
    office.severa.edit("work_types", "item-0000001", name="Other work")
    office.vnf.edit("inventory", "I/000002", description="Renamed there", defaultPrice=7)


def _projects_edited(office: Office) -> None:
    office.severa.edit("projects", "project-0000000", name="Renamed", isClosed=True)
    office.severa.edit("projects", "project-0000001", customer={"guid": "customer-0000001"})


def _world(where: Where, customers: int = 0, items: int = 0, projects: int = 0, payers: Where = "both") -> World:
    return joined(
        ground(nextCustomerNumber=900, nextProjectNumber=900),
        *(customer(place, payers if projects else where) for place in range(customers)),
        *(item(place, where) for place in range(items)),
        *(project(place, 0, where) for place in range(projects)),
    )


CASES: Mapping[str, Case] = {
    "customers made in Visma.net": Case(_world("severa", customers=2), ("customers",)),
    "customers made in Severa": Case(_world("vnf", customers=2), ("customers",)),
    "customers linked and renumbered": Case(_world("renumbered", customers=5), ("customers",)),
    "customers changed": Case(_world("both", customers=2), ("customers",), _customers_edited),
    "items made in Visma.net": Case(_world("severa", items=3), ("items",)),
    "items made in Severa": Case(_world("vnf", items=3), ("items",)),
    "items linked": Case(_world("both", items=3), ("items",)),
    "items changed": Case(_world("both", items=3), ("items",), _items_edited),
    "projects made in Visma.net": Case(_world("severa", customers=1, projects=2), ("customers", "projects")),
    "projects linked": Case(_world("both", customers=1, projects=2), ("customers", "projects")),
    "projects changed": Case(_world("both", customers=2, projects=2), ("customers", "projects"), _projects_edited),
}


def tally(office: Office, people: People, streams: tuple[str, ...]) -> Score:
    """Hold both services against each other, now that all is quiet."""
    double = 0
    for service in (office.severa, office.vnf):
        for name, keys in ALIKE[service.name].items():
            counted = Counter(tuple(at(one, key) for key in keys) for one in service.documents(name))
            double += sum(count - 1 for count in counted.values())
    told = complaints(look(office.severa, office.vnf, office.bridge()), people.made)
    return Score(1, double, len(told))


def killed(case: Case, driver: Driver, store: str) -> Score:
    """The process dies before each exchange and commit, and just after each: done, its answer never heard."""
    return sum(_killed(case, driver, store), Score())


def _killed(case: Case, driver: Driver, store: str) -> Iterator[Score]:
    for when in ("before", "after"):
        point, more = 1, True
        while more:
            with store_of(store) as kept:
                here = case.office(kept)
                people = People(here, lambda strategy: None)
                stop = Stop(point, when)
                with suppress(Killed):
                    cycle(here, driver, stop, *case.streams)
                more = stop.dead
                if more:
                    here.clock.advance(here.settings.lease + here.settings.settle)
                    until_quiet(here, driver, *case.streams)
                    yield tally(here, people, case.streams)
            point += 1


def answers_lost(case: Case, driver: Driver, kind: Kind) -> Score:
    """Each exchange in turn is struck by a fault, while the process lives on."""
    return sum(_struck(case, driver, kind), Score())


def _struck(case: Case, driver: Driver, kind: Kind) -> Iterator[Score]:
    for name in ("severa", "vnf"):
        point = 0
        while True:
            point += 1
            here = case.office(MemoryStore())
            people = People(here, lambda strategy: None)
            service = {"severa": here.severa, "vnf": here.vnf}[name]
            service.faults = Faults([Fault(kind, path="^(?!.*token)", nth=point)])
            until_quiet(here, driver, *case.streams)
            if len(service.requests) < point:
                break
            yield tally(here, people, case.streams)


def two_hosts(case: Case, driver: Driver, pause: timedelta) -> Score:
    """One host is stopped at each exchange and commit; another works until quiet; the first goes on where it stood."""
    return sum(_two_hosts(case, driver, pause), Score())


def _two_hosts(case: Case, driver: Driver, pause: timedelta) -> Iterator[Score]:
    point, more = 1, True
    while more:
        here = case.office(MemoryStore())
        people = People(here, lambda strategy: None)
        first = Meanwhile(point, _the_other(here, pause, case.streams))
        with suppress(LeaseLost):
            here.using(driver, lambda bridge: bridge.sync(*case.streams), first)
        more = first.asked_so_far >= point
        if more:
            until_quiet(here, driver, *case.streams)
            yield tally(here, people, case.streams)
        point += 1


def _the_other(here: Office, pause: timedelta, streams: tuple[str, ...]) -> Callable[[], None]:
    def works() -> None:
        here.clock.advance(pause)
        if pause > here.settings.lease:
            until_quiet(here, "sync", *streams)
            return
        with suppress(LeaseLost):
            cycle(here, "sync", None, *streams)

    return works


def main(*chosen: str) -> int:
    """Try every point of these cases, or of all, and print."""
    whole = Score()
    for name in chosen or CASES:
        case = CASES[name]
        for driver in ("sync", "async"):
            score = killed(case, driver, "memory") + killed(case, driver, "sqlite")
            score += sum((answers_lost(case, driver, kind) for kind in KINDS), Score())
            score += sum((two_hosts(case, driver, pause) for pause in PAUSES), Score())
            print(f"{name}, {driver} driver: {score}", flush=True)
            whole += score
    print(f"all: {whole}")
    return int(whole.duplicates + whole.lost > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
