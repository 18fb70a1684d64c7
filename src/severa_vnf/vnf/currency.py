"""Currencies (`/v1/currency`)."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class Currency(Model):
    """A currency; its id is the ISO 4217 code, `decimal_precision` how many decimals its amounts have."""

    id: Code
    description: str | None = None
    symbol: str | None = None
    decimal_precision: int | None = None
    is_base_currency: bool | None = None
    is_used_for_accounting: bool | None = None


def get(currency_id: str) -> Call[Currency]:
    """One currency."""
    return item(Currency, f"/v1/currency/{key(currency_id)}")


def list() -> Paged[Currency]:
    """All currencies, in one answer."""
    return listed(Currency, "/v1/currency", {}, NoFilters, by("id"), habit=whole)
