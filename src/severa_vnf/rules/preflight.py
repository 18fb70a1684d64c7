"""What must be right before the first run: what invoices and records need."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

CLASS_UNKNOWN = Rule(
    "class-unknown",
    Text(
        "{field} names {value}, which is no class in Visma.net.",
        "{field} noemt {value}, en zo'n type heeft Visma.net niet.",
    ),
    Text("Correct the setting, or make the class.", "Corrigeer de instelling, of maak het type aan."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
CLASS_NOT_CHOSEN = Rule(
    "class-not-chosen",
    Text(
        "{field} names no class: records that are new in Severa wait until something else names one.",
        "{field} noemt geen type: wat in Severa nieuw is, wacht tot iets anders er een noemt.",
    ),
    Text("Choose the class.", "Kies het type."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
CLASS_WITHOUT_ZONE = Rule(
    "class-without-vat-zone",
    Text(
        "The customer class {value} has no VAT zone, so an invoice to its customers finds no VAT.",
        "Het debiteurtype {value} heeft geen btw-zone, dus een factuur aan die klanten krijgt geen btw.",
    ),
    Text("Give it a VAT zone.", "Geef het een btw-zone."),
    Who.VISMA_NET,
    places.V_CUSTOMER_CLASSES,
    afterwards.LOOKED_AGAIN,
)
CLASS_ELSEWHERE = Rule(
    "class-of-another-register",
    Text(
        "{field} names {value}: its items would come back to Severa into another register.",
        "{field} noemt {value}: zulke artikelen zouden in Severa in een ander register terugkomen.",
    ),
    Text(
        "Choose a class whose items are of the right type, or change the type of the class.",
        "Kies een artikeltype van de juiste soort, of wijzig de soort van het artikeltype.",
    ),
    Who.ADMINISTRATOR,
    places.V_ITEM_CLASSES,
    afterwards.LOOKED_AGAIN,
)
ITEM_WITHOUT_ACCOUNT = Rule(
    "item-without-account",
    Text("Items have no sales account: {value}.", "Artikelen hebben geen omzetrekening: {value}."),
    Text("Give them one, and their item class.", "Geef ze er een, en hun artikeltype ook."),
    Who.VISMA_NET,
    places.V_ITEM_CLASSES,
    afterwards.LOOKED_AGAIN,
)
ACCOUNT_WITHOUT_GROUP = Rule(
    "account-without-group",
    Text(
        "The sales account {field} is in no account group, so no invoice on a project can be booked on it: {value}.",
        "De omzetrekening {field} zit in geen rekeninggroep, dus geen factuur op een project kan erop worden "
        "geboekt: {value}.",
    ),
    Text("Give the account an account group.", "Geef de rekening een rekeninggroep."),
    Who.VISMA_NET,
    places.V_ACCOUNTS,
    afterwards.LOOKED_AGAIN,
)
PERIOD_NOT_OPEN = Rule(
    "period-not-open",
    Text("No financial period is open for {value}.", "Er is geen boekperiode open voor {value}."),
    Text("Open it.", "Open de periode."),
    Who.VISMA_NET,
    places.V_PERIODS,
    afterwards.LOOKED_AGAIN,
)
TOTALS_ROUNDED = Rule(
    "totals-rounded",
    Text("{field} rounds the totals of invoices: {value}.", "{field} rondt de totalen van facturen af: {value}."),
    Text(
        "Switch that off: the totals are compared to the cent, and the customer pays what Severa prints.",
        "Zet dat uit: de totalen worden op de cent vergeleken, en de klant betaalt wat Severa afdrukt.",
    ),
    Who.ADMINISTRATOR,
    places.INVOICING,
    afterwards.LOOKED_AGAIN,
)
STATUSES_WRONG = Rule(
    "statuses-wrong",
    Text("{value}", "{value}"),
    Text(
        "The documentation shows how (invoice statuses), or name the roles in Settings.statuses.",
        "De documentatie laat zien hoe het moet (factuurstatussen); of noem de rollen in Settings.statuses.",
    ),
    Who.SEVERA,
    places.STATUSES,
    afterwards.WHOLE_STREAM,
)
STATUS_NOT_SENT = Rule(
    "status-not-sent",
    Text(
        "'{value}', the status of transferred invoices, has 'Sent' off.",
        "Bij '{value}', de status van overgebrachte facturen, staat 'Verzonden' uit.",
    ),
    Text(
        "Nothing to do if that is meant: the documentation's examples have it on.",
        "Er is niets te doen als dat de bedoeling is: in de voorbeelden van de documentatie staat het aan.",
    ),
    Who.SEVERA,
    places.STATUSES,
    afterwards.LOOKED_AGAIN,
    Severity.WARNING,
)
TERMS_NOT_THERE = Rule(
    "terms-not-there",
    Text(
        "Settings.credit_terms names terms that customers can't have in Visma.net: {value}.",
        "Settings.credit_terms noemt voorwaarden die klanten in Visma.net niet kunnen hebben: {value}.",
    ),
    Text("Correct the setting.", "Corrigeer de instelling."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
TEMPLATE_MISSING = Rule(
    "template-missing",
    Text(
        "New projects are made after {value}, which is no template in Visma.net.",
        "Nieuwe projecten worden gemaakt naar {value}, en zo'n sjabloon heeft Visma.net niet.",
    ),
    Text(
        "Make the template, or name another in Settings.project_defaults.",
        "Maak het sjabloon, of noem een ander in Settings.project_defaults.",
    ),
    Who.VISMA_NET,
    places.V_TEMPLATES,
    afterwards.LOOKED_AGAIN,
)
TASK_MISSING = Rule(
    "task-missing",
    Text(
        "The template has no task {value}, which every invoice line names.",
        "Het sjabloon heeft geen taak {value}, die elke factuurregel noemt.",
    ),
    Text(
        "Nothing to do: each project that is made gets it. Projects that are there already need it too.",
        "Er is niets te doen: elk project dat wordt aangemaakt krijgt hem. Projecten die er al zijn hebben hem "
        "ook nodig.",
    ),
    Who.VISMA_NET,
    places.V_TEMPLATES,
    afterwards.LOOKED_AGAIN,
    Severity.WARNING,
)
