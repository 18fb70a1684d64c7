"""Customer classes (`/v1/customer/customerClass`): what a new customer takes its VAT zone and accounts from."""

from __future__ import annotations

from attrs import field, frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class CustomerClass(Model):
    """A class. Without a zone of its own, and with `requires_tax_zone`, each customer must be given one."""

    id: Code
    description: str | None = None
    tax_zone_id: Code | None = None
    requires_tax_zone: bool | None = field(default=None, metadata=named("requiredTaxzoneId"))
    payment_method_id: str | None = None


def get(id: str) -> Call[CustomerClass]:
    """One class."""
    return item(CustomerClass, f"/v1/customer/customerClass/{key(id)}")


def list() -> Paged[CustomerClass]:
    """All classes, in one answer."""
    return listed(CustomerClass, "/v1/customer/customerClass", {}, NoFilters, by("id"), habit=whole)
