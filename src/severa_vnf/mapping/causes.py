"""Why two totals may differ, and the words for it: what is off, and the correction to make in Severa.

The remedies for VAT are the documentation's (sending invoices to customers: totals that differ because of VAT).
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What may be off. The last five are rounding: nobody's mistake."""

    CURRENCY = "currency"
    ROW_CURRENCY = "row-currency"
    SIGN = "sign"
    ROW_SIGN = "row-sign"
    RATE = "rate"
    NO_RATE = "no-rate"
    RATE_ONLY_IN_SEVERA = "rate-only-in-severa"
    RATE_ONLY_IN_VISMA_NET = "rate-only-in-visma-net"
    RATE_AMOUNT = "rate-amount"
    ROW_ONLY_IN_SEVERA = "row-only-in-severa"
    ROW_ONLY_IN_VISMA_NET = "row-only-in-visma-net"
    QUANTITY = "quantity"
    PRICE = "price"
    AMOUNT = "amount"
    SEVERA_SUM = "severa-sum"
    UNCLEAR = "unclear"
    QUANTITY_CUT = "quantity-cut"
    PRICE_CUT = "price-cut"
    AMOUNT_ROUNDED = "amount-rounded"
    VAT_ROUNDED = "vat-rounded"
    TOTAL_ROUNDED = "total-rounded"


ROUNDING = frozenset(list(Kind)[-5:])

_SET_RATE = (
    "Set the row to {vnf} % in Severa, and check 'Btw facturatie' on the customer and the VAT rate of the product."
)
_CHECK_RATE = "Check the VAT of the rows in Severa, 'Btw facturatie' on the customer and the VAT rate of the products."
_NONE = "Nothing needs to be corrected."

ENGLISH = {
    Kind.CURRENCY: (
        "The invoice is in {severa} in Severa and in {vnf} in Visma.net.",
        "Choose the currency that was agreed on the invoice and on the customer in Severa.",
    ),
    Kind.ROW_CURRENCY: ("Row {row} is in {severa}, not in {vnf}.", "Correct the row's currency in Severa."),
    Kind.SIGN: (
        "Every amount has the opposite sign: Severa says {severa}, Visma.net {vnf}.",
        "Turn the sign of the quantities in Severa, or make it the other of invoice and credit note.",
    ),
    Kind.ROW_SIGN: (
        "Row {row} is {severa} in Severa and {vnf} in Visma.net: the sign differs.",
        "Turn the sign of the row's quantity or price in Severa.",
    ),
    Kind.RATE: (
        "Row {row} carries {severa} % VAT in Severa, where Visma.net's item and customer zone give {vnf} %.",
        _SET_RATE,
    ),
    Kind.NO_RATE: (
        "Row {row} has no VAT rate in Severa, where Visma.net's item and customer zone give {vnf} %.",
        _SET_RATE,
    ),
    Kind.RATE_ONLY_IN_SEVERA: (
        "The rate of {row} % is missing in Visma.net; Severa's rows have {severa} at it.",
        _CHECK_RATE,
    ),
    Kind.RATE_ONLY_IN_VISMA_NET: (
        "The rate of {row} % is missing in Severa; Visma.net has {vnf} at it.",
        _CHECK_RATE,
    ),
    Kind.RATE_AMOUNT: ("At {row} % Severa's rows come to {severa}, Visma.net's lines to {vnf}.", _CHECK_RATE),
    Kind.ROW_ONLY_IN_SEVERA: (
        "Row {row}, {severa} without VAT, is missing in Visma.net.",
        "Delete the row in Severa if it does not belong there; else send the invoice again.",
    ),
    Kind.ROW_ONLY_IN_VISMA_NET: (
        "Line {row}, {vnf} without VAT, is missing in Severa.",
        "Add the row in Severa if it belongs there; else send the invoice again.",
    ),
    Kind.QUANTITY: (
        "Row {row} has the quantity {severa} in Severa and {vnf} in Visma.net.",
        "Correct the quantity in Severa, or send the invoice again.",
    ),
    Kind.PRICE: (
        "Row {row} has the unit price {severa} in Severa and {vnf} in Visma.net.",
        "Correct the price in Severa, or send the invoice again.",
    ),
    Kind.AMOUNT: (
        "Row {row} comes to {severa} in Severa and to {vnf} in Visma.net, with the same quantity and price.",
        "Enter the discount that Visma.net gives as the price in Severa, or take it away in Visma.net.",
    ),
    Kind.SEVERA_SUM: (
        "Severa's total is {severa}, but its rows come to {vnf}.",
        "Save the invoice again in Severa, so that its total is computed anew.",
    ),
    Kind.UNCLEAR: (
        "Nothing in the rows explains why Severa has {severa} and Visma.net {vnf}.",
        _CHECK_RATE,
    ),
    Kind.QUANTITY_CUT: (
        "Only rounding: Visma.net holds the quantity of row {row} as {vnf}, Severa as {severa}.",
        "Where it matters, enter quantities with fewer decimals in Severa.",
    ),
    Kind.PRICE_CUT: (
        "Only rounding: Visma.net holds the price of row {row} as {vnf}, Severa as {severa}.",
        "Where it matters, enter prices with fewer decimals in Severa.",
    ),
    Kind.AMOUNT_ROUNDED: (
        "Only rounding: row {row} is rounded to {severa} in Severa and to {vnf} in Visma.net.",
        _NONE,
    ),
    Kind.VAT_ROUNDED: ("Only rounding: Severa rounds {severa}, Visma.net rounds {vnf}.", _NONE),
    Kind.TOTAL_ROUNDED: ("Only rounding: Visma.net's rounding of the whole document added {vnf}.", _NONE),
}

_ZET_TARIEF = (
    "Zet de regel in Severa op {vnf} %, en controleer 'Btw facturatie' bij de klant en het btw-tarief van het product."
)
_CONTROLEER = (
    "Controleer de btw op de regels in Severa, 'Btw facturatie' bij de klant en het btw-tarief van de producten."
)
_NIETS = "Er hoeft niets te worden gecorrigeerd."

DUTCH = {
    Kind.CURRENCY: (
        "De factuur is in Severa in {severa} en in Visma.net in {vnf}.",
        "Kies in Severa de afgesproken valuta op de factuur en bij de klant.",
    ),
    Kind.ROW_CURRENCY: ("Regel {row} is in {severa}, niet in {vnf}.", "Corrigeer de valuta van de regel in Severa."),
    Kind.SIGN: (
        "Elk bedrag heeft het tegengestelde teken: Severa zegt {severa}, Visma.net {vnf}.",
        "Keer in Severa het teken van de aantallen om, of maak er juist een factuur of creditfactuur van.",
    ),
    Kind.ROW_SIGN: (
        "Regel {row} is {severa} in Severa en {vnf} in Visma.net: het teken verschilt.",
        "Keer in Severa het teken van het aantal of de prijs van de regel om.",
    ),
    Kind.RATE: (
        "Regel {row} heeft {severa} % btw in Severa, waar artikel en btw-zone in Visma.net {vnf} % geven.",
        _ZET_TARIEF,
    ),
    Kind.NO_RATE: (
        "Regel {row} heeft geen btw-tarief in Severa, waar artikel en btw-zone in Visma.net {vnf} % geven.",
        _ZET_TARIEF,
    ),
    Kind.RATE_ONLY_IN_SEVERA: (
        "Het tarief van {row} % ontbreekt in Visma.net; de regels in Severa hebben er {severa} bij.",
        _CONTROLEER,
    ),
    Kind.RATE_ONLY_IN_VISMA_NET: (
        "Het tarief van {row} % ontbreekt in Severa; Visma.net heeft er {vnf} bij.",
        _CONTROLEER,
    ),
    Kind.RATE_AMOUNT: (
        "Bij {row} % komen de regels in Severa op {severa}, die in Visma.net op {vnf}.",
        _CONTROLEER,
    ),
    Kind.ROW_ONLY_IN_SEVERA: (
        "Regel {row}, {severa} zonder btw, ontbreekt in Visma.net.",
        "Verwijder de regel in Severa als deze er niet hoort; verzend de factuur anders opnieuw.",
    ),
    Kind.ROW_ONLY_IN_VISMA_NET: (
        "Regel {row}, {vnf} zonder btw, ontbreekt in Severa.",
        "Voeg de regel in Severa toe als deze er hoort; verzend de factuur anders opnieuw.",
    ),
    Kind.QUANTITY: (
        "Regel {row} heeft het aantal {severa} in Severa en {vnf} in Visma.net.",
        "Corrigeer het aantal in Severa, of verzend de factuur opnieuw.",
    ),
    Kind.PRICE: (
        "Regel {row} heeft de prijs per stuk {severa} in Severa en {vnf} in Visma.net.",
        "Corrigeer de prijs in Severa, of verzend de factuur opnieuw.",
    ),
    Kind.AMOUNT: (
        "Regel {row} komt op {severa} in Severa en op {vnf} in Visma.net, bij hetzelfde aantal en dezelfde prijs.",
        "Verwerk de korting van Visma.net in de prijs in Severa, of haal deze in Visma.net weg.",
    ),
    Kind.SEVERA_SUM: (
        "Het totaal in Severa is {severa}, maar de regels komen op {vnf}.",
        "Sla de factuur in Severa opnieuw op, zodat het totaal opnieuw wordt berekend.",
    ),
    Kind.UNCLEAR: (
        "Niets in de regels verklaart waarom Severa {severa} heeft en Visma.net {vnf}.",
        _CONTROLEER,
    ),
    Kind.QUANTITY_CUT: (
        "Alleen afronding: Visma.net bewaart het aantal van regel {row} als {vnf}, Severa als {severa}.",
        "Voer waar nodig in Severa aantallen met minder decimalen in.",
    ),
    Kind.PRICE_CUT: (
        "Alleen afronding: Visma.net bewaart de prijs van regel {row} als {vnf}, Severa als {severa}.",
        "Voer waar nodig in Severa prijzen met minder decimalen in.",
    ),
    Kind.AMOUNT_ROUNDED: (
        "Alleen afronding: regel {row} is in Severa afgerond op {severa} en in Visma.net op {vnf}.",
        _NIETS,
    ),
    Kind.VAT_ROUNDED: ("Alleen afronding: Severa rondt {severa} af, Visma.net {vnf}.", _NIETS),
    Kind.TOTAL_ROUNDED: (
        "Alleen afronding: de afronding van het hele document in Visma.net voegde {vnf} toe.",
        _NIETS,
    ),
}

DUTCH_HABITS = {
    "VAT once per rate": "de btw per tarief",
    "VAT on each row": "de btw per regel",
    "VAT once per document": "de btw per document",
    "only the total": "alleen het totaal",
    "in a way of its own": "op een eigen manier",
    "half up": "rekenkundig",
    "half to even": "naar even",
}
