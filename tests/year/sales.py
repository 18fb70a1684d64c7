"""What the company sells in the year: customers at home and abroad, in three currencies, under every kind of VAT."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from attrs import define, evolve, field, frozen

from severa_vnf.testing.ubl import UblParty, Vat
from severa_vnf.testing.worlds import World
from severa_vnf.testing.worlds.books import Books
from severa_vnf.testing.worlds.company import organization, world_of
from severa_vnf.testing.worlds.invoicing import Draft, Row, write_invoice
from severa_vnf.testing.worlds.places import RATES
from severa_vnf.testing.worlds.registers import customer, item, project
from severa_vnf.values import rounded
from tests.year.calendar import days, workdays
from tests.year.size import Size

HOME = (Vat("S", Decimal(21)), Vat("S", Decimal(9)), Vat("Z", Decimal(0)), Vat("E", Decimal(0)))
ABROAD: Mapping[str, Vat] = {
    "BE": Vat("AE", Decimal(0)),
    "DE": Vat("K", Decimal(0)),
    "SE": Vat("AE", Decimal(0)),
    "US": Vat("G", Decimal(0)),
    "NL": Vat("O", Decimal(0)),
}
"""Reverse charge, intra-community supply, export, and what is outside the scope of VAT."""
CURRENCIES = {"SE": "SEK", "US": "USD"}
TERM = 30
Document = dict[str, Any]


@frozen
class Client:
    """A customer with a project, whom the company knows from a day on."""

    record: Document
    project: Document
    currency: str
    vats: Sequence[Vat]
    since: date


@define
class Sales:
    """The company's registers as both services hold them at first, and what comes to Severa day by day."""

    clients: list[Client]
    world: World
    late: dict[date, list[tuple[str, Document]]] = field(factory=dict)
    """Records that are entered in Severa alone, during the year."""
    invoices: dict[date, list[Document]] = field(factory=dict)
    rows: dict[str, list[Document]] = field(factory=dict)


def sales(size: Size) -> Sales:
    """Draw the year."""
    draw, books = random.Random(size.seed), Books(size.seed)
    organization(books, 1)
    clients = [_client(books, draw, place, size) for place in range(size.customers)]
    for place, day in enumerate(_dates(draw, size.invoices)):
        known = [one for one in clients if one.since <= day]
        _invoice(books, draw, place, day, draw.choice(known))
    return _parted(world_of(books), clients)


def _client(books: Books, draw: random.Random, place: int, size: Size) -> Client:
    country = draw.choices(["NL", *ABROAD], [70, 8, 8, 6, 4, 4])[0] if place >= len(ABROAD) else [*ABROAD][place]
    vats = HOME if place >= len(ABROAD) and country == "NL" else (ABROAD[country],)
    number = f"{100_000_000 + place}"
    email = f"bills@{place}.example"
    party = UblParty(
        f"Customer {place}", f"{country}{number}B01", number, country, (f"Kade {place}",), "1015 CJ", "Delft", "", email
    )
    currency = CURRENCIES.get(country, "EUR")
    record = customer(books, party, currency, TERM)
    late = place >= len(ABROAD) and draw.random() < 0.1
    since = draw.choice(workdays(20, 250)) if late else days()[0]
    made = project(books, record, f"Work for {place}", since)
    return Client(record, made, currency, vats, since)


def _dates(draw: random.Random, count: int) -> list[date]:
    """More of them towards the end of a month."""
    return sorted(draw.choices(workdays(), [1 + day.day // 10 for day in workdays()], k=count))


def _invoice(books: Books, draw: random.Random, place: int, day: date, client: Client) -> None:
    rows = [_row(books, draw, client) for _ in range(draw.choices([1, 2, 3, 5], [4, 3, 2, 1])[0])]
    if draw.random() < 0.1:
        rows.append(evolve(rows[0], description="Discount", quantity=-rows[0].quantity / 10))
    draft = Draft(
        customer=client.record,
        project=client.project,
        currency=client.currency,
        issue_date=day,
        due_date=day + timedelta(days=TERM),
        rows=tuple(rows),
        fields={"orderNumber": f"PO-{place:05}", "senderContactName": "E. Vermeer"},
    )
    write_invoice(books, draft, place)


def _row(books: Books, draw: random.Random, client: Client) -> Row:
    vat = draw.choice(client.vats)
    kind = draw.randrange(3)
    register, row_type = (
        ("work_types", "Hours"), ("products", "ProjectFees"), ("travel_expense_types", "TravelExpenses")
    )[kind]  # fmt: skip
    code = item(books, register, f"{register[0].upper()}-{vat}", f"{register} {vat}", vat, "PIECE")
    price = rounded(Decimal(draw.randrange(500, 20000)) / 100 / RATES[client.currency], draw.choice([2, 2, 3]))
    quantity = Decimal(draw.randrange(1, 160)) / 4
    return Row(row_type, (code,), f"Work under {vat}", quantity, "PIECE", price, vat.rate)


def _parted(world: World, clients: list[Client]) -> Sales:
    """What is there on the first day, and what comes later."""
    late = {client.record["guid"]: client.since for client in clients if client.since > days()[0]}
    numbers = {str(client.record["number"]) for client in clients if client.record["guid"] in late}
    found = Sales(clients, world)
    severa: dict[str, list[Any]] = {name: [] for name in world.severa}
    for name, records in world.severa.items():
        for record in records:
            owner = record.get("guid") if name == "customers" else (record.get("customer") or {}).get("guid")
            if name == "invoices":
                found.invoices.setdefault(date.fromisoformat(record["date"]), []).append(dict(record))
            elif name == "invoice_rows":
                found.rows.setdefault(record["invoiceGuid"], []).append(dict(record))
            elif owner in late:
                found.late.setdefault(late[owner], []).append((name, dict(record)))
            else:
                severa[name].append(record)
    vnf = {name: [one for one in records if not _is_of(name, one, numbers)] for name, records in world.vnf.items()}
    found.world = evolve(world, severa=severa, vnf=vnf)
    return found


def _is_of(name: str, record: Mapping[str, Any], numbers: set[str]) -> bool:
    owner = record.get("number") if name == "customer" else (record.get("customer") or {}).get("number")
    return name in ("customer", "project") and owner in numbers
