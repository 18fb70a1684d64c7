"""Whether both services are ready to be joined (documentation, before the first synchronisation). Reads only."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow, Now, ask
from severa_vnf.flows.preflight.accounts import accounts
from severa_vnf.flows.preflight.add_ons import add_ons
from severa_vnf.flows.preflight.branches import branches
from severa_vnf.flows.preflight.codes import codes
from severa_vnf.flows.preflight.costs import costs
from severa_vnf.flows.preflight.customer_classes import customer_classes
from severa_vnf.flows.preflight.inspection import Check, Inspection, alone
from severa_vnf.flows.preflight.item_classes import item_classes
from severa_vnf.flows.preflight.keys import segmented_keys
from severa_vnf.flows.preflight.official import official_integration
from severa_vnf.flows.preflight.organisation import organisation
from severa_vnf.flows.preflight.periods import periods
from severa_vnf.flows.preflight.rehearsal import rehearsal
from severa_vnf.flows.preflight.rights import Granted, rights
from severa_vnf.flows.preflight.rounding import rounding
from severa_vnf.flows.preflight.series import number_series
from severa_vnf.flows.preflight.statuses import statuses
from severa_vnf.flows.preflight.switches import switches
from severa_vnf.flows.preflight.template import template
from severa_vnf.flows.preflight.terms import terms
from severa_vnf.plan import Finding, Findings
from severa_vnf.settings import Settings

__all__ = ["Granted", "preflight"]

CHECKS: tuple[Check, ...] = (
    organisation,
    official_integration,
    add_ons,
    branches,
    segmented_keys,
    number_series,
    customer_classes,
    item_classes,
    accounts,
    codes,
    terms,
    periods,
    rounding,
    statuses,
    switches,
    template,
    costs,
    rehearsal,
)
"""In the order in which they are made."""


def preflight(settings: Settings, granted: Granted | None = None) -> Flow[Findings]:
    """Make every check, each of which stands alone: what one of them may not read, or fails, is a finding of its own.

    It writes nothing, in the services or in the store. Without `granted` the rights to write are not checked, only
    those to read.

    What no API shows is not checked: the accounts behind a customer class, those of an item class that has no items
    yet, AutoInvoice's own settings, how Visma.net rounds before it has rounded a document, and whether the number
    series are used that have the usual names.
    """
    now = yield from ask(Now())
    inspection = Inspection(settings, now.date())
    found: list[Finding] = []
    for check in CHECKS:
        found += yield from alone(check, inspection)
    if granted is not None:  # not before: by now there are tokens
        found += rights(settings, granted)
    return Findings(tuple(dict.fromkeys([*found, *inspection.unreadable()])))
