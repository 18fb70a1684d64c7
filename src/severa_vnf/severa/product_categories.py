"""The categories of products and travel expense types (`/productcategories`)."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


@frozen(kw_only=True, slots=False)
class ProductCategory(Model):
    """One category. Its code can choose the item class in Visma.net."""

    guid: Guid
    code: str | None = None
    name: str
    is_active: bool = True
    is_default: bool = False
    last_updated_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime
    active: bool
    text_to_search: str


def get(guid: str) -> Call[ProductCategory]:
    """One category."""
    return item(ProductCategory, f"/v1/productcategories/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[ProductCategory]:
    """The categories, in use or not."""
    return listed(ProductCategory, "/v1/productcategories", "settings:read", filters, Filters, habit=by_offset)
