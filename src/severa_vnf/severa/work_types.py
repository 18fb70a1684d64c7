"""Work types (`/worktypes`), the register of hours. They have no price here, no VAT and no category."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import created, item, listed, patched, removed
from severa_vnf.severa.refs import Amount
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class WorkType(Model):
    """A work type. Several may share one code, unless the organisation's settings forbid it."""

    guid: Guid
    code: str | None = None
    name: str
    is_active: bool = True
    is_productive: bool | None = None
    is_default: bool = False
    hour_cost: Amount | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewWorkType:
    """A work type to be made."""

    name: str
    code: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    is_productive: bool | Unset = UNSET
    hour_cost: Amount | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    changed_since: datetime
    active: bool
    productive: bool
    code: str
    text_to_search: str


class Changes(TypedDict, total=False):
    """What can be changed on a work type."""

    code: str | None
    name: str
    is_active: bool
    is_productive: bool
    hour_cost: Amount | None


def get(guid: str) -> Call[WorkType]:
    """One work type."""
    return item(WorkType, f"/v1/worktypes/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[WorkType]:
    """Work types, all or those that the filters leave."""
    return listed(WorkType, "/v1/worktypes", "settings:read", filters, Filters, habit=by_offset)


def create(work_type: NewWorkType) -> Call[WorkType]:
    """Make a work type."""
    return created(WorkType, "/v1/worktypes", "settings:write", work_type)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[WorkType]:
    """Change a work type."""
    return patched(WorkType, f"/v1/worktypes/{segment(guid)}", "settings:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a work type that nothing uses."""
    return removed(f"/v1/worktypes/{segment(guid)}", "settings:delete")
