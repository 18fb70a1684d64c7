"""Customer classes (`/v1/customer/customerClass`): what a new customer takes its VAT zone and accounts from."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class CustomerClass(Model):
    """A class. With `required_taxzone_id` each of its customers must have a VAT zone."""

    id: Code
    description: str | None = None
    tax_zone_id: Code | None = None
    required_taxzone_id: bool | None = None
    payment_method_id: str | None = None


def get(class_id: str) -> Call[CustomerClass]:
    """One class."""
    return item(CustomerClass, f"/v1/customer/customerClass/{key(class_id)}", ("id", class_id))


def list() -> Paged[CustomerClass]:
    """All classes, in one answer."""
    return listed(CustomerClass, "/v1/customer/customerClass", {}, NoFilters, by("id"), habit=whole)
