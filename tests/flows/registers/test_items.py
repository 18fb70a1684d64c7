"""Items: three registers in Severa against one in Visma.net."""

from __future__ import annotations

import pytest
from attrs import evolve

from severa_vnf.plan import Action
from severa_vnf.settings import ItemClasses
from tests.flows.office import Kind
from tests.flows.registers.office import A_DAY, SETTINGS, codes, described, item, open_office

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
def test_one_code_in_two_registers(driver: Kind) -> None:
    """A code that stands in two of Severa's registers is a problem that names both, and neither crosses."""
    office = open_office(
        item("A", "products", theirs=None), item("A", "work_types", ours={"guid": "work"}, theirs=None), item("B")
    )
    report = office.sync("items", driver=driver)
    assert (described(report), codes(report)) == ([("adopted", "b")], ["several-of-one-code"])
    assert "in products" in report.problems[0].value
    assert "in work types" in report.problems[0].value
    assert office.writes() == []


@drivers
@pytest.mark.parametrize("theirs", [True, False])
@pytest.mark.parametrize("goes", ["a", "w"])
def test_one_of_them_goes(goes: str, theirs: bool, driver: Kind) -> None:
    """They wait, however often it runs; once only one of them has the code it crosses, though nobody edited it."""
    office = open_office(
        item("A", "products", theirs={} if theirs else None),
        item("A", "work_types", ours={"guid": "w"}, theirs=None),
    )
    for _ in range(3):
        assert codes(office.sync("items", driver=driver)) == ["several-of-one-code"]
        office.later(A_DAY)
    assert office.known("links items") == {}
    office.severa.remove("products" if goes == "a" else "work_types", goes)
    report = office.sync("items", driver=driver)
    assert report.counts == {"adopted" if theirs else "created": 1}
    assert list(office.known("links items")) == ["w" if goes == "a" else "a"]
    assert codes(report) == (["item-of-another-register"] if theirs and goes == "a" else [])
    assert [one.cause.code for one in office.bridge().problems()] == codes(report)


@pytest.mark.parametrize("kind", ["ChargeItem", "FinishedGoodItem"])
def test_a_kind_without_register(kind: str) -> None:
    """An item of a kind that Severa has no register for stays in Visma.net, and a preview says why."""
    office = open_office(item("A", ours=None, theirs={"type": kind, "itemClass": {"id": "STOCK", "type": kind}}))
    [step] = office.preview("items").steps
    assert (step.action, step.reason) == (
        Action.NOTHING,
        f"Items of type {kind} have no register in Severa, so it stays in Visma.net only.",
    )
    assert (office.sync("items").outcomes, office.writes()) == ((), [])


@drivers
def test_a_type_of_another_register(driver: Kind) -> None:
    """An item whose type leads to another register than it stands in is told; its fields still cross."""
    office = open_office(item("A", "work_types"))
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("inventory", "A", type="ExpenseItem", description="Other")
    report = office.sync("items", driver=driver)
    assert (report.counts, codes(report)) == ({"updated": 1}, ["item-of-another-register"])
    assert office.ours("work_types", "a")["name"] == "Other"


def test_no_code() -> None:
    """An item without a code is told, and found no more once it has one."""
    office = open_office(item("A", ours={"code": None}, theirs=None))
    assert codes(office.sync("items")) == ["code-missing"]
    office.severa.edit("products", "a", code="A")
    office.later(A_DAY)
    assert office.sync("items").counts == {"created": 1}
    assert office.bridge().problems() == ()


@pytest.mark.parametrize(
    ("classes", "chosen"),
    [
        (ItemClasses(products="NONSTOCK", by_code={"A": "SERVICE"}), "SERVICE"),
        (ItemClasses(products="NONSTOCK", by_category={"HW": "SERVICE"}), "SERVICE"),
        (ItemClasses(products="NONSTOCK", by_category={"SW": "SERVICE"}), "NONSTOCK"),
    ],
)
def test_the_class_of_a_new_item(classes: ItemClasses, chosen: str) -> None:
    """A new item gets the class of its code, else of its category, else of its register."""
    office = open_office(
        item("A", theirs=None, ours={"productCategory": {"guid": "hardware"}}),
        settings=evolve(SETTINGS, item_classes=classes),
    )
    office.severa.load("product_categories", [{"guid": "hardware", "name": "Hardware", "code": "HW"}])
    office.sync("items")
    assert office.theirs("inventory")["itemClass"]["id"] == chosen


@drivers
def test_no_class_is_chosen(driver: Kind) -> None:
    """Without a class nothing is made, and every item is told; with it the next run makes them, unedited."""
    settings = evolve(SETTINGS, item_classes=ItemClasses(work_types="LABOR"))
    office = open_office(item("A", theirs=None), item("B", "work_types", theirs=None), settings=settings)
    report = office.sync("items", driver=driver)
    assert (sorted(described(report)), codes(report)) == ([("created", "b"), ("held", "a")], ["class-missing"])
    office.later(A_DAY)
    office.settings = SETTINGS
    assert described(office.sync("items", driver=driver)) == [("created", "a")]
    assert office.bridge().problems() == ()


def test_a_price_in_another_currency() -> None:
    """A price in another currency is told; the name still crosses, and so does the price once it is mended."""
    office = open_office(item("A"))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("products", "a", name="Other", unitPrice={"amount": 7, "currencyCode": "SEK"})
    report = office.sync("items")
    assert (report.counts, codes(report)) == ({"updated": 1}, ["price-in-another-currency"])
    office.severa.edit("products", "a", unitPrice={"amount": 8, "currencyCode": "EUR"})
    office.later()
    assert office.sync("items").problems == ()
    assert office.theirs("inventory")["defaultPrice"] == 8


def test_a_status_that_is_more_than_active_or_not() -> None:
    """An item that may not be bought but sold is active in Severa, and stays as it is in Visma.net."""
    office = open_office(item("A", theirs={"status": "NoPurchases"}))
    office.sync()
    assert office.writes() == []
    office.severa.edit("products", "a", isActive=False)
    office.later(A_DAY)
    office.sync()
    assert office.theirs("inventory")["status"] == "Inactive"


@drivers
@pytest.mark.parametrize("register", ["products", "work_types", "travel_expense_types"])
def test_each_register_is_written_where_it_stands(register: str, driver: Kind) -> None:
    """An edit in Visma.net goes to the register in which the item stands."""
    office = open_office(item("A", register))
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("inventory", "A", description="Other")
    assert office.sync("items", driver=driver).counts == {"updated": 1}
    assert office.ours(register, "a")["name"] == "Other"


@drivers
def test_one_that_is_made_on_both_sides(driver: Kind) -> None:
    """An item that two people made on the two sides on one day is one."""
    office = open_office()
    office.sync()
    office.later(A_DAY)
    office.severa.load("work_types", [{"guid": "work", "code": "A", "name": "Item A"}])
    theirs = {"type": "LaborItem", "itemClass": {"id": "LABOR", "type": "LaborItem"}, "defaultPrice": 0}
    office.vnf.load("inventory", [{"inventoryNumber": "A", "description": "Item A", **theirs}])
    assert described(office.sync("items", driver=driver)) == [("adopted", "work")]


@drivers
@pytest.mark.parametrize("side", ["severa", "vnf"])
def test_one_that_becomes_active_long_after(side: str, driver: Kind) -> None:
    """An inactive item that stayed on one side meets the one that is made on the other: they are linked."""
    stays = item("A", "work_types", ours={"isActive": False} if side == "severa" else None)
    office = open_office(evolve(stays, vnf={}) if side == "severa" else stays)
    if side == "vnf":
        office.vnf.edit("inventory", "A", status="Inactive")
    office.sync()
    office.later(A_DAY)
    office.sync()
    office.later(A_DAY)
    new = item("A", "work_types", ours={"guid": "new"})
    if side == "severa":
        office.vnf.load("inventory", new.vnf["inventory"])
    else:
        office.severa.load("work_types", new.severa["work_types"])
    report = office.sync("items", driver=driver)
    assert report.counts == {"adopted": 1}
