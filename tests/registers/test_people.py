"""The persons of the registers' tests: what they say they did stands in the services."""

from __future__ import annotations

from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.vnf.paths import at
from tests.flows.registers.office import Company
from tests.registers.fields import SEVERA, VNF, Edit
from tests.registers.people import People
from tests.registers.tables import ADDRESS, CONTACT, CUSTOMER, ITEM, PRICES, PROJECT, REACHED, USES
from tests.registers.worlds import SETTINGS, small


def hired(data: st.DataObject) -> People:
    """The persons of a small company."""
    return People(Company(small(), SETTINGS), data.draw)


def standing(people: People, edit: Edit) -> object:
    """What stands now where something was edited."""
    service = people.office.severa if edit.system == "severa" else people.office.vnf
    key = {"customer": "internalId", "contact": "contactId", "inventory": "inventoryId", "project": "internalID"}
    records = {str(one[key.get(edit.collection, "guid")]): one for one in service.documents(edit.collection)}
    record = records.get(edit.id)
    return at(record, edit.path) if edit.path else record


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_was_edited_stands(data: st.DataObject) -> None:
    """Each action changes what it says, from what stood there; what is refused changes nothing; nothing is counted."""
    people = hired(data)
    people.office.severa.faults = people.office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR)])
    for _ in range(10):
        edit = people.work()
        if edit is not None:
            shown = standing(people, edit)
            new = edit.new if isinstance(edit.new, dict) else {"": edit.new}
            held = shown if isinstance(shown, dict) else {"": shown}
            assert {name: held.get(name) for name in new} == new
    assert people.office.severa.requests == people.office.vnf.requests == []


def test_every_field_is_edited() -> None:
    """Persons know every line of the documentation's tables, on both sides."""
    ours = {name: {one.word for one in fields} for name, fields in SEVERA.items()}
    theirs = {name: {one.word for one in fields} for name, fields in VNF.items()}
    for name, twin, rows in (
        ("customers", "customer", CUSTOMER),
        ("contacts", "contact", CONTACT),
        ("products", "inventory", (*ITEM, *PRICES["products"])),
        ("projects", "project", PROJECT),
    ):
        assert {row.word for row in rows} <= ours[name]
        assert {row.word for row in rows if name != "projects"} <= theirs[twin]
    assert {row.word for row in REACHED} <= theirs["contact"]
    assert {row.word for row in ADDRESS} <= ours["addresses"]
    assert {f"{slot} {row.word}" for slot in USES for row in ADDRESS} <= theirs["customer"]
    assert set(USES) <= ours["addresses"]


def test_a_customer_with_projects_stays() -> None:
    """Severa deletes no customer who has projects."""

    def removes_a_payer(data: st.DataObject) -> bool:
        people = hired(data)
        paid = {one["customer"]["guid"] for one in people.office.severa.documents("projects")}
        edit = people.remove_in_severa()
        assert edit is None or edit.id not in paid
        return edit is not None and edit.collection == "customers"

    find(st.data(), removes_a_payer)


@given(data=st.data())
def test_what_no_bridge_made(data: st.DataObject) -> None:
    """The records of the beginning, and all that persons make, are known as theirs."""
    people = hired(data)
    people.create_in_severa()
    people.create_in_vnf()
    assert {one["guid"] for one in people.office.severa.documents("customers")} <= people.made
    assert {f"customer {one['internalId']}" for one in people.office.vnf.documents("customer")} <= people.made
