"""Invoices: the machine of their statuses, the lock, the numbers, and totals that follow from the rows."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from severa_vnf.testing.severa.documents import ROW_TOTALS
from severa_vnf.testing.severa.refusals import not_allowed
from severa_vnf.testing.severa.rules import Rules
from severa_vnf.testing.severa.shapes import Document

if TYPE_CHECKING:
    from severa_vnf.testing.severa.world import World

CENT = Decimal("0.01")
ROW_KINDS = dict(zip(("Hours", "ProjectFees", "TravelExpenses", "FlatRate"), ROW_TOTALS.split(), strict=True))


def cents(amount: Decimal) -> Decimal:
    """Rounded to two decimals, half away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def status_of(world: World, invoice: Document | None) -> Document | None:
    """The status record an invoice stands in."""
    chosen = invoice["status"] if invoice else None
    return world.shelves["invoice_statuses"].get(chosen["guid"]) if chosen else None


def locked(world: World, invoice: Document | None) -> bool:
    """Whether the invoice stands in a status that is not editable."""
    status = status_of(world, invoice)
    return status is not None and bool(status["isReadOnly"])


def taken(world: World, invoice: Document, number: int) -> bool:
    """Whether another invoice of the same series has the number."""
    return any(
        other["guid"] != invoice["guid"]
        and other["invoiceNumberBusinessUnitGuid"] == invoice["invoiceNumberBusinessUnitGuid"]
        for other in world.shelves["invoices"].where("number", number)
    )


def entered(world: World, invoice: Document) -> Document:
    """The invoice as it comes into its status: one that wants a number gives the next of Severa's own if it has none."""
    status = status_of(world, invoice)
    numbered = status is not None and status["hasInvoiceNumber"]
    if numbered and invoice["number"] is None:
        return {**invoice, "number": world.take_number("Invoice", lambda number: taken(world, invoice, number))}
    if not numbered and not world.switches.keeps_number:
        return {**invoice, "number": None}
    return invoice


def totals(world: World, invoice: Document) -> Document:
    """The totals by the rows: each row's amount rounded, the VAT rounded once per rate."""
    nets: defaultdict[Decimal, Decimal] = defaultdict(Decimal)
    kinds: defaultdict[str, Decimal] = defaultdict(Decimal)
    hours = Decimal(0)
    for row in world.shelves["invoice_rows"].where("invoiceGuid", invoice["guid"]):
        price = (row["unitPrice"] or {}).get("amount") or 0
        amount = cents(Decimal(row["quantity"]) * Decimal(price))
        nets[Decimal(row["vatRate"] or 0)] += amount
        kinds[row["rowType"]] += amount
        hours += row["quantity"] if row["rowType"] == "Hours" else 0
    net = sum(nets.values(), Decimal(0))
    tax = sum((cents(amount * rate / 100) for rate, amount in nets.items()), Decimal(0))
    money = {"totalExcludingTax": net, "totalTax": tax, "totalIncludingTax": net + tax}
    money |= {field: kinds[kind] for kind, field in ROW_KINDS.items()}
    code = (invoice["currency"] or {}).get("code")
    shown = {name: {"amount": amount, "currencyCode": code, "multiCurrencyInfo": None} for name, amount in money.items()}
    return {**shown, "workHoursQuantity": hours}


def recounted(world: World, invoice: Document) -> Document:
    """The invoice without the totals it was loaded with: its rows say them from now on."""
    return world.touched(invoice, **dict.fromkeys(("totalExcludingTax", "totalTax", "totalIncludingTax", *ROW_KINDS.values())))


class InvoiceRules(Rules):
    """What a status allows, which numbers are free, what may be deleted."""

    def defaults(self, world: World, fields: Document) -> Document:
        day = fields.get("date") or world.today()
        return {"date": day, "dueDate": day}

    def open_to(self, world: World, document: Document, name: str) -> None:
        if locked(world, document) and name not in world.switches.read_only_accepts:
            raise not_allowed("the invoice's status is not editable", name)

    def changed(self, world: World, before: Document, after: Document) -> Document:
        if after["number"] is not None and after["number"] != before["number"] and world.switches.unique_invoice_numbers:
            if taken(world, after, after["number"]):
                raise not_allowed("another invoice has this number", "number")
        old, new = ((document["status"] or {}).get("guid") for document in (before, after))
        return entered(world, after) if new != old else after

    def removable(self, world: World, document: Document) -> None:
        reason = _kept_because(world, document)
        if reason:
            raise not_allowed(reason)

    def removed(self, world: World, document: Document) -> None:
        for collection in ("invoice_rows", "invoice_files", "invoice_settings"):
            for child in world.shelves[collection].where("invoiceGuid", document["guid"]):
                world.remove(collection, child["guid"])
        settings = world.singles["settings"]
        if document["number"] is not None and document["number"] == settings["lastInvoiceNumber"]:
            world.singles["settings"] = {**settings, "nextInvoiceNumber": document["number"], "lastInvoiceNumber": document["number"] - 1}

    def view(self, world: World, document: Document) -> Document:
        given = {name: value for name, value in document.items() if name.startswith("total") or name in ROW_KINDS.values()}
        kept = {name: value for name, value in given.items() if value is not None}
        return {**document, **totals(world, document), **kept, "canBeDeleted": _kept_because(world, document) is None}


def _kept_because(world: World, invoice: Document) -> str | None:
    """Why an invoice cannot be deleted: only drafts can, and the newest number of a series."""
    if invoice["isCreditNote"]:
        return "a credit note cannot be deleted"
    if locked(world, invoice):
        return "the invoice's status is not editable"
    series = invoice["invoiceNumberBusinessUnitGuid"]
    if invoice["number"] is not None and any(
        other["number"] is not None and other["number"] > invoice["number"]
        for other in world.shelves["invoices"]
        if other["invoiceNumberBusinessUnitGuid"] == series
    ):
        return "only the newest number of a series can be deleted"
    return None


class RowRules(Rules):
    """A row is as open as its invoice, and the invoice's totals follow it."""

    def open_to(self, world: World, document: Document, name: str) -> None:
        self.removable(world, document)

    def removable(self, world: World, document: Document) -> None:
        if locked(world, world.shelves["invoices"].get(document["invoiceGuid"])):
            raise not_allowed("the invoice's status is not editable")

    def kept(self, world: World, before: Document | None, document: Document) -> None:
        invoice = world.shelves["invoices"].get(document["invoiceGuid"])
        if invoice:
            world.keep("invoices", recounted(world, invoice))

    def removed(self, world: World, document: Document) -> None:
        for fee in world.shelves["project_fees"].where("invoiceRowGuid", document["guid"]):
            world.keep("project_fees", world.touched(fee, invoice=None, invoiceRowGuid=None))
        self.kept(world, document, document)


class InvoiceSettingsRules(Rules):
    """The settings of an invoice repeat its entry and payment date, and are as open as these."""

    def open_to(self, world: World, document: Document, name: str) -> None:
        InvoiceRules().open_to(world, world.get("invoices", document["invoiceGuid"]), name)

    def kept(self, world: World, before: Document | None, document: Document) -> None:
        invoice = world.get("invoices", document["invoiceGuid"])
        dates: dict[str, Any] = {name: document[name] for name in ("entryDate", "paymentDate")}
        if before and dates != {name: invoice[name] for name in dates}:
            world.keep("invoices", world.touched(invoice, **dates))

    def view(self, world: World, document: Document) -> Document:
        invoice = world.get("invoices", document["invoiceGuid"])
        shown = {**document, "entryDate": invoice["entryDate"], "paymentDate": invoice["paymentDate"]}
        del shown["invoiceGuid"]
        return shown


class StatusRules(Rules):
    """A status that invoices stand in can be disabled, not deleted."""

    def removable(self, world: World, document: Document) -> None:
        if world.shelves["invoices"].where("status.guid", document["guid"]):
            raise not_allowed("invoices stand in this status")
