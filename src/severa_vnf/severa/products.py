"""Products (`/products`), one of the three registers of what can be invoiced."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import Amount, Pointer, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class Product(Model):
    """A product. `type` is FixedFees, Materials or Subcontracting; `vat_rate` is in per cent."""

    guid: Guid
    code: str | None = None
    name: str
    type: str | None = None
    is_active: bool | None = None
    unit_price: Amount | None = None
    unit_cost: Amount | None = None
    vat_rate: Decimal | None = None
    measurement_unit: str | None = None
    product_category: Ref | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewProduct:
    """A product to be made."""

    name: str
    code: str | Unset = UNSET
    type: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    unit_price: Amount | Unset = UNSET
    unit_cost: Amount | Unset = UNSET
    vat_rate: Decimal | Unset = UNSET
    measurement_unit: str | Unset = UNSET
    product_category: Pointer | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime
    type: str
    is_active: bool
    code: str


class Changes(TypedDict, total=False):
    """What can be changed on a product."""

    code: str | None
    name: str
    type: str
    is_active: bool
    unit_price: Amount | None
    unit_cost: Amount | None
    vat_rate: Decimal | None
    measurement_unit: str | None
    product_category: Annotated[Guid, At("/productCategory/guid")]


def get(guid: str) -> Call[Product]:
    """One product."""
    return item(Product, f"/v1/products/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Product]:
    """Products, all or those that the filters leave."""
    return listed(Product, "/v1/products", "settings:read", filters, Filters)


def create(product: NewProduct) -> Call[Product]:
    """Make a product."""
    return created(Product, "/v1/products", "settings:write", product)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Product]:
    """Change a product."""
    return patched(Product, f"/v1/products/{segment(guid)}", "settings:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a product that nothing uses."""
    return removed(f"/v1/products/{segment(guid)}", "settings:delete")
