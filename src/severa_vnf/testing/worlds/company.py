"""The company that invoices: one Severa organisation, one Visma.net company with one branch."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from severa_vnf.testing.severa import statuses
from severa_vnf.testing.ubl import UblProblem
from severa_vnf.testing.vnf import company
from severa_vnf.testing.vnf.company import VAT
from severa_vnf.testing.worlds.books import Books, Document
from severa_vnf.testing.worlds.places import COUNTRIES, RATES
from severa_vnf.testing.worlds.world import World

NAME, ORGANISATION_NUMBER, BRANCH, BASE = "Vermeer Advies B.V.", "12345678", "1", "EUR"
VAT_NUMBER = f"NL{ORGANISATION_NUMBER}"
YEARS = range(2005, 2036)
"""Open for posting, with those of the invoices."""

StatusSetup = Literal[1, 2, 3]


def organization(books: Books, setup: StatusSetup) -> None:
    """The Severa organisation, with one of the three documented set-ups of invoice statuses."""
    who = {"name": NAME, "kvkNumber": ORGANISATION_NUMBER, "vatNumber": VAT_NUMBER}
    money = {"guid": currency(books, BASE)["guid"], "code": BASE}
    books.put("severa", "organization", {**who, "currency": money})
    books.put("severa", "settings", {"uniqueIdentifierForProductsAndWorktypes": True})
    if not books.rows("invoice_statuses"):
        for status in statuses(setup):
            books.put("severa", "invoice_statuses", status)


def to_transfer(books: Books) -> str:
    """The status of invoices that wait for their transfer, where credit notes start."""
    return str(next(status["guid"] for status in books.rows("invoice_statuses") if status["isDefaultForCreditNote"]))


def business_unit(books: Books) -> Document:
    """A reference to the one company of the organisation; its code is the number of its Visma.net branch."""
    made = {"guid": books.guid("business unit"), "code": BRANCH, "name": NAME, "vatNumber": VAT_NUMBER}
    return {"guid": books.once(lambda: books.put("severa", "business_units", made), "business unit")["guid"]}


def currency(books: Books, code: str) -> Document:
    """A currency with its rate against the euro. Returns Severa's."""

    def make() -> Document:
        rate = RATES.get(code, Decimal(1))
        books.put("vnf", "currency", {"id": code, "description": code, "exchangeRate": rate})
        severa = {"guid": books.guid("currency", code), "code": code, "name": code, "rate": rate}
        return books.put("severa", "currencies", {**severa, "isOrganizationCurrency": code == "EUR"})

    return books.once(make, "currency", code)


def country(books: Books, code: str) -> Document:
    """A country of Severa's list."""
    name = COUNTRIES.get(code, code)
    made = {"guid": books.guid("country", code), "code2": code, "name": name, "englishName": name}
    return books.once(lambda: books.put("severa", "countries", made), "country", code)


def credit_term(books: Books, days: int) -> str:
    """The Visma.net terms of that many days; their id is the number of days."""
    term = {"termsId": str(days), "description": f"{days} days", "dueDay1": days}
    return str(books.once(lambda: books.put("vnf", "credit_term", term), "term", days)["termsId"])


def unit(books: Books, code: str) -> str:
    """A Visma.net unit of measure."""
    made = {"fromUnit": code, "toUnit": code}
    return str(books.once(lambda: books.put("vnf", "unit_of_measure", made), "unit", code)["fromUnit"])


def world_of(books: Books, problems: tuple[UblProblem, ...] = ()) -> World:
    """The finished world: Visma.net's company has the VAT, currencies and periods that the invoices need."""
    vats = dict.fromkeys((*VAT, *sorted((vat.category, vat.rate) for vat in books.vats)))
    made = company(
        BASE,
        name=NAME,
        organisation_number=ORGANISATION_NUMBER,
        vat=vats,
        exchange_rates=RATES,
        years=sorted({*YEARS, *books.years}),
    )
    return books.world(made, problems)
