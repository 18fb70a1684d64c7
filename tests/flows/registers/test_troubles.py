"""What a service refuses, loses or puts off is done later, and never twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from severa_vnf import ServiceDown
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.observers import When
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    PLACE,
    SETTINGS,
    Company,
    codes,
    contact,
    customer,
    described,
    item,
    open_office,
    project,
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


def strike(office: Company, system: str, *faults: Fault) -> None:
    """One of the services has these troubles."""
    (office.severa if system == "severa" else office.vnf).faults = Faults(faults)


def made(office: Company, name: str) -> int:
    """How many there are on the side where it is made."""
    theirs, ours = COLLECTIONS[name.split(maxsplit=1)[0]]
    if name.endswith("there"):
        return len(office.vnf.documents(theirs))
    return sum(not one.get("isInternal") for one in office.severa.documents(ours))


@drivers
@pytest.mark.parametrize("name", NEW)
def test_an_answer_that_is_lost(name: str, driver: Kind) -> None:
    """What was made although its answer was lost is found again: in Visma.net at once, in Severa by the next run."""
    world, system, path = NEW[name]
    office = open_office(world)
    strike(office, system, Fault(Trouble.ANSWER_LOST, method="POST", path=path, nth=1))
    report = office.sync("customers", "items", driver=driver)
    assert report.counts == ({"created": 1} if system == "vnf" else {"deferred": 1})
    assert codes(report) == ([] if system == "vnf" else ["waits-for-certainty-record"])
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
    strike(office, system, Fault(Trouble.BAD_GATEWAY, method="POST", path=path, nth=1))
    assert codes(office.sync("customers", "items", driver=driver)) == ["waits-for-certainty-record"]
    office.later(timedelta(minutes=1))
    report = office.sync("customers", "items", driver=driver)
    assert (codes(report), report.counts, office.writes()) == (["waits-for-certainty-record"], {"held": 1}, [])
    assert made(office, name) == 0
    office.later(office.settings.lease + office.settings.settle)
    report = office.sync("customers", "items", driver=driver)
    assert (report.counts, made(office, name)) == ({"created": 1}, 1)
    assert office.bridge().problems() == ()


@drivers
@pytest.mark.parametrize("name", ["customer there", "item there"])
def test_one_that_arrived_late(name: str, driver: Kind) -> None:
    """What arrives after the run that sent it is found by the next one, and not made again."""
    world, system, path = NEW[name]
    office = open_office(world)
    strike(office, system, Fault(Trouble.BAD_GATEWAY, method="POST", path=path, nth=1))
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
    strike(office, "vnf", Fault(Trouble.ANSWER_LOST, method="POST", path="inventory$", nth=2))
    assert office.sync("items", driver=driver).counts == {"created": 3}
    links = office.known("links items")
    assert {guid: one["number"] for guid, one in links.items()} == {"a": "A", "b": "B", "c": "C"}


@drivers
def test_a_person_whose_answer_is_lost(driver: Kind) -> None:
    """A person that was made although the answer was lost is not made twice, on either side."""
    office = open_office(customer("acme"), contact("bos", "acme", theirs=None), contact("smit", "acme", ours=None))
    for system, path in (("vnf", "/contact$"), ("severa", "/contactpersons$")):
        strike(office, system, Fault(Trouble.ANSWER_LOST, method="POST", path=path, nth=1))
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
    strike(office, "severa", Fault(Trouble.ANSWER_LOST, method="POST", path="addresses$", nth=1))
    assert codes(office.sync("customers", driver=driver)) == ["service-trouble"]
    office.later(timedelta(minutes=1))
    assert codes(office.sync("customers", driver=driver)) == ["waits-for-certainty-record"]
    office.later(office.settings.lease + office.settings.settle)
    office.sync("customers", driver=driver)
    assert [one["city"] for one in office.severa.documents("addresses")] == ["Delft"]
    assert (office.bridge().problems(), office.memory()["begun customers"]) == ((), {})


@drivers
def test_refused_by_visma_net(driver: Kind) -> None:
    """What Visma.net refuses is told in its own words, holds up nobody, and is tried again."""
    office = open_office(customer("acme", theirs=None), customer("bolt", "00010002", theirs=None))
    office.settings = evolve(SETTINGS, credit_terms={30: "NO SUCH"})
    office.severa.edit("customers", "bolt", paymentTerm=14)
    report = office.sync("customers", driver=driver)
    assert (sorted(described(report)), codes(report)) == ([("created", "bolt"), ("refused", "acme")], ["write-refused"])
    assert "Visma.net refuses the record" in report.problems[0].text()
    office.settings = SETTINGS
    office.later(A_DAY)
    assert described(office.sync("customers", driver=driver)) == [("created", "acme")]
    assert office.bridge().problems() == ()


@drivers
def test_refused_by_severa(driver: Kind) -> None:
    """So is what Severa refuses: here a name that another customer, which never crosses, has there."""
    office = open_office(customer("acme", ours=None, theirs={"name": "Vermeer Advies B.V."}))
    report = office.sync("customers", driver=driver)
    assert (report.counts, codes(report)) == ({"refused": 1}, ["write-refused"])
    office.vnf.edit("customer", "00010001", name="Another")
    office.later()
    assert (office.sync("customers", driver=driver).counts, office.bridge().problems()) == ({"created": 1}, ())


@drivers
def test_an_edit_that_is_refused(driver: Kind) -> None:
    """A change that is refused is told, and what was agreed stays agreed: it crosses when it can."""
    office = open_office(customer("acme"), customer("bolt", "00010002"))
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("customer", "00010001", name="Bolt B.V.")
    report = office.sync("customers", driver=driver)
    assert (described(report), codes(report)) == ([("refused", "acme")], ["write-refused"])
    office.severa.edit("customers", "bolt", name="Other")
    office.later()
    office.sync("customers", driver=driver)
    office.later()
    office.sync("customers", driver=driver)
    assert office.ours("customers", "acme")["name"] == "Bolt B.V."
    assert office.theirs("customer", number="00010002")["name"] == "Other"


@drivers
@pytest.mark.parametrize("system", ["severa", "vnf"])
@pytest.mark.parametrize("kind", [Trouble.TOO_MANY, Trouble.UNREACHABLE])
def test_a_service_that_takes_no_writes(system: str, kind: Trouble, driver: Kind) -> None:
    """A service that is too busy, or out of reach, for each write puts off what goes there; the next run does it."""
    office = open_office(item("A", theirs=None), item("B", "work_types", ours=None), item("C"), item("D"))
    office.sync()
    for collection, guid in (("products", "d"), ("products", "c")):
        office.severa.edit(collection, guid, name="Here")
    office.vnf.edit("inventory", "A", description="There")
    office.severa.load("products", item("E").severa["products"])
    office.vnf.load("inventory", item("F").vnf["inventory"])
    office.later()
    strike(office, system, *(Fault(kind, method=verb, path="^(?!.*token)") for verb in ("POST", "PUT", "PATCH")))
    report = office.sync("items", driver=driver)
    assert set(codes(report)) == {"service-trouble"}
    strike(office, system)
    office.later()
    report = office.sync("items", driver=driver)
    assert report.problems == ()
    assert (office.ours("products", "a")["name"], office.theirs("inventory", inventoryNumber="D")["description"]) == (
        "There",
        "Here",
    )
    assert (len(office.vnf.documents("inventory")), len(office.severa.documents("products"))) == (6, 5)
    assert office.bridge().problems() == ()


@drivers
def test_a_service_that_cannot_be_read(driver: Kind) -> None:
    """A list that can't be read ends the run, and nothing was written."""
    office = open_office(item("A", theirs=None))
    strike(office, "vnf", Fault(Trouble.UNREACHABLE, method="GET", path="inventory$"))
    with pytest.raises(ServiceDown):
        office.sync("items", driver=driver)
    assert office.writes() == []
    strike(office, "vnf")
    assert office.sync("items", driver=driver).counts == {"created": 1}


@drivers
def test_what_was_made_cannot_be_looked_at(driver: Kind) -> None:
    """A run that ends between making and looking leaves a record that the next one finds."""
    office = open_office(item("A", theirs=None))
    office.sync("classes")
    strike(office, "vnf", *(Fault(Trouble.UNREACHABLE, "GET", "inventory$", nth=nth) for nth in range(2, 12)))
    with pytest.raises(ServiceDown):
        office.sync("items", driver=driver)
    assert len(office.vnf.documents("inventory")) == 1
    strike(office, "vnf")
    office.later()
    assert office.sync("items", driver=driver).counts == {"adopted": 1}
    assert len(office.vnf.documents("inventory")) == 1


@drivers
def test_a_number_that_no_list_shows_yet(driver: Kind) -> None:
    """What is made and not in the list of changes yet is read by the number that it was given."""
    office = open_office(item("A", theirs=None), vnf_switches={"max_page_size": 1})
    office.sync("classes")
    strike(office, "vnf", Fault(Trouble.SHIFT, "GET", "inventory$", nth=2))
    hidden = When("GET", "/v1/inventory", lambda: _stamp(office, "A", "2020-01-01T00:00:00"))
    assert office.sync("items", driver=driver, observer=hidden).counts == {"created": 1}
    assert any(one.endswith("/inventory/A") for one in office.asked())


def _stamp(office: Company, code: str, stamp: str) -> None:
    for record in office.vnf._world.shelves["inventory"].records.values():
        record.wire["lastModifiedDateTime"] = stamp


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_the_deadline(side: str, driver: Kind) -> None:
    """After the deadline no further chunk is begun; what is left is done by the next run, once."""
    ours, theirs = ({}, None) if side == "severa" else (None, {})
    parts = [item(f"I{place}", "work_types", ours=ours, theirs=theirs) for place in range(105)]
    office = open_office(*parts, severa_switches={"rate_limit": None})
    path = "inventory" if side == "severa" else "worktypes"
    slow = When("POST", path, lambda: office.clock.advance(timedelta(seconds=1)))
    report = office.sync("items", driver=driver, observer=slow, deadline=30)
    assert report.counts == {"created": 100}
    assert office.known("register marks") == {}
    assert office.sync("items", driver=driver).counts == {"created": 5}
    assert len(office.known("links items")) == 105
    assert len(office.known("register marks")) == 4


def test_what_was_put_off_keeps_its_problem() -> None:
    """A problem of a record that a run had no time for is not closed by it."""
    office = open_office(item("A", theirs={"description": "Other"}))
    assert codes(office.sync("items")) == ["never-agreed"]
    office.later()
    office.sync("items", whole=True, deadline=0)
    assert [one.cause.code for one in office.bridge().problems()] == ["never-agreed"]


@drivers
def test_a_lease_that_is_too_short_for_a_call(driver: Kind) -> None:
    """What came too late for the lease was not sent: the run holds on to it and tries again, once each."""
    office = open_office(*(item(f"I{place}", theirs=None) for place in range(5)), timeout=20.0)
    slow = When("POST", "inventory", lambda: office.clock.advance(timedelta(seconds=100)))
    assert office.sync("items", driver=driver, observer=slow).counts == {"created": 5}
    assert len(office.vnf.documents("inventory")) == 5


def test_a_customer_that_goes_while_it_is_looked_for() -> None:
    """A customer that is deleted while its persons are looked for holds up no other."""
    office = open_office(customer("acme"), customer("bolt", "00010002"), project(1, "bolt", "00010002"))
    for _ in range(2):
        office.sync()
        office.later(A_DAY)
    for guid, number in (("acme", "00010001"), ("bolt", "00010002")):
        office.vnf.load("contact", contact(f"of {guid}", guid, number).vnf["contact"])
    gone = When("GET", "acme/contactpersons", lambda: _gone(office))
    report = office.sync("customers", observer=gone)
    assert [one.label for one in report.outcomes if type(one).__name__ == "Created"] == ["Contact Anna Of bolt"]


def _gone(office: Company) -> None:
    if any(one["guid"] == "acme" for one in office.severa.documents("customers")):
        office.severa.remove("customers", "acme")
