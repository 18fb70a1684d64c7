"""Business units (`/businessunits`). One with a VAT number of its own is a company: it has its own invoice numbers."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.severa.refs import CostCenterRef
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


@frozen(kw_only=True, slots=False)
class BusinessUnit(Model):
    """One unit, its parent in the organisation, and the company that it belongs to."""

    guid: Guid
    code: str | None = None
    name: str
    is_active: bool = True
    parent_guid: Guid | None = None
    vat_number: str | None = None
    kvk_number: str | None = None
    company_guid: Guid | None = None
    company_name: str | None = None
    company_business_unit_guid: Guid | None = None
    cost_center: CostCenterRef | None = None
    last_updated_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime
    active: bool
    company_guid: str
    code: str
    name: str
    text_to_search: str


def get(guid: str) -> Call[BusinessUnit]:
    """One business unit."""
    return item(BusinessUnit, f"/v1/businessunits/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[BusinessUnit]:
    """The business units, in use or not."""
    return listed(BusinessUnit, "/v1/businessunits", "settings:read", filters, Filters, habit=by_offset)
