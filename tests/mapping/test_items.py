from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.mapping import (
    PRODUCT,
    Given,
    ItemRegister,
    Mapped,
    item_seen,
    item_to_severa,
    item_to_vnf,
    route_item,
)
from severa_vnf.mapping import decide as decided
from severa_vnf.mapping.items import Item
from severa_vnf.mapping.table import Trouble
from severa_vnf.settings import ItemClasses, ItemDefaults, Settings
from severa_vnf.severa.products import NewProduct, Product
from severa_vnf.severa.refs import Amount
from severa_vnf.severa.travel_expense_types import NewTravelExpenseType, TravelExpenseType
from severa_vnf.severa.work_types import NewWorkType, WorkType
from severa_vnf.values import Guid
from severa_vnf.vnf.inventory import InventoryStatus, InventoryUpdate
from severa_vnf.vnf.item_class import ItemType
from severa_vnf.wire.decode import structure
from tests.mapping.registers import KNOWN, item_in_vnf

PRICE = {"amount": Decimal("9.50"), "currencyCode": "EUR"}


def product(**changes: Any) -> Product:
    """A product as Severa shows it."""
    wire = {"guid": "p1", "code": "A1", "name": "Advice", "isActive": True, "unitPrice": PRICE}
    return structure({**wire, **changes}, Product)


def work_type(**changes: Any) -> WorkType:
    """A work type as Severa shows it."""
    return structure({"guid": "w1", "code": "W1", "name": "Hours", **changes}, WorkType)


def travel(**changes: Any) -> TravelExpenseType:
    """A travel expense type as Severa shows it."""
    wire = {"guid": "t1", "code": "T1", "name": "Train", "isActive": True, "unitCost": PRICE}
    return structure({**wire, **changes}, TravelExpenseType)


def codes(mapped: Mapped[Any]) -> list[str]:
    """The codes of its problems."""
    return [problem.code for problem in mapped.problems]


@pytest.mark.parametrize(
    ("kind", "register"),
    [
        ("NonStockItem", "products"),
        ("ServiceItem", "products"),
        ("LaborItem", "work_types"),
        ("ExpenseItem", "travel_expenses"),
        ("FinishedGoodItem", None),
        ("ComponentPartItem", None),
        ("SubassemblyItem", None),
        ("ChargeItem", None),
    ],
)
def test_route(kind: str, register: str | None) -> None:
    """The type of an item chooses its register; stock and charges have none, and the reason says so."""
    routed = route_item(ItemType(kind))
    if register:
        assert routed == ItemRegister(register)
    else:
        assert isinstance(routed, Trouble)
        assert (routed.rule.code, routed.value) == ("item-without-register", kind)
        assert item_to_severa(item_in_vnf(type=kind)) == routed


@pytest.mark.parametrize(
    ("item", "made"),
    [
        (product(), InventoryUpdate(inventory_number="A1", description="Advice", item_class="P")),
        (travel(), InventoryUpdate(inventory_number="T1", description="Train", item_class="T")),
    ],
)
def test_to_vnf(item: Item, made: InventoryUpdate) -> None:
    """Products and travel expenses cross with code, name, price and the class of their register."""
    whole = evolve(made, status=InventoryStatus.ACTIVE, default_price=Decimal("9.50"))
    assert item_to_vnf(item, KNOWN) == Mapped(whole)


def test_work_type_to_vnf() -> None:
    """A work type has no price."""
    assert item_to_vnf(work_type(), KNOWN).made == InventoryUpdate(
        inventory_number="W1", description="Hours", item_class="W", status=InventoryStatus.ACTIVE
    )


def test_to_severa() -> None:
    """What Severa demands beside comes from the settings."""
    price = Amount(amount=Decimal("9.50"), currency_code="EUR")
    known = evolve(
        KNOWN,
        settings=Settings(item_defaults=ItemDefaults(product_type="FixedFees", expense_class="Mileage")),
    )
    assert item_to_severa(item_in_vnf(), known) == Mapped(
        NewProduct(name="Advice", code="A1", type="FixedFees", is_active=True, unit_price=price)
    )
    assert item_to_severa(item_in_vnf(type="LaborItem"), known) == Mapped(
        NewWorkType(name="Advice", code="A1", is_active=True)
    )
    assert item_to_severa(item_in_vnf(type="ExpenseItem"), known) == Mapped(
        NewTravelExpenseType(name="Advice", code="A1", expense_class="Mileage", unit_cost=price, is_active=True)
    )


def test_no_price() -> None:
    """No price is zero in Visma.net, and zero in the company's currency in Severa."""
    assert item_to_vnf(product(unitPrice=None), KNOWN).made.default_price == 0
    assert item_to_vnf(product(unitPrice={}), KNOWN).made.default_price == 0
    made = item_to_severa(item_in_vnf(type="ExpenseItem", defaultPrice=None), KNOWN)
    assert isinstance(made, Mapped)
    assert isinstance(made.made, NewTravelExpenseType)
    assert made.made.unit_cost == Amount(amount=Decimal(0), currency_code="EUR")


@pytest.mark.parametrize(
    ("price", "known", "found"),
    [
        ({"amount": 1, "currencyCode": "SEK"}, KNOWN, ["price-in-another-currency"]),
        ({"amount": 1}, KNOWN, []),
        ({"amount": 1, "currencyCode": "SEK"}, evolve(KNOWN, currency=None), []),
    ],
)
def test_price_currency(price: Any, known: Given, found: list[str]) -> None:
    """A price in another currency than the company's is a problem, where both are known."""
    assert codes(item_to_vnf(product(unitPrice=price), known)) == found


@pytest.mark.parametrize("code", [None, "", " "])
def test_no_code(code: str | None) -> None:
    """An item without a code can't be linked: a problem, never a guess."""
    mapped = item_to_vnf(product(code=code), KNOWN)
    assert codes(mapped) == ["code-missing"]
    assert mapped.problems[0].label == "Item Advice"


def test_no_name() -> None:
    """An item that Visma.net has no description of has no name for Severa."""
    mapped = item_to_severa(item_in_vnf(description=None), KNOWN)
    assert isinstance(mapped, Mapped)
    assert codes(mapped) == ["name-missing"]
    assert mapped.problems[0].label == "Item A1"


CLASSES = ItemClasses(
    products="P", work_types="W", travel_expenses="T", by_category={"K": "BY CATEGORY"}, by_code={"A1": "BY CODE"}
)


@pytest.mark.parametrize(
    ("item", "chosen"),
    [
        (product(productCategory={"guid": "k"}), "BY CODE"),
        (product(code="A2", productCategory={"guid": "k"}), "BY CATEGORY"),
        (travel(productCategory={"guid": "k"}), "BY CATEGORY"),
        (travel(productCategory={"guid": "other"}), "T"),
        (product(code=None), "P"),
        (work_type(), "W"),
    ],
)
def test_item_class(item: Item, chosen: str) -> None:
    """The class of a new item is its code's, else its category's, else its register's."""
    known = Given(Settings(item_classes=CLASSES), categories={Guid("k"): "K"})
    assert item_to_vnf(item, known).made.item_class == chosen


def test_no_item_class() -> None:
    """Without one it can't be made."""
    (problem,) = item_to_vnf(work_type()).problems
    assert problem.text().startswith("Item W1 Hours: No item class is chosen for Hours")


SOLD = ["Active", "NoPurchases", "NoRequest"]
NOT_SOLD = ["NoSales", "Inactive", "MarkedForDeletion"]


def merged(active: bool | None, status: str, agreed: str | None = None) -> Any:
    """What becomes of a product and its item."""
    known = {} if agreed is None else {"status": agreed}
    seen = item_seen(item_in_vnf(status=status))
    return decided(PRODUCT, product(isActive=active), seen, known, KNOWN)


@pytest.mark.parametrize("agreed", ["Active", "Inactive"])
@pytest.mark.parametrize(("active", "status"), [(True, s) for s in SOLD] + [(False, s) for s in NOT_SOLD])
def test_status_that_says_the_same(active: bool, status: str, agreed: str) -> None:
    """What can be sold is active, what can't is not, and no other status is touched while that is so."""
    found = merged(active, status, agreed)
    assert found.to_vnf is None
    assert not found.to_severa


@pytest.mark.parametrize(
    ("active", "status", "update"),
    [(False, s, InventoryStatus.INACTIVE) for s in SOLD] + [(True, s, InventoryStatus.ACTIVE) for s in NOT_SOLD],
)
def test_status_that_changes(active: bool, status: str, update: InventoryStatus) -> None:
    """A change of that truth crosses, from either side."""
    before = "Inactive" if active else "Active"
    after = "Active" if active else "Inactive"
    assert merged(active, status, before).to_vnf == InventoryUpdate(status=update)
    assert merged(active, status, after).to_severa == {"is_active": not active}


@pytest.mark.parametrize(("active", "status"), [(None, "Active"), (None, "Inactive"), (True, "Unknown")])
def test_status_unknown(active: bool | None, status: str) -> None:
    """Where a side does not say, neither is written."""
    for agreed in (None, "Active", "Inactive"):
        found = merged(active, status, agreed)
        assert found.to_vnf is None
        assert not found.to_severa
