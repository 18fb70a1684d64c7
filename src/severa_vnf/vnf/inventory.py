"""Items (`/v1/inventory`; the documentation's product register): products, work types and expenses in one list."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, created, item, key, listed, updated
from severa_vnf.vnf.item_class import ItemClass, ItemType
from severa_vnf.vnf.refs import Attribute, AttributeUpdate, DescribedRef, IdRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, bare
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


class InventoryStatus(StrEnum):
    """Whether an item may still be used. It can't be sold when NoSales, Inactive or MarkedForDeletion."""

    ACTIVE = "Active"
    NO_SALES = "NoSales"
    NO_PURCHASES = "NoPurchases"
    NO_REQUEST = "NoRequest"
    INACTIVE = "Inactive"
    MARKED_FOR_DELETION = "MarkedForDeletion"
    UNKNOWN = "Unknown"


@frozen(kw_only=True, slots=False)
class AccountInformation(Model):
    """Where an item is booked."""

    sales_account: DescribedRef | None = None
    sales_non_taxable_account: DescribedRef | None = None
    sales_eu_account: DescribedRef | None = None
    sales_export_account: DescribedRef | None = None
    expense_account: DescribedRef | None = None


@frozen(kw_only=True, slots=False)
class Inventory(Model):
    """An item. `inventory_id` never changes; `vat_code` is its VAT category; `default_price` is in company currency."""

    inventory_id: int
    inventory_number: Code
    description: str | None = None
    status: InventoryStatus
    type: ItemType
    item_class: ItemClass | None = None
    posting_class: IdRef | None = None
    vat_code: IdRef | None = None
    default_price: Decimal | None = None
    base_unit: str | None = None
    sales_unit: str | None = None
    stock_item: bool | None = None
    account_information: AccountInformation | None = None
    attributes: tuple[Attribute, ...] | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True)
class InventoryUpdate:
    """An item to be written: a new one needs a number and a class. What stays UNSET is left as it is.

    `inventory_number` is taken only when the item is made.
    """

    inventory_number: str | Unset = UNSET
    description: str | Unset = UNSET
    status: InventoryStatus | Unset = UNSET
    type: ItemType | Unset = UNSET
    item_class: str | Unset = UNSET
    posting_class: str | Unset = UNSET
    vat_code: str | Unset = UNSET
    default_price: Decimal | Unset = UNSET
    base_unit: str | Unset = UNSET
    sales_unit: str | Unset = UNSET
    purchase_unit: str | Unset = UNSET
    attribute_lines: tuple[AttributeUpdate, ...] | Unset = field(default=UNSET, metadata=bare())


class Filters(TypedDict, total=False):
    """What the list can be asked for. The expansions are on unless switched off, and make it long."""

    inventory_number: str
    description: str
    inventory_types: Sequence[ItemType]
    last_modified_date_time: Since
    created_date_time: Since
    expand_account_information: bool
    expand_attachment: bool
    expand_attribute: bool
    expand_cross_reference: bool
    expand_inventory_units: bool
    expand_sales_categories: bool
    expand_supplier_details: bool
    expand_warehouse_detail: bool


def get(number: str) -> Call[Inventory]:
    """One item, by its number."""
    return item(Inventory, f"/v1/inventory/{key(number)}", ("inventory_number", number))


def get_by_id(inventory_id: int) -> Call[Inventory]:
    """One item, by the id that outlives a renumbering."""
    return item(Inventory, f"/v1/inventory/internal/{inventory_id}", ("inventory_id", inventory_id))


def list(**filters: Unpack[Filters]) -> Paged[Inventory]:
    """Items, all or those that the filters leave."""
    return listed(Inventory, "/v1/inventory", filters, Filters, by("inventoryId"))


def create(inventory: InventoryUpdate) -> Call[Code]:
    """Make an item; answers with its number."""
    return created("/v1/inventory", inventory)


def update(number: str, inventory: InventoryUpdate) -> Call[None]:
    """Change what `inventory` names."""
    return updated(f"/v1/inventory/{key(number)}", inventory)


def update_by_id(inventory_id: int, inventory: InventoryUpdate) -> Call[None]:
    """Change what `inventory` names, of the item with this id."""
    return updated(f"/v1/inventory/internal/{inventory_id}", inventory)
