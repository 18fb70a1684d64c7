"""Project fees that somebody deleted (`/deletedprojectfees`). No other list tells of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import listed
from severa_vnf.severa.refs import Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged


@frozen(kw_only=True, slots=False)
class DeletedProjectFee(Model):
    """What is left of a fee. The records that it names are told by their guids alone."""

    guid: Guid
    project: Ref | None = None
    product: Ref | None = None
    name: str | None = None
    event_date: dt.date | None = None
    quantity: Decimal | None = None
    deleted_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    deleted_since: dt.datetime
    project_guids: Sequence[str]
    user_guids: Sequence[str]


def list(**filters: Unpack[Filters]) -> Paged[DeletedProjectFee]:
    """Deleted fees, all or those that the filters leave."""
    return listed(DeletedProjectFee, "/v1/deletedprojectfees", "fees:read", filters, Filters)
