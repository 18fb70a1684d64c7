"""The organisation's own fields on customers (`/customers/customproperties`). They need an add-on."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset

PATH = "/v1/customers/customproperties"


@frozen(kw_only=True, slots=False)
class CustomProperty(Model):
    """One such field. `type` is Numeric, Money, String, Date or Selection."""

    guid: Guid
    name: str
    type: str
    is_active: bool = True


@frozen(kw_only=True, slots=False)
class SelectionItem(Model):
    """One choice of a field of the type Selection."""

    guid: Guid
    name: str
    is_active: bool = True
    sort_order: int | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    is_in_use: bool
    text_to_search: str


class ItemFilters(TypedDict, total=False):
    """What the choices of a field can be asked for."""

    changed_since: datetime
    is_active: bool


def get(guid: str) -> Call[CustomProperty]:
    """One field."""
    return item(CustomProperty, f"{PATH}/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[CustomProperty]:
    """The fields, in use or not."""
    return listed(CustomProperty, PATH, "settings:read", filters, Filters, habit=by_offset)


def items(custom_property_guid: str, **filters: Unpack[ItemFilters]) -> Paged[SelectionItem]:
    """The choices of one field of the type Selection."""
    path = f"{PATH}/{segment(custom_property_guid)}/customercustompropertyselectionitems"
    return listed(SelectionItem, path, "settings:read", filters, ItemFilters, of_parent=True)
