"""VAT rates (`/vatrates`)."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, whole


@frozen(kw_only=True, slots=False)
class VatRate(Model):
    """One rate, in per cent, of one country."""

    guid: Guid
    code: str | None = None
    percentage: Decimal
    country_guid: Guid | None = None
    is_active: bool = True
    is_default: bool = False


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    country_guid: str


def get(guid: str) -> Call[VatRate]:
    """One rate."""
    return item(VatRate, f"/v1/vatrates/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[VatRate]:
    """The rates, in use or not."""
    return listed(VatRate, "/v1/vatrates", "settings:read", filters, Filters, habit=whole)
