"""Why a record is as it is: both sides, what was agreed, whose it is, and what comes next."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from severa_vnf import NotFound
from severa_vnf.flows.registers.customers import CUSTOMERS
from severa_vnf.flows.registers.explaining import _owner
from severa_vnf.mapping.table import Owner
from severa_vnf.plan import Explained, Field
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    Company,
    codes,
    contact,
    customer,
    item,
    open_office,
    project,
)
from tests.registers.worlds import SETTINGS

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
AGREE = "nothing: they agree"
WAITS = "waits for a person"


def linked(**settings: Any) -> Company:
    """A company whose customer, person, items and project are linked and alike."""
    office = open_office(
        customer("alike"),
        contact("smit", "alike"),
        item("A1"),
        item("C3", "work_types"),
        project(7, "alike"),
        settings=evolve(SETTINGS, **settings),
    )
    office.sync()
    office.later(A_DAY)
    return office


def field(told: Explained, row: str) -> Field:
    """The field of that row in Visma.net."""
    (found,) = [one for one in told.fields if one.row.endswith(f" - {row}")]
    return found


def values(one: Field) -> tuple[Any, Any, Any]:
    """Both sides, and what they agreed on."""
    return one.severa, one.vnf, one.agreed


@drivers
def test_fields_that_agree(driver: Kind) -> None:
    """A field that is alike on both sides has one value three times, and nothing comes."""
    name = field(linked().explain("customers", "alike", driver), "name")
    assert values(name) == ("Alike B.V.", "Alike B.V.", "Alike B.V.")
    assert (name.row, name.owner, name.next) == ("name - name", "both", AGREE)


@drivers
def test_a_field_that_crosses_to_visma_net(driver: Kind) -> None:
    """What was edited in Severa goes to Visma.net, and the old value is what was agreed."""
    office = linked()
    office.severa.edit("customers", "alike", name="Renamed B.V.")
    told = office.explain("customers", "alike", driver)
    name = field(told, "name")
    assert values(name) == ("Renamed B.V.", "Alike B.V.", "Alike B.V.")
    assert name.next == "Visma.net gets 'Renamed B.V.'"
    assert (told.label, told.number, told.problems) == ("Customer Renamed B.V.", "00010001", ())


@drivers
def test_a_field_that_crosses_to_severa(driver: Kind) -> None:
    """What was edited in Visma.net goes to Severa."""
    office = linked()
    office.vnf.edit("customer", "00010001", name="Renamed B.V.")
    name = field(office.explain("customers", "alike", driver), "name")
    assert values(name) == ("Alike B.V.", "Renamed B.V.", "Alike B.V.")
    assert name.next == "Severa gets 'Renamed B.V.'"


@drivers
def test_a_conflict(driver: Kind) -> None:
    """What was edited on both sides waits for a person, and the problem is told with it."""
    office = linked()
    office.severa.edit("customers", "alike", name="One B.V.")
    office.vnf.edit("customer", "00010001", name="Other B.V.")
    told = office.explain("customers", "alike", driver)
    name = field(told, "name")
    assert values(name) == ("One B.V.", "Other B.V.", "Alike B.V.")
    assert name.next == WAITS
    assert [one.code for one in told.problems] == ["changed-on-both-sides"]


def test_a_conflict_that_was_reported() -> None:
    """Once a run has reported it it still waits, and what was agreed before is still shown."""
    office = linked()
    office.severa.edit("customers", "alike", name="One B.V.")
    office.vnf.edit("customer", "00010001", name="Other B.V.")
    assert codes(office.sync()) == ["changed-on-both-sides"]
    name = field(office.explain("customers", "alike"), "name")
    assert values(name) == ("One B.V.", "Other B.V.", "Alike B.V.")
    assert name.next == WAITS


def test_a_conflict_that_the_settings_decide() -> None:
    """Where one side counts in a conflict its value goes to the other."""
    office = linked(on_conflict="vnf")
    office.severa.edit("customers", "alike", name="One B.V.")
    office.vnf.edit("customer", "00010001", name="Other B.V.")
    assert field(office.explain("customers", "alike"), "name").next == "Severa gets 'Other B.V.'"


@drivers
def test_a_question(driver: Kind) -> None:
    """A difference that the records had when they were linked waits for a person: nothing was ever agreed."""
    office = open_office(customer("alike", theirs={"mainContact": {"email": "other@alike.example"}}))
    office.sync()
    told = office.explain("customers", "alike", driver)
    mail = field(told, "mainContact.email")
    assert values(mail) == ("info@alike.example", "other@alike.example", None)
    assert mail.next == WAITS
    assert [one.code for one in told.problems] == ["never-agreed"]


@drivers
def test_a_value_that_the_other_side_cannot_hold(driver: Kind) -> None:
    """A title that Severa has no salutation for stays in Visma.net, and each keeps its own."""
    office = open_office(customer("alike"), contact("smit", "alike", theirs={"title": "Prof"}))
    office.sync()
    title = field(office.explain("contacts", "smit", driver), "title")
    assert (values(title), title.next) == ((None, None, None), "each keeps its own")


def test_a_value_that_was_agreed_before_it_could_not_be_held() -> None:
    """One that was agreed, and is now something that the other can't hold, is shown as it was agreed."""
    office = open_office(
        customer("alike"), contact("smit", "alike", ours={"salutation": "Mr."}, theirs={"title": "Mr"})
    )
    office.sync()
    agreed = field(office.explain("contacts", "smit"), "title")
    assert agreed.next == AGREE
    office.vnf.edit("contact", office.internal_id("contact", lastName="Smit"), title="Prof")
    title = field(office.explain("contacts", "smit"), "title")
    assert (values(title), title.next) == (values(agreed), "each keeps its own")


def test_owners_of_rows_that_go_one_way() -> None:
    """Projects are Severa's, a customer's number is Visma.net's, a name is both's; the reason stands beside it."""
    office = linked()
    assert {one.owner for one in office.explain("projects", "project-7").fields} == {"Severa"}
    number = field(office.explain("customers", "alike"), "number")
    assert (number.owner, number.why) == ("Visma.net", "Visma.net owns customer numbers.")
    assert {one.owner for one in office.explain("contacts", "smit").fields} <= {"both", "Severa", "Visma.net"}


@pytest.mark.parametrize(("owner", "told"), [("severa", "Severa"), ("vnf", "Visma.net"), (None, "both")])
def test_an_owner_of_its_own(owner: Owner | None, told: str) -> None:
    """A row that crosses both ways and has an owner is that side's."""
    assert _owner(evolve(CUSTOMERS.rows["name"], owner=owner)) == told


@pytest.mark.parametrize(
    ("ways", "owner"), [({"customers": "to_vnf"}, "Severa"), ({"customers": "to_severa"}, "Visma.net")]
)
def test_what_the_next_cycle_does_with_one_way(ways: dict[str, Any], owner: str) -> None:
    """Where a register crosses one way the other side's edit is undone, and an explanation says so."""
    office = linked(directions=ways)
    office.severa.edit("customers", "alike", name="One B.V.")
    office.vnf.edit("customer", "00010001", name="Other B.V.")
    coming = field(office.explain("customers", "alike"), "name").next
    assert coming == {"Severa": "Visma.net gets 'One B.V.'", "Visma.net": "Severa gets 'Other B.V.'"}[owner]


@drivers
def test_a_record_that_is_not_linked(driver: Kind) -> None:
    """A record without a link has its name, and no field to compare."""
    office = open_office(customer("new", theirs=None))
    told = office.explain("customers", "new", driver)
    assert (told.label, told.number, told.fields, told.problems) == ("Customer New B.V.", None, (), ())
    assert str(told).startswith("Customer New B.V.: not linked yet")


@drivers
@pytest.mark.parametrize("stream", ["invoices", "classes", "customer", ""])
def test_a_stream_without_fields(driver: Kind, stream: str) -> None:
    """A stream that is no register is a mistake of the host, told with the registers that there are."""
    with pytest.raises(ValueError, match=r"customers, contacts, items, projects$"):
        linked().explain(stream, "alike", driver)


@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_a_record_that_is_gone(side: str) -> None:
    """Where one side has the record no more it can't be explained."""
    office = linked()
    if side == "severa":
        office.severa.remove("products", "a1")
    else:
        shelf = office.vnf._world.shelves["inventory"]
        shelf.by_internal.pop(shelf.records.pop("A1").wire["inventoryId"])
    with pytest.raises(NotFound):
        office.explain("items", "a1")


@pytest.mark.parametrize(
    ("register", "guid", "number"),
    [
        ("customers", "alike", "00010001"),
        ("contacts", "smit", ""),
        ("items", "a1", "A1"),
        ("projects", "project-7", "7"),
    ],
)
def test_every_register_is_explained(register: str, guid: str, number: str) -> None:
    """Each register has its fields, all alike here, and prints as a table of them; nothing is written."""
    office = linked()
    told = office.explain(register, guid)
    assert told.fields
    assert {one.next for one in told.fields} <= {AGREE, "each keeps its own"}
    lines = str(told).splitlines()
    assert lines[1].split() == ["field", "Severa", "Visma.net", "agreed", "owner", "next", "why"]
    assert len(lines) == len(told.fields) + 2
    assert (told.number or "") == number
    assert office.writes() == []


def test_explaining_is_what_a_run_does() -> None:
    """What an explanation says of a field is what the next run does with it."""
    office = linked()
    office.severa.edit("products", "a1", name="Better")
    assert field(office.explain("items", "a1"), "description").next == "Visma.net gets 'Better'"
    office.sync()
    assert values(field(office.explain("items", "a1"), "description")) == ("Better", "Better", "Better")


@drivers
def test_in_an_empty_store(driver: Kind) -> None:
    """It only reads: nothing is remembered, not even the look-ups, which another host may be reading anew."""
    office = open_office(customer("alike"))
    assert office.explain("customers", "alike", driver).label == "Customer Alike B.V."
    assert office.known("classes") == {}
