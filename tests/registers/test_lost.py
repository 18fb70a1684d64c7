"""An edit that is gone without a word is found, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from tests.flows.office import Office
from tests.flows.registers.office import Company
from tests.registers.both import look
from tests.registers.by_hand import ByHand
from tests.registers.fields import Edit
from tests.registers.lost import Heard, lost
from tests.registers.worlds import big

GUID, NAME = "customer-0000000", "Customer 0 Ünïted"


@pytest.fixture
def office() -> Office:
    """Two customers, three items and a project, alike on both sides."""
    return Company(big(2, 3, 1))


def customer(office: Office) -> dict[str, Any]:
    """The first one, in Visma.net."""
    return office.vnf.documents("customer")[0]


def name_in_severa(old: str, new: str, **more: Any) -> Edit:
    """Somebody gave the first customer another name in Severa."""
    return Edit("severa", "customers", GUID, "name", old, new, "name", **more)


def name_in_vnf(office: Office, old: str, new: str, **more: Any) -> Edit:
    """The same in Visma.net."""
    return Edit("vnf", "customer", str(customer(office)["internalId"]), "name", old, new, "name", **more)


def gone(office: Office, *edits: Edit, heard: tuple[Heard, ...] = (), bridge: ByHand | None = None) -> int:
    """How many edits are lost."""
    return len(lost(look(office.severa, office.vnf, bridge or ByHand(office)), edits, heard))


def test_what_stands_is_not_lost(office: Office) -> None:
    """On its own record, or on the twin alone."""
    assert gone(office, name_in_severa("X", NAME), name_in_vnf(office, "X", f" {NAME} ")) == 0


def test_what_stands_nowhere_is_lost(office: Office) -> None:
    """On either side."""
    assert gone(office, name_in_severa("X", "Y"), name_in_vnf(office, "X", "Z")) == 2


def test_who_saw_it_may_overwrite_it(office: Office) -> None:
    """A later edit that began at the value answers it, on either side; an earlier one, or another value, does not."""
    assert gone(office, name_in_severa("X", "Y"), name_in_vnf(office, "Y", NAME)) == 0
    assert gone(office, name_in_severa("X", "Y"), name_in_severa("Y", NAME)) == 0
    assert gone(office, name_in_severa("X", "Y"), name_in_vnf(office, "X", NAME)) == 1
    assert gone(office, name_in_vnf(office, "Y", NAME), name_in_severa("X", "Y")) == 1


def test_who_saw_a_line_among_others_may_overwrite_it(office: Office) -> None:
    """A line of Visma.net's is one of the lines that are seen in Severa."""
    internal = str(customer(office)["internalId"])
    line = Edit("vnf", "customer", internal, "main lines", "", "Dam", "mainAddress.addressLine2")
    path = "addressline"
    over = Edit("severa", "addresses", "address-0000000", "lines", "Hof 1\nDam", "Keizersgracht 0\nAchterhuis", path)
    assert gone(office, line, over) == 0
    assert gone(office, evolve(line, new="Rokin"), over) == 1


def test_a_problem_that_names_it(office: Office) -> None:
    """An edit is not lost where a problem that is open, or was reported after it, names its record."""
    edit = name_in_severa("X", "Y")
    bridge = ByHand(office)
    bridge.tell(GUID, "email")
    assert gone(office, edit, bridge=bridge) == 1
    bridge.tell(GUID, "name")
    assert gone(office, edit, bridge=bridge) == 0
    told = frozenset([GUID])
    assert gone(office, edit, heard=(Heard(0, told, told),)) == 1
    assert gone(office, edit, heard=(Heard(1, frozenset(), told),)) == 1
    assert gone(office, edit, heard=(Heard(1, told, frozenset()),)) == 0
    assert gone(office, edit, heard=(Heard(1, frozenset([f"vnf {customer(office)['internalId']}"]), told),)) == 0


def test_what_the_other_side_owns(office: Office) -> None:
    """A number of Severa's is overruled, and it is enough that a report told of the record."""
    edit = Edit("severa", "customers", GUID, "number", 100, 7, "number")
    assert gone(office, edit) == 1
    assert gone(office, edit, heard=(Heard(1, frozenset(), frozenset([GUID])),)) == 0
    assert gone(office, edit, heard=(Heard(1, unheard=True),)) == 0
    assert gone(office, name_in_severa("X", "Y"), heard=(Heard(1, unheard=True),)) == 1


def test_what_was_empty_is_filled(office: Office) -> None:
    """Where two records have only just found each other, an empty field is filled; later it is not."""
    empty = Edit("severa", "customers", GUID, "email", "x", " ", "email")
    both = look(office.severa, office.vnf, ByHand(office))
    assert len(lost(both, [empty], linked={("customers", GUID): 0})) == 1
    assert lost(both, [empty], linked={("customers", GUID): 1}) == []


def test_during_a_run(office: Office) -> None:
    """Who writes while the bridge writes the same field may lose; while nobody else wrote it, not."""
    edit = name_in_severa("X", "Y", during=True)
    assert gone(office, edit) == 1
    assert gone(office, edit, name_in_vnf(office, "X", NAME)) == 0


def test_a_record_that_is_gone(office: Office) -> None:
    """Who removes a record takes its edits with it."""
    office.severa.remove("contacts", "contact-0000000")
    assert gone(office, Edit("severa", "contacts", "contact-0000000", "position", None, "CEO", "jobTitle")) == 0


def test_addresses_and_telephones_change_their_place(office: Office) -> None:
    """What stands anywhere in the pair, in another place or of another kind, is not lost."""
    internal = str(customer(office)["internalId"])
    person = str(office.vnf.documents("contact")[1]["contactId"])
    moved = [
        Edit("vnf", "customer", internal, "delivery city", "", "Amsterdam", "deliveryAddress.city"),
        Edit("vnf", "customer", internal, "main lines", "", "Achterhuis", "mainAddress.addressLine3"),
        Edit("severa", "addresses", "address-0000000", "lines", "", "Keizersgracht 0\n Achterhuis", "addressline"),
        Edit("vnf", "contact", person, "MobilePhone", "", "info@0.example", "phone1"),
        Edit("severa", "communications", "phone-0000000", "value", "", "info@0.example", "value"),
    ]
    assert gone(office, *moved) == 0
    lost_ones = [
        Edit("vnf", "customer", internal, "delivery city", "", "Delft", "deliveryAddress.city"),
        Edit("severa", "addresses", "address-0000000", "lines", "", "Dam", "addressline"),
        Edit("vnf", "contact", person, "Phone", "", "1", "phone2"),
        Edit("severa", "customers", GUID, "headquarters", None, {"guid": "x"}, "headquarterAddress"),
    ]
    assert gone(office, *lost_ones) == 4


def test_prices_and_projects(office: Office) -> None:
    """A price is looked for in the field of its register; a project has a status that is its own."""
    travel = Edit(
        "severa",
        "travel_expense_types",
        "item-0000002",
        "price",
        None,
        {"amount": 3, "currencyCode": "EUR"},
        "unitCost",
    )
    project = Edit("severa", "projects", "project-0000000", "status", True, False, "isClosed")
    assert gone(office, travel, project) == 1
