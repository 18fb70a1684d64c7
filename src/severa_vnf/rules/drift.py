"""What can happen to an invoice and its document after the transfer. Nothing of it is repaired by itself."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

CHANGED_IN_VISMA_NET = Rule(
    "changed-in-visma-net",
    Text(
        "{field} of the document was changed after the transfer: {value}.",
        "{field} van het document is na de overdracht gewijzigd: {value}.",
    ),
    Text(
        "Put it back in Visma.net. If it is meant so, link the invoice to the document again (bridge.relink).",
        "Zet het in Visma.net terug. Is het zo bedoeld, koppel de factuur dan opnieuw aan het document "
        "(bridge.relink).",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
VOIDED = Rule(
    "voided-in-visma-net",
    Text(
        "The document was voided after the transfer: {value}.",
        "Het document is na de overdracht ongeldig gemaakt: {value}.",
    ),
    Text(
        "Make a credit note for the invoice in Severa, or link it to the document that is in force (bridge.relink).",
        "Maak in Severa een creditfactuur, of koppel de factuur aan het document dat geldt (bridge.relink).",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.UNTIL_BOTH_AGREE,
)
REVERSED = Rule(
    "reversed-in-visma-net",
    Text(
        "The document was reversed after the transfer, and Severa knows of no credit note: {value}.",
        "Het document is na de overdracht tegengeboekt, en Severa kent geen creditfactuur: {value}.",
    ),
    Text(
        "Make the credit note in Severa and link it to that of Visma.net (bridge.relink), or take the reversal back.",
        "Maak de creditfactuur in Severa en koppel haar aan die van Visma.net (bridge.relink), of maak de tegenboeking "
        "ongedaan.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.UNTIL_BOTH_AGREE,
)
NUMBER_CHANGED = Rule(
    "number-changed-in-severa",
    Text(
        "The invoice's number was changed after the transfer: {value}.",
        "Het nummer van de factuur is na de overdracht gewijzigd: {value}.",
    ),
    Text(
        "Put the document's number back in Severa, or link the invoice to the document that is meant (bridge.relink).",
        "Zet in Severa het nummer van het document terug, of koppel de factuur aan het document dat is bedoeld "
        "(bridge.relink).",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.UNTIL_BOTH_AGREE,
)
TOTAL_BORNE = Rule(
    "total-differs-and-stays",
    Text(
        "The document stays though the totals including VAT differ: {value}.",
        "Het document blijft, al verschillen de totalen inclusief btw: {value}.",
    ),
    Text(
        "Correct the total on one side, or make a credit note.",
        "Corrigeer het totaal aan één kant, of maak een creditfactuur.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.UNTIL_BOTH_AGREE,
    Severity.WARNING,
)
