"""The two switches of Severa's that the documentation names (invoice numbering; product register)."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.plan import Finding
from severa_vnf.rules.numbering import CODES_NOT_UNIQUE, NUMBERS_CREDIT_NOTES
from severa_vnf.severa import settings


def switches(inspection: Inspection) -> Flow[list[Finding]]:
    """Numbers for credit notes must be off, unique identifiers of products and work types on."""
    told = yield from inspection.one(settings.get())
    found = []
    if told.set_credit_note_invoice_number:
        found.append(finding(NUMBERS_CREDIT_NOTES, "Severa, settings of invoicing"))
    if not told.unique_identifier_for_products_and_worktypes:
        found.append(finding(CODES_NOT_UNIQUE, "Severa, settings of the registers"))
    return found
