"""Whether Severa's own integration with Visma.net runs beside this one."""

from __future__ import annotations

from severa_vnf.errors import Rejected
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.access import OFFICIAL_INTEGRATION
from severa_vnf.severa import organization


def official_integration(inspection: Inspection) -> Flow[list[Finding]]:
    """It tells the company that it is joined with; that its add-on is missing is the good answer."""
    try:
        joined = yield from inspection.one(organization.company_information())
    except Rejected as error:
        if error.code == "AddonMissing":
            return []
        raise
    return [finding(OFFICIAL_INTEGRATION, "Severa, integrations", value=joined.name or f"company {joined.id}")]
