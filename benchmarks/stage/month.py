"""The last days of a month at a consultancy: many invoices put to the transfer at once, all of them acceptable."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

from severa_vnf.testing.ubl import UblParty, Vat
from severa_vnf.testing.worlds import World
from severa_vnf.testing.worlds.books import Books
from severa_vnf.testing.worlds.company import organization, world_of
from severa_vnf.testing.worlds.invoicing import Draft, Row, write_invoice
from severa_vnf.testing.worlds.registers import customer, item, project

DATES = [date(2026, 10, day) for day in range(22, 32)]
CUSTOMERS = 40
CREDIT_NOTES = 20
"""One document in so many."""
TERM = 30
RATES = Decimal(21), Decimal(9)
SOLD = [(f"ITEM{n:02}", f"Service {n}", Vat("S", RATES[n % 2]), Decimal(4000 + 1735 * n) / 100) for n in range(12)]


def month_end(invoices: int, seed: int = 0) -> World:
    """A world with that many invoices and credit notes of one to seven rows, on ten dates in no order."""
    books, draw = Books(seed), random.Random(seed)
    organization(books, 1)
    for place in range(invoices):
        payer = customer(books, _party(draw.randrange(CUSTOMERS)), "EUR", TERM)
        day = draw.choice(DATES)
        draft = Draft(
            customer=payer,
            project=project(books, payer, "Running work", DATES[0].replace(day=1)),
            currency="EUR",
            issue_date=day,
            due_date=day + timedelta(days=TERM),
            rows=tuple(_row(books, draw) for _ in range(draw.randint(1, 7))),
            is_credit_note=place % CREDIT_NOTES == 0,
            fields={"yourReference": f"Order {place}", "senderContactName": "E. Vermeer"},
        )
        write_invoice(books, draft, place)
    return world_of(books)


def _party(place: int) -> UblParty:
    number = f"{100_000_000 + place}"
    street = (f"Keizersgracht {place}",)
    return UblParty(f"Customer {place}", f"NL{number}B01", number, "NL", street, "1015 CJ", "Amsterdam", "A. Smit", "")


def _row(books: Books, draw: random.Random) -> Row:
    code, name, vat, price = draw.choice(SOLD)
    own = item(books, "products", code, name, vat, "PIECE")
    return Row("ProjectFees", (own,), name, Decimal(draw.randrange(1, 120)) / 4, "PIECE", price, vat.rate)
