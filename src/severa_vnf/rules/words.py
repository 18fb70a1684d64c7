"""The words for records and for places in them, in Dutch: those of the documentation where it has them."""

from __future__ import annotations

from severa_vnf.rules import screens
from severa_vnf.rules.text import Language

DUTCH = {
    "A customer document": "Een debiteurdocument",
    "A cash transaction": "Een kastransactie",
    "A journal transaction": "Een journaalpost",
    "A project transaction": "Een projecttransactie",
    "A record of contacts": "Een contactpersoon",
    "A record of customers": "Een klant",
    "A record of items": "Een artikel",
    "A record of projects": "Een project",
    "A file": "Een bestand",
    "A row": "Een regel",
    "A supplier invoice": "Een inkoopfactuur",
    "Address": "Adres",
    "Cash transaction": "Kastransactie",
    "Code": "Code",
    "Contact": "Contactpersoon",
    "Contacts": "Contactpersonen",
    "Credit note": "Creditfactuur",
    "CreditNote": "Creditfactuur",
    "Cost": "Kosten",
    "Credited invoice": "Gecrediteerde factuur",
    "Currency": "Valuta",
    "Customer": "Klant",
    "Customers": "Klanten",
    "Date": "Datum",
    "Deleting": "Verwijderen",
    "Document": "Document",
    "Fee": "Vergoeding",
    "Files": "Bestanden",
    "Invoice": "Factuur",
    "Invoices": "Facturen",
    "Invoice statuses": "Factuurstatussen",
    "Item": "Artikel",
    "Item type": "Artikelsoort",
    "Items": "Artikelen",
    "Journal": "Journaalpost",
    "Name": "Naam",
    "Number": "Nummer",
    "Payment term": "Betalingstermijn",
    "Project": "Project",
    "Project transaction": "Projecttransactie",
    "Projects": "Projecten",
    "Purchase": "Inkoop",
    "Purchase Invoice": "Inkoopfactuur",
    "Reading back": "Teruglezen",
    "Release": "Vrijgave",
    "Row": "Regel",
    "Sending": "Verzenden",
    "Start date": "Startdatum",
    "Status": "Status",
    "Sum of the rows": "Som van de regels",
    "The invoice text": "De factuurtekst",
    "The order number": "Het ordernummer",
    "The price": "De prijs",
    "The record": "Het gegeven",
    "The text of row": "De tekst van regel",
    "The type": "De soort",
    "Total": "Totaal",
    "Your reference": "Uw referentie",
    "customer class": "debiteurtype",
    "in an earlier run": "in een eerdere run",
    "it was deleted": "zij is verwijderd",
    "item class": "artikeltype",
    "its content": "de inhoud",
    "its status was changed": "de status is gewijzigd",
    "of the invoice": "van de factuur",
    "it does not say why": "de reden staat er niet bij",
    "it does not tell what is open of it": "niet bekend is wat ervan openstaat",
    "its status is now": "de status is nu",
    "credited": "gecrediteerd",
    "other items or quantities": "andere artikelen of aantallen",
    "overpaid": "te veel betaald",
    "paid": "betaald",
    "partly paid": "gedeeltelijk betaald",
    "products": "producten",
    "travel expenses": "reiskosten",
    "work types": "werktypen",
    "unpaid": "niet betaald",
    "written off": "afgeschreven",
    "without a name": "zonder naam",
}
_LONGEST_FIRST = sorted(DUTCH, key=len, reverse=True)
_SCREENS = (
    screens.CUSTOMER,
    screens.ADDRESS,
    screens.CONTACT,
    screens.PRODUCT,
    screens.TRAVEL_EXPENSE,
    screens.PROJECT,
)
_FIELDS = {name: dutch for each in _SCREENS for name, dutch in (*each.vnf.items(), *each.severa.items())}
"""The fields of the registers, as both APIs call them; Severa's word where both have one."""


def in_words(text: str, language: Language) -> str:
    """What a name of a record or of a place in it begins with, said in a language; the rest as it is.

    The names of fields in the APIs are said as the screens have them.
    """
    if language == "en":
        return text
    if (fields := text.split(", ")) and all(one in _FIELDS for one in fields):
        return ", ".join(dict.fromkeys(_FIELDS[one] for one in fields))
    known = next((word for word in _LONGEST_FIRST if text == word or text.startswith((f"{word} ", f"{word},"))), None)
    return text if known is None else DUTCH[known] + text.removeprefix(known)
