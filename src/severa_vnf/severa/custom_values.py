"""What the organisation's own fields hold for a customer (`/customers/customvalues`). They need an add-on."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import created, item, listed, patched, removed
from severa_vnf.severa.refs import Pointer, Ref
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset

PATH = "/v1/customers/customvalues"


@frozen(kw_only=True, slots=False)
class CustomValue(Model):
    """The value of one field for one customer, as text. Of a Selection, whether it is name or guid is unconfirmed."""

    guid: Guid
    customer_guid: Guid | None = None
    custom_property: Ref
    value: str | None = None


@frozen(kw_only=True)
class NewCustomValue:
    """A value to be set where there is none yet."""

    customer_guid: Guid
    custom_property: Pointer
    value: str


class Filters(TypedDict, total=False):
    """What the values of one customer can be asked for."""

    active: bool


class Changes(TypedDict, total=False):
    """What can be changed on a value."""

    value: str | None


def get(guid: str) -> Call[CustomValue]:
    """One value."""
    return item(CustomValue, f"{PATH}/{segment(guid)}", "customers:read", guid)


def of(customer_guid: str, **filters: Unpack[Filters]) -> Paged[CustomValue]:
    """The values of one customer."""
    path = f"/v1/customers/{segment(customer_guid)}/customvalues"
    return listed(CustomValue, path, "customers:read", filters, Filters, habit=by_offset, of_parent=True)


def create(value: NewCustomValue) -> Call[CustomValue]:
    """Set a value."""
    return created(CustomValue, PATH, "customers:write", value)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[CustomValue]:
    """Change a value."""
    return patched(CustomValue, f"{PATH}/{segment(guid)}", "customers:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Take a value away."""
    return removed(f"{PATH}/{segment(guid)}", "customers:delete")
