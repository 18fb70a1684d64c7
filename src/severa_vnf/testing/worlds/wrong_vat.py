"""A copy of an invoice that carries another VAT rate than it should."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import evolve

from severa_vnf.testing.worlds.books import guid_of
from severa_vnf.testing.worlds.invoicing import TOTALS
from severa_vnf.testing.worlds.world import World

SUFFIX = " (wrong VAT)"
_LOW, _HIGH = Decimal(9), Decimal(21)


def with_wrong_vat(world: World) -> World:
    """Add a copy of the first invoice that has a taxed row, with that row at another rate: in Severa only.

    Severa's total follows the rows of the copy; Visma.net knows nothing of it, so the copy must be refused. Its source
    is the invoice's with ` (wrong VAT)` behind it. Raises ValueError where no invoice has a taxed row.
    """
    for invoice in world.severa.get("invoices", ()):
        rows = [row for row in world.severa["invoice_rows"] if row["invoiceGuid"] == invoice["guid"]]
        taxed = next((row for row in rows if row["vatRate"] and row["quantity"] and row["unitPrice"]["amount"]), None)
        if taxed is not None and not invoice["isCreditNote"]:
            return _with_copy(world, invoice, rows, taxed)
    raise ValueError("no invoice has a taxed row")


def _with_copy(
    world: World, invoice: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], taxed: Mapping[str, Any]
) -> World:
    guid = guid_of("wrong VAT", invoice["guid"])
    copy = {name: value for name, value in invoice.items() if name not in TOTALS} | {"guid": guid}
    other = _HIGH if taxed["vatRate"] == _LOW else _LOW
    wrong = [{**row, "vatRate": other} if row is taxed else row for row in rows]
    copied = [{**row, "guid": guid_of("wrong VAT", row["guid"]), "invoiceGuid": guid} for row in wrong]
    severa = {
        **world.severa,
        "invoices": [*world.severa["invoices"], copy],
        "invoice_rows": [*world.severa["invoice_rows"], *copied],
    }
    source = world.sources.get(invoice["guid"], "demo") + SUFFIX
    return evolve(world, severa=severa, sources={**world.sources, guid: source})
