"""Business units that send invoices of their own, and the branches they belong to (documentation, branches)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.access import BRANCH_UNKNOWN, UNIT_UNKNOWN, UNIT_WITHOUT_BRANCH, VAT_NUMBERS_DIFFER
from severa_vnf.settings import Settings
from severa_vnf.severa import business_units
from severa_vnf.severa.business_units import BusinessUnit
from severa_vnf.values import Guid
from severa_vnf.vnf import branch
from severa_vnf.vnf.branch import Branch


def branches(inspection: Inspection) -> Flow[list[Finding]]:
    """Compare the settings with both lists, and the VAT numbers of the pairs that they make.

    A unit with a VAT number is a company. It needs a branch where either side has several: that of the settings, or
    the one whose number is its code.
    """
    settings = inspection.settings
    units = {one.guid: one for one in (yield from inspection.rows(business_units.list())) if one.is_active}
    places: dict[str, Branch] = {
        one.number: one for one in (yield from inspection.rows(branch.list())) if one.is_active is not False
    }
    companies = [one for one in units.values() if one.vat_number]
    found = [*_unknown(settings, units, places)]
    several = len(companies) > 1 or len(places) > 1
    for company in companies if several else ():
        if not settings.companies or company.guid in settings.companies:
            found += _of_company(company, settings.branches.get(company.guid), places)
    return found


def units_of(inspection: Inspection) -> Flow[list[Guid]]:
    """The business units whose projects and invoices this bridge carries. None of them: all."""
    companies = inspection.settings.companies
    if not companies:
        return []
    units = yield from inspection.rows(business_units.list())
    return [one.guid for one in units if one.guid in companies or one.company_business_unit_guid in companies]


def _unknown(settings: Settings, units: Mapping[Guid, BusinessUnit], places: Mapping[str, Branch]) -> Iterator[Finding]:
    for name, guids in (("branches", settings.branches), ("companies", settings.companies)):
        for guid in guids:
            if guid not in units:
                yield finding(UNIT_UNKNOWN, f"Business unit {guid}", f"Settings.{name}", guid)
    for guid, number in settings.branches.items():
        if number not in places:
            yield finding(BRANCH_UNKNOWN, f"Business unit {guid}", value=number)


def _of_company(company: BusinessUnit, chosen: str | None, places: Mapping[str, Branch]) -> Sequence[Finding]:
    where = f"Business unit {company.name}"
    if chosen is None and company.code not in places:
        return [finding(UNIT_WITHOUT_BRANCH, where, value=company.name)]
    place = places.get(chosen or company.code or "")
    if place is None or not place.vat_registration_id:
        return []
    ours, theirs = company.vat_number or "", place.vat_registration_id
    if _plain(ours) == _plain(theirs):
        return []
    differ = f"{ours} in Severa, {theirs} at branch {place.number}"
    return [finding(VAT_NUMBERS_DIFFER, where, value=differ, stops=False)]


def _plain(number: str) -> str:
    return re.sub(r"\W", "", number.upper())
