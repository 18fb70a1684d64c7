"""What a service refuses or a run has no time for is told, holds up nobody else, and is done later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from severa_vnf import ServiceDown
from severa_vnf.testing.faults import Fault
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import When
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
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
    office.strike(system, *(Fault(kind, method=verb, path="^(?!.*token)") for verb in ("POST", "PUT", "PATCH")))
    report = office.sync("items", driver=driver)
    assert set(codes(report)) == {"service-trouble"}
    office.strike(system)
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
    office.strike("vnf", Fault(Trouble.UNREACHABLE, method="GET", path="inventory$"))
    with pytest.raises(ServiceDown):
        office.sync("items", driver=driver)
    assert office.writes() == []
    office.strike("vnf")
    assert office.sync("items", driver=driver).counts == {"created": 1}


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_the_deadline(side: str, driver: Kind) -> None:
    """After the deadline no further chunk is begun; what is left is told, and done by the next run, once."""
    ours, theirs = ({}, None) if side == "severa" else (None, {})
    parts = [item(f"I{place}", "work_types", ours=ours, theirs=theirs) for place in range(30)]
    office = open_office(*parts, severa_switches={"rate_limit": None})
    path = "inventory" if side == "severa" else "worktypes"
    slow = When("POST", path, lambda: office.clock.advance(timedelta(seconds=1)))
    report = office.sync("items", driver=driver, observer=slow, deadline=20)
    assert report.counts == {"created": 25, "deferred": 5}
    assert all(one.label.startswith("I") for one in report.outcomes)
    assert office.known("register marks") == {}
    assert office.sync("items", driver=driver).counts == {"created": 5}
    assert len(office.known("links items")) == 30
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
