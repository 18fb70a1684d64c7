"""What was done is not done again, and our own writes are nobody's edits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import World, demo_world, load_into
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    MINUTES,
    PLACE,
    SETTINGS,
    Company,
    address,
    communication,
    contact,
    customer,
    item,
    open_office,
    project,
)
from tests.registers.worlds import small

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
LISTS = {
    "severa": (
        "organizationdetails customers addresses contactpersons contactcommunications products worktypes "
        "travelexpensetypes projects"
    ),
    "vnf": "branch customer contact inventory project",
}
SENT = {"to", "value", "old"}
"""How a value is remembered that was sent, and not seen yet."""
LISTED = sorted(
    f"{name} GET {'/rest-api' if name == 'severa' else ''}/v1/{path}"
    for name, paths in LISTS.items()
    for path in paths.split()
)
"""What a run asks that finds nothing to do."""


def everything() -> Company:
    """A record of each kind, with what belongs to it, on both sides."""
    return open_office(
        customer("acme", theirs={"mainAddress": PLACE}),
        address("home", "acme", isVisitAddress=True),
        contact("bos", "acme"),
        communication("phone", "bos", "Phone", "020"),
        item("P"),
        item("W", "work_types"),
        item("T", "travel_expense_types"),
        project(1001, "acme"),
    )


@drivers
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("world", [demo_world, small])
def test_the_second_run(world: Callable[[], World], whole: bool, driver: Kind) -> None:
    """The second run writes nothing, and remembers nothing new of the records but that what was sent has come there."""
    office = Company(world(), SETTINGS)
    office.sync("customers", "items", "projects", driver=driver)
    before = office.memory()
    office.later()
    report = office.sync("customers", "items", "projects", driver=driver, whole=whole)
    assert (report.outcomes, office.writes()) == ((), [])
    assert came_back(office.memory()) == came_back(before)


def came_back(memory: Any) -> Any:
    """What is remembered once each value that was sent has been seen where it was sent to."""
    if not isinstance(memory, dict):
        return memory
    return memory["value"] if memory.keys() == SENT else {name: came_back(one) for name, one in memory.items()}


def test_what_was_sent_has_come() -> None:
    """Read whole, each of our writes is seen; then nothing is remembered as on its way."""
    office = Company(small(), SETTINGS)
    office.sync("customers", "items", "projects")
    assert office.memory() != came_back(office.memory())
    office.later()
    office.sync("customers", "items", "projects", whole=True)
    assert office.memory() == came_back(office.memory())


def test_a_day_later_only_lists_are_read() -> None:
    """A run that has nothing to do asks for each list once, and for no record by itself."""
    office = everything()
    for _ in range(3):
        office.later(A_DAY)
        office.sync()
    assert sorted(office.asked()) == LISTED


EDITS: dict[str, Callable[[Company], object]] = {
    "customer there": lambda office: office.vnf.edit("customer", "00010001", name="Other"),
    "customer here": lambda office: office.severa.edit("customers", "acme", notes="Other"),
    "address there": lambda office: office.vnf.edit("customer", "00010001", mainAddress={**PLACE, "city": "Gent"}),
    "address here": lambda office: office.severa.edit("addresses", "home", city="Gent"),
    "new address there": lambda office: office.vnf.edit("customer", "00010001", deliveryAddress={**PLACE, "city": "G"}),
    "contact there": lambda office: office.vnf.edit("contact", _contact(office), position="CFO"),
    "contact here": lambda office: office.severa.edit("contacts", "bos", jobTitle="CFO"),
    "telephone there": lambda office: office.vnf.edit("contact", _contact(office), phone2="112", email="a@b.example"),
    "telephone here": lambda office: office.severa.edit("communications", "phone", value="112"),
    "item there": lambda office: office.vnf.edit("inventory", "P", defaultPrice=7, description="Other"),
    "item here": lambda office: office.severa.edit("work_types", "w", name="Other"),
    "project": lambda office: office.severa.edit("projects", "project-1001", name="Other"),
    "number": lambda office: office.vnf.edit("customer", "00010001", number="00000777"),
}


def _contact(office: Company) -> str:
    return office.internal_id("contact", lastName="Bos")


@drivers
@pytest.mark.parametrize("edit", EDITS)
def test_no_echo(edit: str, driver: Kind) -> None:
    """What a run wrote comes back in the lists of the next one: it is neither written nor read again by itself."""
    office = everything()
    office.sync()
    office.later(A_DAY)
    EDITS[edit](office)
    office.sync(driver=driver)
    assert len(office.writes()) > 0
    before = office.memory()
    office.later()
    report = office.sync(driver=driver)
    assert (report.outcomes, office.writes()) == ((), [])
    assert sorted(office.asked()) == LISTED
    assert office.memory() == before


def test_another_headquarters() -> None:
    """That another address is the headquarters now is seen though no address changed."""
    office = open_office(
        customer("acme", theirs={"mainAddress": PLACE}, ours={"headquarterAddress": {"guid": "home"}}),
        address("home", "acme"),
        address("new home", "acme", city="Gent"),
    )
    office.sync()
    office.later(A_DAY)
    office.severa.edit("customers", "acme", headquarterAddress={"guid": "new home"})
    office.sync()
    assert office.theirs("customer")["mainAddress"]["city"] == "Gent"


def test_a_year_of_runs() -> None:
    """However often it runs, it only reads."""
    office = everything()
    office.sync()
    for span in (MINUTES, A_DAY, timedelta(days=365)):
        office.later(span)
        office.sync()
        assert office.writes() == []


class Timeless(SeveraSimulator):
    """A service that does not tell what time it is."""

    def handle(self, request: Request) -> Reply:
        """Answer without a date."""
        reply = super().handle(request)
        return evolve(reply, headers={name: value for name, value in reply.headers.items() if name != "Date"})


def test_a_service_that_does_not_tell_the_time() -> None:
    """Without the service's time a list is read from the newest stamp on, and whole where there is none."""
    office = everything()
    office.severa, office.vnf = Timeless(clock=office.clock), VnfSimulator(clock=office.clock)
    load_into(office.world, office.severa, office.vnf)
    office.sync()
    office.later()
    office.severa.edit("customers", "acme", notes="Other")
    office.sync()
    assert office.theirs("customer")["mainContact"]["attention"] == "Other"
