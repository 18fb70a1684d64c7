"""A record that can't be read is told, and holds up nobody else."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Literal

import pytest
from attrs import evolve

from severa_vnf import ServiceDown
from severa_vnf.testing.faults import Fault
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.observers import Killed, stops
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    Company,
    address,
    codes,
    communication,
    contact,
    customer,
    described,
    item,
    open_office,
    project,
)
from tests.registers.worlds import SETTINGS

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
both = pytest.mark.parametrize("whole", [True, False])


def linked(*parts: World) -> Company:
    """These, linked, a day later."""
    office = open_office(*parts, *(customer(f"other {place}", f"0002000{place}") for place in range(3)))
    office.sync()
    office.later(A_DAY)
    return office


@drivers
@both
def test_in_severa(whole: bool, driver: Kind) -> None:
    """A linked record of Severa's that can't be read is a problem of its own: it is not gone, and stays as it is."""
    office = linked(customer("acme"), customer("bolt", "00010002"))
    office.spoil("customers", "acme", paymentTerm="soon")
    for number in ("00010001", "00010002"):
        office.vnf.edit("customer", number, name=f"Renamed {number}")
    report = office.sync("customers", driver=driver, whole=whole)
    assert (described(report), codes(report)) == ([("updated", "bolt")], ["unreadable-record"])
    [problem] = report.problems
    assert (problem.record, "paymentTerm" in problem.value) == ("acme", True)


@drivers
@both
def test_in_visma_net(whole: bool, driver: Kind) -> None:
    """So is one of Visma.net's, by its internal id."""
    office = linked(customer("acme"), customer("bolt", "00010002"))
    office.vnf.edit("customer", "00010001", status="Odd")
    for guid in ("acme", "bolt"):
        office.severa.edit("customers", guid, name=f"Renamed {guid}")
    report = office.sync("customers", driver=driver, whole=whole)
    assert (described(report), codes(report)) == ([("updated", "bolt")], ["unreadable-record"])
    number = office.internal_id("customer", number="00010001")
    assert report.problems[0].record == f"vnf {number}"


@drivers
@both
def test_what_belongs_to_a_record(whole: bool, driver: Kind) -> None:
    """Where an address can't be read nothing is done with its customer, and with a telephone's person neither."""
    office = linked(
        customer("acme"),
        address("home", "acme", isVisitAddress=True),
        contact("bos", "acme"),
        communication("phone", "bos", "Phone", "020"),
    )
    office.spoil("addresses", "home", isVisitAddress="perhaps")
    office.spoil("communications", "phone", isForbiddenToUse="perhaps")
    office.severa.edit("customers", "acme", name="Renamed")
    office.severa.edit("contacts", "bos", jobTitle="CFO")
    report = office.sync("customers", driver=driver, whole=whole)
    assert (report.outcomes, office.writes()) == ((), [])
    assert {(problem.code, problem.record) for problem in report.problems} == {
        ("unreadable-record", "acme"),
        ("unreadable-record", "bos"),
    }


def test_it_ends_when_it_can_be_read() -> None:
    """A record that can be read again is looked at though nobody edited it, and its problem is closed."""
    office = linked(customer("acme"))
    office.spoil("customers", "acme", paymentTerm="soon")
    office.sync("customers", whole=True)
    office.later(A_DAY)
    office.sync("customers")
    assert [one.record for one in office.bridge().problems()] == ["acme"]
    office.spoil("customers", "acme", paymentTerm=14)
    office.later(A_DAY)
    report = office.sync("customers")
    assert (described(report), office.bridge().problems()) == ([("updated", "acme")], ())


@drivers
def test_a_new_one(driver: Kind) -> None:
    """A new record that can't be read is not made on the other side, and the others are."""
    office = open_office(item("A", theirs=None), item("B", theirs=None))
    office.spoil("products", "a", name=7)
    report = office.sync("items", driver=driver)
    assert (described(report), codes(report)) == ([("created", "b")], ["unreadable-record"])


@drivers
def test_one_that_may_be_the_twin(driver: Kind) -> None:
    """What may be the twin of a new record can't be read: it is not made, until that can be."""
    office = open_office(
        customer("acme"), customer("bolt", "00010002", ours=None, theirs={"status": "Inactive"}), project(7, "acme")
    )
    for _ in range(2):
        office.sync()
        office.later(A_DAY)
    office.vnf.edit("customer", "00010002", status="Odd", lastModifiedDateTime="2026-01-01T00:00:00")
    office.vnf._world.shelves["customer"].records["00010002"].wire["lastModifiedDateTime"] = "2026-01-01T00:00:00"
    office.severa.load("customers", customer("bolt", "00010002").severa["customers"])
    report = office.sync("customers", driver=driver)
    assert (report.outcomes, codes(report)) == ((), ["unreadable-record"])
    assert report.problems[0].label == "Customer Bolt B.V."
    office.vnf.edit("customer", "00010002", status="Active")
    office.later()
    assert described(office.sync("customers", driver=driver)) == [("adopted", "bolt")]
    assert office.bridge().problems() == ()


@drivers
@pytest.mark.parametrize("nth", [2, 3, 4, 5])
@pytest.mark.parametrize("system", ["severa", "vnf"])
def test_one_whose_doubtful_twin_could_not_be_looked_for(system: str, nth: int, driver: Kind) -> None:
    """A person is to say whether two are one: where one of them can't be looked for, the other isn't made anew."""
    two = customer("bolt", "00010002", ours={"vatNumber": "NL1"}, theirs={"vatRegistrationId": "NL2"})
    office = linked(customer("acme"), two)
    office.strike(system, Fault(Trouble.GARBAGE, "GET", "/customers?(/10002)?$", nth))
    report = office.sync("customers", driver=driver)
    assert (described(report), office.writes()) == ([], [])
    office.strike(system)
    office.later()
    office.sync("customers", driver=driver)
    assert [one.cause.code for one in office.bridge().problems()] == ["vat-numbers-contradict"]


def test_a_row_that_does_not_tell_whose_it_is() -> None:
    """A row without even an id is told, and every other record is carried over; it is told no more when it is gone."""
    office = linked(customer("acme"))
    record = office.severa._world.shelves["customers"].get("acme")
    assert record is not None
    record["guid"] = None
    office.severa.edit("customers", "other 0", name="Renamed")
    report = office.sync("customers")
    assert (described(report), codes(report)) == ([("updated", "other 0")], ["unreadable-record"])
    assert report.problems[0].record == ""
    record["guid"] = "acme"
    office.later()
    office.sync("customers")
    assert office.bridge().problems() == ()


def test_a_sales_case() -> None:
    """A sales case that can't be read in its own list is told too."""
    office = open_office(
        customer("acme"),
        project(1001, "acme", theirs=None, ours={"salesStatus": {"salesStatusTypeGuid": "state-open"}}),
        settings=evolve(SETTINGS, sales_cases=A_DAY),
        severa_switches={"cases_in_projects": False},
    )
    office.spoil("projects", "project-1001", name=7)
    report = office.sync("projects")
    assert (codes(report), report.problems[0].record) == (["unreadable-record"], "project-1001")


def test_a_list_that_is_short_for_it() -> None:
    """Where most rows can't be read the list is not believed, and the reason is told with it."""
    office = linked()
    for place in range(3):
        office.spoil("customers", f"other {place}", paymentTerm="soon")
    report = office.sync("customers", whole=True)
    assert codes(report) == ["list-too-short", *["unreadable-record"] * 3]


def test_one_of_a_pair_that_waits() -> None:
    """A pair that waits and can't be read on one side has one place among those that wait."""
    office = open_office(item("A", ours={"unitPrice": {"amount": 0, "currencyCode": "SEK"}}))
    assert codes(office.sync("items")) == ["price-in-another-currency"]
    assert list(office.memory()["waiting items"]) == ["severa a"]
    office.later(A_DAY)
    office.vnf.edit("inventory", "A", status="Odd")
    office.sync("items")
    assert list(office.memory()["waiting items"]) == [f"vnf {office.internal_id('inventory')}"]
    office.vnf.edit("inventory", "A", status="Active")
    office.severa.edit("products", "a", unitPrice={"amount": 0, "currencyCode": "EUR"})
    office.later()
    assert (office.sync("items").problems, office.bridge().problems()) == ((), ())
    assert office.memory()["waiting items"] == {}


@drivers
@pytest.mark.parametrize("which", ["linked", "new"])
def test_a_service_that_is_down_in_the_middle(which: str, driver: Kind) -> None:
    """Where the rest of a changed record, or the twin of a new one, can't be asked for at all, nothing is concluded."""
    office = linked(customer("acme"))
    if which == "linked":
        office.severa.edit("customers", "acme", name="Renamed")
    else:
        office.severa.load("customers", customer("bolt", "00010002").severa["customers"])
    system, path, first = {"linked": ("severa", "/acme/addresses", 1), "new": ("vnf", "/customer$", 2)}[which]
    office.strike(system, *(Fault(Trouble.SERVER_ERROR, "GET", path, nth=first + more) for more in range(9)))
    with pytest.raises(ServiceDown):
        office.sync("customers", driver=driver)
    office.strike(system)
    office.later(A_DAY)
    assert [kind for kind, _ in described(office.sync("customers", driver=driver))] == [
        {"linked": "updated", "new": "created"}[which]
    ]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_trouble_that_is_over_is_told_by_nobody(when: Literal["before", "after"]) -> None:
    """Wherever the run is cut off in which a record comes right, the next one closes what was told of it."""
    for stop in stops(when, 2):
        office = linked(customer("acme"))
        for collection, documents in customer("bolt", "00010002", ours=None).vnf.items():
            office.vnf.load(collection, documents)
        office.strike("severa", Fault(Trouble.GARBAGE, "GET", "/customers$", 2))
        office.sync("customers")
        assert [one.cause.code for one in office.bridge().problems()] == ["unreadable-record"]
        office.strike("severa")
        office.later()
        with suppress(Killed):
            office.sync("customers", observer=stop)
        office.later(A_DAY)
        office.sync("customers")
        assert office.bridge().problems() == ()


@drivers
@pytest.mark.parametrize("first", [True, False])
def test_one_of_which_a_part_cannot_be_read_has_its_twin(first: bool, driver: Kind) -> None:
    """A new customer with an address that tells nothing is there all the same: its twin is not made anew."""
    both_sides = customer("bolt", "00010002"), address("one", "bolt")
    office = open_office(customer("acme"), *both_sides) if first else linked(customer("acme"))
    for service, parts in () if first else ((office.severa, "severa"), (office.vnf, "vnf")):
        for world in both_sides:
            for collection, documents in getattr(world, parts).items():
                service.load(collection, documents)
    office.strike("severa", Fault(Trouble.EMPTY_ID, "GET", "/addresses$"))
    report = office.sync("customers", driver=driver)
    assert ("unreadable-record" in codes(report), office.writes()) == (True, [])
    office.strike("severa")
    office.later()
    assert ("adopted", "bolt") in described(office.sync("customers", driver=driver))


@drivers
def test_nobody_knows_which(driver: Kind) -> None:
    """A row without a sound id is read again though nobody changes it, and is made as soon as it tells whose it is."""
    office = open_office(item("A", theirs=None))
    office.later(timedelta(days=3))
    office.strike("severa", Fault(Trouble.NULL_ID, "GET", "/products$", nth=1))
    assert codes(office.sync("items", driver=driver)) == ["unreadable-record"]
    office.strike("severa")
    office.later(A_DAY)
    assert office.sync("items", driver=driver).counts == {"created": 1}
    assert office.bridge().problems() == ()


@drivers
@pytest.mark.parametrize("kind", [Trouble.EMPTY_ID, Trouble.LONG_ID])
@pytest.mark.parametrize("path", ["/inventory$", "/inventory/internal/"])
def test_a_number_that_is_none(path: str, kind: Trouble, driver: Kind) -> None:
    """Every item of Visma.net's has a number: shown without one it is not read, and its link keeps what it knew."""
    office = linked(item("A"))
    office.sync("items")
    office.later(A_DAY)
    if path.endswith("internal/"):
        office.severa.edit("products", "a", name="Renamed")
    else:
        office.vnf.edit("inventory", "A", description="Renamed")
    office.strike("vnf", Fault(kind, "GET", path))
    assert codes(office.sync("items", driver=driver)) == ["unreadable-record"]
    assert office.known("links items")["a"]["number"] == "A"
    office.strike("vnf")
    office.later(A_DAY)
    office.sync("items", driver=driver)
    assert office.bridge().problems() == ()
