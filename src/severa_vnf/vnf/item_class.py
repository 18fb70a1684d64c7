"""Item classes (`/v1/inventory/itemClass`; Dutch: Artikeltype): what a new item takes its kind and accounts from."""

from __future__ import annotations

from enum import StrEnum

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


class ItemType(StrEnum):
    """The kinds of item. Which of Severa's registers an item belongs to hangs on it."""

    NON_STOCK_ITEM = "NonStockItem"
    LABOR_ITEM = "LaborItem"
    SERVICE_ITEM = "ServiceItem"
    CHARGE_ITEM = "ChargeItem"
    EXPENSE_ITEM = "ExpenseItem"
    FINISHED_GOOD_ITEM = "FinishedGoodItem"
    COMPONENT_PART_ITEM = "ComponentPartItem"
    SUBASSEMBLY_ITEM = "SubassemblyItem"


@frozen(kw_only=True, slots=False)
class ItemClass(Model):
    """A class, with the kind of the items made in it."""

    id: Code
    description: str | None = None
    type: ItemType | None = None


def get(class_id: str) -> Call[ItemClass]:
    """One class."""
    return item(ItemClass, f"/v1/inventory/itemclass/{key(class_id)}", ("id", class_id))


def list() -> Paged[ItemClass]:
    """All classes, in one answer."""
    return listed(ItemClass, "/v1/inventory/itemClass", {}, NoFilters, by("id"), habit=whole)
