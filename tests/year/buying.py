"""What the company buys for its projects in the year."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from tests.year.calendar import workdays
from tests.year.sales import Client
from tests.year.size import Size

SUPPLIERS = [{"number": f"{60000 + place}", "name": f"Supplier {place}"} for place in range(8)]
Document = dict[str, Any]


def purchases(size: Size, clients: Sequence[Client]) -> dict[date, list[tuple[str, Document]]]:
    """The released documents of each day: supplier invoices, some that give back, and entries in the journal."""
    draw = random.Random(f"buying {size.seed}")
    counts: list[int] = []
    while (left := size.lines - sum(counts)) > 0:
        counts.append(min(left, draw.randint(1, 5)))
    found: dict[date, list[tuple[str, Document]]] = {}
    for number, (count, day) in enumerate(zip(counts, sorted(draw.choices(workdays(1), k=len(counts))), strict=True)):
        known = [one for one in clients if one.since < day]
        found.setdefault(day, []).append(_document(draw, day, 700_000 + number, count, known))
    return found


def _document(
    draw: random.Random, day: date, number: int, count: int, clients: Sequence[Client]
) -> tuple[str, Document]:
    lines = [_line(draw, number, place, clients) for place in range(1, count + 1)]
    if count > 1 and draw.random() < 0.2:
        lines[1] = {**lines[0], "lineNumber": 2}
    if draw.random() < 0.1:
        return "journal_transaction", _batch(day, number, lines)
    kind = "DebitAdj" if draw.random() < 0.05 else "Invoice"
    head = {"documentType": kind, "referenceNumber": str(number), "status": "Open", "date": f"{day}T00:00:00"}
    return "supplier_invoice", {**head, "supplier": draw.choice(SUPPLIERS), "invoiceLines": lines}


def _line(draw: random.Random, number: int, place: int, clients: Sequence[Client]) -> Document:
    named = {"id": str(draw.choice(clients).project["number"])} if draw.random() < 0.9 else None
    cost = Decimal(draw.randrange(100, 500_000)) / 100
    return {"lineNumber": place, "transactionDescription": f"Material {number}-{place}", "cost": cost, "project": named}


def _batch(day: date, number: int, lines: Sequence[Document]) -> Document:
    entries = [{**{k: v for k, v in one.items() if k != "cost"}, "debitAmount": one["cost"]} for one in lines]
    head = {"module": "ModuleGL", "batchNumber": str(number), "status": "Posted", "currencyId": "EUR"}
    total = sum((one["cost"] for one in lines), Decimal(0))
    return {**head, "transactionDate": f"{day}T00:00:00", "debitTotal": total, "journalTransactionLines": entries}
