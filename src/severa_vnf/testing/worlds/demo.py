"""A small Dutch consultancy at the end of October: three months of work, ready to be transferred."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from attrs import frozen

from severa_vnf.testing.ubl import UblParty, Vat
from severa_vnf.testing.worlds.books import Books, Document
from severa_vnf.testing.worlds.company import StatusSetup, organization, world_of
from severa_vnf.testing.worlds.invoicing import Draft, Row, RowType, write_invoice
from severa_vnf.testing.worlds.places import RATES
from severa_vnf.testing.worlds.registers import Register, customer, item, project
from severa_vnf.testing.worlds.world import World
from severa_vnf.values import rounded

_HIGH, _LOW = Vat("S", Decimal(21)), Vat("S", Decimal(9))
_REVERSE_CHARGE = Vat("AE", Decimal(0))
_TERM = 30


@frozen
class _Sold:
    register: Register
    name: str
    unit: str
    price: str
    vat: Vat = _HIGH


@frozen
class _Client:
    party: UblParty
    project: str
    currency: str = "EUR"
    abroad: bool = False


@frozen
class _Bill:
    """`sold` names codes; two joined by + are one grouped row, "" is a flat rate. `credits` counts back from here."""

    client: str
    day: date
    sold: tuple[str, ...]
    credits: int = 0


def _party(
    name: str, vat_number: str, street: str, postal_code: str, city: str, contact: str, country: str = "NL"
) -> UblParty:
    domain = name.split(maxsplit=1)[0].lower()
    email = f"facturen@{domain}.example"
    return UblParty(name, vat_number, vat_number[2:10], country, (street,), postal_code, city, contact, email)


_SOLD: Mapping[str, _Sold] = {
    "SENIOR": _Sold("work_types", "Senior advies", "UUR", "145.00"),
    "JUNIOR": _Sold("work_types", "Junior advies", "UUR", "95.00"),
    "LEIDING": _Sold("work_types", "Projectleiding", "UUR", "127.50"),
    "WORKSHOP": _Sold("products", "Workshop met begeleiding", "STK", "1850.00"),
    "HANDBOEK": _Sold("products", "Handboek voor deelnemers", "STK", "42.95", _LOW),
    "LICENTIE": _Sold("products", "Licentie per gebruiker", "STK", "18.333"),
    "KM": _Sold("travel_expense_types", "Gereden kilometers", "KM", "0.365"),
    "TREIN": _Sold("travel_expense_types", "Treinreis", "STK", "27.80", _LOW),
}
_CLIENTS: Mapping[str, _Client] = {
    "gemeente": _Client(
        _party("Ruigoord Gemeente", "NL001234567B01", "Raadhuisplein 1", "1047 HH", "Ruigoord", "M. de Wit"),
        "Digitaal loket",
    ),
    "haven": _Client(
        _party("Rijnhaven Logistiek N.V.", "NL002345678B01", "Kade 14", "3072 AP", "Rotterdam", "J. Bos"),
        "Nieuwe planning",
    ),
    "zorg": _Client(
        _party("Waterlelie Zorg B.V.", "NL003456789B01", "Lelielaan 80", "3511 CE", "Utrecht", "S. Kok"),
        "Roosters",
    ),
    "bakker": _Client(
        _party("Dongen Bakkerijen B.V.", "NL004567890B01", "Molenpad 5", "5104 AA", "Dongen", "P. Smit"),
        "Filialen",
    ),
    "brouwer": _Client(
        _party("Annabier BV", "BE0123456789", "Brouwersvliet 3", "2000", "Antwerpen", "L. Peeters", "BE"),
        "Bottellijn",
        abroad=True,
    ),
    "design": _Client(
        _party("Nordsken Design AB", "SE556677889901", "Storgatan 9", "11456", "Stockholm", "A. Lind", "SE"),
        "Webbutik",
        currency="SEK",
        abroad=True,
    ),
}
_BILLS = (
    _Bill("gemeente", date(2026, 8, 31), ("SENIOR", "JUNIOR", "KM")),
    _Bill("haven", date(2026, 8, 31), ("LEIDING", "SENIOR", "TREIN")),
    _Bill("zorg", date(2026, 8, 31), ("WORKSHOP", "HANDBOEK")),
    _Bill("brouwer", date(2026, 9, 15), ("SENIOR", "WORKSHOP")),
    _Bill("gemeente", date(2026, 9, 30), ("SENIOR+JUNIOR", "LICENTIE", "KM")),
    _Bill("bakker", date(2026, 9, 30), ("LICENTIE", "HANDBOEK", "TREIN")),
    _Bill("haven", date(2026, 9, 30), ("LEIDING", "SENIOR", "TREIN"), credits=5),
    _Bill("design", date(2026, 10, 15), ("SENIOR", "LICENTIE")),
    _Bill("zorg", date(2026, 10, 16), ("HANDBOEK",), credits=6),
    _Bill("haven", date(2026, 10, 23), ("", "KM")),
    _Bill("bakker", date(2026, 10, 30), ("JUNIOR", "KM", "HANDBOEK")),
    _Bill("gemeente", date(2026, 10, 30), ("SENIOR", "LEIDING", "WORKSHOP", "TREIN")),
)
_SOLD_AS: Mapping[Register, tuple[RowType, Decimal]] = {
    "work_types": ("Hours", Decimal("0.25")),
    "products": ("ProjectFees", Decimal(1)),
    "travel_expense_types": ("TravelExpenses", Decimal(1)),
}
"""The type of their rows, and the smallest quantity."""


def demo_world(seed: int = 0, *, status_setup: StatusSetup = 1, credit_sign: Literal[1, -1] = -1) -> World:
    """Twelve documents of three months: hours, products and travel at 21, 9 and 0 % VAT, one in Swedish kronor.

    Two are credit notes, one has a grouped row, one a flat rate, whose row has no code and so no item in Visma.net.
    `seed` draws the quantities. For `credit_sign` see `Books`.
    """
    books, draw = Books(seed, credit_sign=credit_sign), random.Random(seed)
    organization(books, status_setup)
    written: list[tuple[str, tuple[Row, ...]]] = []
    for place, bill in enumerate(_BILLS):
        client = _CLIENTS[bill.client]
        fields: Document = {
            "orderNumber": f"PO-{4000 + place}",
            "yourReference": client.project,
            "senderContactName": "E. Vermeer",
            "receiverContactName": client.party.contact,
            "freeText2": {"value": "Wilt u bij betaling het factuurnummer vermelden?"},
        }
        if bill.credits:
            guid, rows = written[place - bill.credits]
            rows = tuple(row for row in rows if "+".join(row.codes) in bill.sold)
            fields["reimburseInvoice"] = {"guid": guid}
        else:
            rows = tuple(_row(books, draw, codes, client) for codes in bill.sold)
        written.append((write_invoice(books, _draft(books, bill, rows, fields), place), rows))
    return world_of(books)


def _draft(books: Books, bill: _Bill, rows: tuple[Row, ...], fields: Document) -> Draft:
    client = _CLIENTS[bill.client]
    payer = customer(books, client.party, client.currency, _TERM)
    return Draft(
        customer=payer,
        project=project(books, payer, client.project, _BILLS[0].day.replace(day=1)),
        currency=client.currency,
        issue_date=bill.day,
        due_date=bill.day + timedelta(days=_TERM),
        rows=rows,
        is_credit_note=bool(bill.credits),
        fields=fields,
    )


def _row(books: Books, draw: random.Random, codes: str, client: _Client) -> Row:
    """A row of that code, those codes, or of a flat rate, for a drawn quantity."""
    if not codes:
        return Row("FlatRate", (), "Vaste prijs tweede fase", Decimal(1), "", Decimal("4800.00"), _HIGH.rate)
    sold = [(code, _SOLD[code]) for code in codes.split("+")]
    first = sold[0][1]
    vats = [_REVERSE_CHARGE if client.abroad else part.vat for _, part in sold]
    own = [
        item(books, part.register, code, part.name, vat, part.unit)
        for (code, part), vat in zip(sold, vats, strict=True)
    ]
    row_type, step = _SOLD_AS[first.register]
    return Row(
        row_type=row_type,
        codes=tuple(own),
        description=" en ".join(part.name for _, part in sold),
        quantity=draw.randrange(4, 160) * step,
        unit=first.unit,
        unit_price=rounded(Decimal(first.price) / RATES[client.currency], 3),
        vat_rate=vats[0].rate,
    )
