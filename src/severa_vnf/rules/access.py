"""What must be right before the first run: access, organisation and branches."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

NO_ACCESS = Rule(
    "no-access",
    Text("The credentials may not read it: {value}", "De inloggegevens mogen dit niet lezen: {value}"),
    Text(
        "Grant the application the scope, and in Visma.net its user the roles; what reads it was not checked.",
        "Geef de toepassing de scope, en in Visma.net de gebruiker de rollen; wat dit leest is niet gecontroleerd.",
    ),
    Who.ADMINISTRATOR,
    places.ADMIN,
    afterwards.LOOKED_AGAIN,
)
RIGHT_MISSING = Rule(
    "right-missing",
    Text(
        "The token does not hold {value}, which a run needs.",
        "Het token heeft {value} niet, en een run heeft dat nodig.",
    ),
    Text(
        "Grant it to the application, and take it into the scopes that the client asks for.",
        "Geef het aan de toepassing, en neem het op in de scopes die de client vraagt.",
    ),
    Who.ADMINISTRATOR,
    places.ADMIN,
    afterwards.LOOKED_AGAIN,
)
ADD_ON_MISSING = Rule(
    "add-on-missing",
    Text("An add-on is not on: {value}", "Een add-on staat niet aan: {value}"),
    Text(
        "Switch it on in Severa, or change the setting that asks for it.",
        "Zet de add-on in Severa aan, of wijzig de instelling die erom vraagt.",
    ),
    Who.ADMINISTRATOR,
    places.SUBSCRIPTION,
    afterwards.LOOKED_AGAIN,
)
NOT_CHECKED = Rule(
    "not-checked",
    Text("What reads it was not checked: {value}", "Wat dit leest is niet gecontroleerd: {value}"),
    Text("Look round again once it can be read.", "Kijk opnieuw rond zodra het te lezen is."),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.LOOKED_AGAIN,
)
ORGANISATIONS_DIFFER = Rule(
    "organisations-differ",
    Text(
        "Both credentials must lead to one organisation: {value}.",
        "De inloggegevens van beide kanten moeten naar één organisatie leiden: {value}.",
    ),
    Text(
        "Correct the number, or choose which one is compared in Settings.organization_number.",
        "Corrigeer het organisatienummer, of kies in Settings.organization_number welk nummer wordt vergeleken.",
    ),
    Who.ADMINISTRATOR,
    places.ORGANISATION,
    afterwards.NO_RUN,
)
NO_BRANCH = Rule(
    "no-branch",
    Text(
        "Visma.net shows no branch, so nobody knows which company it is.",
        "Visma.net toont geen vestiging, dus niemand weet welk bedrijf het is.",
    ),
    Text(
        "Grant the application's user the right to read branches.",
        "Geef de gebruiker van de toepassing het recht om vestigingen te lezen.",
    ),
    Who.ADMINISTRATOR,
    places.ADMIN,
    afterwards.NO_RUN,
)
OFFICIAL_INTEGRATION = Rule(
    "official-integration-on",
    Text(
        "Severa's own integration with Visma.net is on, for {value}: both would write the same records.",
        "De eigen integratie van Severa met Visma.net staat aan, voor {value}: beide zouden dezelfde gegevens "
        "schrijven.",
    ),
    Text("Switch it off in Severa before the first run.", "Zet haar in Severa uit voor de eerste run."),
    Who.ADMINISTRATOR,
    places.SUBSCRIPTION,
    afterwards.LOOKED_AGAIN,
)
FIELD_MISSING = Rule(
    "customer-field-missing",
    Text(
        "{field} names a field on customers that is not in use in Severa: {value}.",
        "{field} noemt een klantveld dat in Severa niet in gebruik is: {value}.",
    ),
    Text("Make it in Severa, or correct the setting.", "Maak het in Severa aan, of corrigeer de instelling."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
UNIT_UNKNOWN = Rule(
    "business-unit-unknown",
    Text(
        "{field} names a business unit that is not in use in Severa: {value}.",
        "{field} noemt een afdeling die in Severa niet in gebruik is: {value}.",
    ),
    Text("Correct the setting.", "Corrigeer de instelling."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
BRANCH_UNKNOWN = Rule(
    "branch-unknown",
    Text(
        "Settings.branches names a branch that is not in use in Visma.net: {value}.",
        "Settings.branches noemt een vestiging die in Visma.net niet in gebruik is: {value}.",
    ),
    Text("Correct the setting.", "Corrigeer de instelling."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
UNIT_WITHOUT_BRANCH = Rule(
    "business-unit-without-branch",
    Text(
        "No branch is chosen for {value}, which sends invoices of its own.",
        "Voor {value}, dat eigen facturen verzendt, is geen vestiging gekozen.",
    ),
    Text("Name its branch in Settings.branches.", "Noem de vestiging in Settings.branches."),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
VAT_NUMBERS_DIFFER = Rule(
    "vat-numbers-differ",
    Text(
        "The VAT numbers of a business unit and its branch differ: {value}.",
        "De btw-nummers van een afdeling en haar vestiging verschillen: {value}.",
    ),
    Text(
        "Look whether the branch in Settings.branches is the right one.",
        "Kijk of de vestiging in Settings.branches de juiste is.",
    ),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.LOOKED_AGAIN,
)
CLOCK_DIFFERS = Rule(
    "clock-differs",
    Text(
        "One service's clock is not this host's, nor the other service's: {value} by this host's.",
        "De klok van één dienst is niet die van deze host, en niet die van de andere dienst: {value} op deze host.",
    ),
    Text(
        "Nothing, where the service or what stands before it is wrong; else set this host's clock.",
        "Niets, als de dienst of wat ervoor staat het mis heeft; zet anders de klok van deze host goed.",
    ),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.LOOKED_AGAIN,
    Severity.WARNING,
)
NO_CLOCK = Rule(
    "no-clock",
    Text(
        "Neither service tells the time, so this host goes by its own clock alone.",
        "Geen van beide diensten vertelt hoe laat het is, dus deze host gaat alleen op zijn eigen klok.",
    ),
    Text(
        "Look whether something on the way takes the Date out of their answers; have the host's clock set (NTP).",
        "Kijk of iets onderweg de Date uit hun antwoorden haalt, en of de klok van de host gelijk wordt gezet (NTP).",
    ),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.LOOKED_AGAIN,
    Severity.WARNING,
)
