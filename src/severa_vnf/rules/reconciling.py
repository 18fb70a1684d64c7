"""What a month's reconciliation finds."""

from __future__ import annotations

from severa_vnf.rules.rule import Rule, Who

DOCUMENT_ALONE = Rule(
    "document-without-invoice",
    "Visma.net has this document, and Severa has no invoice for it.",
    "If it was made by hand in Visma.net, all is well. Else look in Severa for a deleted or renumbered invoice.",
    Who.VISMA_NET,
)
NUMBERS_APART = Rule(
    "numbers-apart",
    "The invoice's number is not its document's: {value}.",
    "Put the document's number back in Severa. The link holds nevertheless.",
    Who.SEVERA,
)
DAYS_APART = Rule(
    "days-apart",
    "The invoice's date is not its document's: {value}.",
    "Put one of them right: they may be of different months, and of different VAT returns.",
    Who.VISMA_NET,
)
TOTALS_APART = Rule(
    "totals-apart",
    "The totals including VAT differ: {value}.",
    "Look who changed the invoice or its document after it crossed. Nothing is repaired by itself.",
    Who.VISMA_NET,
)
RATES_APART = Rule(
    "vat-sums-apart",
    "What is taxed at {field} differs: {value}.",
    "Compare the VAT rates of the invoice's rows with those of the document's lines.",
    Who.VISMA_NET,
)
PAYMENT_APART = Rule(
    "payment-apart",
    "Severa does not say what was paid: {value}.",
    "The next cycle of payments sets it right; if it stays, look into bridge.problems().",
    Who.NOBODY,
)
BALANCE_APART = Rule(
    "balance-unexplained",
    "What is open of the document is not its total less what was set against it: {value}.",
    "Look at the document's applications in Visma.net.",
    Who.VISMA_NET,
)
NUMBER_MISSING = Rule(
    "number-missing",
    "The number {value} is missing, and nobody remembers why.",
    "Look in Visma.net who deleted the document, and write the reason down: an auditor will ask.",
    Who.VISMA_NET,
)
LINE_ALONE = Rule(
    "line-without-fee",
    "The purchase line is on a linked project, and has no fee in Severa: {value}.",
    "The next cycle of costs makes it; if it stays, bridge.problems() tells what is in the way.",
    Who.NOBODY,
)
FEE_ALONE = Rule(
    "fee-without-line",
    "The fee was made of {value}, which has no such line any more.",
    "The next cycle of costs takes it back, unless Settings.corrections is off: then delete it in Severa.",
    Who.SEVERA,
)
FEE_TWICE = Rule(
    "fee-twice",
    "The fee is there once more than the purchase lines like it: {value}.",
    "Delete one of them in Severa, if nobody entered it on purpose.",
    Who.SEVERA,
)
COST_APART = Rule(
    "cost-apart",
    "The purchase line and its fees differ: {value}.",
    "The next cycle of costs corrects it, unless Settings.corrections is off or somebody changed the fee in Severa.",
    Who.SEVERA,
)
