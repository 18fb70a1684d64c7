"""What a month's reconciliation finds."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Who
from severa_vnf.rules.text import Text

DOCUMENT_ALONE = Rule(
    "document-without-invoice",
    Text(
        "Visma.net has this document, and Severa has no invoice for it.",
        "Visma.net heeft dit document, en Severa heeft er geen factuur voor.",
    ),
    Text(
        "If it was made by hand in Visma.net, all is well. Else look in Severa for a deleted or renumbered invoice.",
        "Is het met de hand in Visma.net gemaakt, dan is alles goed. Zoek anders in Severa naar een verwijderde of "
        "hernummerde factuur.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
NUMBERS_APART = Rule(
    "numbers-apart",
    Text(
        "The invoice's number is not its document's: {value}.",
        "Het nummer van de factuur is niet dat van het document: {value}.",
    ),
    Text(
        "Put the document's number back in Severa. The link holds nevertheless.",
        "Zet in Severa het nummer van het document terug. De koppeling blijft bestaan.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.UNTIL_BOTH_AGREE,
)
CUSTOMERS_APART = Rule(
    "customers-apart",
    Text(
        "The document is of another customer than the invoice: {value}.",
        "Het document is van een andere debiteur dan de factuur: {value}.",
    ),
    Text(
        "Look who changed the customer, or link the invoice to its own document (bridge.relink).",
        "Zoek uit wie de klant heeft gewijzigd, of koppel de factuur aan haar eigen document (bridge.relink).",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
DAYS_APART = Rule(
    "days-apart",
    Text(
        "The invoice's date is not its document's: {value}.",
        "De datum van de factuur is niet die van het document: {value}.",
    ),
    Text(
        "Put one of them right: they may be of different months, and of different VAT returns.",
        "Verbeter een van beide: ze kunnen in verschillende maanden en btw-aangiften vallen.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
TOTALS_APART = Rule(
    "totals-apart",
    Text("The totals including VAT differ: {value}.", "De totalen inclusief btw verschillen: {value}."),
    Text(
        "Look who changed the invoice or its document after it crossed.",
        "Zoek uit wie de factuur of het document na de overdracht heeft gewijzigd.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
RATES_APART = Rule(
    "vat-sums-apart",
    Text("What is taxed at {field} differs: {value}.", "Wat tegen {field} is belast, verschilt: {value}."),
    Text(
        "Compare the VAT rates of the invoice's rows with those of the document's lines.",
        "Vergelijk de btw-tarieven van de factuurregels met die van de regels van het document.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
PAYMENT_APART = Rule(
    "payment-apart",
    Text("Severa does not say what was paid: {value}.", "Severa zegt niet wat er is betaald: {value}."),
    Text(
        "Wait for the next run; if it stays, look into bridge.problems().",
        "Wacht op de volgende run; blijft het zo, kijk dan in bridge.problems().",
    ),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.TRIED_AGAIN,
)
BALANCE_APART = Rule(
    "balance-unexplained",
    Text(
        "What is open of the document is not its total less what was set against it: {value}.",
        "Wat van het document openstaat, is niet het totaal min wat ermee is verrekend: {value}.",
    ),
    Text("Look at the document's applications.", "Bekijk de verrekeningen van het document."),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
NUMBER_MISSING = Rule(
    "number-missing",
    Text(
        "The number {value} is missing, and nobody remembers why.",
        "Het nummer {value} ontbreekt, en niemand weet waarom.",
    ),
    Text(
        "Find out who deleted the document, and write the reason down: an auditor will ask.",
        "Zoek uit wie het document heeft verwijderd, en leg de reden vast: een accountant vraagt ernaar.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.UNTIL_BOTH_AGREE,
)
LINE_ALONE = Rule(
    "line-without-fee",
    Text(
        "The purchase line is on a linked project, and has no fee in Severa: {value}.",
        "De inkoopregel staat op een gekoppeld project, en heeft geen projectkosten in Severa: {value}.",
    ),
    Text(
        "Wait for the next run; if it stays, look into bridge.problems().",
        "Wacht op de volgende run; blijft het zo, kijk dan in bridge.problems().",
    ),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.TRIED_AGAIN,
)
FEE_ALONE = Rule(
    "fee-without-line",
    Text(
        "The fee was made of {value}, which has no such line any more.",
        "De projectkosten zijn gemaakt van {value}, dat zo'n regel niet meer heeft.",
    ),
    Text(
        "The next run takes it back, unless Settings.corrections is off: then delete it in Severa.",
        "De volgende run neemt ze terug, tenzij Settings.corrections uit staat: verwijder ze dan in Severa.",
    ),
    Who.SEVERA,
    places.PROJECT,
    afterwards.UNTIL_BOTH_AGREE,
)
FEE_TWICE = Rule(
    "fee-twice",
    Text(
        "The fee is like another one that was made of a purchase line, and was made of none: {value}.",
        "De projectkosten lijken op andere die van een inkoopregel zijn gemaakt, en horen bij geen regel: {value}.",
    ),
    Text(
        "Delete one of them in Severa, if nobody entered it on purpose.",
        "Verwijder er een in Severa, als niemand ze met opzet heeft ingevoerd.",
    ),
    Who.SEVERA,
    places.PROJECT,
    afterwards.UNTIL_BOTH_AGREE,
)
COST_APART = Rule(
    "cost-apart",
    Text("The purchase line and its fees differ: {value}.", "De inkoopregel en de projectkosten verschillen: {value}."),
    Text(
        "The next run corrects it, unless Settings.corrections is off or somebody changed the fee in Severa.",
        "De volgende run corrigeert het, tenzij Settings.corrections uit staat of iemand de projectkosten in Severa "
        "heeft gewijzigd.",
    ),
    Who.SEVERA,
    places.PROJECT,
    afterwards.UNTIL_BOTH_AGREE,
)
