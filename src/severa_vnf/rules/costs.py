"""What keeps a purchase line from becoming a project cost."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

PROJECT_CLOSED = Rule(
    "cost-project-closed",
    Text("The project {value} is closed in Severa.", "Het project {value} is in Severa afgesloten."),
    Text(
        "Open the project again in Severa, or book the line on another one.",
        "Open het project in Severa weer, of boek de regel op een ander project.",
    ),
    Who.SEVERA,
    places.PROJECT,
    afterwards.COST,
)
PROJECT_GONE = Rule(
    "cost-project-gone",
    Text("The project {value} is not in Severa any more.", "Het project {value} staat niet meer in Severa."),
    Text(
        "Book the line on another project in Visma.net, or link the project anew (bridge.relink).",
        "Boek de regel in Visma.net op een ander project, of koppel het project opnieuw (bridge.relink).",
    ),
    Who.VISMA_NET,
    places.V_PURCHASES,
    afterwards.COST,
)
PERIOD_CLOSED = Rule(
    "cost-period-closed",
    Text(
        "It is dated {field}, and Severa is closed before {value}.",
        "De kosten zijn van {field}, en Severa is afgesloten voor {value}.",
    ),
    Text(
        "Move the closing date in Severa, or enter the fee there by hand with this date, amount and description.",
        "Verzet de afsluitdatum in Severa, of voer de vergoeding daar met de hand in met deze datum, dit bedrag "
        "en deze omschrijving.",
    ),
    Who.SEVERA,
    places.CLOSING,
    afterwards.COST,
)
CASH_CURRENCY = Rule(
    "cost-in-another-currency",
    Text(
        "The cash account is in {value}, and Visma.net does not tell the amount in the company's currency.",
        "De kasrekening is in {value}, en Visma.net geeft het bedrag niet in de valuta van het bedrijf.",
    ),
    Text(
        "Enter the fee in Severa by hand, then link it (bridge.relink).",
        "Voer de vergoeding met de hand in Severa in en koppel haar daarna (bridge.relink).",
    ),
    Who.SEVERA,
    places.PROJECT,
    afterwards.COST,
)
FEE_DELETED = Rule(
    "cost-perhaps-deleted",
    Text(
        "A fee of this project and date was deleted in Severa and nobody knows which line it stood for: {value}.",
        "In Severa is een vergoeding van dit project en deze datum verwijderd, en niemand weet voor welke regel "
        "die stond: {value}.",
    ),
    Text(
        "If it was this line, link it (bridge.relink; its guid is the problem's field); if not, enter the fee in "
        "Severa with its date, amount and text.",
        "Was het deze regel, koppel haar dan (bridge.relink; het veld van de melding heeft de guid); zo niet, voer de "
        "vergoeding dan in Severa in met haar datum, bedrag en tekst.",
    ),
    Who.SEVERA,
    places.PROJECT,
    afterwards.NEVER_TWICE,
)
FEES_UNREADABLE = Rule(
    "cost-fees-unreadable",
    Text(
        "Nobody knows whether the fee is there already, for a fee of the project could not be read: {value}.",
        "Niemand weet of de vergoeding er al is, want een vergoeding van het project kon niet worden gelezen: {value}.",
    ),
    Text("Report it: the service's API has changed.", "Meld het: de API van de dienst is veranderd."),
    Who.ADMINISTRATOR,
    places.SUPPORT,
    afterwards.NEVER_TWICE,
)
REFUSED = Rule(
    "cost-refused",
    Text("Severa refuses the fee: {value}", "Severa weigert de vergoeding: {value}"),
    Text("Mend what the message names.", "Herstel wat de melding noemt."),
    Who.SEVERA,
    places.PROJECT,
    afterwards.COST,
)
WAITS = Rule(
    "cost-waits-for-certainty",
    Text(
        "An answer of Severa was lost ({value}), and the fee or file is not there so far.",
        "Een antwoord van Severa ging verloren ({value}), en de vergoeding of het bestand is er nog niet.",
    ),
    Text("There is nothing to do.", "Er is niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.SENT_WHEN_CERTAIN,
)
TROUBLE = Rule(
    "cost-service-trouble",
    Text(
        "A service failed while the cost or its file was carried over: {value}",
        "Een dienst liet het afweten terwijl de kosten of een bestand ervan werden overgebracht: {value}",
    ),
    Text("There is nothing to do.", "Er is niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.TRIED_AGAIN,
)
NO_FILES = Rule(
    "cost-file-route-missing",
    Text(
        "This Severa takes no files for projects through its API, so {field} stays in Visma.net: {value}.",
        "Deze Severa neemt via de API geen bestanden voor projecten aan, dus {field} blijft in Visma.net: {value}.",
    ),
    Text(
        "Nothing to do, or add it to the project by hand.",
        "Er is niets te doen, of voeg het bestand met de hand aan het project toe.",
    ),
    Who.NOBODY,
    places.FILES,
    afterwards.FILES_LATER,
)
FILE_REFUSED = Rule(
    "cost-file-refused",
    Text("The file {field} was not taken over: {value}", "Het bestand {field} is niet overgenomen: {value}"),
    Text(
        "Mend what the message names, or add the file to the project in Severa by hand.",
        "Herstel wat de melding noemt, of voeg het bestand in Severa met de hand aan het project toe.",
    ),
    Who.SEVERA,
    places.FILES,
    afterwards.COST,
    Severity.WARNING,
)
FILE_TOO_LARGE = Rule(
    "cost-file-too-large",
    Text(
        "The file {field} was not taken over, for it has more bytes than is allowed: {value}.",
        "Het bestand {field} is niet overgenomen, want het heeft meer bytes dan is toegestaan: {value}.",
    ),
    Text(
        "Add the file to the project in Severa by hand under this name, or raise Settings.attachment_limit.",
        "Voeg het in Severa met de hand onder deze naam aan het project toe, of verhoog Settings.attachment_limit.",
    ),
    Who.ADMINISTRATOR,
    places.FILES,
    afterwards.COST,
    Severity.WARNING,
)
FILE_NOT_WHOLE = Rule(
    "cost-file-not-whole",
    Text(
        "The file {field} was not taken over, for Visma.net did not give all of it: {value}.",
        "Het bestand {field} is niet overgenomen, want Visma.net gaf het niet in zijn geheel: {value}.",
    ),
    Text(
        "Open the file in Visma.net. If it is damaged or empty there, attach it anew; if not, nothing needs to be "
        "done.",
        "Open het bestand in Visma.net. Is het daar beschadigd of leeg, voeg het dan opnieuw toe; zo niet, dan hoeft "
        "er niets te gebeuren.",
    ),
    Who.VISMA_NET,
    places.V_PURCHASES,
    afterwards.COST,
    Severity.WARNING,
)
NO_ITEM = Rule(
    "rebilled-without-item",
    Text(
        "Costs are invoiced again, and nothing names the item for their rows: {value}.",
        "Kosten worden opnieuw gefactureerd, en niets noemt het artikel voor de regels ervan: {value}.",
    ),
    Text(
        "Name a product in the policy (Rebill(product=...)), or an item for such rows in Settings.row_items.",
        "Noem een product in het beleid (Rebill(product=...)), of een artikel voor zulke regels in Settings.row_items.",
    ),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
