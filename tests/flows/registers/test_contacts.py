"""Contact persons follow their customer."""

from __future__ import annotations

import pytest
from attrs import evolve

from severa_vnf.plan import Action, Created
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    SETTINGS,
    Company,
    codes,
    communication,
    contact,
    customer,
    described,
    open_office,
)
from tests.registers.worlds import SUPPLIER

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def idle(office: Company) -> None:
    """Days pass in which nothing happens."""
    for _ in range(2):
        office.later(A_DAY)
        office.sync()
    office.later(A_DAY)


@drivers
def test_persons_of_customers_that_do_not_cross(driver: Kind) -> None:
    """Suppliers' people, and those of customers that stay, stay where they are, with a reason and without a problem."""
    office = open_office(
        customer("stays", ours={"isActive": False}, theirs=None),
        contact("bos", "stays", theirs=None),
        customer("there", "00010002", ours=None, theirs={"status": "Inactive"}),
        contact("smit", "there", "00010002", ours=None),
    )
    steps = {one.label: (one.action, one.reason) for one in office.preview("customers", driver=driver).steps}
    for label in ("Contact Anna Bos", "Contact Smit, Anna", "Contact Of a supplier"):
        assert steps[label] == (Action.NOTHING, "of no linked customer")
    report = office.sync("customers", driver=driver)
    assert (report.outcomes, report.problems, office.writes()) == ((), (), [])
    assert office.known("waiting contacts") == {}


@drivers
@pytest.mark.parametrize("stopped", [False, True])
def test_they_follow_when_their_customer_crosses(stopped: bool, driver: Kind) -> None:
    """The persons of a customer that becomes active years later cross with it, though nobody edited them."""
    office = open_office(
        customer("acme", ours={"isActive": False}, theirs=None),
        contact("bos", "acme", theirs=None),
        communication("phone", "bos", "Phone", "020"),
    )
    idle(office)
    office.severa.edit("customers", "acme", isActive=True)
    if stopped:
        office.sync("customers", driver=driver, deadline=0)
    report = office.sync("customers", driver=driver)
    assert described(report) == [("created", "acme"), ("created", "bos")]
    assert office.theirs("contact", lastName="Bos")["phone2"] == "020"
    office.later()
    office.sync("customers", driver=driver)
    assert office.writes() == []


def test_they_follow_a_link_made_by_hand() -> None:
    """So do those of a customer that somebody linked."""
    office = open_office(
        customer("acme", theirs={"name": "Quite other"}),
        contact("bos", "acme", theirs=None),
        contact("smit", "acme", ours=None),
    )
    assert codes(office.sync("customers")) == ["equal-in-number-alone"]
    idle(office)
    office.bridge().relink("customers", "acme", office.internal_id("customer"))
    report = office.sync("customers")
    assert sorted(one.label for one in report.outcomes if isinstance(one, Created)) == [
        "Contact Anna Bos",
        "Contact Anna Smit",
    ]


@drivers
def test_a_person_who_is_there_on_both_sides(driver: Kind) -> None:
    """A person added on both sides is one; what is lacking on a side is filled."""
    office = open_office(customer("acme"))
    idle(office)
    office.severa.load("contacts", contact("bos", "acme").severa["contacts"])
    office.vnf.load("contact", [{**one, "email": "bos@acme.example"} for one in contact("bos", "acme").vnf["contact"]])
    assert described(office.sync("customers", driver=driver)) == [("adopted", "bos")]
    assert [one["value"] for one in office.severa.documents("communications")] == ["bos@acme.example"]


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_a_person_who_was_inactive_there(side: str, driver: Kind) -> None:
    """A person who stood unlinked on one side, out of use, is found when the same is made on the other."""
    ours, theirs = ({"isActive": False}, None) if side == "severa" else (None, {"active": False})
    office = open_office(customer("acme"), contact("bos", "acme", ours=ours, theirs=theirs))
    idle(office)
    if side == "severa":
        office.vnf.load("contact", contact("bos", "acme").vnf["contact"])
    else:
        office.severa.load("contacts", contact("bos", "acme").severa["contacts"])
    assert office.sync("customers", driver=driver).counts == {"adopted": 1}


@drivers
def test_a_namesake_with_another_mail_address(driver: Kind) -> None:
    """Somebody of the same name as a linked person is another person where the mail addresses say so."""
    office = open_office(
        customer("acme"), contact("bos", "acme"), communication("mail", "bos", "EmailAddress", "a@acme.example")
    )
    idle(office)
    office.severa.load("contacts", contact("young", "acme", ours={"lastName": "Bos"}).severa["contacts"])
    office.severa.load(
        "communications", communication("m", "young", "EmailAddress", "b@a.example").severa["communications"]
    )
    assert described(office.sync("customers", driver=driver)) == [("created", "young")]
    assert len(office.all_theirs("contact", businessAccount="00010001")) == 2


def test_no_first_name() -> None:
    """A person without a first name stays in Visma.net and is told; once it has one it is made in Severa."""
    office = open_office(customer("acme"), contact("bos", "acme", ours=None, theirs={"firstName": None}))
    report = office.sync("customers")
    assert codes(report) == ["name-missing"]
    number = office.internal_id("contact", lastName="Bos")
    assert [one.record for one in office.bridge().problems()] == [f"vnf contact {number}"]
    office.vnf.edit("contact", number, firstName="Anna")
    office.later(A_DAY)
    assert office.sync("customers").counts == {"created": 1}
    assert office.bridge().problems() == ()


@pytest.mark.parametrize("place", ["phone1", "phone3"])
def test_where_the_mobile_number_stands(place: str) -> None:
    """Settings.mobile_phone names the field of the mobile number."""
    office = open_office(
        customer("acme"),
        contact("bos", "acme", theirs=None),
        communication("mobile", "bos", "MobilePhone", "06"),
        settings=evolve(SETTINGS, mobile_phone=place),
    )
    office.sync("customers")
    assert office.theirs("contact", lastName="Bos")[place] == "06"
    office.later(A_DAY)
    office.severa.edit("communications", "mobile", value="07")
    office.sync("customers")
    assert office.theirs("contact", lastName="Bos")[place] == "07"


def test_one_that_is_deleted_in_severa() -> None:
    """A person whom Severa shows as deleted is no longer active in Visma.net."""
    office = open_office(customer("acme"), contact("bos", "acme"))
    idle(office)
    office.severa.edit("contacts", "bos", isDeleted=True)
    office.sync("customers")
    assert office.theirs("contact", lastName="Bos")["active"] is False


def test_a_supplier_is_nobodys_customer() -> None:
    """A supplier's person that is edited is listed, and still crosses to nobody."""
    office = open_office(customer("acme"))
    idle(office)
    office.vnf.edit("contact", office.internal_id("contact", businessAccount=SUPPLIER), position="CEO")
    report = office.sync("customers")
    assert (report.outcomes, report.problems, office.writes()) == ((), (), [])


@drivers
def test_persons_of_a_customer_that_is_still_to_be_made(driver: Kind) -> None:
    """A preview shows the persons that will follow a new customer, on either side, and the run makes them."""
    office = open_office(customer("acme"))
    idle(office)
    for world in (
        customer("bolt", "00010002", ours=None),
        contact("smit", "bolt", "00010002", ours=None),
        customer("cape", "00010003", theirs=None),
        contact("bos", "cape", theirs=None),
    ):
        for name, documents in world.severa.items():
            office.severa.load(name, documents)
        for name, documents in world.vnf.items():
            office.vnf.load(name, documents)
    plan = office.preview("customers", driver=driver)
    shown = {step.label: {one.row: one.new for one in step.changes} for step in plan.writes}
    number = office.internal_id("customer", number="00010002")
    assert shown["Contact Smit, Anna"]["customer.guid"] == f"(given by Visma.net) {number}"
    assert shown["Contact Anna Bos"]["businessAccount"] == "(given by Visma.net)"
    assert office.apply(plan, driver=driver).counts == {"created": 4}
    assert office.bridge().problems() == ()


def test_a_person_and_a_customer_of_one_id() -> None:
    """What is wrong with a customer and with a person who has its internal id in Visma.net is told of each."""
    office = open_office(
        customer("acme"),
        contact("bos", "acme", ours=None, theirs={"contactId": 4242, "title": "Odd"}),
        customer("odd", "00010002", ours=None, theirs={"internalId": 4242, "status": "Odd"}),
    )
    office.sync("customers")
    assert [one.record for one in office.bridge().problems()] == ["vnf 4242", "vnf contact 4242"]
