"""What keeps a record from its counterpart, or its number."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Who
from severa_vnf.rules.text import Text

TAKEN = Rule(
    "twin-taken",
    Text(
        "Its counterpart is linked with another record already: {value}.",
        "De tegenhanger is al aan een ander gegeven gekoppeld: {value}.",
    ),
    Text(
        "If the other record is gone, link this one in its place (bridge.relink); else give it a name or number "
        "of its own.",
        "Bestaat het andere gegeven niet meer, koppel dan dit in plaats daarvan (bridge.relink); geef het anders "
        "een eigen naam of nummer.",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.NO_SECOND,
)
VANISHED = Rule(
    "record-vanished",
    Text("The linked record is not in {value} any more.", "Het gekoppelde gegeven staat niet meer in {value}."),
    Text(
        "If it was deleted on purpose, forget the link (bridge.unlink); if it was made anew or merged, link that "
        "one (bridge.relink).",
        "Is het met opzet verwijderd, vergeet dan de koppeling (bridge.unlink); is het opnieuw gemaakt of "
        "samengevoegd, koppel dan dat gegeven (bridge.relink).",
    ),
    Who.ADMINISTRATOR,
    places.PROGRAM,
    afterwards.NOTHING_DELETED,
)
RENUMBERED = Rule(
    "number-changed",
    Text(
        "The number of a linked record was changed: {value}.",
        "Het nummer van een gekoppeld gegeven is gewijzigd: {value}.",
    ),
    Text(
        "Give it its old number back, or the same new one on the other side.",
        "Geef het zijn oude nummer terug, of hetzelfde nieuwe nummer aan de andere kant.",
    ),
    Who.SEVERA,
    places.BOTH,
    afterwards.OLD_NUMBER,
)
OTHER_REGISTER = Rule(
    "item-of-another-register",
    Text(
        "{field} in Visma.net does not belong to the register in which the item stands in Severa: {value}.",
        "{field} in Visma.net hoort niet bij het register waarin het artikel in Severa staat: {value}.",
    ),
    Text(
        "Give it an item class of the right type in Visma.net, or make it in the other register in Severa and "
        "link that one (bridge.relink).",
        "Geef het in Visma.net een artikeltype van de juiste soort, of maak het in Severa in het andere register "
        "aan en koppel dat (bridge.relink).",
    ),
    Who.VISMA_NET,
    places.V_ITEM,
    afterwards.RECORD,
)
SEVERA_NAMESAKES = Rule(
    "several-of-one-name-in-severa",
    Text(
        "Severa has more than one customer of this name: {value}.",
        "Severa heeft meer dan één klant met deze naam: {value}.",
    ),
    Text(
        "Rename or deactivate all but one of them in Severa, or link each with its own (bridge.relink).",
        "Hernoem of deactiveer ze in Severa op één na, of koppel elk met zijn eigen tegenhanger (bridge.relink).",
    ),
    Who.SEVERA,
    places.CUSTOMER,
    afterwards.MATCHED,
)
VNF_NAMESAKES = Rule(
    "several-of-one-name-in-vnf",
    Text(
        "Visma.net has more than one active customer of this name, and Severa holds a name once: {value}.",
        "Visma.net heeft meer dan één actieve klant met deze naam, en in Severa is een naam uniek: {value}.",
    ),
    Text(
        "Rename or deactivate all but one of them in Visma.net.",
        "Hernoem of deactiveer ze in Visma.net op één na.",
    ),
    Who.VISMA_NET,
    places.V_CUSTOMER,
    afterwards.MATCHED,
)
SEVERAL_FIT = Rule(
    "several-fit",
    Text(
        "It is not clear which of these belong together: {value}.",
        "Het is niet duidelijk welke van deze bij elkaar horen: {value}.",
    ),
    Text(
        "Give those that belong together one name and number, or link them (bridge.relink).",
        "Geef wat bij elkaar hoort één naam en nummer, of koppel het (bridge.relink).",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.MATCHED,
)
ONE_NUMBER = Rule(
    "several-of-one-number",
    Text(
        "More than one record has this number, leading zeros apart: {value}.",
        "Meer dan één gegeven heeft dit nummer, voorloopnullen niet meegeteld: {value}.",
    ),
    Text("Renumber all but one of them.", "Hernummer ze op één na."),
    Who.VISMA_NET,
    places.V_RECORD,
    afterwards.MATCHED,
)
ONE_CODE = Rule(
    "several-of-one-code",
    Text("More than one item has this code: {value}.", "Meer dan één artikel heeft deze code: {value}."),
    Text(
        "Give each a code of its own, over Severa's products, work types and travel expenses together.",
        "Geef elk een eigen code, over de producten, werktypen en reiskosten van Severa samen.",
    ),
    Who.SEVERA,
    places.ITEMS,
    afterwards.MATCHED,
)
WITNESS_AGAINST = Rule(
    "vat-numbers-contradict",
    Text(
        "Their names are equal, but their VAT numbers are not: {value}.",
        "De namen zijn gelijk, maar de btw-nummers niet: {value}.",
    ),
    Text(
        "Correct the VAT number that is wrong; if they are two customers, rename one of them.",
        "Corrigeer het btw-nummer dat fout is; zijn het twee klanten, hernoem er dan een.",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.MATCHED,
)
NUMBER_ALONE = Rule(
    "equal-in-number-alone",
    Text(
        "They have one number, but nothing else says that they are one: {value}.",
        "Ze hebben hetzelfde nummer, maar verder zegt niets dat ze hetzelfde zijn: {value}.",
    ),
    Text(
        "If they are one, give them one name or link them (bridge.relink); if not, renumber the one in Severa.",
        "Zijn ze hetzelfde, geef ze dan één naam of koppel ze (bridge.relink); zo niet, hernummer dan die in Severa.",
    ),
    Who.ADMINISTRATOR,
    places.BOTH,
    afterwards.MATCHED,
)
NUMBER_TAKEN = Rule(
    "number-taken",
    Text(
        "Severa's customer should get the number {value}, which another record has there.",
        "De klant in Severa zou nummer {value} moeten krijgen, dat een ander daar al heeft.",
    ),
    Text(
        "Give the other record in Severa a number that no customer of Visma.net has.",
        "Geef de andere klant in Severa een nummer dat geen klant van Visma.net heeft.",
    ),
    Who.SEVERA,
    places.CUSTOMER,
    afterwards.RECORD,
)
