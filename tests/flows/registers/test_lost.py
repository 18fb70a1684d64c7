"""What was made although its answer was lost is found again, and never made twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from severa_vnf import ServiceDown
from severa_vnf.testing.faults import Fault
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.observers import When
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    PLACE,
    Company,
    codes,
    contact,
    customer,
    item,
    open_office,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
NEW: dict[str, tuple[World, str, str]] = {
    "customer there": (customer("acme", theirs=None), "vnf", "/customer$"),
    "customer here": (customer("acme", ours=None, theirs={"mainAddress": PLACE}), "severa", "/customers$"),
    "item there": (item("A", theirs=None), "vnf", "/inventory$"),
    "item here": (item("A", "work_types", ours=None), "severa", "/worktypes$"),
}
"""A new record, and the service and path where it is made."""
COLLECTIONS = {"customer": ("customer", "customers"), "item": ("inventory", "work_types")}


def made(office: Company, name: str) -> int:
    """How many there are on the side where it is made."""
    theirs, ours = COLLECTIONS[name.split(maxsplit=1)[0]]
    if name.endswith("there"):
        return len(office.vnf.documents(theirs))
    return sum(not one.get("isInternal") for one in office.severa.documents(ours))


@drivers
@pytest.mark.parametrize("name", NEW)
def test_an_answer_that_is_lost(name: str, driver: Kind) -> None:
    """What was made although its answer was lost is found again at once, in either service."""
    world, system, path = NEW[name]
    office = open_office(world)
    office.strike(system, Fault(Trouble.ANSWER_LOST, method="POST", path=path, nth=1))
    report = office.sync("customers", "items", driver=driver)
    assert (report.counts, codes(report)) == ({"created": 1}, [])
    for _ in range(2):
        office.later()
        office.sync("customers", "items", driver=driver)
    assert (made(office, name), office.bridge().problems()) == (1, ())
    assert not any(office.memory()[f"begun {register}"] for register in ("customers", "items"))
    if name == "customer here":
        assert [one["city"] for one in office.severa.documents("addresses")] == ["Delft"]


@drivers
@pytest.mark.parametrize("name", NEW)
def test_one_that_never_arrived(name: str, driver: Kind) -> None:
    """What was lost on the way there is made again once it can't arrive late any more, and not before."""
    world, system, path = NEW[name]
    office = open_office(world)
    office.strike(system, Fault(Trouble.BAD_GATEWAY, method="POST", path=path, nth=1))
    assert codes(office.sync("customers", "items", driver=driver)) == ["waits-for-certainty-record"]
    office.later(timedelta(minutes=1))
    report = office.sync("customers", "items", driver=driver)
    assert (codes(report), report.counts, office.writes()) == (["waits-for-certainty-record"], {"held": 1}, [])
    assert made(office, name) == 0
    office.later(office.settings.takeover)
    report = office.sync("customers", "items", driver=driver)
    assert (report.counts, made(office, name)) == ({"created": 1}, 1)
    assert office.bridge().problems() == ()


@drivers
@pytest.mark.parametrize("name", ["customer there", "item there"])
def test_one_that_arrived_late(name: str, driver: Kind) -> None:
    """What arrives after the run that sent it is found by the next one, and not made again."""
    world, system, path = NEW[name]
    office = open_office(world)
    office.strike(system, Fault(Trouble.BAD_GATEWAY, method="POST", path=path, nth=1))
    office.sync("customers", "items", driver=driver)
    office.later()
    late = customer("acme", ours=None) if name == "customer there" else item("A", ours=None)
    for collection, documents in late.vnf.items():
        office.vnf.load(collection, documents)
    report = office.sync("customers", "items", driver=driver)
    assert (report.counts, made(office, name), office.bridge().problems()) == ({"adopted": 1}, 1, ())


@drivers
def test_a_lost_one_among_others(driver: Kind) -> None:
    """Of several that are made at once the lost one is told from the others by what it is."""
    office = open_office(*(item(code, theirs=None) for code in ("A", "B", "C")))
    office.strike("vnf", Fault(Trouble.ANSWER_LOST, method="POST", path="inventory$", nth=2))
    assert office.sync("items", driver=driver).counts == {"created": 3}
    links = office.known("links items")
    assert {guid: one["number"] for guid, one in links.items()} == {"a": "A", "b": "B", "c": "C"}


@drivers
def test_a_person_whose_answer_is_lost(driver: Kind) -> None:
    """A person that was made although the answer was lost is not made twice, on either side."""
    office = open_office(customer("acme"), contact("bos", "acme", theirs=None), contact("smit", "acme", ours=None))
    for system, path in (("vnf", "/contact$"), ("severa", "/contactpersons$")):
        office.strike(system, Fault(Trouble.ANSWER_LOST, method="POST", path=path, nth=1))
    for _ in range(4):
        office.sync("customers", driver=driver)
        office.later()
    names = [one["lastName"] for one in office.severa.documents("contacts")]
    assert (names, len(office.all_theirs("contact", businessAccount="00010001"))) == (["Bos", "Smit"], 2)
    assert office.bridge().problems() == ()


@drivers
def test_an_address_whose_answer_is_lost(driver: Kind) -> None:
    """A part that may still arrive is waited for, and its record is left alone so long; then it is looked at again."""
    office = open_office(customer("acme", theirs={"mainAddress": PLACE}))
    office.strike("severa", Fault(Trouble.ANSWER_LOST, method="POST", path="addresses$", nth=1))
    assert codes(office.sync("customers", driver=driver)) == ["service-trouble"]
    office.later(timedelta(minutes=1))
    assert codes(office.sync("customers", driver=driver)) == ["waits-for-certainty-record"]
    office.later(office.settings.takeover)
    office.sync("customers", driver=driver)
    assert [one["city"] for one in office.severa.documents("addresses")] == ["Delft"]
    assert (office.bridge().problems(), office.memory()["begun customers"]) == ((), {})


@drivers
def test_what_was_made_cannot_be_looked_at(driver: Kind) -> None:
    """A run that ends between making and looking leaves a record that the next one finds."""
    office = open_office(item("A", theirs=None))
    office.sync("classes")
    office.strike("vnf", *(Fault(Trouble.UNREACHABLE, "GET", "inventory$", nth=nth) for nth in range(2, 12)))
    with pytest.raises(ServiceDown):
        office.sync("items", driver=driver)
    assert len(office.vnf.documents("inventory")) == 1
    office.strike("vnf")
    office.later()
    assert office.sync("items", driver=driver).counts == {"adopted": 1}
    assert len(office.vnf.documents("inventory")) == 1


@drivers
def test_a_number_that_no_list_shows_yet(driver: Kind) -> None:
    """What is made and not in the list of changes yet is read by the number that it was given."""
    office = open_office(item("A", theirs=None), vnf_switches={"max_page_size": 1})
    office.sync("classes")
    office.strike("vnf", Fault(Trouble.SHIFT, "GET", "inventory$", nth=2))
    hidden = When("GET", "/v1/inventory", lambda: _stamp(office, "A", "2020-01-01T00:00:00"))
    assert office.sync("items", driver=driver, observer=hidden).counts == {"created": 1}
    assert any(one.endswith("/inventory/A") for one in office.asked())


def _stamp(office: Company, code: str, stamp: str) -> None:
    for record in office.vnf._world.shelves["inventory"].records.values():
        record.wire["lastModifiedDateTime"] = stamp


RENAMED: dict[str, tuple[World, str, dict[str, str]]] = {
    "customers": (customer("acme", theirs=None), "acme", {"name": "Zenith B.V."}),
    "items": (item("A", theirs=None), "a", {"code": "Z"}),
    "contacts": (contact("bos", "acme", theirs=None), "bos", {"lastName": "Zwart"}),
}
"""A new record of each register, and what a person makes of its name or code."""
PLACES = {
    "customers": ("customers", "customer"),
    "items": ("products", "inventory"),
    "contacts": ("contacts", "contact"),
}


def lost_then_renamed(register: str, lost: Trouble) -> Company:
    """Nobody knows whether it was made; before anybody looks again a person has renamed it where it was made from."""
    world, key, edit = RENAMED[register]
    ours, theirs = PLACES[register]
    office = open_office(world, *([customer("acme")] if register == "contacts" else []))
    office.strike("vnf", Fault(lost, "POST", f"/{theirs}$", nth=1), Fault(Trouble.LAGGING_LIST, "GET", f"/{theirs}$"))
    office.sync("customers", "items")
    office.strike("vnf")
    office.severa.edit(ours, key, **edit)
    office.later(A_DAY)
    return office


@drivers
@pytest.mark.parametrize("register", RENAMED)
def test_one_that_was_renamed_since(register: str, driver: Kind) -> None:
    """What may have been made is known by what it was called when it was sent, though it is called otherwise now."""
    office = lost_then_renamed(register, Trouble.ANSWER_LOST)
    before = len(office.all_theirs(PLACES[register][1]))
    for _ in range(2):
        office.sync("customers", "items", driver=driver)
        office.later()
    assert len(office.all_theirs(PLACES[register][1])) == before
    assert (len(office.known(f"links {register}")), office.known(f"begun {register}")) == (1, {})
    told = "number-changed" if register == "items" else "never-agreed"
    assert [one.problem().code for one in office.bridge().problems()] == [told]


@drivers
def test_one_from_there_that_was_renamed_since(driver: Kind) -> None:
    """So it is with what is made in Severa."""
    office = open_office(customer("acme", ours=None))
    office.strike(
        "severa",
        Fault(Trouble.ANSWER_LOST, "POST", "/customers$", nth=1),
        Fault(Trouble.LAGGING_LIST, "GET", "/customers$"),
    )
    office.sync("customers")
    office.strike("severa")
    office.vnf.edit("customer", "00010001", name="Zenith B.V.")
    office.later(A_DAY)
    report = office.sync("customers", driver=driver)
    assert (report.counts, codes(report), made(office, "customer here")) == ({"adopted": 1}, ["never-agreed"], 1)


@drivers
def test_one_that_never_arrived_and_was_renamed(driver: Kind) -> None:
    """What never arrived is known by its new name alone: a twin that a person made is linked, and none is made."""
    office = lost_then_renamed("customers", Trouble.BAD_GATEWAY)
    for collection, documents in customer("zenith", "00010002", ours=None, theirs={"mainContact": None}).vnf.items():
        office.vnf.load(collection, documents)
    report = office.sync("customers", driver=driver)
    assert (report.counts, codes(report), made(office, "customer there")) == ({"adopted": 1}, [], 1)
