"""Items, both ways (documentation, field table of the product register).

Three registers of Severa's against one of Visma.net's, linked by code. Statuses are many to one: what can be sold is
active, and is written only when that changes, so NoPurchases and NoRequest stay.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from attrs import evolve, fields

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.mapped import Mapped, mapped
from severa_vnf.mapping.table import Pair, Register, Trouble, both, left_out, made
from severa_vnf.mapping.texts import name_of
from severa_vnf.rules.registers import CLASS_MISSING, CODE_MISSING, NO_REGISTER, PRICE_CURRENCY
from severa_vnf.severa.products import NewProduct, Product
from severa_vnf.severa.refs import Amount
from severa_vnf.severa.travel_expense_types import NewTravelExpenseType, TravelExpenseType
from severa_vnf.severa.work_types import NewWorkType, WorkType
from severa_vnf.values import by_code
from severa_vnf.vnf.inventory import Inventory, InventoryStatus, InventoryUpdate
from severa_vnf.vnf.item_class import ItemType
from severa_vnf.wire.unset import UNSET, Unset

STREAM = "items"

Item = Product | WorkType | TravelExpenseType
NewItem = NewProduct | NewWorkType | NewTravelExpenseType


class ItemRegister(StrEnum):
    """Severa's three registers, by the name of their item class in the settings."""

    PRODUCTS = "products"
    WORK_TYPES = "work_types"
    TRAVEL_EXPENSES = "travel_expenses"


ROUTES = {
    ItemType.NON_STOCK_ITEM: ItemRegister.PRODUCTS,
    ItemType.SERVICE_ITEM: ItemRegister.PRODUCTS,
    ItemType.LABOR_ITEM: ItemRegister.WORK_TYPES,
    ItemType.EXPENSE_ITEM: ItemRegister.TRAVEL_EXPENSES,
}
"""The register of each type of item in Visma.net; stock and charges have none."""


def route_item(kind: ItemType) -> ItemRegister | Trouble:
    """The register that an item of this type belongs to, or why it stays in Visma.net."""
    return ROUTES.get(kind) or Trouble(NO_REGISTER, "Item type", str(kind))


def _code(code: str | None, given: Given) -> str | Trouble:
    return (code or "").strip() or Trouble(CODE_MISSING, "Code")


CODE: Pair[str | None, str, str] = Pair(_code, _code)

_IS_ACTIVE = {
    InventoryStatus.ACTIVE: True,
    InventoryStatus.NO_PURCHASES: True,
    InventoryStatus.NO_REQUEST: True,
    InventoryStatus.NO_SALES: False,
    InventoryStatus.INACTIVE: False,
    InventoryStatus.MARKED_FOR_DELETION: False,
}


def _status(active: bool | None, given: Given) -> InventoryStatus | Unset:
    if active is None:
        return UNSET
    return InventoryStatus.ACTIVE if active else InventoryStatus.INACTIVE


def _active(status: InventoryStatus | None, given: Given) -> bool | Unset:
    return _IS_ACTIVE.get(status, UNSET) if status else UNSET


ACTIVE: Pair[bool, InventoryStatus, bool] = Pair(_status, _active)
ACTIVE_IF_KNOWN: Pair[bool | None, InventoryStatus, bool] = Pair(_status, _active)


def _price(amount: Amount | None, given: Given) -> Decimal | Trouble:
    """No price is none in Severa and zero in Visma.net."""
    if amount is None or amount.amount is None:
        return Decimal(0)
    if given.currency and amount.currency_code and amount.currency_code != given.currency:
        return Trouble(PRICE_CURRENCY, "The price", amount.currency_code)
    return amount.amount


def _amount(price: Decimal | None, given: Given) -> Amount:
    return Amount(amount=price or Decimal(0), currency_code=given.currency)


PRICE: Pair[Amount | None, Decimal, Amount] = Pair(_price, _amount)
"""In the company's currency on both sides."""


def item_class(item: Item, given: Given) -> str | Trouble:
    """The class of a new item: by its code, its category or its register."""
    classes = given.settings.item_classes
    category = None if isinstance(item, WorkType) else item.product_category
    code = given.categories.get(category.guid, "") if category and category.guid else ""
    return (
        by_code(classes.by_code, item.code)
        or by_code(classes.by_category, code)
        or getattr(classes, register_of(item))
        or Trouble(CLASS_MISSING, "item class", item.name)
    )


def register_of(item: Item) -> ItemRegister:
    """The register that one of Severa's items stands in."""
    if isinstance(item, WorkType):
        return ItemRegister.WORK_TYPES
    return ItemRegister.PRODUCTS if isinstance(item, Product) else ItemRegister.TRAVEL_EXPENSES


V = fields(InventoryUpdate)
_CLASS = made(
    ("Financials item class", "productCategory"),
    V.item_class,
    item_class,
    once=True,
    why="Chosen in the settings for a new item; its type must lead back to the same register.",
)
_CODE = "By it they are linked; another code is a renumbering, not a change."
_STATUS = "What may still be sold is active; no other status is touched while that stays true."
_VNF_ONLY = (
    left_out(vnf="inventoryId", why="The link holds it."),
    left_out(vnf="type, stockItem", why="The item class brings them; the type chooses the register in Severa."),
    left_out(vnf="postingClass, vatCode, accountInformation", why="The item class brings them."),
    left_out(vnf="baseUnit, salesUnit", why="The item class brings them; Severa's unit is free text."),
    left_out(vnf="attributes, lastModifiedDateTime", why="Not in the documentation's table."),
)
_OWN_VAT = "No VAT rate crosses: it is chosen in Severa, and by the VAT category in Visma.net."

P, W, T = fields(Product), fields(WorkType), fields(TravelExpenseType)

PRODUCT: Register[Product, InventoryUpdate, NewProduct] = Register(
    Product,
    InventoryUpdate,
    (
        both(P.name, V.description, name_of("Name")),
        both(P.code, V.inventory_number, CODE, once=True, why=_CODE),
        both(P.unit_price, V.default_price, PRICE),
        both(P.is_active, V.status, ACTIVE_IF_KNOWN, why=_STATUS),
        _CLASS,
        left_out(P.type, why="Severa's own; a new one gets that of Settings.item_defaults."),
        left_out(P.vat_rate, why=_OWN_VAT),
        left_out(P.guid, P.unit_cost, P.measurement_unit, P.last_updated_date_time, why="Severa's own."),
        *_VNF_ONLY,
    ),
    NewProduct,
)

WORK_TYPE: Register[WorkType, InventoryUpdate, NewWorkType] = Register(
    WorkType,
    InventoryUpdate,
    (
        both(W.name, V.description, name_of("Name")),
        both(W.code, V.inventory_number, CODE, once=True, why=_CODE),
        both(W.is_active, V.status, ACTIVE, why=_STATUS),
        _CLASS,
        left_out("unit price", vnf="defaultPrice", why="A work type has no price in Severa; price lists have."),
        left_out(W.guid, W.is_productive, W.is_default, W.hour_cost, W.last_updated_date_time, why="Severa's own."),
        *_VNF_ONLY,
    ),
    NewWorkType,
)

TRAVEL_EXPENSE: Register[TravelExpenseType, InventoryUpdate, NewTravelExpenseType] = Register(
    TravelExpenseType,
    InventoryUpdate,
    (
        both(T.name, V.description, name_of("Name")),
        both(T.code, V.inventory_number, CODE, once=True, why=_CODE),
        both(T.unit_cost, V.default_price, PRICE),
        both(T.is_active, V.status, ACTIVE_IF_KNOWN, why=_STATUS),
        _CLASS,
        left_out(T.expense_class, why="Severa's own; a new one gets that of Settings.item_defaults."),
        left_out(T.vat_rate, why=_OWN_VAT),
        left_out(T.guid, T.measurement_unit, T.last_updated_date_time, why="Severa's own."),
        *_VNF_ONLY,
    ),
    NewTravelExpenseType,
)

TABLES: dict[ItemRegister, Register[Any, InventoryUpdate, Any]] = {
    ItemRegister.PRODUCTS: PRODUCT,
    ItemRegister.WORK_TYPES: WORK_TYPE,
    ItemRegister.TRAVEL_EXPENSES: TRAVEL_EXPENSE,
}


def item_seen(item: Inventory) -> InventoryUpdate:
    """What Visma.net holds of an item, in the fields in which it is written."""
    return InventoryUpdate(
        inventory_number=item.inventory_number,
        description=item.description or "",
        status=item.status,
        item_class=(item.item_class and item.item_class.id) or UNSET,
        default_price=item.default_price or Decimal(0),
    )


def item_to_vnf(item: Item, given: Given | None = None) -> Mapped[InventoryUpdate]:
    """An item of any of Severa's registers that is new to Visma.net."""
    update, troubles = TABLES[register_of(item)].map(item, given or Given())
    return mapped(update, troubles, STREAM, item.guid, " ".join(f"Item {item.code or ''} {item.name}".split()))


def item_to_severa(item: Inventory, given: Given | None = None) -> Mapped[NewItem] | Trouble:
    """An item that is new to Severa, in its register; or why it has none."""
    given = given or Given()
    register = route_item(item.type)
    if isinstance(register, Trouble):
        return register
    new, troubles = TABLES[register].back(item_seen(item), given)
    if register is ItemRegister.PRODUCTS:
        new = evolve(new, type=given.settings.item_defaults.product_type)
    elif register is ItemRegister.TRAVEL_EXPENSES:
        new = evolve(new, expense_class=given.settings.item_defaults.expense_class)
    label = f"Item {item.inventory_number} {item.description or ''}".rstrip()
    return mapped(new, troubles, STREAM, item.inventory_id, label)
