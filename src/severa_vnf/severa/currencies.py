"""Currencies (`/currencies`)."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


@frozen(kw_only=True, slots=False)
class Currency(Model):
    """One currency. `code` is its ISO 4217 code, `rate` that to the organisation's own currency."""

    guid: Guid
    code: str | None = None
    name: str | None = None
    is_active: bool = True
    is_organization_currency: bool = False
    rate: Decimal | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    text_to_search: str


def get(guid: str) -> Call[Currency]:
    """One currency."""
    return item(Currency, f"/v1/currencies/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Currency]:
    """The currencies, in use or not."""
    return listed(Currency, "/v1/currencies", "settings:read", filters, Filters, habit=by_offset)
