"""What people do on a day: in Severa they invoice and send, in Visma.net they book, pay and buy; some interfere.

All of it is drawn by the seed alone, never by how the host fares.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from attrs import define, field

from severa_vnf import Severa, VismaNet
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import rounded
from severa_vnf.vnf import customer_credit_note, customer_invoice
from tests.flows.office import DRAFT, TO_TRANSFER, Office
from tests.year.calendar import workdays
from tests.year.sales import Document, Sales

SENT, FAILED, TRANSFERRED = "Verzonden", "Overdracht niet gelukt", "In Financials, verzend naar klant"
CREDITED = 0.05
WRONG = 0.02
HIGH, LOW = 21, 9


@define
class People:
    """The persons of the company, and what they have put into their diaries."""

    office: Office
    sales: Sales
    purchases: dict[date, list[tuple[str, Document]]]
    seed: int
    diary: dict[date, list[Callable[[], None]]] = field(factory=dict, init=False)
    waiting: list[str] = field(factory=list, init=False)
    """Invoices that are on their way to Visma.net, by their guids."""
    unreleased: list[tuple[str, str]] = field(factory=list, init=False)
    """Documents to be released tomorrow: their kind and number."""
    today: date = field(default=workdays()[0], init=False)
    _status: dict[str, str] = field(init=False)
    _sev: Severa = field(init=False)
    _fin: VismaNet = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._status = {one["name"]: one["guid"] for one in self.office.severa.documents("invoice_statuses")}
        self._sev, self._fin = self.office.clients()

    def morning(self, day: date) -> bool:
        """Everything is entered: new customers, invoices, purchases; and what stands in the diary is done.

        Whether there was anything.
        """
        self.today = day
        busy = any(day in one for one in (self.sales.late, self.sales.invoices, self.purchases, self.diary))
        for collection, record in self.sales.late.get(day, ()):
            self.office.severa.load(collection, [record])
        for document in self.sales.invoices.get(day, ()):
            self._write(document)
        for collection, document in self.purchases.get(day, ()):
            self.office.vnf.load(collection, [document])
        while todo := self.diary.pop(day, None):
            for what in todo:
                what()
        return busy

    def afternoon(self) -> bool:
        """What has crossed is released and sent; what was refused is put right. Whether there was anything."""
        busy = bool(self.unreleased or self.waiting)
        for kind, number in self.unreleased:
            self.office.vnf.release(number, kind)
        self.unreleased.clear()
        waiting, self.waiting = self.waiting, []
        for guid in waiting:
            invoice = self._sev.send(invoices.get(guid))
            if invoice.status.name == TRANSFERRED:
                self._crossed(invoice)
            else:
                assert invoice.status.name == FAILED
                self.later(1, lambda guid=guid: self._put_right(guid))
        return busy

    # Invoices

    def take_back(self, guid: str) -> None:
        """An invoice that has not crossed yet is a draft again for a day."""
        if self._sev.send(invoices.get(guid)).status.name == TO_TRANSFER:
            self.waiting.remove(guid)
            self.office.severa.set_status(guid, self._status[DRAFT])
            self.later(1, lambda: self._approve(guid))

    def _write(self, document: Document) -> None:
        guid, rows, draw = document["guid"], self.sales.rows[document["guid"]], self._draw(document["orderNumber"])
        self.office.severa.load("invoices", [{**document, "status": {"guid": self._status[DRAFT]}}])
        if draw.random() < WRONG and rows[0]["vatRate"] in (HIGH, LOW):
            rows = [{**rows[0], "vatRate": HIGH + LOW - rows[0]["vatRate"]}, *rows[1:]]
        self.office.severa.load("invoice_rows", rows)
        self.later(draw.choice([0, 0, 0, 1, 3]), lambda: self._approve(guid))
        if draw.random() < CREDITED:
            self.later(draw.randint(6, 25), lambda: self._credit(guid, document["orderNumber"]))

    def _approve(self, guid: str) -> None:
        self.office.severa.set_status(guid, self._status[TO_TRANSFER])
        self.waiting.append(guid)

    def _put_right(self, guid: str) -> None:
        """The rates are as the items have them, and the invoice is sent again."""
        for row in self.sales.rows.get(guid, ()):
            self.office.severa.edit("invoice_rows", row["guid"], vatRate=row["vatRate"])
        self._approve(guid)

    def _crossed(self, invoice: Invoice) -> None:
        number, draw = str(invoice.number), self._draw(f"{invoice.order_number} paid")
        kind = "CreditNote" if invoice.is_credit_note else "Invoice"
        self.office.severa.set_status(invoice.guid, self._status[SENT])
        if invoice.is_credit_note:
            self._set_off(invoice)
        if draw.random() < 0.8 or invoice.is_credit_note:
            self.office.vnf.release(number, kind)
        else:
            self.unreleased.append((kind, number))
        if invoice.is_credit_note:
            self.later(10, lambda: self._pay(number, Decimal(1), kind))
            return
        how = draw.choices(["whole", "parts", "again", "over", "never"], [64, 18, 5, 8, 5])[0]
        first = draw.randint(3, 40)
        match how:
            case "whole":
                self.later(first, lambda: self._pay(number, Decimal(1)))
            case "parts":
                self.later(first, lambda: self._pay(number, Decimal("0.4")))
                self.later(first + draw.choice([0, 7]), lambda: self._pay(number, Decimal(1)))
            case "again":
                self.later(first, lambda: self._bounce(number))
                self.later(first + 6, lambda: self._pay(number, Decimal(1)))
            case "over":
                self.later(first, lambda: self._pay(number, Decimal("1.1")))

    def _credit(self, guid: str, order: str) -> None:
        """A part of an invoice that crossed is credited, or all of it."""
        note = self.office.severa.reimburse(guid)
        self.office.severa.edit("invoices", note, orderNumber=order.replace("PO", "CN"))
        rows: list[Any] = list(self._sev.iterate(invoice_rows.of(note)))
        if self._draw(f"{order} credited").random() < 0.6:
            for row in rows[1:]:
                self.office.severa.remove("invoice_rows", row.guid)
        self.waiting.append(note)

    # Money

    def _set_off(self, note: Invoice) -> None:
        """The credit note is set against its invoice, as far as that is open."""
        link = note.reimburse_invoice
        assert link is not None
        owed = self._fin.send(customer_invoice.get(str(link.number)))
        own = self._fin.send(customer_credit_note.get(str(note.number)))
        amount = min(owed.balance_in_currency or Decimal(0), own.amount_in_currency)
        fields = {"documentType": "Invoice", "refNbr": owed.reference_number, "amountPaid": amount}
        row = {"operation": "Insert", **{name: {"value": value} for name, value in fields.items()}}
        rows = [row] if amount > 0 and owed.status == "Open" else []
        self._fin.request("PUT", f"/v1/customerCreditNote/{note.number}", json={"applicationLines": rows})

    def _pay(self, number: str, share: Decimal, kind: str = "Invoice") -> str | None:
        """So much of what is open is paid."""
        resource: Any = customer_invoice if kind == "Invoice" else customer_credit_note
        document = self._fin.send(resource.get(number))
        amount = rounded((document.balance_in_currency or Decimal(0)) * share)
        return self.office.vnf.pay(number, amount, kind) if amount > 0 and document.status == "Open" else None

    def _bounce(self, number: str) -> None:
        """It is paid, and three days later the bank takes it back."""
        for payment in filter(None, [self._pay(number, Decimal(1))]):
            self.later(3, lambda payment=payment: self.office.vnf.void(payment))

    # Their diaries

    def _draw(self, key: str) -> random.Random:
        return random.Random(f"{self.seed} {key}")

    def later(self, count: int, what: Callable[[], None]) -> None:
        """That many workdays from now; what would be done after the year is left."""
        coming = [day for day in workdays() if day > self.today]
        for day in [self.today, *coming][count : count + 1]:
            self.diary.setdefault(day, []).append(what)
