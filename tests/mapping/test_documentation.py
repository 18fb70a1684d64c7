"""Every row of the documentation's tables, by the names on the Dutch screens, beside the tables of the mapping."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from severa_vnf.mapping import (
    ADDRESS,
    CONTACT,
    COST,
    CREDIT_NOTE,
    CUSTOMER,
    INVOICE,
    INVOICE_LINE,
    PRODUCT,
    PROJECT,
    TRAVEL_EXPENSE,
    WORK_TYPE,
    PurchaseLine,
)
from severa_vnf.mapping.printing import in_dutch, vnf_words
from severa_vnf.mapping.table import Row, Table
from severa_vnf.rules import screens as dutch
from severa_vnf.rules.screens import Screens
from severa_vnf.wire.model import parts

DOCUMENTATION = Path(__file__).parents[3] / "shared/seed"
"""Where its text may lie, beside the project. The lists below hold without it."""

TABLES: dict[str, tuple[Table[Any, Any], Screens]] = {
    "PRODUCT": (PRODUCT, dutch.PRODUCT),
    "TRAVEL_EXPENSE": (TRAVEL_EXPENSE, dutch.TRAVEL_EXPENSE),
    "WORK_TYPE": (WORK_TYPE, dutch.WORK_TYPE),
    "CUSTOMER": (CUSTOMER, dutch.CUSTOMER),
    "ADDRESS": (ADDRESS, dutch.ADDRESS),
    "CONTACT": (CONTACT, dutch.CONTACT),
    "PROJECT": (PROJECT, dutch.PROJECT),
    "INVOICE": (INVOICE, dutch.INVOICE),
    "CREDIT_NOTE": (CREDIT_NOTE, dutch.INVOICE),
    "INVOICE_LINE": (INVOICE_LINE, dutch.INVOICE_LINE),
    "COST": (COST, dutch.COST),
}

# In Severa: product, travel expense, work type; then in Financials.
ITEMS = [
    ("Naam", "Naam", "Naam", "Omschrijving"),
    ("Code", "Code", "Code", "Artikel"),
    ("Prijs/stuk", "Kosten/stuk", "", "Standaardprijs"),
    ("Is actief", "Is actief", "Is actief", "Artikelstatus"),
    ("Artikeltype van Financials", "Artikeltype van Financials", "Artikeltype van Financials", "Artikeltype"),
]
# In Severa, in Financials.
DOCUMENTED = {
    "CUSTOMER": [
        ("Naam", "Naam"),
        ("Nummer", "Debiteur"),
        ("Btw-nummer", "BTW-nummer"),
        ("Valuta", "Valuta"),
        ("Betalingstermijn", "Voorwaarden"),
        ("E-mailadres", "E-mail (hoofdcontactpersoon)"),
        ("Website", "Website (hoofdcontactpersoon)"),
        ("Notities", "Ter attentie van (hoofdcontactpersoon)"),
        ("Hoofdkantoor", "Hoofdadres"),
        ("Is actief", "Status"),
        ("Debiteurtype van Financials", "Debiteurtype van Financials"),
        ("Adrestype: Facturatie", "Factuuradres"),
        ("Adrestype: Post", "Verzendadres"),
        ("Adrestype: Kantoor", "Hoofdadres"),
    ],
    "ADDRESS": [
        ("Adres", "Adresregel 1, Adresregel 2, Adresregel 3"),
        ("Postcode", "Postcode"),
        ("Plaats", "Plaats"),
        ("Land", "Land"),
        ("Provincie", "Provincie"),
        ("Adrestype: Facturatie", "Factuuradres"),
        ("Adrestype: Post", "Verzendadres"),
        ("Adrestype: Kantoor", "Hoofdadres"),
    ],
    "CONTACT": [
        ("Aanhef", "Titel"),
        ("Voornaam", "Voornaam"),
        ("Achternaam", "Achternaam"),
        ("Titel", "Functietitel"),
        ("Mobiel", "Mobiel"),
        ("Telefoon", "Telefoon 2"),
        ("E-mailadres", "E-mailadres"),
        ("Benaderen via e-mail niet toegestaan", "Benaderen via e-mail niet toegestaan"),
        ("Status", "Actief"),
    ],
    "PROJECT": [
        ("Nummer", "Project"),
        ("Naam", "Omschrijving"),
        ("Klant", "Klant"),
        ("Startdatum", "Startdatum"),
        ("", "Factureringsperiode"),
        ("", "Sjabloon"),
        ("", "Blokkeren"),
        ("Status", "Status"),
    ],
    "INVOICE": [
        ("Klantnummer", "Debiteur"),
        ("Naam klant", "Naam klant"),
        ("Adres", "Locatie"),
        ("Contactpersoon relatie", "Contactpersoon"),
        ("Factuurnummer", "Referentienummer"),
        ("Betalingskenmerk/KID op factuur", "Referentienummer betaling"),
        ("Factuurdatum", "Documentdatum"),
        ("Vervaldatum", "Vervaldatum"),
        ("Onze referentie", "Factuurtekst"),
        ("Uw referentie", "Externe ref."),
        ("Ordernummer", "Debiteurorder"),
        ("Btw-bedrag", "Voorwaarden"),
        ("Contactpersoon facturatie", "Factuurtekst"),
        ("Notities", "Factuurtekst"),
        ("Vrije tekst boven en/of onder de factuurregels", "Factuurtekst"),
        ("Valuta", "Valuta"),
        ("Wisselkoers", "Wisselkoers"),
        ("Afdeling", "Vestiging"),
        ("Projecten", "Projecten"),
        ("", "Factuur niet naar AutoInvoice verzenden"),
        ("Bijlage/factuur-pdf", "Bijlage"),
    ],
    "INVOICE_LINE": [
        ("Code van Product/Werktype/Reiskosten", "Artikel"),
        ("Omschrijving", "Omschrijving transactie"),
        ("Aantal", "Aantal"),
        ("Prijs/stuk in basisvaluta", "Prijs/stuk"),
        ("Stuksprijs in factuurvaluta", "Prijs/stuk in basisvaluta"),
        ("Maateenheid", "Eenheid"),
        ("Afdelingscode", "Vestiging"),
        ("", "Projecttaak"),
        ("Projecten", "Projecten"),
    ],
    "COST": [
        ("Projecten", "Projecten"),
        ("Omschrijving", ""),
        ("Datum", "Transactiedatum"),
        ("Aantal", ""),
        ("Prijs/stuk", "Transactieregel: Debetbedrag"),
        ("Kosten/stuk", "Transactieregel: Debetbedrag"),
        ("Btw %", ""),
        ("Producttype", ""),
        ("Product", ""),
        ("Omschrijving bijlage", ""),
    ],
}
DOCUMENTED["CREDIT_NOTE"] = DOCUMENTED["INVOICE"]
ROWS = [(name, *row) for name, rows in DOCUMENTED.items() for row in rows]
ROWS += [
    (name, row[place], row[3]) for place, name in enumerate(("PRODUCT", "TRAVEL_EXPENSE", "WORK_TYPE")) for row in ITEMS
]
LINES = tuple(" ".join(filter(None, row)) for rows in (ITEMS, *DOCUMENTED.values()) for row in rows)
HEADINGS = {"Klanten", "Projecten", "Facturatie", "Projectkosten"}

WITHOUT_A_NAME = {
    ("CONTACT", "businessAccount"),
    ("PROJECT", "tasks"),
    *((name, field) for name in ("INVOICE", "CREDIT_NOTE") for field in ("note", "dontEmail", "dontPrint")),
    ("INVOICE", "invoiceLines"),
    ("CREDIT_NOTE", "lines"),
    ("INVOICE_LINE", "operation"),
    ("INVOICE_LINE", "lineNumber"),
    ("COST", ""),  # what is billable, and when: by the policy
}
"""Rows that the documentation's tables have not."""


def named(row: Row, screens: Screens) -> tuple[set[str], set[str]]:
    """What a row's fields are called on either side's screens."""
    severa, vnf = in_dutch(row.severa, screens.severa), in_dutch(vnf_words(row), screens.vnf)
    return {severa, *severa.split(", "), ""}, {vnf, *vnf.split(", "), ""}


@pytest.mark.parametrize(("name", "severa", "vnf"), ROWS)
def test_every_row(name: str, severa: str, vnf: str) -> None:
    """Each row of the documentation is mapped, or left out with a reason."""
    table, screens = TABLES[name]
    found = [row for row in table.rows if severa in named(row, screens)[0] and vnf in named(row, screens)[1]]
    assert found
    assert all(row.why for row in found if row.arrow == "left_out")


@pytest.mark.parametrize("name", TABLES)
def test_names(name: str) -> None:
    """A row that crosses is found by its Dutch names, unless the documentation has no such row."""
    table, screens = TABLES[name]
    nameless = [row.vnf for row in table.rows if row.arrow != "left_out" and named(row, screens) == ({""}, {""})]
    assert {(name, field) for field in nameless} == {one for one in WITHOUT_A_NAME if one[0] == name}


def test_no_name_of_nothing() -> None:
    """Each Dutch name is that of a field in a row."""
    for screens in {id(screens): screens for _, screens in TABLES.values()}.values():
        rows = [row for table, own in TABLES.values() if own is screens for row in table.rows]
        assert screens.severa.keys() <= {word for row in rows for word in row.severa}
        assert screens.vnf.keys() <= {word for row in rows for word in vnf_words(row)}


def test_every_field_of_a_purchase_line() -> None:
    """Every field of a purchase line stands in a row, but the account, by which a policy chooses, and the currency."""
    told = {word for row in COST.rows for word in re.findall(r"\w+", row.vnf)}
    assert {part.wire for part in parts(PurchaseLine)} <= told | {"account", "currency"}


def unlisted(text: str) -> list[str]:
    """The lines of the documentation's tables that stand in no list here."""
    lines = text.partition("Severa: Product ")[2].partition("Was dit antwoord nuttig?")[0].splitlines()[1:]
    rows = [line for line in lines if line and line not in HEADINGS and not line.startswith("Severa: ")]
    return [row for row in rows if not row.startswith(LINES)]


def unmapped(text: str) -> set[str]:
    """The fields of the APIs that a text names, but its section on statuses, and no row of any table has."""
    sections = [each for each in text.split("\n## ") if not each.startswith("Invoice statuses")]
    rows = [row for table, _ in TABLES.values() for row in table.rows]
    told = {word for row in rows for words in (*row.severa, row.vnf) for word in re.findall(r"\w+", words)}
    found = {word for each in sections for word in re.findall(r"\b[a-z]+[A-Z]\w*", each)}
    return {word for word in found if not {word, f"{word}Id"} & told}


def beside(name: str) -> str:
    """A text of the documentation. Skips the test where it is not there."""
    path = DOCUMENTATION / name
    return path.read_text("utf-8") if path.is_file() else pytest.skip("the documentation is not beside the project")


def test_what_is_missing_is_told() -> None:
    """A row or a field that the lists have not is found."""
    text = "Severa: Product Financials: Artikelen\nNaam Naam Naam Omschrijving\n\nKlanten\n\nSchoenmaat Maat\n"
    assert unlisted(text) == ["Schoenmaat Maat"]
    assert unmapped("\n## Customers\nvatNumber-shoeSize\n## Invoice statuses\nisPaid") == {"shoeSize"}


def test_the_lists_are_whole() -> None:
    """Every line of the documentation's tables stands in a list here."""
    assert unlisted(beside("documentation.nl.txt")) == []


def test_the_terms_are_mapped() -> None:
    """Every field that the documentation's terms name stands in a row."""
    assert unmapped(beside("terms.md")) == set()
