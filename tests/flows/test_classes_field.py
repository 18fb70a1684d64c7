"""The customer class that a customer's own field in Severa names."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf import NotFound, Settings
from severa_vnf.flows.customer_class import class_of
from severa_vnf.settings import CustomerClasses
from severa_vnf.testing.severa import SeveraSwitches
from severa_vnf.values import Guid
from tests.flows.office import Kind, Office, few
from tests.flows.test_classes import answered

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
FIELD, OTHER, CHOICE = (f"{digit * 8}-0000-f000-0000-{digit * 12}" for digit in "abc")
NAMED, BY_GUID = (Settings(customer_classes=CustomerClasses(by_field=field)) for field in ("Debiteurtype", FIELD))


def office_with_field(value: str | None, kind: str = "String", **switches: Any) -> Office:
    """An office whose customers have that field, and one of them that value in it."""
    office = Office(few(0), severa_switches=switches)
    fields = [
        {"guid": OTHER, "name": "Regio", "type": "Selection"},
        {"guid": FIELD, "name": "Debiteurtype", "type": kind},
    ]
    office.severa.load("custom_properties", fields)
    office.severa.load("selection_items", [{"guid": CHOICE, "name": "EXPORT", "customerCustomProperty": fields[1]}])
    values = [(OTHER, "NOORD"), (FIELD, value)]
    office.severa.load(
        "custom_values",
        [{"customerGuid": customer(office), "customProperty": {"guid": guid}, "value": text} for guid, text in values],
    )
    return office


def customer(office: Office) -> Guid:
    """The office's first customer."""
    return Guid(office.severa.documents("customers")[0]["guid"])


@pytest.mark.parametrize("settings", [NAMED, BY_GUID], ids=["name", "guid"])
@drivers
def test_a_field_of_text_holds_the_id_of_the_class(driver: Kind, settings: Settings) -> None:
    """The field is named by its name or its guid; what it holds is the class."""
    office = office_with_field(" EXPORT ")
    assert answered(office, class_of(customer(office), settings), driver) == "EXPORT"
    assert len(office.severa.requests) == 1


@pytest.mark.parametrize("value", ["EXPORT", CHOICE], ids=["name", "guid"])
@pytest.mark.parametrize("settings", [NAMED, BY_GUID], ids=["name", "guid"])
@drivers
def test_a_selection_may_be_told_by_name_or_guid(driver: Kind, settings: Settings, value: str) -> None:
    """However a chosen value is written, the class is the choice's name."""
    office = office_with_field(value, "Selection")
    assert answered(office, class_of(customer(office), settings), driver) == "EXPORT"


def times_read(office: Office) -> int:
    """How often the choices of a field were read."""
    return sum(one.path.endswith("/customercustompropertyselectionitems") for one in office.severa.requests)


def test_choices_are_kept() -> None:
    """The choices of a selection are read once, and again where one is met that they lack."""
    office = office_with_field(CHOICE, "Selection")
    for _ in range(2):
        answered(office, class_of(customer(office), NAMED))
    assert times_read(office) == 1
    fresh = OTHER.replace("b", "d")
    office.severa.load("selection_items", [{"guid": fresh, "name": "HOME", "customerCustomProperty": {"guid": FIELD}}])
    (value,) = [one for one in office.severa.documents("custom_values") if one["value"] == CHOICE]
    office.severa.edit("custom_values", value["guid"], value=fresh)
    assert answered(office, class_of(customer(office), NAMED)) == "HOME"
    assert times_read(office) == 2


def test_a_guid_that_is_no_choice_stays_as_it_is() -> None:
    """It leads to no class, and Visma.net will say so: nothing is guessed. A field of text has no choices to read."""
    office = office_with_field(OTHER)
    assert answered(office, class_of(customer(office), NAMED)) == OTHER
    assert times_read(office) == 0


@pytest.mark.parametrize("value", ["", "  ", None])
def test_an_empty_field_says_nothing(value: str | None) -> None:
    """Then the settings decide."""
    office = office_with_field(value)
    assert answered(office, class_of(customer(office), NAMED)) is None


def test_a_customer_without_the_field() -> None:
    """A field that nobody has filled in for a customer says nothing of it."""
    office = office_with_field("EXPORT")
    other = Settings(customer_classes=CustomerClasses(by_field="Branche"))
    assert answered(office, class_of(customer(office), other)) is None


def test_without_the_add_on_there_are_no_fields() -> None:
    """What Severa refuses for want of the add-on is no value."""
    office = office_with_field("EXPORT", switches=SeveraSwitches(addons=frozenset()))
    assert answered(office, class_of(customer(office), NAMED)) is None


def test_nobody_asks_where_the_settings_name_no_field() -> None:
    """Without `by_field` it costs nothing."""
    office = office_with_field("EXPORT")
    assert answered(office, class_of(customer(office), Settings())) is None
    assert office.severa.requests == []


def test_a_customer_that_is_gone() -> None:
    """It is said to be, rather than to have no class."""
    office = office_with_field("EXPORT")
    with pytest.raises(NotFound):
        answered(office, class_of(Guid(OTHER), NAMED))
