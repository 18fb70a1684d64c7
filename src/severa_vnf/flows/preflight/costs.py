"""Costs that are invoiced again: their rows need an item in Visma.net (documentation, purchase invoices)."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.policies import Rebill
from severa_vnf.rules.costs import NO_ITEM


def costs(inspection: Inspection) -> Flow[list[Finding]]:
    """A fee without a product gives an invoice row without a code. What a function chooses is not known beforehand."""
    policy, items = inspection.settings.costs, inspection.settings.row_items
    lacks = isinstance(policy, Rebill) and policy.product is None and "ProjectFees" not in items
    return [finding(NO_ITEM, "Settings.costs", value=repr(policy), stops=False)] if lacks else []
    yield
