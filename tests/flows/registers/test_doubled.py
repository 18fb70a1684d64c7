"""A list that shows a record under ids that nobody has: nothing is made of what is not there."""

from __future__ import annotations

import pytest

from severa_vnf import ServiceDown
from severa_vnf.testing.faults import Fault
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.office import Kind
from tests.flows.registers.office import A_DAY, Company, codes, contact, customer, item, open_office, project

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
SHOWN: dict[str, tuple[World, str, str]] = {
    "contacts": (contact("bos", "acme", theirs=None), "/contactpersons$", "contact"),
    "items": (item("B", "work_types", theirs=None), "/worktypes$", "inventory"),
    "projects": (project(1001, "acme", theirs=None), "/projects$", "project"),
}
"""A new record, the list that shows a hundred of it, and where it is made."""
ALIKE = [item("A", ours={"guid": guid}, theirs=None) for guid in ("old", "new")]


def shown_over_and_over(register: str) -> Company:
    """The list shows the new record a hundred times more, and each time under another id."""
    world, path, _ = SHOWN[register]
    office = open_office(customer("acme"), item("A"), world)
    office.strike("severa", Fault(Trouble.ENDLESS, "GET", path, nth=1))
    return office


@drivers
@pytest.mark.parametrize("register", SHOWN)
def test_what_only_a_list_shows(register: str, driver: Kind) -> None:
    """What nothing but an id tells from another, and is not to be found by it, is told: once, and nothing is made."""
    office = shown_over_and_over(register)
    before = len(office.all_theirs(SHOWN[register][2]))
    assert codes(office.sync(driver=driver)) == ["unreadable-record"]
    office.strike("severa")
    for _ in range(5):
        office.later(A_DAY)
        office.sync(driver=driver)
    assert len(office.all_theirs(SHOWN[register][2])) == before + 1
    assert office.bridge().problems() == ()
    assert not any(value for name, value in office.memory().items() if name.startswith(("begun", "waiting")))


@drivers
def test_two_that_are_there(driver: Kind) -> None:
    """Two that are both to be found by their ids are two: a person says what they are."""
    office = open_office(*ALIKE)
    report = office.sync("items", driver=driver)
    assert (codes(report), office.writes()) == (["several-of-one-code"], [])


@drivers
def test_one_that_cannot_be_read(driver: Kind) -> None:
    """Where one of them can't be read, nobody knows which is there: both wait, until it can be."""
    office = open_office(*ALIKE)
    office.strike("severa", Fault(Trouble.HTML_403, "GET", "/products/new$"))
    report = office.sync("items", driver=driver)
    assert (codes(report), office.writes()) == (["unreadable-record"] * 2, [])
    office.strike("severa")
    office.later(A_DAY)
    assert codes(office.sync("items", driver=driver)) == ["several-of-one-code"]


@drivers
def test_a_service_that_is_down_meanwhile(driver: Kind) -> None:
    """Where nothing can be looked at any more, the run ends."""
    office = open_office(*ALIKE)
    office.strike("severa", Fault(Trouble.UNREACHABLE, "GET", "/products/new$"))
    with pytest.raises(ServiceDown):
        office.sync("items", driver=driver)
    assert office.writes() == []
