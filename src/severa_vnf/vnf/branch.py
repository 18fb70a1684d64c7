"""Branches (`/v1/branch`; Dutch: Vestiging): the companies within the company."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.refs import Address
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class BranchCurrency(Model):
    """The currency a branch keeps its books in."""

    id: str | None = None
    description: str | None = None


@frozen(kw_only=True, slots=False)
class Branch(Model):
    """A branch. `corporate_id` is the organisation number; the currency and address are there when asked for."""

    branch_id: int
    number: Code
    name: str | None = None
    organization_id: int | None = None
    corporate_id: str | None = None
    vat_registration_id: str | None = None
    is_main_branch: bool | None = None
    is_active: bool | None = None
    currency: BranchCurrency | None = None
    main_address: Address | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    last_modified_date_time: Since
    expand_address: bool
    expand_currency: bool


def get(number: str, *, expand_address: bool = False, expand_currency: bool = False) -> Call[Branch]:
    """One branch."""
    path = f"/v1/branch/{key(number)}"
    return item(Branch, path, expandAddress=expand_address, expandCurrency=expand_currency)


def list(**filters: Unpack[Filters]) -> Paged[Branch]:
    """Branches, all or those that the filters leave, in one answer."""
    return listed(Branch, "/v1/branch", filters, Filters, by("branchId"), habit=whole)
