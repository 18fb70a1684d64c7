"""Cost centres (`/costcenters`)."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


@frozen(kw_only=True, slots=False)
class CostCenter(Model):
    """One cost centre. `identifier` is its number, as text."""

    guid: Guid
    identifier: str
    name: str
    is_active: bool = True
    is_default: bool = False
    last_updated_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime
    active: bool
    identifier: str
    name: str
    text_to_search: str


def get(guid: str) -> Call[CostCenter]:
    """One cost centre."""
    return item(CostCenter, f"/v1/costcenters/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[CostCenter]:
    """The cost centres, in use or not."""
    return listed(CostCenter, "/v1/costcenters", "settings:read", filters, Filters, habit=by_offset)
