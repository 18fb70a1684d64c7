"""Two people, one record: what crosses, what is asked, and what nobody loses."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from attrs import evolve

from severa_vnf.plan import Held, Updated
from tests.flows.observers import When
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    PLACE,
    SETTINGS,
    Company,
    address,
    codes,
    communication,
    contact,
    customer,
    item,
    open_office,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
Winner = Literal["hold", "severa", "vnf"]


def agreed(winner: Winner = "hold", **directions: Any) -> Company:
    """A customer, a person and an item that both sides agree on, a day later."""
    office = open_office(
        customer("acme", ours={"website": "old.example"}, theirs={"mainContact": {"web": "old.example"}}),
        contact("bos", "acme", ours={"jobTitle": "CEO"}, theirs={"position": "CEO"}),
        item("P"),
        settings=evolve(SETTINGS, on_conflict=winner, directions=directions),
    )
    office.sync()
    office.later(A_DAY)
    return office


def web(office: Company) -> tuple[object, object]:
    """The site of the customer in Severa, and in Visma.net."""
    return office.ours("customers", "acme")["website"], office.theirs("customer")["mainContact"].get("web")


def change_here(office: Company, value: str | None) -> None:
    """Somebody writes another site in Severa."""
    office.severa.edit("customers", "acme", website=value)


def change_there(office: Company, value: str | None) -> None:
    """Somebody writes another one in Visma.net."""
    contact_info = {**office.theirs("customer")["mainContact"], "web": value}
    office.vnf.edit("customer", "00010001", mainContact=contact_info)


@drivers
@pytest.mark.parametrize("value", ["new.example", None])
def test_one_side_changed(value: str | None, driver: Kind) -> None:
    """What one side changed or emptied goes to the other, and nothing else is written."""
    office = agreed()
    change_here(office, value)
    report = office.sync(driver=driver)
    [body] = office.bodies()
    assert [type(one) for one in report.outcomes] == [Updated]
    assert body == {"mainContact": {"value": {"web": {"value": value or ""}}}}
    office.later(A_DAY)
    change_there(office, "third.example")
    office.sync(driver=driver)
    assert office.bodies() == [[{"op": "Replace", "path": "/website", "value": "third.example"}]]


@drivers
def test_both_changed_alike(driver: Kind) -> None:
    """Two people who do the same agree: nothing is written, and it is the agreed value from then on."""
    office = agreed()
    change_here(office, "new.example")
    change_there(office, "new.example")
    report = office.sync(driver=driver)
    assert (report.outcomes, report.problems, office.writes()) == ((), (), [])
    change_here(office, "newer.example")
    office.later()
    office.sync(driver=driver)
    assert web(office) == ("newer.example", "newer.example")


@drivers
def test_both_changed_differently(driver: Kind) -> None:
    """Neither value is lost: both are shown with the one that was agreed, and the record's other fields still cross."""
    office = agreed()
    change_here(office, "ours.example")
    change_there(office, "theirs.example")
    office.severa.edit("customers", "acme", notes="Other")
    report = office.sync(driver=driver)
    assert (report.counts, codes(report)) == ({"updated": 1}, ["changed-on-both-sides"])
    assert report.problems[0].value == "'old.example' -> 'ours.example' in Severa, 'theirs.example' in Visma.net"
    assert web(office) == ("ours.example", "theirs.example")
    assert office.theirs("customer")["mainContact"]["attention"] == "Other"


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_a_person_decides(side: str, driver: Kind) -> None:
    """A difference that was told stays as it is until somebody changes one of the sides: then that crosses."""
    office = agreed()
    change_here(office, "ours.example")
    change_there(office, "theirs.example")
    assert [type(one) for one in office.sync(driver=driver).outcomes] == [Held]
    office.later()
    assert (office.sync(driver=driver).outcomes, office.writes()) == ((), [])
    assert [one.cause.code for one in office.bridge().problems()] == ["changed-on-both-sides"]
    (change_here if side == "severa" else change_there)(office, "decided.example")
    office.later()
    assert office.sync(driver=driver).counts == {"updated": 1}
    assert web(office) == ("decided.example", "decided.example")
    assert office.bridge().problems() == ()


def test_a_person_writes_the_other_value() -> None:
    """Writing on one side what the other has ends it as well, without a write."""
    office = agreed()
    change_here(office, "ours.example")
    change_there(office, "theirs.example")
    office.sync()
    change_here(office, "theirs.example")
    office.later()
    assert (office.sync().outcomes, office.writes(), office.bridge().problems()) == ((), [], ())


@pytest.mark.parametrize(("winner", "value"), [("severa", "ours.example"), ("vnf", "theirs.example")])
def test_one_side_may_win(winner: Winner, value: str) -> None:
    """With on_conflict the value of that side counts, and nobody is asked."""
    office = agreed(winner)
    change_here(office, "ours.example")
    change_there(office, "theirs.example")
    report = office.sync()
    assert (report.problems, web(office)) == ((), (value, value))


@pytest.mark.parametrize(("way", "value"), [("to_severa", "old.example"), ("to_vnf", "ours.example")])
def test_one_way(way: str, value: str) -> None:
    """A register that crosses one way has that side's value, always: what others write is written over."""
    office = agreed(customers=way)
    change_here(office, "ours.example")
    office.sync()
    assert web(office) == (value, value)


@pytest.mark.parametrize("way", ["to_severa", "to_vnf", "off"])
def test_what_is_new_crosses_one_way(way: str) -> None:
    """Of a register that crosses one way new records are made on one side; of one that is off, nothing is."""
    office = open_office(
        item("HERE", theirs=None), item("THERE", ours=None), settings=evolve(SETTINGS, directions={"items": way})
    )
    plan = office.preview("items")
    assert len(plan.writes) == (0 if way == "off" else 1)
    office.sync("items")
    assert len(office.all_theirs("inventory")) == (2 if way == "to_vnf" else 1)
    assert len(office.severa.documents("products")) == (2 if way == "to_severa" else 1)
    reasons = [step.reason for step in plan.steps if step not in plan.writes]
    assert reasons == ([] if way == "off" else ["the register does not cross that way"])


def test_an_address_and_its_customer() -> None:
    """What one person changes of the customer and another of its address both cross."""
    office = open_office(customer("acme", theirs={"mainAddress": PLACE}), address("home", "acme", isVisitAddress=True))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("addresses", "home", city="Gent")
    office.vnf.edit("customer", "00010001", name="Renamed")
    office.sync()
    assert office.theirs("customer")["mainAddress"]["city"] == "Gent"
    assert office.ours("customers", "acme")["name"] == "Renamed"


def test_a_use_of_an_address_that_another_has_too() -> None:
    """What Visma.net changed of one use of an address is held where another address stands by for it."""
    office = open_office(
        customer("acme", theirs={"mainAddress": PLACE, "invoiceAddress": PLACE}),
        address("home", "acme", isVisitAddress=True, isBillingAddress=True),
        address("other", "acme", isBillingAddress=True, city="Elsewhere"),
    )
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("customer", "00010001", invoiceAddress={**PLACE, "city": "Gent"})
    report = office.sync()
    assert codes(report) == ["address-shared"]
    office.severa.edit("addresses", "other", isBillingAddress=False)
    office.later()
    assert office.sync().problems == ()
    billing = [one["city"] for one in office.severa.documents("addresses") if one["isBillingAddress"]]
    assert billing == ["Gent"]


def test_a_mail_address_that_is_no_more() -> None:
    """A mail address that Visma.net emptied is deleted in Severa, and one that Severa deleted is emptied there."""
    office = open_office(
        customer("acme"),
        contact("bos", "acme", theirs={"email": "bos@acme.example", "phone2": "020"}),
        communication("mail", "bos", "EmailAddress", "bos@acme.example"),
        communication("phone", "bos", "Phone", "020"),
    )
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("contact", office.internal_id("contact", lastName="Bos"), email=None)
    office.severa.remove("communications", "phone")
    office.severa.edit("contacts", "bos", jobTitle="CFO")
    office.sync()
    assert office.severa.documents("communications") == []
    found = office.theirs("contact", lastName="Bos")
    assert (found.get("email"), found["position"], found.get("phone2") or None) == (None, "CFO", None)


def test_no_type_for_a_communication() -> None:
    """Where Severa has no type of that method, the number stays in Visma.net with its reason until there is one."""
    office = open_office(customer("acme"), contact("bos", "acme"))
    office.severa.edit("communication_types", "mobiel", isActive=False)
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("contact", office.internal_id("contact", lastName="Bos"), phone1="06")
    assert codes(office.sync()) == ["communication-type-missing"]
    office.severa.edit("communication_types", "mobiel", isActive=True)
    office.later()
    office.sync("classes")
    assert office.sync("customers").problems == ()
    assert [one["value"] for one in office.severa.documents("communications")] == ["06"]


@drivers
def test_a_text_that_is_cut_on_its_way(driver: Kind) -> None:
    """A value that Visma.net cuts is told with both, is explained, and never comes back over the whole one."""
    office, name = agreed(), "Stichting Openbaar Vervoer Rijnmond"
    office.severa.edit("customers", "acme", name=name)
    cut = When("PUT", "/customer/", lambda: office.vnf.edit("customer", "00010001", name=name[:26]), "after")
    office.sync("customers", driver=driver, observer=cut)
    for _ in range(2):
        office.later(A_DAY)
        report = office.sync("customers", driver=driver)
        assert codes(report) == ["value-not-taken"]
        assert office.ours("customers", "acme")["name"] == name
    [row] = [one for one in office.explain("customers", "acme", driver).fields if one.next.endswith("not taken")]
    assert (row.severa, row.vnf) == (name, name[:26])
