"""The organisation behind the company (`/v1/organization`): which one it is, and what its branches are."""

from __future__ import annotations

from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.currency import Currency
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.refs import Address, IdRef, NameRef, NumberRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class Organization(Model):
    """An organisation. `corporate_id` is the organisation number; `branches` are there when asked for."""

    organization_cd: Code
    name: str | None = None
    organization_type: str | None = None
    corporate_id: str | None = None
    vat_registration_id: str | None = None
    base_currency: str | None = None
    currency: Currency | None = None
    default_country: NameRef | None = None
    main_address: Address | None = None
    vat_zone: IdRef | None = None
    branches: tuple[NumberRef, ...] | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    expand_branches: bool
    last_modified_date_time: Since


def get(number: str, *, expand_branches: bool = False) -> Call[Organization]:
    """One organisation."""
    return item(Organization, f"/v1/organization/{key(number)}", expandBranches=expand_branches)


def list(**filters: Unpack[Filters]) -> Paged[Organization]:
    """Organisations, all or those that the filters leave, in one answer."""
    return listed(Organization, "/v1/organization", filters, Filters, by("organizationCd"), habit=whole)
