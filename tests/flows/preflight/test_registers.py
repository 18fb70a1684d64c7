"""Classes, accounts, codes, terms, the template and its task."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf import CustomerClasses, ItemClasses, ProjectDefaults, Settings
from tests.flows.office import Office
from tests.flows.preflight.inspected import found, inspected, only, stops

CATEGORY = "40000000-0000-0000-0000-000000000000"


def with_category(office: Office, collection: str, place: int = 0) -> Office:
    """The office with a product category, TRAINING, and an item of that register in it."""
    office.severa.load("product_categories", [{"guid": CATEGORY, "name": "Training", "code": "TRAINING"}])
    record = office.severa.documents(collection)[place]
    office.severa.edit(collection, record["guid"], productCategory={"guid": CATEGORY})
    return office


@pytest.mark.parametrize(
    ("classes", "place"),
    [
        (CustomerClasses(default="ABROAD"), "Settings.customer_classes.default"),
        (CustomerClasses(by_country={"BE": "ABROAD"}), "Settings.customer_classes.by_country['BE']"),
        (CustomerClasses(by_number={"10001": "ABROAD"}), "Settings.customer_classes.by_number['10001']"),
    ],
)
def test_customer_classes_must_be_there(classes: CustomerClasses, place: str) -> None:
    """Each class that the settings name for customers is one of Visma.net's."""
    office = Office(settings=Settings(customer_classes=classes))
    assert (only(office).code, only(office).field, only(office).value) == ("class-unknown", place, "ABROAD")
    office.vnf.load("customer_class", [{"id": "ABROAD", "taxZoneId": "DOMESTIC"}])
    assert found(office) == []


@pytest.mark.parametrize("zone", [None, "GONE"])
def test_customer_classes_must_have_a_zone(zone: str | None) -> None:
    """A class without a VAT zone that is there leads to invoices without VAT; it is named once."""
    classes = CustomerClasses(default="DOMESTIC", by_country={"NL": "DOMESTIC"})
    office = Office(settings=Settings(customer_classes=classes))
    office.vnf.edit("customer_class", "DOMESTIC", taxZoneId=zone)
    assert (only(office).code, only(office).value) == ("class-without-vat-zone", "DOMESTIC")


def test_classes_that_a_field_offers() -> None:
    """The choices of the field that names classes must be classes too; those out of use need not."""
    office = Office(settings=Settings(customer_classes=CustomerClasses(by_field="Debiteurtype")))
    office.severa.load("custom_properties", [{"guid": CATEGORY, "name": "Debiteurtype", "type": "Selection"}])
    office.severa.load("custom_properties", [{"name": "Sector", "type": "Selection"}])
    choices = (("DOMESTIC", True), ("EXPORT", True), ("OLD", False))
    office.severa.load(
        "selection_items",
        [{"customerCustomProperty": {"guid": CATEGORY}, "name": name, "isActive": active} for name, active in choices],
    )
    assert (only(office).code, only(office).field) == ("class-unknown", "The choice EXPORT of Debiteurtype")


ALL = ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE")


@pytest.mark.parametrize("direction", ["to_severa", "off"])
def test_registers_that_do_not_cross_need_no_class(direction: Any) -> None:
    """Where nothing is made in Visma.net no class and no template is asked for."""
    office = Office(settings=Settings(directions={"customers": direction, "items": direction, "projects": "off"}))
    assert {one.code for one in inspected(office)} == {"segmented-key-longer", "row-without-code"}


@pytest.mark.parametrize(
    ("classes", "place"),
    [
        ({"work_types": "GONE"}, "Settings.item_classes.work_types"),
        ({"by_category": {"TRAINING": "GONE"}}, "Settings.item_classes.by_category['TRAINING']"),
        ({"by_code": {"SENIOR": "GONE"}}, "Settings.item_classes.by_code['SENIOR']"),
    ],
)
def test_item_classes_must_be_there(classes: dict[str, Any], place: str) -> None:
    """Each class that the settings name for items is one of Visma.net's."""
    office = Office(settings=Settings(item_classes=ItemClasses(**classes)))
    assert (only(office).code, only(office).field) == ("class-unknown", place)


@pytest.mark.parametrize(
    ("classes", "place"),
    [
        ({"work_types": "NONSTOCK"}, "Settings.item_classes.work_types"),
        ({"travel_expenses": "STOCK"}, "Settings.item_classes.travel_expenses"),
        ({"products": "TYPELESS"}, "Settings.item_classes.products"),
        ({"by_category": {"TRAINING": "LABOR"}}, "Settings.item_classes.by_category['TRAINING']"),
        ({"by_code": {"SENIOR": "EXPENSE"}}, "Settings.item_classes.by_code['SENIOR']"),
    ],
)
def test_item_classes_lead_back(classes: dict[str, Any], place: str) -> None:
    """The type of its items must route back: a work type of type NonStockItem would come back as a product."""
    office = with_category(Office(settings=Settings(item_classes=ItemClasses(**classes))), "products")
    office.vnf.load("item_class", [{"id": "STOCK", "type": "FinishedGoodItem"}, {"id": "TYPELESS", "type": None}])
    assert (only(office).code, only(office).field) == ("class-of-another-register", place)


def test_item_classes_that_lead_back() -> None:
    """Products may be services too; a category counts by the items in it, and one that nothing has does not."""
    classes = ItemClasses(
        products="SERVICE",
        work_types="LABOR",
        travel_expenses="EXPENSE",
        by_category={"TRAINING": "EXPENSE", "EMPTY": "LABOR"},
        by_code={"SENIOR": "LABOR", "NOBODY": "EXPENSE"},
    )
    assert found(with_category(Office(settings=Settings(item_classes=classes)), "travel_expense_types")) == []


def test_classes_that_are_not_chosen() -> None:
    """A register without a class is worth knowing: what is new there waits."""
    office = Office(settings=Settings(item_classes=ItemClasses(products="NONSTOCK")))
    places = [one.field for one in inspected(office) if one.code == "class-not-chosen"]
    assert places == ["Settings.customer_classes.default", "Settings.item_classes (work_types, travel_expenses)"]


@pytest.mark.parametrize("group", [None, ""])
def test_sales_accounts_stand_in_a_group(group: str | None) -> None:
    """An account in no account group takes no part in projects, so no invoice on one can be booked."""
    office = Office()
    office.vnf.edit("account", "3000", accountGroupCD=group)
    grouped = only(office)
    assert (grouped.code, grouped.field, grouped.stops) == ("account-without-group", "3000", True)
    assert grouped.value.startswith("SENIOR; JUNIOR; KM; ")


@pytest.mark.parametrize("booked", [None, {}, {"salesAccount": {"number": None}}])
def test_items_have_a_sales_account(booked: dict[str, Any] | None) -> None:
    """An item without a sales account can't be sold."""
    office = Office()
    office.vnf.edit("inventory", "LEIDING", accountInformation=booked)
    assert (only(office).code, only(office).value) == ("item-without-account", "LEIDING")


@pytest.mark.parametrize(
    ("fields", "settings", "counts"),
    [
        ({}, Settings(), False),
        ({}, Settings(item_classes=ItemClasses(products="SERVICE")), True),
        ({}, Settings(item_classes=ItemClasses(by_code={"SENIOR": "SERVICE"}, work_types="LABOR")), True),
        ({}, Settings(row_items={"FlatRate": "RENT"}), True),
        ({"status": "NoSales"}, Settings(row_items={"FlatRate": "RENT"}), False),
        ({"itemClass": None}, Settings(row_items={"FlatRate": "RENT"}), True),
    ],
)
def test_which_items_count(fields: dict[str, Any], settings: Settings, counts: bool) -> None:
    """Items that Severa has, that rows without a code get, or whose class the settings choose; not those unsold."""
    office = Office(settings=settings)
    rent = {"inventoryNumber": "RENT", "itemClass": {"id": "SERVICE"}, "accountInformation": None}
    office.vnf.load("inventory", [{**rent, **fields}])
    assert ("item-without-account" in stops(office)) is counts


def test_codes_must_be_there() -> None:
    """An active item without a code is one that Visma.net cannot know; one out of use is left alone."""
    office = Office()
    first, second, *_ = office.severa.documents("work_types")
    office.severa.edit("work_types", first["guid"], code=" ")
    office.severa.edit("work_types", second["guid"], code=None, isActive=False)
    (missing,) = [one for one in inspected(office) if one.code == "code-missing"]
    assert (missing.label, missing.stops) == ("1 items without a code (work type 'Senior advies')", True)


def test_codes_must_be_unique() -> None:
    """A code that stands in two registers names two items where Visma.net has one; case makes no difference."""
    office = Office()
    train = office.severa.documents("travel_expense_types")[-1]
    office.severa.edit("travel_expense_types", train["guid"], code="senior")
    product = office.severa.documents("products")[0]
    office.severa.edit("products", product["guid"], code="Senior")
    (twice,) = [one for one in found(office) if one.code == "code-twice"]
    assert twice.value == f"product '{product['name']}'; work type 'Senior advies'; travel expense '{train['name']}'"


def with_term(office: Office, days: int) -> Office:
    """A customer pays in so many days."""
    payer = office.severa.documents("customers")[0]
    office.severa.edit("customers", payer["guid"], paymentTerm=days)
    return office


@pytest.mark.parametrize(
    "terms",
    [
        [],
        [{"termsId": "45", "dueDay1": 45}, {"termsId": "45B", "dueDay1": 45}],
        [{"termsId": "45", "dueDay1": 45, "visibleTo": "VE"}],
        [{"termsId": "45", "dueDay1": 45, "dueDateType": "E"}],
        [{"termsId": "45", "dueDay1": 45, "instalmentType": "M"}],
    ],
    ids=["none", "two", "suppliers'", "no days", "instalments"],
)
def test_payment_terms_in_use_need_one_term(terms: list[dict[str, Any]]) -> None:
    """Where not exactly one simple term of so many days is for customers, the settings must choose."""
    office = with_term(Office(), 45)
    office.vnf.load("credit_term", terms)
    unknown = only(office)
    assert (unknown.code, unknown.value, unknown.stops) == ("terms-unknown", "45", True)
    assert unknown.label == "Payment term of 45 days (1 customers, 0 invoices of the last year)"
    office.settings = Settings(credit_terms={45: "30"})
    assert found(office) == []


def test_payment_terms_that_are_there() -> None:
    """One simple term of so many days is enough; no days at all are those due at once."""
    office = with_term(Office(), 45)
    office.vnf.load("credit_term", [{"termsId": "45", "dueDay1": 45, "visibleTo": "CU"}])
    office.vnf.edit("credit_term", "0", dueDay1=None)
    assert found(office) == []
    assert found(with_term(office, 0)) == []


def test_terms_of_invoices_count() -> None:
    """An invoice of the last year may have a term of its own."""
    office = Office()
    office.severa.edit("invoices", office.guid(0), paymentTerm=45)
    assert "(0 customers, 1 invoices" in only(office).label


def test_terms_of_the_settings_must_be_there() -> None:
    """Terms that the settings name are such that customers can have."""
    office = Office(settings=Settings(credit_terms={30: "NET30"}))
    assert (only(office).code, only(office).value) == ("terms-not-there", "NET30")


@pytest.mark.parametrize("name", ["X", "GONE"])
def test_the_template_must_be_there(name: str) -> None:
    """New projects are made after a template: a project that is none will not do."""
    office = Office(settings=Settings(project_defaults=ProjectDefaults(template=name)))
    assert (only(office).code, only(office).value) == ("template-missing", name)


def test_the_task_of_the_template() -> None:
    """A template without the task is worth knowing, for the projects that are there already."""
    office = Office()
    (missing,) = [one for one in inspected(office) if one.code == "task-missing"]
    assert (missing.value, missing.stops) == ("10", False)
    office.vnf.load("project_task", [{"projectID": "Z", "taskId": "10", "description": "Invoicing"}])
    assert "task-missing" not in {one.code for one in inspected(office)}
    office.settings = Settings(project_defaults=ProjectDefaults(task=None))
    assert "task-missing" not in {one.code for one in inspected(office)}
