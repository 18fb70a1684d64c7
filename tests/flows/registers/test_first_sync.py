"""The first run: what is one already is found, what is lacking is made, and Severa's customers get their numbers."""

from __future__ import annotations

import pytest
from attrs import evolve

from severa_vnf.settings import CustomerClasses
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    PLACE,
    SETTINGS,
    Company,
    address,
    communication,
    contact,
    customer,
    described,
    item,
    open_office,
    project,
)
from tests.registers.worlds import METHODS, OURSELVES, big

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
def test_what_agrees_already_is_only_linked(driver: Kind) -> None:
    """A company whose records agree, as the official integration leaves them, is linked, and nothing is written."""
    office = Company(big(3, 6, 3), SETTINGS)
    report = office.sync("customers", "items", "projects", driver=driver)
    assert (report.counts, report.problems) == ({"adopted": 3 + 3 + 6 + 3}, ())
    assert office.writes() == []


@drivers
def test_one_with_number_and_name(driver: Kind) -> None:
    """A customer that both sides have under one number and name is linked, and nothing is written."""
    office = open_office(customer("acme"))
    report = office.sync("customers", driver=driver)
    assert described(report) == [("adopted", "acme")]
    assert report.outcomes[0].number == "00010001"
    assert office.writes() == []
    [link] = office.using(driver, lambda bridge: bridge.links("customers"))
    assert (link.guid, link.vnf_id) == ("acme", office.internal_id("customer"))


def test_leading_zeros_are_in_the_link() -> None:
    """Severa's number is the one of Visma.net without its zeros; the link has it as it is."""
    office = open_office(customer("acme", "00000042"))
    office.sync()
    assert office.ours("customers", "acme")["number"] == 42
    assert list(office.known("numbers customers")) == ["00000042"]


@drivers
def test_what_is_empty_is_filled(driver: Kind) -> None:
    """Of two that have only just been linked, the value of one is written where the other has none."""
    office = open_office(
        customer("acme", ours={"website": "acme.example", "email": None}, theirs={"vatRegistrationId": "NL1B01"})
    )
    office.sync(driver=driver)
    assert office.ours("customers", "acme")["vatNumber"] == "NL1B01"
    assert office.ours("customers", "acme")["email"] == "info@acme.example"
    assert office.theirs("customer")["mainContact"]["web"] == "acme.example"


@drivers
def test_new_in_severa(driver: Kind) -> None:
    """A customer that Visma.net does not have is made there, with its class and address, and gets its number back."""
    office = open_office(
        customer("acme", theirs=None, ours={"headquarterAddress": {"guid": "home"}}),
        address("home", "acme", isBillingAddress=True),
    )
    report = office.sync("customers", driver=driver)
    made = office.theirs("customer")
    assert described(report) == [("created", "acme")]
    assert (made["name"], made["customerClass"]["id"]) == ("Acme B.V.", "DOMESTIC")
    assert (made["mainAddress"]["city"], made["invoiceAddress"]["city"]) == ("Delft", "Delft")
    assert office.ours("customers", "acme")["number"] == int(made["number"])
    assert report.outcomes[0].number == made["number"]


@drivers
def test_new_in_visma_net(driver: Kind) -> None:
    """A customer that Severa does not have is made there under Visma.net's number, with its addresses."""
    office = open_office(customer("acme", ours=None, theirs={"mainAddress": PLACE, "deliveryAddress": PLACE}))
    report = office.sync("customers", driver=driver)
    [made] = [one for one in office.severa.documents("customers") if one["guid"] != OURSELVES]
    [place] = office.severa.documents("addresses")
    assert report.counts == {"created": 1}
    assert (made["name"], made["number"], made["paymentTerm"]) == ("Acme B.V.", 10001, 30)
    assert (place["customer"]["guid"], place["addressline"], place["city"]) == (made["guid"], "Dorpsstraat 1", "Delft")
    assert (place["isVisitAddress"], place["isPostalAddress"]) == (True, True)


def test_an_address_of_no_customer() -> None:
    """An address of the organisation itself belongs to nobody, and goes nowhere."""
    office = open_office(customer("acme"), address("ours", "acme", customer=None, isVisitAddress=True))
    assert (office.sync().problems, office.writes()) == ((), [])


def test_several_lines_of_one_address() -> None:
    """A text of more lines than Visma.net has settles in its three lines in one run."""
    office = open_office(
        customer("acme", theirs={"mainAddress": None}),
        address("home", "acme", addressline="one\ntwo\nthree\nfour", isVisitAddress=True),
    )
    office.sync()
    place = office.theirs("customer")["mainAddress"]
    assert [place[f"addressLine{line}"] for line in (1, 2, 3)] == ["one", "two", "three, four"]
    assert office.ours("addresses", "home")["addressline"] == "one\ntwo\nthree\nfour"
    office.later()
    office.sync(whole=True)
    assert office.writes() == []


@drivers
def test_persons_and_how_they_are_reached(driver: Kind) -> None:
    """The persons of linked customers cross with their telephone and mail, made one by one in Severa."""
    office = open_office(
        customer("acme"),
        contact("bos", "acme", theirs=None),
        communication("mail", "bos", "EmailAddress", "bos@acme.example"),
        contact("smit", "acme", ours=None, theirs={"phone1": "06", "phone2": "020", "email": "smit@acme.example"}),
    )
    office.sync("customers", driver=driver)
    assert office.theirs("contact", lastName="Bos")["email"] == "bos@acme.example"
    [made] = [one["guid"] for one in office.severa.documents("contacts") if one["lastName"] == "Smit"]
    reached = [one for one in office.severa.documents("communications") if one["contact"]["guid"] == made]
    assert {(one["communicationType"]["guid"], one["value"]) for one in reached} == {
        (METHODS["MobilePhone"], "06"),
        (METHODS["Phone"], "020"),
        (METHODS["EmailAddress"], "smit@acme.example"),
    }


def test_items_of_each_register() -> None:
    """An item in Visma.net goes to the register of its type in Severa; one of Severa's gets the class of its own."""
    office = open_office(
        item("P", "products", ours=None, theirs={"defaultPrice": 12.5}),
        item("W", "work_types", ours=None),
        item("T", "travel_expense_types", ours=None),
        item("P2", "products", theirs=None, ours={"unitPrice": {"amount": 9, "currencyCode": "EUR"}}),
        item("W2", "work_types", theirs=None),
        item("T2", "travel_expense_types", theirs=None),
    )
    report = office.sync("items")
    assert report.counts == {"created": 6}
    [product] = [one for one in office.severa.documents("products") if one["code"] == "P"]
    assert (product["unitPrice"]["amount"], product["type"]) == (12.5, "Materials")
    assert [one["code"] for one in office.severa.documents("work_types")] == ["W2", "W"]
    [expense] = [one for one in office.severa.documents("travel_expense_types") if one["code"] == "T"]
    assert expense["expenseClass"] == "OtherTravelExpense"
    classes = {one["inventoryNumber"]: one["itemClass"]["id"] for one in office.vnf.documents("inventory")}
    assert (classes["P2"], classes["W2"], classes["T2"]) == ("NONSTOCK", "LABOR", "EXPENSE")
    assert office.theirs("inventory", inventoryNumber="P2")["defaultPrice"] == 9


def test_an_empty_company() -> None:
    """Where there is nothing, nothing is done, and nothing is wrong."""
    office = open_office()
    report = office.sync()
    assert (report.outcomes, report.problems, office.writes()) == ((), (), [])


@pytest.mark.parametrize(
    ("classes", "chosen"),
    [
        (CustomerClasses(default="DOMESTIC", by_field="Debiteurtype"), "EXPORT"),
        (CustomerClasses(default="DOMESTIC", by_field="Another"), "DOMESTIC"),
        (CustomerClasses(default="DOMESTIC", by_number={"10001": "EXPORT"}), "EXPORT"),
    ],
)
def test_the_class_of_a_new_customer(classes: CustomerClasses, chosen: str) -> None:
    """A new customer gets the class that its own field in Severa names, or its number, or the default."""
    office = open_office(customer("acme", theirs=None), settings=evolve(SETTINGS, customer_classes=classes))
    office.vnf.load("customer_class", [{"id": "EXPORT", "description": "Export", "taxZoneId": "DOMESTIC"}])
    office.severa.load("custom_properties", [{"guid": "field", "name": "Debiteurtype"}])
    office.severa.load(
        "custom_values",
        [{"customerGuid": "acme", "customProperty": {"guid": "field", "name": "Debiteurtype"}, "value": "EXPORT"}],
    )
    office.sync("customers")
    assert office.theirs("customer")["customerClass"]["id"] == chosen


@drivers
def test_more_than_a_chunk(driver: Kind) -> None:
    """However many there are, each is made once and linked."""
    office = open_office(
        *(item(f"I{place}", theirs=None) for place in range(130)),
        *(item(f"V{place}", "work_types", ours=None) for place in range(120)),
        severa_switches={"rate_limit": None},
    )
    report = office.sync("items", driver=driver)
    assert (report.counts, len(office.vnf.documents("inventory"))) == ({"created": 250}, 250)
    assert len(office.known("links items")) == 250
    office.later(A_DAY)
    office.sync("items", driver=driver)
    assert office.writes() == []


def test_a_project_with_its_customer() -> None:
    """A project that Visma.net does not have is made for its customer's number there, with all its defaults."""
    office = open_office(customer("acme", theirs=None), project(1001, "acme", theirs=None))
    office.sync()
    made, payer = office.theirs("project", projectID="1001"), office.theirs("customer")
    assert made["customer"]["number"] == payer["number"]
    shown = [made[name] for name in ("status", "billingPeriod", "restrictEmployees", "startDate")]
    assert shown == ["Active", "OnDemand", True, "2026-02-01T00:00:00"]
    [task] = office.vnf.documents("project_task")
    assert (task["projectInternalId"], task["taskId"]) == (made["internalID"], "10")
