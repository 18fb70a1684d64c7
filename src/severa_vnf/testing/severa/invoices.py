"""Invoices: the machine of their statuses, the lock, the numbers, and totals that follow from the rows."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from severa_vnf.testing.severa.documents import ROW_TOTALS, TOTALS
from severa_vnf.testing.severa.refusals import not_allowed
from severa_vnf.testing.severa.rules import Rules
from severa_vnf.testing.severa.shapes import Document

if TYPE_CHECKING:
    from severa_vnf.testing.severa.world import World

CENT = Decimal("0.01")
MONEY_FIELDS = (*TOTALS, *ROW_TOTALS.values())
SHARED_DATES = ("entryDate", "paymentDate")


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
    """The invoice as it enters its status: where that wants a number and it has none, it takes Severa's own next."""
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
    sums = (net, tax, net + tax, *(kinds[kind] for kind in ROW_TOTALS))
    code = (invoice["currency"] or {}).get("code")
    shown = {
        name: {"amount": amount, "currencyCode": code, "multiCurrencyInfo": None}
        for name, amount in zip(MONEY_FIELDS, sums, strict=True)
    }
    return {**shown, "workHoursQuantity": hours}


def refuse_locked(world: World, invoice: Document | None, name: str | None = None) -> None:
    """Refuse what a status that is not editable forbids: everything but a few fields."""
    if locked(world, invoice) and name not in world.switches.read_only_accepts:
        raise not_allowed("the invoice's status is not editable", name)


class InvoiceRules(Rules):
    """Invoices and credit notes."""

    def defaults(self, world: World, fields: Document) -> Document:
        """An invoice is of today, and due on its date."""
        day = fields.get("date") or world.today()
        return {"date": day, "dueDate": day}

    def open_to(self, world: World, document: Document, name: str) -> None:
        """A status that is not editable locks the header."""
        refuse_locked(world, document, name)

    def changed(self, world: World, before: Document, after: Document) -> Document:
        """A number is taken once in its series; a new status does what it does."""
        number, unique = after["number"], world.switches.unique_invoice_numbers
        if number is not None and number != before["number"] and unique and taken(world, after, number):
            raise not_allowed("another invoice has this number", "number")
        old, new = ((document["status"] or {}).get("guid") for document in (before, after))
        return entered(world, after) if new != old else after

    def kept(self, world: World, document: Document) -> None:
        """The invoice's settings repeat two of its dates."""
        shelf = world.shelves["invoice_settings"]
        for settings in shelf.where("invoiceGuid", document["guid"]):
            shelf.put({**settings, **{name: document[name] for name in SHARED_DATES}})

    def removable(self, world: World, document: Document) -> None:
        """Only drafts can be deleted, and the newest number of a series; never a credit note."""
        if not _deletable(world, document):
            raise not_allowed("the invoice is not editable, a credit note, or not the newest of its series")

    def removed(self, world: World, document: Document) -> None:
        """An invoice goes with its rows, files and settings; Severa's last own number is free again."""
        for collection in ("invoice_rows", "invoice_files", "invoice_settings"):
            world.remove_all(collection, "invoiceGuid", document["guid"])
        number, settings = document["number"], world.singles["settings"]
        if number is not None and number == settings["lastInvoiceNumber"]:
            world.singles["settings"] = {**settings, "nextInvoiceNumber": number, "lastInvoiceNumber": number - 1}

    def view(self, world: World, document: Document) -> Document:
        """Totals that the record does not hold follow from the rows."""
        kept = {name: document[name] for name in MONEY_FIELDS if document[name] is not None}
        return {**document, **totals(world, document), **kept, "canBeDeleted": _deletable(world, document)}


def _deletable(world: World, invoice: Document) -> bool:
    number, series = invoice["number"], invoice["invoiceNumberBusinessUnitGuid"]
    if invoice["isCreditNote"] or locked(world, invoice):
        return False
    if number is None:
        return True
    others = (row for row in world.shelves["invoices"] if row["invoiceNumberBusinessUnitGuid"] == series)
    return all(row["number"] is None or row["number"] <= number for row in others)


class RowRules(Rules):
    """The rows of an invoice."""

    def open_to(self, world: World, document: Document, name: str) -> None:
        """A row is as locked as its invoice."""
        refuse_locked(world, world.shelves["invoices"].get(document["invoiceGuid"]))

    def removable(self, world: World, document: Document) -> None:
        """A row is as locked as its invoice."""
        refuse_locked(world, world.shelves["invoices"].get(document["invoiceGuid"]))

    def kept(self, world: World, document: Document) -> None:
        """The invoice forgets the totals that it was loaded with: its rows say them from now on."""
        invoice = world.shelves["invoices"].get(document["invoiceGuid"])
        if invoice:
            world.keep("invoices", world.touched(invoice, **dict.fromkeys(MONEY_FIELDS)))

    def removed(self, world: World, document: Document) -> None:
        """The fees of the row can be billed again."""
        for fee in world.shelves["project_fees"].where("invoiceRowGuid", document["guid"]):
            world.keep("project_fees", world.touched(fee, invoice=None, invoiceRowGuid=None))
        self.kept(world, document)


class InvoiceSettingsRules(Rules):
    """The settings of an invoice."""

    def open_to(self, world: World, document: Document, name: str) -> None:
        """Settings are as locked as their invoice."""
        refuse_locked(world, world.get("invoices", document["invoiceGuid"]), name)

    def kept(self, world: World, document: Document) -> None:
        """Entry and payment date are the invoice's own."""
        invoice = world.get("invoices", document["invoiceGuid"])
        dates = {name: document[name] for name in SHARED_DATES}
        if dates != {name: invoice[name] for name in SHARED_DATES}:
            world.keep("invoices", world.touched(invoice, **dates))

    def view(self, world: World, document: Document) -> Document:
        """The service does not tell whose settings they are."""
        return {name: value for name, value in document.items() if name != "invoiceGuid"}


class StatusRules(Rules):
    """The register of invoice statuses."""

    def removable(self, world: World, document: Document) -> None:
        """A status that invoices stand in can be disabled, not deleted."""
        if world.shelves["invoices"].where("status.guid", document["guid"]):
            raise not_allowed("invoices stand in this status")
