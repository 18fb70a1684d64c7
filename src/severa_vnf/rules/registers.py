"""What keeps customers, items and projects from being equal."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Severity, Who
from severa_vnf.rules.text import Text

ITS_TYPE = Text(
    "Nothing to do, unless it is the one that Visma.net should have: then change its type in Severa.",
    "Er is niets te doen, tenzij Visma.net juist dit adres moet hebben: wijzig dan het adrestype in Severa.",
)
NAMELESS = Rule(
    "name-missing",
    Text("{field} is empty, and Severa demands it.", "{field} is leeg, en Severa heeft deze nodig."),
    Text("Fill it in in Visma.net.", "Vul het veld in Visma.net in."),
    Who.VISMA_NET,
    places.V_RECORD,
    afterwards.RECORD,
)
NAMELESS_PROJECT = Rule(
    "project-name-missing",
    Text(
        "The project has no name, and Visma.net needs one.",
        "Het project heeft geen naam, en Visma.net heeft er een nodig.",
    ),
    Text("Give the project a name in Severa.", "Geef het project een naam in Severa."),
    Who.SEVERA,
    places.PROJECT,
    afterwards.RECORD,
)
NUMBER_NOT_NUMERIC = Rule(
    "number-not-numeric",
    Text(
        "Visma.net numbers the customer {value}; Severa holds whole numbers only.",
        "Visma.net geeft de klant nummer {value}; Severa kent alleen gehele getallen.",
    ),
    Text(
        "Renumber the customer in Visma.net, or change its number series to digits only.",
        "Hernummer de klant in Visma.net, of laat de nummerreeks uit alleen cijfers bestaan.",
    ),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.RECORD,
)
NOT_TAKEN = Rule(
    "value-not-taken",
    Text(
        "{field} was written to the other system, which did not take it, or not all of it: {value}.",
        "{field} is naar het andere systeem geschreven, dat het niet of niet helemaal overnam: {value}.",
    ),
    Text(
        "Shorten or change it on one side. Nothing is written back over the value that was entered.",
        "Maak het aan één kant korter, of wijzig het. De ingevoerde waarde wordt niet overschreven.",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.FIELD,
)
TERMS_UNKNOWN = Rule(
    "terms-unknown",
    Text(
        "Visma.net has no single credit term of {value} days for customers.",
        "Visma.net heeft niet precies één betalingsvoorwaarde van {value} dagen voor klanten.",
    ),
    Text(
        "Name the one to use in Settings.credit_terms.",
        "Noem de te gebruiken voorwaarde in Settings.credit_terms.",
    ),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.RECORD,
)
CLASS_MISSING = Rule(
    "class-missing",
    Text(
        "No {field} is chosen for {value}, and Visma.net needs one for a new record.",
        "Voor {value} is geen type gekozen ({field}), en Visma.net heeft er een nodig voor een nieuw gegeven.",
    ),
    Text(
        "Choose it in Settings.item_classes or Settings.customer_classes.",
        "Kies het in Settings.item_classes of Settings.customer_classes.",
    ),
    Who.ADMINISTRATOR,
    places.SETTINGS,
    afterwards.RECORD,
)
CONFLICT = Rule(
    "changed-on-both-sides",
    Text("{field} was changed on both sides: {value}.", "{field} is aan beide kanten gewijzigd: {value}."),
    Text(
        "Write the right value on one of the sides as the other has it; or let one side win by Settings.on_conflict.",
        "Zet de juiste waarde aan één kant zoals de andere kant die heeft; of laat één kant winnen met "
        "Settings.on_conflict.",
    ),
    Who.SEVERA,
    places.BOTH,
    afterwards.FIELD,
)
NEVER_AGREED = Rule(
    "never-agreed",
    Text(
        "{field} differs, and nobody knows which side is right: {value}.",
        "{field} verschilt, en niemand weet welke kant gelijk heeft: {value}.",
    ),
    Text(
        "Write the right value on one of the sides as the other has it.",
        "Zet de juiste waarde aan één kant zoals de andere kant die heeft.",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.FIELD,
)
ADDRESS_LEFT_OUT = Rule(
    "address-left-out",
    Text(
        "An address stays in Severa only, for it has no use that Visma.net knows: {value}.",
        "Een adres blijft alleen in Severa, omdat Visma.net het gebruik ervan niet kent: {value}.",
    ),
    ITS_TYPE,
    Who.SEVERA,
    places.CUSTOMER,
    afterwards.STAYS,
    Severity.WARNING,
)
ADDRESS_BESIDE = Rule(
    "address-beside-another",
    Text(
        "An address stays in Severa only, for another one has its place in Visma.net: {value}.",
        "Een adres blijft alleen in Severa, omdat een ander de plaats ervan in Visma.net heeft: {value}.",
    ),
    ITS_TYPE,
    Who.SEVERA,
    places.CUSTOMER,
    afterwards.STAYS,
    Severity.WARNING,
)
CODE_MISSING = Rule(
    "code-missing",
    Text(
        "The item has no code, so Visma.net cannot know it.",
        "Het artikel heeft geen code, dus Visma.net kent het niet.",
    ),
    Text(
        "Give it a code in Severa that no product, work type or travel expense has.",
        "Geef het in Severa een code die geen ander product, werktype of andere reiskosten heeft.",
    ),
    Who.SEVERA,
    places.ITEMS,
    afterwards.RECORD,
)
NO_REGISTER = Rule(
    "item-without-register",
    Text(
        "Items of type {value} have no register in Severa, so it stays in Visma.net only.",
        "Artikelen van type {value} hebben geen register in Severa, dus het blijft alleen in Visma.net.",
    ),
    Text(
        "Nothing to do, unless it is to be invoiced from Severa: then give it another item class.",
        "Er is niets te doen, tenzij het vanuit Severa moet worden gefactureerd: geef het dan een ander artikeltype.",
    ),
    Who.NOBODY,
    places.V_ITEM,
    afterwards.STAYS,
)
PRICE_CURRENCY = Rule(
    "price-in-another-currency",
    Text(
        "{field} is in {value}, not in the company's currency.",
        "{field} is in {value}, niet in de valuta van het bedrijf.",
    ),
    Text("Correct the currency in Severa.", "Corrigeer de valuta in Severa."),
    Who.SEVERA,
    places.ITEMS,
    afterwards.RECORD,
)
PROJECT_NUMBER_MISSING = Rule(
    "project-number-missing",
    Text(
        "The project has no number, so Visma.net cannot know it.",
        "Het project heeft geen nummer, dus Visma.net kent het niet.",
    ),
    Text("Give the project a number in Severa.", "Geef het project een nummer in Severa."),
    Who.SEVERA,
    places.PROJECT,
    afterwards.RECORD,
)
PROJECT_CUSTOMER_MISSING = Rule(
    "project-customer-missing",
    Text(
        "The customer of the project is not in Visma.net: {value}.",
        "De klant van het project staat niet in Visma.net: {value}.",
    ),
    Text("Synchronise the customers.", "Synchroniseer de klanten."),
    Who.NOBODY,
    places.PROGRAM,
    afterwards.RECORD,
)
PROJECT_DATE_MISSING = Rule(
    "project-date-missing",
    Text(
        "The project has neither a start date nor a date of creation, and Visma.net needs a start date.",
        "Het project heeft geen startdatum en geen aanmaakdatum, en Visma.net heeft een startdatum nodig.",
    ),
    Text("Fill in the start date in Severa.", "Vul de startdatum in Severa in."),
    Who.SEVERA,
    places.PROJECT,
    afterwards.RECORD,
)
CONTACT_CUSTOMER_MISSING = Rule(
    "contact-customer-missing",
    Text(
        "The customer of the contact person is not in Visma.net: {value}.",
        "De klant van de contactpersoon staat niet in Visma.net: {value}.",
    ),
    Text("Synchronise the customers.", "Synchroniseer de klanten."),
    Who.NOBODY,
    places.PROGRAM,
    afterwards.RECORD,
)
REFUSED = Rule(
    "write-refused",
    Text("{field} refuses the record: {value}", "{field} weigert het gegeven: {value}"),
    Text("Mend what the message names.", "Herstel wat de melding noemt."),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.RECORD,
)
UNSETTLED = Rule(
    "waits-for-certainty-record",
    Text(
        "An answer was lost while the record was made, and it is not there so far.",
        "Een antwoord ging verloren terwijl het gegeven werd aangemaakt, en het is er nog niet.",
    ),
    Text("There is nothing to do.", "Er is niets te doen."),
    Who.NOBODY,
    places.NOWHERE,
    afterwards.MADE_WHEN_CERTAIN,
)
DOUBTFUL = Rule(
    "doubtful-record",
    Text(
        "An answer was lost while the record was made, and what is there now looks like it: {value}.",
        "Een antwoord ging verloren terwijl het gegeven werd aangemaakt, en wat er nu staat lijkt erop: {value}.",
    ),
    Text(
        "If it is this record, link it (bridge.relink); if not, give it a name and number of its own.",
        "Is het dit gegeven, koppel het dan (bridge.relink); zo niet, geef het een eigen naam en nummer.",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.NO_SECOND,
)
LIST_UNREAD = Rule(
    "list-not-read",
    Text(
        "The list cannot be read, and nothing is concluded from it: {value}",
        "De lijst kan niet worden gelezen, en er wordt niets uit afgeleid: {value}",
    ),
    Text(
        "If it is forbidden, grant the right; if it stays so, report it.",
        "Mag het niet, geef dan het recht; blijft het zo, meld het dan.",
    ),
    Who.ADMINISTRATOR,
    places.ADMIN,
    afterwards.TRIED_AGAIN,
)
TOO_MANY_CHANGES = Rule(
    "too-many-changes",
    Text(
        "{value} records of the register would be changed at once.",
        "Er zouden {value} gegevens van het register tegelijk worden gewijzigd.",
    ),
    Text(
        "Look at bridge.preview(), and let it happen with bridge.apply(plan); or mend what caused it.",
        "Bekijk bridge.preview() en laat het gebeuren met bridge.apply(plan); of herstel de oorzaak.",
    ),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.REGISTER_WAITS,
)
LIST_SHORT = Rule(
    "list-too-short",
    Text(
        "Too few of its linked records are listed: {value}. Nothing of the register is touched.",
        "Te weinig van de gekoppelde gegevens staan in de lijst: {value}. Aan het register wordt niets gewijzigd.",
    ),
    Text(
        "Look whether the credentials still may read everything.",
        "Kijk of de inloggegevens nog alles mogen lezen.",
    ),
    Who.ADMINISTRATOR,
    places.ADMIN,
    afterwards.REGISTER_WAITS,
)
ADDRESS_SHARED = Rule(
    "address-shared",
    Text(
        "{field} was changed in Visma.net, but its address in Severa has other uses too, and another stands by: "
        "{value}.",
        "{field} is in Visma.net gewijzigd, maar het adres in Severa heeft ook andere adrestypen, en er is nog "
        "een ander adres: {value}.",
    ),
    Text(
        "Leave one address in Severa for each use: take the use from those that are not meant.",
        "Laat in Severa per adrestype één adres over: haal het type weg bij de adressen die niet bedoeld zijn.",
    ),
    Who.SEVERA,
    places.CUSTOMER,
    afterwards.FIELD,
)
COMMUNICATION_TYPE_MISSING = Rule(
    "communication-type-missing",
    Text(
        "Severa has no communication type in use for {field}, so {value} stays in Visma.net.",
        "Severa heeft geen communicatietype in gebruik voor {field}, dus {value} blijft in Visma.net.",
    ),
    Text("Add one in Severa, or make one active.", "Voeg er in Severa een toe, of maak er een actief."),
    Who.ADMINISTRATOR,
    places.COMMUNICATION,
    afterwards.FIELD,
)
