"""What can happen to an invoice and its document after the transfer. Nothing of it is repaired by itself."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

CHANGED_IN_VISMA_NET = Rule(
    "changed-in-visma-net",
    "{field} of the document was changed after the transfer: {value}.",
    "Put it back in Visma.net. If it is meant so, link the invoice to the document again (bridge.relink).",
    Who.VISMA_NET,
)
VOIDED = Rule(
    "voided-in-visma-net",
    "The document was voided after the transfer: {value}.",
    "Make a credit note for the invoice in Severa, or link it to the document that is in force (bridge.relink).",
    Who.SEVERA,
)
REVERSED = Rule(
    "reversed-in-visma-net",
    "The document was reversed after the transfer, and Severa knows of no credit note: {value}.",
    "Make the credit note in Severa and link it to that of Visma.net (bridge.relink), or take the reversal back.",
    Who.SEVERA,
)
NUMBER_CHANGED = Rule(
    "number-changed-in-severa",
    "The invoice's number was changed after the transfer: {value}.",
    "Put the document's number back in Severa, or link the invoice to the document that is meant (bridge.relink).",
    Who.SEVERA,
)
TOTAL_BORNE = Rule(
    "total-differs-and-stays",
    "A warning: the document stays though the totals including VAT differ: {value}.",
    "Correct the total on one side, or make a credit note. This stays open until the totals agree.",
    Who.SEVERA,
)
