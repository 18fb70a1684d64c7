"""Customers (`/v1/customer`; the documentation's section on customers). Visma.net owns their numbers."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, created, item, key, listed, updated
from severa_vnf.vnf.refs import (
    Address,
    AddressUpdate,
    Attribute,
    AttributeUpdate,
    ContactInfo,
    ContactInfoUpdate,
    IdRef,
    NameRef,
    NumberRef,
)
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, bare
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


class CustomerStatus(StrEnum):
    """All but Inactive are active: a hold is the company's own affair, and OneTime is no end."""

    ACTIVE = "Active"
    ON_HOLD = "OnHold"
    CREDIT_HOLD = "CreditHold"
    INACTIVE = "Inactive"
    ONE_TIME = "OneTime"


@frozen(kw_only=True, slots=False)
class Customer(Model):
    """A customer. `internal_id` never changes; `number` may, and may carry leading zeros."""

    internal_id: int
    number: Code
    name: str
    status: CustomerStatus
    customer_class: IdRef | None = None
    vat_registration_id: str | None = None
    corporate_id: str | None = None
    gln: str | None = None
    currency_id: str | None = None
    credit_terms: IdRef | None = None
    vat_zone: IdRef | None = None
    main_contact: ContactInfo | None = None
    main_address: Address | None = None
    invoice_contact: ContactInfo | None = None
    invoice_address: Address | None = None
    delivery_contact: ContactInfo | None = None
    delivery_address: Address | None = None
    location: NameRef | None = None
    parent_record: NumberRef | None = None
    accept_auto_invoices: bool | None = None
    attributes: tuple[Attribute, ...] | None = None
    created_date_time: Stamp | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True)
class CustomerUpdate:
    """A customer to be written: a new one needs a name and a class. What stays UNSET is left as it is.

    `override_with_class_values` lets a change of class bring the class's own zone, terms and accounts. A number of
    one's own needs `override_number_series` where the series is automatic.
    """

    number: str | Unset = UNSET
    override_number_series: bool | Unset = UNSET
    name: str | Unset = UNSET
    status: CustomerStatus | Unset = UNSET
    customer_class_id: str | Unset = UNSET
    override_with_class_values: bool | Unset = field(default=UNSET, metadata=bare())
    vat_registration_id: str | Unset = UNSET
    corporate_id: str | Unset = UNSET
    gln: str | Unset = UNSET
    currency_id: str | Unset = UNSET
    credit_terms_id: str | Unset = UNSET
    vat_zone_id: str | Unset = UNSET
    main_contact: ContactInfoUpdate | Unset = UNSET
    main_address: AddressUpdate | Unset = UNSET
    invoice_contact: ContactInfoUpdate | Unset = UNSET
    invoice_address: AddressUpdate | Unset = UNSET
    delivery_contact: ContactInfoUpdate | Unset = UNSET
    delivery_address: AddressUpdate | Unset = UNSET
    note: str | Unset = UNSET
    attribute_lines: tuple[AttributeUpdate, ...] | Unset = field(default=UNSET, metadata=bare())


class Filters(TypedDict, total=False):
    """What the list can be asked for. Texts are compared whole."""

    name: str
    status: CustomerStatus
    vat_registration_id: str
    corporate_id: str
    email: str
    phone: str
    last_modified_date_time: Since
    created_date_time: Since


def get(number: str) -> Call[Customer]:
    """One customer, by its number."""
    return item(Customer, f"/v1/customer/{key(number)}", ("number", number))


def get_by_id(internal_id: int) -> Call[Customer]:
    """One customer, by the id that outlives a renumbering."""
    return item(Customer, f"/v1/customer/internal/{internal_id}", ("internal_id", internal_id))


def list(**filters: Unpack[Filters]) -> Paged[Customer]:
    """Customers, all or those that the filters leave."""
    return listed(Customer, "/v1/customer", filters, Filters, by("internalId"))


def create(customer: CustomerUpdate) -> Call[Code]:
    """Make a customer; answers with the number."""
    return created("/v1/customer", customer)


def update(number: str, customer: CustomerUpdate) -> Call[None]:
    """Change what `customer` names."""
    return updated(f"/v1/customer/{key(number)}", customer)


def update_by_id(internal_id: int, customer: CustomerUpdate) -> Call[None]:
    """Change what `customer` names, of the customer with this id."""
    return updated(f"/v1/customer/internal/{internal_id}", customer)
