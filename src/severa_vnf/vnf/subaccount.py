"""Subaccounts (`/v1/subaccount`): cost centres and the like, in segments."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


@frozen(kw_only=True, slots=False)
class SubaccountSegment(Model):
    """One part of a subaccount."""

    segment_id: int
    segment_description: str | None = None
    segment_value: Code | None = None
    segment_value_description: str | None = None


@frozen(kw_only=True, slots=False)
class Subaccount(Model):
    """A subaccount."""

    subaccount_id: int
    subaccount_number: Code
    description: str | None = None
    active: bool | None = None
    segments: tuple[SubaccountSegment, ...] | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    active: bool
    last_modified_date_time: Since


def get(number: str) -> Call[Subaccount]:
    """One subaccount."""
    return item(Subaccount, f"/v1/subaccount/{key(number)}")


def list(**filters: Unpack[Filters]) -> Paged[Subaccount]:
    """Subaccounts, all or those that the filters leave."""
    return listed(Subaccount, "/v1/subaccount", filters, Filters, by("subaccountId"))
