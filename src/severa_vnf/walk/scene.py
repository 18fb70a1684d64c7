"""A small company on both simulators, and what its people do there: through the services' own doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
from attrs import evolve

from severa_vnf.bridge import Bridge
from severa_vnf.client import Severa, VismaNet
from severa_vnf.mapping.given import Given
from severa_vnf.policies import Rebill
from severa_vnf.settings import CustomerClasses, ItemClasses, Settings
from severa_vnf.severa import countries, invoice_rows, invoices, project_fees
from severa_vnf.severa.countries import Country
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.transport import SimulatorTransport
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import demo_world, load_into
from severa_vnf.values import Guid
from severa_vnf.vnf import credit_term, customer_credit_note, customer_invoice, supplier_invoice
from severa_vnf.vnf.credit_term import CreditTerm
from severa_vnf.vnf.customer_credit_note import ApplicationUpdate, CustomerCreditNote, CustomerCreditNoteUpdate
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.supplier_invoice import SupplierInvoice

SUPPLIER = {"number": "50000", "name": "Staal & Co"}
BILL = "700001"
MULTIPLIER = Decimal("1.5")
SENT, TO_TRANSFER = "Verzonden", "Goedgekeurd, klaar voor Financials"

Way = Callable[[Simulator], httpx.BaseTransport]


class Scene:
    """Both services, the bridge between them, and one clock. Its world is the demo's, without the invoices.

    `way` is how the bridge reaches a simulator.
    """

    def __init__(self, way: Way = SimulatorTransport) -> None:
        world = demo_world()
        world = evolve(world, severa={**world.severa, "invoices": [], "invoice_rows": []})
        self.clock = SimulatedClock()
        self.severa, self.vnf = SeveraSimulator(clock=self.clock), VnfSimulator(clock=self.clock)
        load_into(world, self.severa, self.vnf)
        self.vnf.load("supplier", [{**SUPPLIER, "status": "Active"}])
        self.project: dict[str, Any] = self.severa.documents("projects")[0]
        secrets: Any = {"client_id": "id", "client_secret": "secret", "clock": self.clock}
        self.sev = Severa(**secrets, http_client=httpx.Client(transport=way(self.severa)))
        self.fin = VismaNet(**secrets, tenant_id="demo", http_client=httpx.Client(transport=way(self.vnf)))
        product = next(one["guid"] for one in self.severa.documents("products") if one["code"] == "WORKSHOP")
        self.settings = Settings(
            costs=Rebill(MULTIPLIER, product=Guid(product)),
            customer_classes=CustomerClasses(default="DOMESTIC"),
            item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
        )
        self.bridge = Bridge(
            self.sev, self.fin, store=MemoryStore(), settings=self.settings, tenant="walk", clock=self.clock
        )

    def later(self) -> None:
        """Five minutes go by."""
        self.clock.advance(timedelta(minutes=5))

    def given(self) -> Given:
        """What the mapping must know besides an invoice: the codes of countries, and the terms of so many days."""
        lands = [one for one in self.sev.iterate(countries.list()) if isinstance(one, Country)]
        terms = [one for one in self.fin.iterate(credit_term.list()) if isinstance(one, CreditTerm)]
        return Given(
            self.settings,
            countries={one.name: one.code2 for one in lands if one.name and one.code2},
            credit_terms={one.due_day1 or 0: one.terms_id for one in terms},
        )

    # In Visma.net

    def buy(self, text: str, cost: Decimal) -> SupplierInvoice:
        """A supplier's invoice with one line for the project is booked and released."""
        today = self.clock.now().date()
        line = {"lineNumber": 1, "transactionDescription": text, "cost": cost}
        head = {"documentType": "Invoice", "status": "Open", "date": f"{today}T00:00:00", "supplier": SUPPLIER}
        placed = {**line, "project": {"id": str(self.project["number"])}}
        self.vnf.load("supplier_invoice", [{**head, "referenceNumber": BILL, "invoiceLines": [placed]}])
        return self.fin.send(supplier_invoice.get(BILL))

    def document(self, number: int) -> CustomerInvoice:
        """The document of an invoice."""
        return self.fin.send(customer_invoice.get(str(number)))

    def note(self, number: int) -> CustomerCreditNote:
        """The document of a credit note."""
        return self.fin.send(customer_credit_note.get(str(number)))

    def set_off(self, note: int, invoice: int, amount: Decimal) -> None:
        """A credit note is set against an invoice, and released."""
        row = ApplicationUpdate(ref_nbr=str(invoice), amount_paid=amount)
        self.fin.send(customer_credit_note.update(str(note), CustomerCreditNoteUpdate(application_lines=(row,))))
        self.vnf.release(str(note), "CreditNote")

    # In Severa

    def fee(self) -> RecordedProjectFee:
        """The one fee that there is."""
        (fee,) = self.sev.iterate(project_fees.list())
        assert isinstance(fee, RecordedProjectFee)
        return fee

    def bill(self) -> Invoice:
        """The project is invoiced: whatever of it is billable and not billed yet."""
        body = {"projects": [{"guid": self.project["guid"]}]}
        made: Any = self.sev.request("POST", "/v1/invoices", json=body)
        return self.invoice(made[0]["guid"])

    def credit(self, guid: str, price: Decimal) -> Invoice:
        """A part of an invoice is credited: so much of its one row."""
        note = self.severa.reimburse(guid)
        (row,) = self.rows(note)
        amount = {"amount": price, "currencyCode": "EUR"}
        self.severa.edit("invoice_rows", row.guid, unitPrice=amount)
        return self.invoice(note)

    def move(self, guid: str, status: str) -> None:
        """An invoice is moved to a status, by its name."""
        found = {one["name"]: one["guid"] for one in self.severa.documents("invoice_statuses")}
        self.severa.set_status(guid, found[status])

    def invoice(self, guid: str) -> Invoice:
        """An invoice as it is now."""
        return self.sev.send(invoices.get(guid))

    def rows(self, guid: str) -> list[InvoiceRow]:
        """Its rows."""
        return [row for row in self.sev.iterate(invoice_rows.of(guid)) if isinstance(row, InvoiceRow)]
