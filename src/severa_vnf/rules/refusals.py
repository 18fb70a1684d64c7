"""Why a document does not stand in Visma.net, or not as the invoice has it."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Who
from severa_vnf.rules.text import Text

UNKNOWN_CUSTOMER = Rule(
    "customer-unknown",
    Text("Visma.net has no customer with the number {value}.", "Visma.net heeft geen klant met nummer {value}."),
    Text(
        "Synchronise the customers; if the customer was renumbered in Visma.net, link it again (bridge.relink).",
        "Synchroniseer de klanten; is de klant in Visma.net hernummerd, koppel deze dan opnieuw (bridge.relink).",
    ),
    Who.ADMINISTRATOR,
    places.V_CUSTOMER,
    afterwards.SENT_AGAIN,
)
CUSTOMER_BLOCKED = Rule(
    "customer-blocked",
    Text(
        "The customer is not open for invoices in Visma.net: {value}.",
        "De klant staat in Visma.net niet open voor facturen: {value}.",
    ),
    Text(
        "Change the customer's status in Visma.net, then send the invoice again.",
        "Wijzig de status van de debiteur in Visma.net en verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_CUSTOMER,
    afterwards.SENT_AGAIN,
)
UNKNOWN_ITEM = Rule(
    "item-unknown",
    Text("Visma.net has no item with the code {value}.", "Visma.net heeft geen artikel met code {value}."),
    Text(
        "Synchronise the items, or correct the product's code in Severa.",
        "Synchroniseer de artikelen, of corrigeer de code van het product in Severa.",
    ),
    Who.SEVERA,
    places.ITEMS,
    afterwards.SENT_AGAIN,
)
ITEM_BLOCKED = Rule(
    "item-blocked",
    Text(
        "The item is not open for sales in Visma.net: {value}.",
        "Het artikel staat in Visma.net niet open voor verkoop: {value}.",
    ),
    Text(
        "Change the item's status in Visma.net, then send the invoice again.",
        "Wijzig de artikelstatus in Visma.net en verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_ITEM,
    afterwards.SENT_AGAIN,
)
PROJECT_BLOCKED = Rule(
    "project-blocked",
    Text(
        "The project can't stand on an invoice in Visma.net: {value}.",
        "Het project kan in Visma.net niet op een factuur staan: {value}.",
    ),
    Text(
        "Activate the project in Visma.net or synchronise the projects, then send the invoice again.",
        "Activeer het project in Visma.net of synchroniseer de projecten, en verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_PROJECT,
    afterwards.SENT_AGAIN,
)
PROJECT_UNKNOWN = Rule(
    "project-unknown",
    Text(
        "Visma.net has no project {value}.",
        "Visma.net heeft geen project {value}.",
    ),
    Text(
        "Synchronise the projects, then send the invoice again.",
        "Synchroniseer de projecten, en verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_PROJECT,
    afterwards.SENT_AGAIN,
)
PROJECT_HIDDEN = Rule(
    "project-not-in-receivables",
    Text(
        "The project is not visible in the customer ledger of Visma.net: {value}.",
        "Het project is in Visma.net niet zichtbaar in de debiteurenadministratie: {value}.",
    ),
    Text(
        "Make it visible there, then send the invoice again.",
        "Maak het daar zichtbaar, en verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_PROJECT,
    afterwards.SENT_AGAIN,
)
PERIOD_CLOSED = Rule(
    "period-closed",
    Text(
        "The financial period of {value} is closed in Visma.net.",
        "De boekperiode van {value} is in Visma.net afgesloten.",
    ),
    Text(
        "Open the period, or change the invoice's date in Severa; then send the invoice again.",
        "Open de periode, of wijzig de factuurdatum in Severa; verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_PERIODS,
    afterwards.SENT_AGAIN,
)
REJECTED = Rule(
    "rejected-by-visma-net",
    Text("Visma.net refuses the document: {value}", "Visma.net weigert het document: {value}"),
    Text(
        "Mend what the message names, then send the invoice again.",
        "Herstel wat de melding noemt en verzend de factuur daarna opnieuw.",
    ),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.SENT_AGAIN,
)
VAT_DIFFERS = Rule(
    "vat-differs",
    Text(
        "{field} carries {value} in Visma.net, by the customer's VAT zone and the item's VAT category.",
        "{field} krijgt in Visma.net {value}, door de btw-zone van de klant en de btw-categorie van het artikel.",
    ),
    Text(
        "Correct the row's VAT rate in Severa, and check 'Btw facturatie' on the customer and the VAT of the item "
        "in the product register; then send the invoice again.",
        "Corrigeer het btw-tarief van de regel in Severa en controleer 'Btw facturatie' bij de klant en de btw "
        "van het artikel in het productregister; verzend de factuur daarna opnieuw.",
    ),
    Who.SEVERA,
    places.VAT,
    afterwards.SENT_AGAIN,
)
TOTAL_DIFFERS = Rule(
    "total-differs",
    Text("The totals including VAT differ: {value}.", "De totalen inclusief btw verschillen: {value}."),
    Text(
        "Check the VAT of the invoice's rows in Severa, 'Btw facturatie' on the customer and the VAT of the "
        "items; then send the invoice again.",
        "Controleer in Severa de btw van de factuurregels, 'Btw facturatie' bij de klant en de btw van de "
        "artikelen; verzend de factuur daarna opnieuw.",
    ),
    Who.SEVERA,
    places.VAT,
    afterwards.SENT_AGAIN,
)
CURRENCY_DIFFERS = Rule(
    "currency-differs",
    Text("The document's currency differs: {value}.", "De valuta van het document is anders: {value}."),
    Text(
        "Correct the currency in Severa, then send the invoice again.",
        "Corrigeer de valuta in Severa en verzend de factuur daarna opnieuw.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.SENT_AGAIN,
)
NUMBER_DOES_NOT_FIT = Rule(
    "number-does-not-fit",
    Text(
        "Visma.net numbers the document {value}; Severa holds whole numbers up to 2147483647 only.",
        "Visma.net geeft het document nummer {value}; Severa kent alleen gehele getallen tot en met 2147483647.",
    ),
    Text(
        "Change the number series in Visma.net to digits only.",
        "Laat de nummerreeks in Visma.net uit alleen cijfers bestaan.",
    ),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.NUMBERED,
)
STILL_IN_VISMA_NET = Rule(
    "rejected-still-in-visma-net",
    Text(
        "The rejected document {value} could not be deleted from Visma.net.",
        "Het afgewezen document {value} kon niet uit Visma.net worden verwijderd.",
    ),
    Text("Remove or reverse it in Visma.net.", "Verwijder het in Visma.net of boek het tegen."),
    Who.VISMA_NET,
    places.V_INVOICES,
    afterwards.WAITS_FOR_REMOVAL,
)
