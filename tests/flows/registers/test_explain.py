"""Why a record is as it is, field by field, and what the next run would do."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf import NotFound
from severa_vnf.plan import Field
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    PLACE,
    Company,
    address,
    codes,
    communication,
    contact,
    customer,
    item,
    open_office,
    project,
)

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def linked(**ours: Any) -> Company:
    """A record of each register, linked."""
    office = open_office(
        customer("acme", theirs={"mainAddress": PLACE, "creditTerms": {"id": "EOM"}}, ours=ours),
        address("home", "acme", isVisitAddress=True),
        contact("bos", "acme", theirs={"phone2": "020", "title": "Doctor"}),
        communication("phone", "bos", "Phone", "020"),
        item("T", "travel_expense_types"),
        project(1001, "acme"),
    )
    office.sync()
    office.later(A_DAY)
    return office


def field(office: Company, name: str, register: str = "customers", guid: str = "acme") -> Field:
    """One field of what is explained."""
    return next(one for one in office.explain(register, guid).fields if one.row.endswith(f" - {name}"))


@drivers
def test_a_field_that_agrees(driver: Kind) -> None:
    """Both values, the agreed one, and that nothing comes."""
    told = linked().explain("customers", "acme", driver)
    assert (told.stream, told.record, told.number) == ("customers", "acme", "00010001")
    [name] = [one for one in told.fields if one.row == "name - name"]
    assert name == Field(
        row="name - name",
        severa="Acme B.V.",
        vnf="Acme B.V.",
        agreed="Acme B.V.",
        owner="both",
        why="",
        next="nothing: they agree",
    )


def test_a_field_that_crosses() -> None:
    """What the next run writes, to which side, and whose the field is."""
    office = linked()
    office.severa.edit("customers", "acme", name="Renamed", number=5)
    office.vnf.edit("customer", "00010001", mainAddress={**PLACE, "city": "Gent"})
    name, number, city = (field(office, one) for one in ("name", "number", "mainAddress.city"))
    assert (name.severa, name.vnf, name.agreed, name.next) == (
        "Renamed",
        "Acme B.V.",
        "Acme B.V.",
        "Visma.net gets 'Renamed'",
    )
    assert (number.severa, number.vnf, number.owner, number.next) == (5, 10001, "Visma.net", "Severa gets 10001")
    assert number.why == "Visma.net owns customer numbers."
    assert (city.severa, city.vnf, city.next) == ("Delft", "Gent", "Severa gets 'Gent'")
    plan = office.preview("customers")
    assert {one.row for step in plan.writes for one in step.changes} == {"name", "number", "mainAddress.city"}


def test_a_field_that_waits() -> None:
    """What a person has to decide, with what was agreed before, also once it was told."""
    office = linked()
    office.severa.edit("customers", "acme", name="Ours")
    office.vnf.edit("customer", "00010001", name="Theirs")
    before = field(office, "name")
    assert (before.severa, before.vnf, before.agreed) == ("Ours", "Theirs", "Acme B.V.")
    assert before.next == "waits for a person"
    office.sync()
    told = office.explain("customers", "acme")
    assert [problem.code for problem in told.problems] == ["changed-on-both-sides"]
    assert field(office, "name") == before


def test_a_question() -> None:
    """Where they never agreed nothing is agreed."""
    office = open_office(item("T", ours={"name": "Ours"}))
    office.sync()
    told = field(office, "description", "items", "t")
    assert (told.severa, told.vnf, told.agreed, told.next) == ("Ours", "Item T", None, "waits for a person")


def test_what_the_other_side_cannot_hold() -> None:
    """Where a side has no such value each keeps its own."""
    office = linked()
    term, title = field(office, "creditTermsId"), field(office, "title", "contacts", "bos")
    assert (term.next, term.severa) == ("each keeps its own", "30")
    assert title.next == "each keeps its own"
    assert "Visma.net" in title.why


@pytest.mark.parametrize(("register", "guid"), [("contacts", "bos"), ("items", "t"), ("projects", "project-1001")])
@drivers
def test_each_register(register: str, guid: str, driver: Kind) -> None:
    """Each register is explained in the words of its own table; of what agrees nothing comes."""
    told = linked().explain(register, guid, driver)
    assert told.fields
    assert {one.next for one in told.fields} <= {"nothing: they agree", "each keeps its own"}
    assert {one.owner for one in told.fields} == ({"Severa"} if register == "projects" else {"both"})


@drivers
def test_one_without_a_link(driver: Kind) -> None:
    """A record that is linked with nothing has no fields, and says so."""
    office = open_office(customer("acme", theirs=None), contact("bos", "acme", theirs=None))
    told = office.explain("customers", "acme", driver)
    assert (told.fields, str(told).splitlines()[0]) == ((), "Customer Acme B.V.: not linked yet")
    assert office.explain("contacts", "bos", driver).label == "Contact Anna Bos"


def test_it_prints() -> None:
    """An explanation is a table, with its problems below it."""
    office = linked(email="ours@acme.example")
    office.severa.edit("customers", "acme", website="a.example")
    lines = str(office.explain("customers", "acme")).splitlines()
    assert lines[0] == "Customer Acme B.V.: Visma.net 00010001"
    assert lines[1].split() == ["field", "Severa", "Visma.net", "agreed", "owner", "next", "why"]
    [web] = [line for line in lines if line.startswith("website")]
    assert "Visma.net gets 'a.example'" in web
    [street] = [line for line in lines if line.startswith("addressline - mainAddress")]
    assert "Dorpsstraat 1" in street
    assert lines[-1].startswith("- Customer Acme B.V.: email differs")


def test_nothing_is_written() -> None:
    """To explain is to read: nothing is written or remembered."""
    office = linked()
    office.severa.edit("customers", "acme", name="Renamed")
    before = office.memory()
    office.explain("customers", "acme")
    assert (office.writes(), office.memory()) == ([], before)


@drivers
def test_what_is_not_there(driver: Kind) -> None:
    """A record that Severa does not have can't be explained, nor anything of a stream without fields."""
    office = linked()
    with pytest.raises(NotFound):
        office.explain("items", "nobody", driver)
    with pytest.raises(ValueError, match="nothing to explain of the stream 'invoices'"):
        office.explain("invoices", "x", driver)


def test_a_field_in_trouble() -> None:
    """A field that can't be compared is a problem, and the others are told."""
    office = linked()
    office.severa.edit("customers", "acme", paymentTerm=77)
    told = office.explain("customers", "acme")
    assert [problem.code for problem in told.problems] == ["terms-unknown"]
    assert "creditTermsId" not in {one.row.rpartition(" ")[2] for one in told.fields}
    assert codes(office.sync("customers")) == ["terms-unknown"]
