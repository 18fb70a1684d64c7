"""The types of sales statuses (`/salesstatustypes`): only here it is told whether a sale is won or lost."""

from __future__ import annotations

from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset


class SalesState(StrEnum):
    """How a sale stands."""

    IN_PROGRESS = "InProgress"
    WON = "Won"
    LOST = "Lost"


@frozen(kw_only=True, slots=False)
class SalesStatusType(Model):
    """One type."""

    guid: Guid
    name: str
    sales_state: SalesState
    is_active: bool = True


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    sales_state: SalesState
    text_to_search: str


def get(guid: str) -> Call[SalesStatusType]:
    """One type."""
    return item(SalesStatusType, f"/v1/salesstatustypes/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[SalesStatusType]:
    """The types, in use or not."""
    return listed(SalesStatusType, "/v1/salesstatustypes", "settings:read", filters, Filters, habit=by_offset)
