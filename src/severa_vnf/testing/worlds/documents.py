"""A world made of UBL documents: what each needs stands on both sides, and the invoice waits in Severa."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from severa_vnf.testing.ubl import UblDocument, UblRow, read_files
from severa_vnf.testing.worlds.books import Books
from severa_vnf.testing.worlds.company import StatusSetup, organization, world_of
from severa_vnf.testing.worlds.invoicing import Draft, Row, write_invoice
from severa_vnf.testing.worlds.registers import customer, item, project
from severa_vnf.testing.worlds.world import NOTHING, World


def invoices_world(
    paths: Iterable[Path],
    seed: int = 0,
    *,
    beside: World = NOTHING,
    status_setup: StatusSetup = 1,
    credit_sign: Literal[1, -1] = -1,
) -> World:
    """Read UBL files into Severa as invoices ready to be transferred.

    Customers, items with their VAT, currencies, units, credit terms and open months stand on both sides. A file that
    is no document is in `problems` and the others are read; one whose sums do not add up is in both. `beside` stays
    part of the world, and keeps its invoice statuses. For `credit_sign` see `Books`.
    """
    readings = read_files(paths)
    books = Books(seed, beside, credit_sign)
    organization(books, status_setup)
    for place, reading in enumerate(readings):
        if reading.document is not None:
            books.sources[_write(books, reading.document, place)] = reading.source
    return world_of(books, tuple(problem for reading in readings for problem in reading.problems))


def _write(books: Books, document: UblDocument, place: int) -> str:
    days = (document.due_date - document.issue_date).days
    payer = customer(books, document.customer, document.currency, days)
    draft = Draft(
        customer=payer,
        project=project(books, payer, f"Deliveries to {payer['name']}", document.issue_date),
        currency=document.currency,
        issue_date=document.issue_date,
        due_date=document.due_date,
        rows=tuple(_row(books, row) for row in document.rows),
        is_credit_note=document.is_credit_note,
        total=document.total,
        tax=document.tax,
        fields={
            "orderNumber": document.order_number or None,
            "yourReference": document.your_reference or None,
            "ourReference": document.number or None,
            "receiverContactName": document.customer.contact or None,
            "receiverContactEmail": document.customer.email or None,
        },
    )
    return write_invoice(books, draft, place)


def _row(books: Books, row: UblRow) -> Row:
    code = item(books, "products", row.code, row.name, row.vat, row.unit)
    return Row("ProjectFees", (code,), row.description, row.quantity, row.unit, row.unit_price, row.vat.rate)
