"""What must be right before the first run: numbers and codes."""

from __future__ import annotations

from severa_vnf.rules import afterwards, places
from severa_vnf.rules.rule import Rule, Who
from severa_vnf.rules.text import Text

KEY_TOO_SHORT = Rule(
    "segmented-key-too-short",
    Text(
        "The segmented key {field} is too short for {value}.",
        "De segmentsleutel {field} is te kort voor {value}.",
    ),
    Text("Lengthen it before the first run.", "Verleng hem voor de eerste run."),
    Who.VISMA_NET,
    places.V_KEYS,
    afterwards.LOOKED_AGAIN,
)
KEY_TOO_LONG = Rule(
    "segmented-key-longer",
    Text("The segmented key {field} is longer than {value}.", "De segmentsleutel {field} is langer dan {value}."),
    Text(
        "The documentation wants both of one length: shorten the key.",
        "De documentatie wil beide even lang: verkort de sleutel.",
    ),
    Who.VISMA_NET,
    places.V_KEYS,
    afterwards.LOOKED_AGAIN,
)
KEY_COUNTS = Rule(
    "segmented-key-not-free",
    Text(
        "The segmented key {field} takes no number of Severa's: {value}.",
        "De segmentsleutel {field} neemt geen nummer van Severa aan: {value}.",
    ),
    Text("Change the segment.", "Wijzig het segment."),
    Who.VISMA_NET,
    places.V_KEYS,
    afterwards.LOOKED_AGAIN,
)
SERIES_NOT_FOUND = Rule(
    "number-series-not-found",
    Text(
        "There is no number series {value}, and the API does not tell which one is used in its place.",
        "Er is geen nummerreeks {value}, en de API vertelt niet welke in plaats daarvan wordt gebruikt.",
    ),
    Text(
        "Look by hand: digits only, up to 2147483647, none that Severa's invoices have.",
        "Kijk zelf: alleen cijfers, tot en met 2147483647, en geen nummers die facturen in Severa al hebben.",
    ),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.LOOKED_AGAIN,
)
SERIES_MANUAL = Rule(
    "number-series-manual",
    Text(
        "The number series {value} leaves the numbers to its users.",
        "De nummerreeks {value} laat de nummers aan de gebruikers over.",
    ),
    Text("Switch manual numbering off.", "Zet handmatig nummeren uit."),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.LOOKED_AGAIN,
)
SERIES_DOES_NOT_FIT = Rule(
    "number-series-does-not-fit",
    Text(
        "The number series {field} comes to {value}; Severa holds whole numbers up to 2147483647 only.",
        "De nummerreeks {field} komt bij {value}; Severa kent alleen gehele getallen tot en met 2147483647.",
    ),
    Text(
        "Change the series to digits only, within that.",
        "Laat de reeks uit alleen cijfers bestaan, binnen die grens.",
    ),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.LOOKED_AGAIN,
)
SERIES_AT_END = Rule(
    "number-series-at-end",
    Text(
        "The number series {field} has come to its end, {value}.",
        "De nummerreeks {field} is aan zijn eind gekomen, {value}.",
    ),
    Text("Prolong it.", "Verleng de reeks."),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.LOOKED_AGAIN,
)
SERIES_OVERLAP = Rule(
    "number-series-overlap",
    Text(
        "Invoices and credit notes will have the same numbers: {value}.",
        "Facturen en creditfacturen krijgen dezelfde nummers: {value}.",
    ),
    Text(
        "Keep the series apart: in Severa both stand in one.",
        "Houd de reeksen uit elkaar: in Severa staan beide in één reeks.",
    ),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.LOOKED_AGAIN,
)
NUMBERS_IN_USE = Rule(
    "invoice-numbers-in-use",
    Text(
        "The number series {field} will give numbers that invoices in Severa have already: {value}.",
        "De nummerreeks {field} zal nummers geven die facturen in Severa al hebben: {value}.",
    ),
    Text("Let it begin above them.", "Laat de reeks daarboven beginnen."),
    Who.VISMA_NET,
    places.V_SERIES,
    afterwards.LOOKED_AGAIN,
)
NUMBERS_CREDIT_NOTES = Rule(
    "severa-numbers-credit-notes",
    Text("Severa numbers credit notes itself.", "Severa nummert creditfacturen zelf."),
    Text(
        "Switch off 'Generate invoice number for credit notes': Visma.net numbers them.",
        "Schakel 'Factuurnummer voor creditfactuur genereren' uit: Visma.net nummert ze.",
    ),
    Who.SEVERA,
    places.INVOICING,
    afterwards.LOOKED_AGAIN,
)
CODES_NOT_UNIQUE = Rule(
    "codes-not-held-unique",
    Text(
        "Severa does not hold the codes of products and work types unique.",
        "Severa houdt de codes van producten en werktypen niet uniek.",
    ),
    Text("Switch on the use of the identifier.", "Zet 'Gebruik identificatie' aan."),
    Who.SEVERA,
    places.REGISTERS,
    afterwards.LOOKED_AGAIN,
)
CODE_TWICE = Rule(
    "code-twice",
    Text("The code {field} stands for several: {value}.", "De code {field} staat voor meer dan één: {value}."),
    Text(
        "Give each a code of its own: in Visma.net the three registers are one.",
        "Geef elk een eigen code: in Visma.net zijn de drie registers er één.",
    ),
    Who.SEVERA,
    places.ITEMS,
    afterwards.LOOKED_AGAIN,
)
