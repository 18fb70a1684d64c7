"""Whether both credentials lead to one organisation (documentation, authentication)."""

from __future__ import annotations

from attrs import evolve

from severa_vnf.errors import WrongCompany
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.company import compare_numbers
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.access import NO_BRANCH, ORGANISATIONS_DIFFER
from severa_vnf.severa import organization
from severa_vnf.vnf import branch


def organisation(inspection: Inspection) -> Flow[list[Finding]]:
    """Compare the number that the settings choose with that of the main branch, as every run does."""
    settings = inspection.settings
    ours = yield from inspection.one(organization.get())
    branches = yield from inspection.rows(branch.list())
    if not branches:
        return [finding(NO_BRANCH, "Visma.net, branches")]
    main = next((one for one in branches if one.is_main_branch), branches[0])
    try:
        compare_numbers(evolve(settings, require_equal_organizations=True), ours, main)
    except WrongCompany as error:
        where, stops = "Organisation details", settings.require_equal_organizations
        return [finding(ORGANISATIONS_DIFFER, where, value=str(error), stops=stops)]
    return []
