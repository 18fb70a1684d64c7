"""The add-ons that the settings need. An organisation without one gets a refusal, which is the finding."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.access import FIELD_MISSING
from severa_vnf.severa import custom_properties


def add_ons(inspection: Inspection) -> Flow[list[Finding]]:
    """Custom properties, where customers name their class in a field of their own."""
    field = inspection.settings.customer_classes.by_field
    if field is None:
        return []
    properties = yield from inspection.rows(custom_properties.list())
    if any(one.is_active and field in (one.guid, one.name) for one in properties):
        return []
    return [finding(FIELD_MISSING, "Severa, custom properties", "Settings.customer_classes.by_field", field)]
