"""VAT ids (`/v1/vat`): each with its rates, its zones and its categories."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.vat_category import VatCategory
from severa_vnf.vnf.vat_zone import VatZone
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class VatSchedule(Model):
    """A rate in per cent, from a date on, for sales (Output) or purchases (Input)."""

    start_date: date | None = None
    vat_rate: Decimal | None = None
    group_type: str | None = None


@frozen(kw_only=True, slots=False)
class Vat(Model):
    """A VAT id. `calculate_on` tells whether it is rounded on each line (ItemAmount) or once (DocumentAmount)."""

    vat_id: Code
    vat_category_id: Code | None = None
    description: str | None = None
    type: str | None = None
    calculate_on: str | None = None
    reverse_vat: bool | None = None
    statistical_vat: bool | None = None
    not_valid_after: date | None = None
    document_text: str | None = None
    schedules: tuple[VatSchedule, ...] | None = None
    zones: tuple[VatZone, ...] | None = None
    categories: tuple[VatCategory, ...] | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    last_modified_date_time: Since


def get(vat_id: str) -> Call[Vat]:
    """One VAT id."""
    return item(Vat, f"/v1/vat/{key(vat_id)}", ("vat_id", vat_id))


def list(**filters: Unpack[Filters]) -> Paged[Vat]:
    """VAT ids, all or those that the filters leave, in one answer."""
    return listed(Vat, "/v1/vat", filters, Filters, by("vatId"), habit=whole)
