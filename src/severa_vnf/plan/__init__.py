"""What a run would do, and what came of it: steps, outcomes, problems, and how they print."""

from __future__ import annotations

from severa_vnf.plan.explained import Explained, Field
from severa_vnf.plan.findings import Finding, Findings
from severa_vnf.plan.outcomes import (
    Adopted,
    Created,
    Deferred,
    Held,
    Outcome,
    Problem,
    Refused,
    Report,
    Trouble,
    Unchanged,
    Updated,
)
from severa_vnf.plan.reconciled import Reason, Reconciled, Sum
from severa_vnf.plan.rehearsed import Agreement, Apart, Rehearsed
from severa_vnf.plan.steps import TO_COME, Action, Change, Plan, Step

__all__ = [
    "TO_COME",
    "Action",
    "Adopted",
    "Agreement",
    "Apart",
    "Change",
    "Created",
    "Deferred",
    "Explained",
    "Field",
    "Finding",
    "Findings",
    "Held",
    "Outcome",
    "Plan",
    "Problem",
    "Reason",
    "Reconciled",
    "Refused",
    "Rehearsed",
    "Report",
    "Step",
    "Sum",
    "Trouble",
    "Unchanged",
    "Updated",
]
