"""The addresses of customers (`/addresses`). One address may be for billing, for post and for visits at once."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypedDict, Unpack

from attrs import evolve, field, frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import NumberedRef, Pointer, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged, by_offset
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class Address(Model):
    """An address. `address_line` may hold several lines; the country's code stands in `/localization/countries`."""

    guid: Guid
    customer: NumberedRef | None = None
    address_line: str | None = field(default=None, metadata=named("addressline"))
    postal_code: str | None = None
    city: str | None = None
    country: Ref | None = None
    country_region: Ref | None = None
    is_billing_address: bool = False
    is_postal_address: bool = False
    is_visit_address: bool = False
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewAddress:
    """An address to be made."""

    address_line: str | Unset = field(default=UNSET, metadata=named("addressline"))
    postal_code: str | Unset = UNSET
    city: str | Unset = UNSET
    country: Pointer | Unset = UNSET
    country_region: Pointer | Unset = UNSET
    is_billing_address: bool | Unset = UNSET
    is_postal_address: bool | Unset = UNSET
    is_visit_address: bool | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime


class Changes(TypedDict, total=False):
    """What can be changed on an address."""

    address_line: Annotated[str | None, At("/addressline")]
    postal_code: str | None
    city: str | None
    country: Annotated[Guid, At("/country/guid")]
    country_region: Annotated[Guid, At("/countryRegion/guid")]
    is_billing_address: bool
    is_postal_address: bool
    is_visit_address: bool


def get(guid: str) -> Call[Address]:
    """One address."""
    return item(Address, f"/v1/addresses/{segment(guid)}", "customers:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Address]:
    """The addresses of all customers."""
    return listed(Address, "/v1/addresses", "customers:read", filters, Filters, habit=by_offset)


def of(customer_guid: str) -> Paged[Address]:
    """The addresses of one customer."""
    return listed(Address, _of(customer_guid), "customers:read", habit=by_offset, of_parent=True)


def create(customer_guid: str, address: NewAddress) -> Call[Address]:
    """Make an address of a customer."""
    return evolve(created(Address, _of(customer_guid), "customers:write", address), of_parent=True)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Address]:
    """Change an address."""
    return patched(Address, f"/v1/addresses/{segment(guid)}", "customers:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete an address."""
    return removed(f"/v1/addresses/{segment(guid)}", "customers:delete")


def _of(customer_guid: str) -> str:
    return f"/v1/customers/{segment(customer_guid)}/addresses"
