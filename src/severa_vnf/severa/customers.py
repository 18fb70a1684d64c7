"""Customers (`/customers`; the documentation's section on customers). They have a number and no code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated, TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import CodeRef, Pointer
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class InvoicingVat(Model):
    """The VAT that the customer's invoices carry, in per cent. The Dutch screens call it "Btw facturatie"."""

    guid: Guid | None = None
    code: str | None = None
    percentage: Decimal | None = None


@frozen(kw_only=True, slots=False)
class HeadquarterAddress(Model):
    """The address that stands for the customer; the whole of it is in `/addresses`. `country` is a localised name."""

    guid: Guid | None = None
    address_line: str | None = field(default=None, metadata=named("addressline"))
    postal_code: str | None = None
    city: str | None = None
    country: str | None = None


@frozen(kw_only=True, slots=False)
class Customer(Model):
    """A customer. `payment_term` is in days. The internal one stands for the organisation itself."""

    guid: Guid
    number: int | None = None
    name: str
    is_active: bool = True
    is_internal: bool = False
    vat_number: str | None = None
    kvk_number: str | None = None
    currency: CodeRef | None = None
    language: CodeRef | None = None
    payment_term: int | None = None
    invoicing_vat: InvoicingVat | None = None
    email: str | None = None
    website: str | None = None
    notes: str | None = None
    headquarter_address: HeadquarterAddress | None = None
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewCustomer:
    """A customer to be made. Its name must be unique; without a number it gets Severa's next one."""

    name: str
    number: int | Unset = UNSET
    is_active: bool | Unset = UNSET
    vat_number: str | Unset = UNSET
    kvk_number: str | Unset = UNSET
    currency: Pointer | Unset = UNSET
    language: Pointer | Unset = UNSET
    payment_term: int | Unset = UNSET
    email: str | Unset = UNSET
    website: str | Unset = UNSET
    notes: str | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for. `vat_number` and `kvk_number` match exactly; an API before 2024 ignores them."""

    changed_since: datetime
    is_active: bool
    is_internal: bool
    numbers: Sequence[int]
    customer_names: Sequence[str]
    email_addresses: Sequence[str]
    customer_owner_guids: Sequence[str]
    vat_number: str
    kvk_number: str


class Changes(TypedDict, total=False):
    """What can be changed on a customer."""

    number: int
    name: str
    is_active: bool
    vat_number: str | None
    kvk_number: str | None
    currency: Annotated[Guid, At("/currency/guid")]
    language: Annotated[Guid, At("/language/guid")]
    payment_term: int | None
    email: str | None
    website: str | None
    notes: str | None
    headquarter_address: Annotated[Guid, At("/headquarterAddress/guid")]


def get(guid: str) -> Call[Customer]:
    """One customer."""
    return item(Customer, f"/v1/customers/{segment(guid)}", "customers:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Customer]:
    """Customers, all or those that the filters leave."""
    return listed(Customer, "/v1/customers", "customers:read", filters, Filters)


def create(customer: NewCustomer) -> Call[Customer]:
    """Make a customer."""
    return created(Customer, "/v1/customers", "customers:write", customer)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Customer]:
    """Change a customer."""
    return patched(Customer, f"/v1/customers/{segment(guid)}", "customers:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a customer."""
    return removed(f"/v1/customers/{segment(guid)}", "customers:delete")
