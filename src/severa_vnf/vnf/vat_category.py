"""VAT categories (`/v1/vatCategory`): what an item is for VAT. Zone and category together choose the rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class VatRate(Model):
    """A rate in per cent, from a date on."""

    start_date: date | None = None
    vat_rate: Decimal | None = None
    revision_id: Code | None = field(default=None, metadata=named("revisionID"))


@frozen(kw_only=True, slots=False)
class VatCategoryLine(Model):
    """A VAT id in a category. Which of them counts, the customer's zone decides: the id must stand in both."""

    vat_id: Code
    description: str | None = None
    type: str | None = None
    calculate_on: str | None = None
    vat_rates: tuple[VatRate, ...] | None = None


@frozen(kw_only=True, slots=False)
class VatCategory(Model):
    """A category. With `exclude_listed_taxes` it holds all VAT ids but those of its lines."""

    vat_category_id: Code
    description: str | None = None
    active: bool | None = None
    exclude_listed_taxes: bool | None = None
    vat_category_lines: tuple[VatCategoryLine, ...] | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    last_modified_date_time: Since
    created_date_time: Since


def get(category_id: str) -> Call[VatCategory]:
    """One category."""
    return item(VatCategory, f"/v1/vatCategory/{key(category_id)}", ("vat_category_id", category_id))


def list(**filters: Unpack[Filters]) -> Paged[VatCategory]:
    """Categories, all or those that the filters leave, in one answer."""
    return listed(VatCategory, "/v1/vatCategory", filters, Filters, by("vatCategoryId"), habit=whole)
