"""Suppliers (`/v1/supplier`): read, for the names that a project cost carries."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.refs import Address, ContactInfo, IdRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


class SupplierStatus(StrEnum):
    """Whether a supplier may still be used."""

    ACTIVE = "Active"
    ON_HOLD = "OnHold"
    HOLD_PAYMENTS = "HoldPayments"
    INACTIVE = "Inactive"
    ONE_TIME = "OneTime"


@frozen(kw_only=True, slots=False)
class Supplier(Model):
    """A supplier. `internal_id` never changes."""

    internal_id: int
    number: Code
    name: str
    status: SupplierStatus | None = None
    supplier_class: IdRef | None = None
    vat_registration_id: str | None = None
    corporate_id: str | None = None
    currency_id: str | None = None
    credit_terms: IdRef | None = None
    vat_zone: IdRef | None = None
    main_contact: ContactInfo | None = None
    main_address: Address | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for. Texts are compared whole."""

    name: str
    status: SupplierStatus
    vat_registration_id: str
    corporate_id: str
    last_modified_date_time: Since


def get(number: str) -> Call[Supplier]:
    """One supplier, by its number."""
    return item(Supplier, f"/v1/supplier/{key(number)}", ("number", number))


def list(**filters: Unpack[Filters]) -> Paged[Supplier]:
    """Suppliers, all or those that the filters leave."""
    return listed(Supplier, "/v1/supplier", filters, Filters, by("internalId"))
