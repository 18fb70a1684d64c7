"""Where each field comes from: the row of the field table that it crossed by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from severa_vnf.mapping.costs import COST
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.invoices import CREDIT_NOTE, INVOICE, invoice_to_vnf
from severa_vnf.mapping.lines import INVOICE_LINE
from severa_vnf.mapping.read_back import fields_of
from severa_vnf.mapping.table import Row
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan.outcomes import table
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.severa.refs import Amount

TABLES = {"invoice": INVOICE.rows, "credit note": CREDIT_NOTE.rows, "line": INVOICE_LINE.rows}
BACK = ("referenceNumber", "paymentReference")


def of_fee(fee: RecordedProjectFee) -> str:
    """A project fee, and the fields of the purchase line that it was made of."""
    rows = [
        (row.severa[0], _text(getattr(fee, row.target)), row.vnf or "(the settings)", row.why)
        for row in COST.rows
        if row.target
    ]
    return _table(("Severa", "value", "from Visma.net", "why"), rows)


def of_document(invoice: Invoice, rows: Sequence[InvoiceRow], document: AnyDocument, given: Given) -> str:
    """A document of Visma.net, and the fields of the invoice that it was made of. Numbers go the other way."""
    draft = invoice_to_vnf(invoice, rows, given)
    lines = []
    for one in fields_of(invoice, draft, document):
        row = _row(TABLES[one.table], one.row.partition(".")[0])
        if row is not None:
            place = f"{one.place}: {one.row}" if one.place else one.row
            way = "to" if one.row in BACK else "from"
            lines.append((place, _text(one.vnf), f"{way} {', '.join(row.severa) or '(always)'}", row.why))
    (mark,) = (row for row in INVOICE.rows if row.vnf == "note")
    lines.append((mark.vnf, document.note or "", f"from {mark.severa[0]}", mark.why))
    return _table(("Visma.net", "value", "Severa", "why"), lines)


def _row(rows: Iterable[Row], word: str) -> Row | None:
    return next((row for row in rows if row.vnf == word and row.arrow != "left_out"), None)


def _text(value: Any) -> str:
    match value:
        case Amount():
            return f"{value.amount} {value.currency_code}"
        case bool():
            return str(value).lower()
        case _ if hasattr(value, "name"):
            return str(value.name)
    return str(value).replace("\n", " / ")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"  {line}" for line in table([head, *rows]))
