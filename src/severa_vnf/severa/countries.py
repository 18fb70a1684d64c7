"""Countries and their regions (`/localization`). Names are localised: what counts is `code2`."""

from __future__ import annotations

from attrs import field, frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.severa.refs import CodeRef
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model, named
from severa_vnf.wire.paging import Paged, whole


@frozen(kw_only=True, slots=False)
class Country(Model):
    """One country, with its ISO 3166 codes of two and of three letters.

    `has_regions`: HasRegions, NoRegion or Unknown.
    """

    guid: Guid
    code2: str | None = None
    code3: str | None = None
    name: str | None = None
    english_name: str | None = None
    is_in_eu: bool | None = field(default=None, metadata=named("isInEU"))
    currency: CodeRef | None = None
    has_regions: str | None = None


@frozen(kw_only=True, slots=False)
class CountryRegion(Model):
    """One region of a country."""

    guid: Guid
    code: str | None = None
    name: str | None = None


def get(guid: str) -> Call[Country]:
    """One country."""
    return item(Country, f"/v1/localization/countries/{segment(guid)}", "settings:read", guid)


def list() -> Paged[Country]:
    """All countries."""
    return listed(Country, "/v1/localization/countries", "settings:read", habit=whole)


def regions(country_guid: str) -> Paged[CountryRegion]:
    """The regions of one country."""
    path = f"/v1/localization/countries/{segment(country_guid)}/countryregions"
    return listed(CountryRegion, path, "settings:read", habit=whole, of_parent=True)
