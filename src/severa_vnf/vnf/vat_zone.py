"""VAT zones (`/v1/vatZone`): where a customer stands for VAT. Zone and item category together choose the rate."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.vnf.refs import DescribedRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


@frozen(kw_only=True, slots=False)
class VatZone(Model):
    """A zone, with the category that it takes where an item has none."""

    id: Code
    description: str | None = None
    default_vat_category: Code | None = None
    default_tax_category: DescribedRef | None = None


def get(zone_id: str) -> Call[VatZone]:
    """One zone."""
    return item(VatZone, f"/v1/vatZone/{key(zone_id)}")


def list() -> Paged[VatZone]:
    """All zones."""
    return listed(VatZone, "/v1/vatZone", {}, NoFilters, by("id"))
