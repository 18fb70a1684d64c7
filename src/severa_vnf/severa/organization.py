"""The organisation itself (`/organizationdetails`), and whether the built-in integration runs."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from severa_vnf.severa.describe import item
from severa_vnf.severa.refs import CodeRef, Ref
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model


@frozen(kw_only=True, slots=False)
class Company(Model):
    """A company of the organisation: it sends invoices of its own. `currency_rate` is that to the organisation's."""

    guid: Guid
    name: str | None = None
    country: Ref | None = None
    currency_code: str | None = None
    currency_rate: Decimal | None = None
    root_business_unit_guid: Guid | None = None


@frozen(kw_only=True, slots=False)
class Organization(Model):
    """The organisation. `active_addons` names what is switched on; what an add-on brings is refused without it."""

    guid: Guid
    name: str | None = None
    vat_number: str | None = None
    kvk_number: str | None = None
    is_vat_registered: bool | None = None
    country: CodeRef | None = None
    currency: CodeRef | None = None
    active_addons: tuple[str, ...] | None = None
    active_companies: tuple[Company, ...] | None = None


@frozen(kw_only=True, slots=False)
class CompanyInformation(Model):
    """The Visma.net company that the built-in integration is joined with."""

    id: int | None = None
    name: str | None = None


def get() -> Call[Organization]:
    """The organisation that the credential belongs to."""
    return item(Organization, "/v1/organizationdetails", "organization:read")


def company_information() -> Call[CompanyInformation]:
    """The company behind the built-in integration. Raises Rejected (AddonMissing) where that is off."""
    path = "/v1/integrations/vismafinancials/companyinformation"
    return item(CompanyInformation, path, "organization:read")
