"""What keeps an invoice from becoming a document."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Who
from severa_vnf.rules.text import Text

NO_ROWS = Rule(
    "invoice-without-rows",
    Text("The invoice has no rows.", "De factuur heeft geen regels."),
    Text("Add rows, or delete the invoice.", "Voeg regels toe, of verwijder de factuur."),
    Who.SEVERA,
    places.ROWS,
    afterwards.CROSSES,
)
NO_CUSTOMER = Rule(
    "no-customer-number",
    Text(
        "The customer {value} has no number, so Visma.net cannot know it.",
        "De klant {value} heeft geen nummer, dus Visma.net kent deze niet.",
    ),
    Text(
        "Synchronise the customers, or give the customer the number that it has in Visma.net.",
        "Synchroniseer de klanten, of geef de klant het nummer dat deze in Visma.net heeft.",
    ),
    Who.SEVERA,
    places.CUSTOMER,
    afterwards.CROSSES,
)
CUSTOMER_NOT_LINKED = Rule(
    "customer-not-linked",
    Text(
        "The customer {value} is not linked with a customer in Visma.net; an equal number alone proves nothing.",
        "De klant {value} is niet gekoppeld aan een klant in Visma.net; een gelijk nummer alleen bewijst niets.",
    ),
    Text(
        "Synchronise the customers, and mend what keeps this one from crossing; or link it by hand "
        '(bridge.relink("customers", guid, vnf_id)).',
        "Synchroniseer de klanten, en verhelp wat deze tegenhoudt; of koppel haar met de hand "
        '(bridge.relink("customers", guid, vnf_id)).',
    ),
    Who.ADMINISTRATOR,
    places.CUSTOMER,
    afterwards.CROSSES,
)
PROJECT_NOT_LINKED = Rule(
    "project-not-linked",
    Text(
        "The project {value} is not linked with a project in Visma.net; an equal number alone proves nothing.",
        "Het project {value} is niet gekoppeld aan een project in Visma.net; een gelijk nummer alleen bewijst niets.",
    ),
    Text(
        "Synchronise the projects, and mend what keeps this one from crossing; or link it by hand "
        '(bridge.relink("projects", guid, vnf_id)).',
        "Synchroniseer de projecten, en verhelp wat dit project tegenhoudt; of koppel het met de hand "
        '(bridge.relink("projects", guid, vnf_id)).',
    ),
    Who.ADMINISTRATOR,
    places.PROJECT,
    afterwards.CROSSES,
)
NO_CURRENCY = Rule(
    "no-currency",
    Text("The invoice's total has no currency.", "Het totaal van de factuur heeft geen valuta."),
    Text("Choose the currency on the invoice in Severa.", "Kies de valuta op de factuur in Severa."),
    Who.SEVERA,
    places.INVOICE,
    afterwards.CROSSES,
)
NO_TOTAL = Rule(
    "no-total",
    Text(
        "The invoice has no total including VAT to compare with.",
        "De factuur heeft geen totaal inclusief btw om mee te vergelijken.",
    ),
    Text("Save the invoice again in Severa.", "Sla de factuur in Severa opnieuw op."),
    Who.SEVERA,
    places.INVOICE,
    afterwards.CROSSES,
)
NO_PROJECT_NUMBER = Rule(
    "no-project-number",
    Text(
        "The invoice is for a project without a number ({value}), so Visma.net cannot know it.",
        "De factuur is voor een project zonder nummer ({value}), dus Visma.net kent het niet.",
    ),
    Text("Give the project a number in Severa.", "Geef het project een nummer in Severa."),
    Who.SEVERA,
    places.PROJECT,
    afterwards.CROSSES,
)
ROW_WITHOUT_CODE = Rule(
    "row-without-code",
    Text(
        "{field} has no product code ({value}), and a Visma.net line needs an item.",
        "{field} heeft geen code van een product, werktype of reiskosten ({value}), en een regel in Visma.net "
        "heeft een artikel nodig.",
    ),
    Text(
        "Choose a product with a code, or name an item for such rows in Settings.row_items.",
        "Kies een product met een code, of noem een artikel voor zulke regels in Settings.row_items.",
    ),
    Who.SEVERA,
    places.ROWS,
    afterwards.CROSSES,
)
SEVERAL_CODES = Rule(
    "row-with-several-codes",
    Text(
        "{field} groups several products whose items differ in VAT category or sales account: {value}.",
        "{field} voegt producten samen waarvan de artikelen een andere btw-categorie of omzetrekening hebben: {value}.",
    ),
    Text(
        "Ungroup the row in Severa, or set Settings.several_codes to 'first'.",
        "Splits de regel in Severa, of zet Settings.several_codes op 'first'.",
    ),
    Who.SEVERA,
    places.ROWS,
    afterwards.CROSSES,
)
ROW_WITHOUT_PRICE = Rule(
    "row-without-price",
    Text("{field} has no unit price.", "{field} heeft geen prijs per stuk."),
    Text("Fill in the price in Severa.", "Vul de prijs in Severa in."),
    Who.SEVERA,
    places.ROWS,
    afterwards.CROSSES,
)
ROW_CURRENCY = Rule(
    "row-in-another-currency",
    Text(
        "{field} is in {value}, not in the invoice's currency.",
        "{field} is in {value}, niet in de valuta van de factuur.",
    ),
    Text("Correct the row's currency in Severa.", "Corrigeer de valuta van de regel in Severa."),
    Who.SEVERA,
    places.ROWS,
    afterwards.CROSSES,
)
SEVERAL_PROJECTS = Rule(
    "several-projects",
    Text(
        "The invoice is for several projects ({value}); a Visma.net document has one.",
        "De factuur is voor meer dan één project ({value}); een document in Visma.net heeft er één.",
    ),
    Text(
        "Split the invoice, or choose 'first' or 'none' in Settings.several_projects.",
        "Splits de factuur, of kies 'first' of 'none' in Settings.several_projects.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.CROSSES,
)
TEXT_TOO_LONG = Rule(
    "text-too-long",
    Text("{field} is longer than Visma.net takes: {value}.", "{field} is langer dan Visma.net toelaat: {value}."),
    Text(
        "Shorten it in Severa. Nothing is cut silently.",
        "Maak de tekst in Severa korter. Niets wordt ongemerkt afgekapt.",
    ),
    Who.SEVERA,
    places.INVOICE,
    afterwards.CROSSES,
)
FUNCTION_FAILED = Rule(
    "host-function-failed",
    Text(
        'A function of your own ({field}) failed on this record: "{value}".',
        'Een eigen functie ({field}) mislukte bij dit gegeven: "{value}".',
    ),
    Text("Mend the function; the other records go on.", "Herstel de functie; de andere gegevens gaan door."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.RECORD,
)
FUNCTION_GAVE = Rule(
    "host-function-gave-something-else",
    Text(
        "A function of your own ({field}) gave something else for this record than it has to: {value}.",
        "Een eigen functie ({field}) gaf voor dit gegeven iets anders dan moet: {value}.",
    ),
    Text(
        "Let Settings.extend give the document that it gets, changed, with the mark still in its note; Settings.costs "
        "CostOnly() or Rebill(...).",
        "Laat Settings.extend het document geven dat erin gaat, gewijzigd, met het kenmerk nog in de notitie; "
        "Settings.costs CostOnly() of Rebill(...).",
    ),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.RECORD,
)
BEFORE_GO_LIVE = Rule(
    "before-go-live",
    Text(
        "The invoice is dated {value}, before the day from which invoices cross.",
        "De factuur is gedateerd op {value}, voor de dag vanaf welke facturen overgaan.",
    ),
    Text("Book it by hand, or move Settings.go_live.", "Boek de factuur met de hand, of verzet Settings.go_live."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.CROSSES,
)
