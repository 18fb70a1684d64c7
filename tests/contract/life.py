"""A short life of a company that has everything turned on: documents and files, money, purchases and registers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

import httpx
from attrs import define, field

from severa_vnf import CustomerClasses, ItemClasses, Rebill, Settings, Severa, VismaNet
from severa_vnf.flows.registers.link import RecordLink
from severa_vnf.plan import Report
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.worlds import World, demo_world, with_wrong_vat
from severa_vnf.testing.worlds.books import guid_of
from severa_vnf.values import Guid
from tests.contract.passage import Judges
from tests.flows.ledger import SENT, Ledger
from tests.flows.office import TRANSFERRED, Office

Source = Literal["supplier_invoices", "journal"]
SUPPLIER = {"number": "50000", "name": "Staal & Co"}
PNG = b"\x89PNG\r\n\x1a\n\x00\xff"
MONTHS = ("2026-08", "2026-09", "2026-10")
CALLS = (
    r"GET /v1/files/[^/]+/filedata -> 200",
    r"GET /v1/invoices/[^/]+/pdf -> 200",
    r"PATCH /v1/invoices/[^/]+ -> 200",
    r"POST /v1/projectfees -> 201",
    r"POST /v1/projects/[^/]+/files -> 201",
    r"GET .*/v1/attachment/[^/]+ -> 200",
    r"GET .*/v1/cashTransaction -> 200",
    r"GET .*/v1/customerdocument -> 200",
    r"GET .*/v2/journaltransaction -> 200",
    r"GET .*/v1/projecttransaction -> 200",
    r"POST .*/customer(invoice|CreditNote)/[^/]+/action/release -> 200",
    r"POST .*/customer(invoice|CreditNote)/[^/]+/attachment -> 201",
    r"PUT .*/v1/attachment/[^/]+ -> 204",
    r"PUT .*/v1/customerCreditNote/[^/]+ -> 204",
    r"DELETE .*/v1/customerinvoice/[^/]+ -> 204",
    r"PUT .*/v1/project/internal/[^/]+ -> 204",
)
"""What a life with everything on cannot do without."""


def everything(world: World, source: Source) -> Settings:
    """All that may be turned on."""
    product = next(one["guid"] for one in world.severa["products"] if one["code"] == "WORKSHOP")
    return Settings(
        go_live=date(2026, 1, 1),
        row_items={"FlatRate": "WORKSHOP"},
        attachments=True,
        invoice_pdf=True,
        invoice_pdf_content="All",
        apply_credit_notes=True,
        release=True,
        sales_cases=timedelta(hours=1),
        payment_sweep=timedelta(hours=1),
        costs=Rebill(Decimal("1.5"), product=Guid(product)),
        cost_source=source,
        cash_transactions=True,
        project_transactions=True,
        customer_classes=CustomerClasses(default="DOMESTIC"),
        item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
    )


@define
class Judged(Office):
    """An office whose every exchange comes by the judges. What its people do in a service does not."""

    judges: Judges = field(kw_only=True)

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "clock": self.clock}
        severa, vnf = (httpx.Client(transport=self.judges.way(one)) for one in (self.severa, self.vnf))
        return Severa(**secrets, http_client=severa), VismaNet(**secrets, tenant_id="demo", http_client=vnf)


@define
class Life:
    """The company, its one process, and what happens to it."""

    office: Judged

    @classmethod
    def of(cls, judges: Judges, source: Source) -> Life:
        """The demo's company, with a copy of its first invoice under a wrong VAT rate."""
        world = with_wrong_vat(demo_world())
        return cls(Judged(world, everything(world, source), judges=judges))

    def live(self) -> Iterator[Report]:
        """All of it: what each cycle told."""
        bridge = self.office.bridge()
        bridge.preflight()
        bridge.preview()
        for happening in (self._invoiced, self._bought, self._paid, self._credited, self._amended, self._changed):
            happening()
            self.office.clock.advance(timedelta(hours=2))
            yield bridge.sync()
        self.office.clock.advance(timedelta(days=1))
        yield bridge.sync(whole=True)

    def looked_at(self) -> Iterator[str]:
        """All that only reads, in words; and a store that was lost."""
        bridge = self.office.bridge()
        for month in MONTHS:
            yield str(bridge.reconcile(month))
        yield str(bridge.rehearse(date(2026, 8, 1)))
        for stream in ("customers", "contacts", "items", "projects"):
            link = bridge.links(stream)[0]
            assert isinstance(link, RecordLink)
            yield str(bridge.explain(stream, link.guid))
        self.office.store = MemoryStore()
        yield str(self.office.bridge().rebuild().counts)
        yield str(self.office.bridge().preview())

    # What happens

    def _invoiced(self) -> None:
        """Invoices and a credit note have files."""
        for place, name, content, kind in (
            (0, "scan.pdf", b"%PDF-1.4\n", "application/pdf"),
            (0, "photo.png", PNG, "image/png"),
            (6, "Bänk één, \u0142.txt", "één".encode(), "text/plain; charset=utf-8"),
        ):
            self.office.severa.attach(self.office.guid(place), name, content, kind)

    def _bought(self) -> None:
        """All is sent; every kind of purchase is booked, with files on documents and on a line."""
        for place in range(len(self.office.world.severa["invoices"])):
            if self.office.status(place) == TRANSFERRED:
                self.office.move(place, SENT)
        vnf, first, second = self.office.vnf, *self._projects()
        vnf.load("supplier", [{**SUPPLIER, "status": "Active"}])
        lines = [_bill_line(1, first, 100), _bill_line(2, first, 100), _bill_line(3, second, 7)]
        for kind, number in (("Invoice", "700001"), ("DebitAdj", "700002")):
            head = {"documentType": kind, "status": "Open", "supplier": SUPPLIER, "date": "2026-10-30T00:00:00"}
            vnf.load("supplier_invoice", [{**head, "referenceNumber": number, "invoiceLines": lines}])
        vnf.attach("supplier_invoice", "Invoice/700001", "bill.pdf", b"%PDF-1.4\n")
        vnf.attach("supplier_invoice", "Invoice/700001", "drawing één.png", PNG, line=1)
        for module in ("GL", "AP"):
            vnf.load("journal_transaction", [_batch(module, first, 80)])
        vnf.attach("journal_transaction", "ModuleGL/GL1", "memo.txt", b"why")
        cash = {"lineNumber": 1, "description": "Parking", "amount": Decimal(12), "project": {"id": first}}
        head = {"referenceNbr": "C1", "status": "Released", "currency": "EUR", "tranDate": "2026-10-30T00:00:00"}
        vnf.load("cash_transaction", [{**head, "transactionDetails": [cash]}])
        dated = {"date": "2026-10-30T00:00:00", "financialPeriod": "202610", "description": "Allocated"}
        posting = {**dated, "tranId": 1, "amount": Decimal(5), "project": {"id": second}}
        vnf.load("project_transaction", [{"refNbr": "P1", "status": "Released", "lines": [posting]}])

    def _paid(self) -> None:
        """In whole, in part, too much; one payment on two invoices; one that the bank takes back."""
        ledger = Ledger(self.office)
        ledger.pay(0)
        ledger.pay(2, 10)
        ledger.pay(3, ledger.open(3) + 5)
        ledger.book((4, Decimal(10)), (11, Decimal(20)))
        self.office.vnf.void(ledger.pay(5))

    def _credited(self) -> None:
        """Credit notes are made of a whole invoice, and of a part of one that was paid in part."""
        severa = self.office.severa
        severa.reimburse(self.office.guid(10))
        note = severa.reimburse(self.office.guid(2))
        rows = [row["guid"] for row in severa.documents("invoice_rows") if row["invoiceGuid"] == note]
        for row in rows[1:]:
            severa.remove("invoice_rows", row)

    def _amended(self) -> None:
        """Purchases are changed and taken back, a document too; an invoice is written off; what was wrong is right."""
        first, second = self._projects()
        lines = [_bill_line(1, first, 150), _bill_line(2, second, 100), _bill_line(3, second, 7)]
        self.office.vnf.edit("supplier_invoice", "Invoice/700001", invoiceLines=lines)
        self.office.vnf.edit("supplier_invoice", "DebitAdj/700002", status="Voided")
        ledger = Ledger(self.office)
        ledger.close(7, "SmallCreditWO")
        ledger.pay(11)
        self.office.severa.edit("invoices", self.office.guid(1), number=9999)

    def _changed(self) -> None:
        """Both sides' registers are changed, and both get new records."""
        severa, vnf = self.office.severa, self.office.vnf
        customers, products = severa.documents("customers"), severa.documents("products")
        severa.edit("customers", customers[0]["guid"], name="Ruigoord", website="https://ruigoord.example")
        vnf.edit("customer", str(customers[1]["number"]), name="Rijnhaven", vatRegistrationId="NL999999999B01")
        severa.edit("products", products[0]["guid"], name="Workshop", unitPrice={"amount": Decimal("1900.50")})
        severa.edit("projects", severa.documents("projects")[-1]["guid"], name="Webbutik 2")
        country = {"guid": severa.documents("countries")[0]["guid"]}
        own = {"customer": {"guid": guid_of("new customer")}}
        severa.load("customers", [{"guid": guid_of("new customer"), "name": "Nieuwland B.V.", "isActive": True}])
        for kind in ("isBillingAddress", "isPostalAddress"):
            street = {"addressline": "Kade 1", "postalCode": "1000 AA", "city": "Delft", "country": country}
            severa.load("addresses", [{**own, **street, kind: True}])
        severa.load("contacts", [{**own, "firstName": "A.", "lastName": "Nieuw"}])
        severa.load("work_types", [{"name": "Nieuw werk", "code": "NIEUW", "isActive": True}])
        severa.load("projects", [{**own, "name": "Nieuw project", "number": 1999}])
        item = {**vnf.documents("inventory")[0], "inventoryNumber": "VNF-ITEM", "description": "Made in Visma.net"}
        vnf.load("inventory", [{name: value for name, value in item.items() if name != "inventoryId"}])

    def _projects(self) -> tuple[str, str]:
        first, second, *_ = (str(one["number"]) for one in self.office.world.severa["projects"])
        return first, second


def _bill_line(place: int, project: str, cost: int) -> dict[str, Any]:
    facts = {"lineNumber": place, "transactionDescription": "Steel", "cost": Decimal(cost)}
    return {**facts, "project": {"id": project}}


def _batch(module: str, project: str, debit: int) -> dict[str, Any]:
    facts = {"lineNumber": 1, "transactionDescription": "Steel", "debitAmount": Decimal(debit)}
    line = {**facts, "project": {"id": project}, "customerSupplier": SUPPLIER["number"]}
    head = {"module": f"Module{module}", "batchNumber": f"{module}1", "status": "Posted", "currencyId": "EUR"}
    dated = {"transactionDate": "2026-10-30T00:00:00", "debitTotal": Decimal(debit)}
    return {**head, **dated, "journalTransactionLines": [line]}
