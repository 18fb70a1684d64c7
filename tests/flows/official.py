"""A company where the official integration ran for years, as both services hold it on the day that it is turned off.

All of it is written by hand, after the documentation: nothing here was made by the bridge.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from attrs import define, evolve, field, frozen

from severa_vnf import CustomerClasses, ItemClasses, Settings
from severa_vnf.plan import Report
from severa_vnf.testing.exchange import Request
from severa_vnf.testing.worlds import World
from tests.flows.ledger import PAID, PARTLY, SENT
from tests.flows.office import DRAFT, Kind, Office, few

INVOICES = {0: 100001, 1: 100002, 2: 100003, 3: 100004, 5: 100005, 7: 100006, 9: 100007, 10: 100008}
NUMBERS = {**INVOICES, 6: 200001, 8: 200002}
"""By the place. Credit notes have their own series; the invoice that lacks was not transferred yet."""
NEW, OPEN, PARTLY_PAID, WRONG, GONE = 4, 9, 10, 3, 5
"""Places: a draft; what is not paid, or in part; one whose document has another total; one whose document is gone."""
PART = Decimal(100)
STEEL = {"number": "50000", "name": "Staal & Co"}
SETTINGS = Settings(
    customer_classes=CustomerClasses(default="DOMESTIC"),
    item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
)


@frozen
class Purchase:
    """A supplier's document: the costs of its lines, and of how many of them a fee was made."""

    number: str
    day: str
    costs: Sequence[str]
    fees: int
    kind: str = "Invoice"
    project: str = "1001"
    text: str = "Steel"

    @property
    def description(self) -> str:
        """Of each fee: what the line says, the document's number, the supplier's number and name."""
        return f"{self.text}, {self.number}, 50000 Staal & Co"


def world() -> World:
    """The demo's company without the invoice that has no code: equal registers, and number series as they were left."""
    made = few(*(place for place in range(12) if place != 9))
    status = {one["name"]: {"guid": one["guid"]} for one in made.severa["invoice_statuses"]}
    invoices = [
        {**one, "status": status[_status(place)], **_numbered(place, one["date"])}
        for place, one in enumerate(made.severa["invoices"])
    ]
    ours = {str(one["number"]): one for one in made.severa["customers"]}
    theirs = [{**one, "invoiceAddress": one["mainAddress"]} for one in made.vnf["customer"]]
    told = [{**ours[one["number"]], "notes": one["mainContact"]["attention"]} for one in theirs]
    series = [_moved_on(one) for one in made.vnf["number_sequence"]]
    return evolve(
        made,
        severa={**made.severa, "customers": told, "invoices": invoices},
        vnf={**made.vnf, "customer": theirs, "number_sequence": series},
    )


def _status(place: int) -> str:
    return {NEW: DRAFT, OPEN: SENT, PARTLY_PAID: PARTLY}.get(place, PAID)


def _numbered(place: int, day: str) -> dict[str, Any]:
    told = {"createdDateTime": f"{day}T09:00:00Z", "lastUpdatedDateTime": f"{day}T09:00:00Z"}
    if place == NEW:
        return told
    paid = {} if place == OPEN else {"paymentDate": day}
    return {**told, **paid, "number": NUMBERS[place], "referenceNumber": f"{NUMBERS[place]}7"}


def _moved_on(series: Any) -> dict[str, Any]:
    """Of invoices and of credit notes."""
    taken = {"ARINVOICE": 100008, "ARCREDNOTE": 200002}.get(series["numberingId"])
    [interval] = series["sequence"]
    moved = {"lastNbr": str(taken), "nextNumber": str((taken or 0) + 1)} if taken else {}
    return {**series, "sequence": [{**interval, **moved}]}


@define
class Company(Office):
    """Both services on the first day of the bridge, whose store is empty."""

    world: World = field(factory=world)
    settings: Settings = SETTINGS
    purchases: Sequence[Purchase] = ()

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        for place, number in NUMBERS.items():
            self.severa.edit("invoices", self.guid(place), number=number)
            if place != GONE:
                self._document(place)
        self.vnf.load("supplier", [{**STEEL, "status": "Active"}])
        for one in self.purchases:
            self.buy(one)
            self._fees(one)
        self.severa.requests.clear()

    def link_registers(self) -> None:
        """Nothing is linked before the first run: that is what it does."""

    def _document(self, place: int) -> None:
        """The document of an invoice: with its total, settled as far as the invoice says, and without our note."""
        invoice = self.invoice(place)
        total = abs(invoice["totalIncludingTax"]["amount"]) + (place == WRONG)
        paid = {OPEN: Decimal(0), PARTLY_PAID: PART}.get(place, total)
        day = f"{invoice['date']}T00:00:00"
        row = {"docType": "Payment", "refNbr": "300001", "amountPaid": paid, "applicationDate": day}
        document = {
            "referenceNumber": str(invoice["number"]),
            "status": "Closed" if paid == total else "Open",
            "customer": {"number": str(invoice["customer"]["number"]), "name": invoice["customer"]["name"]},
            "documentDate": day,
            "currencyId": invoice["currency"]["code"],
            "amountInCurrency": total,
            "balanceInCurrency": total - paid,
            "applications": [row] if paid else [],
            "paymentReference": invoice["referenceNumber"],
            "createdDateTime": f"{invoice['date']}T11:00:00",
            "lastModifiedDateTime": f"{invoice['date']}T12:00:00",
        }
        self.vnf.load("customer_credit_note" if invoice["isCreditNote"] else "customer_invoice", [document])

    def buy(self, one: Purchase) -> None:
        """The supplier's document was booked and released."""
        said = {"transactionDescription": one.text, "project": {"id": one.project}}
        lines = [{"lineNumber": place, "cost": Decimal(cost), **said} for place, cost in enumerate(one.costs, 1)]
        head = {"documentType": one.kind, "referenceNumber": one.number, "status": "Open", "supplier": STEEL}
        dated = {"date": f"{one.day}T00:00:00", "lastModifiedDateTime": f"{one.day}T12:00:00"}
        self.vnf.load("supplier_invoice", [{**head, **dated, "invoiceLines": lines}])

    def _fees(self, one: Purchase) -> None:
        """What the integration made of it."""
        sign = -1 if one.kind == "DebitAdj" else 1
        for cost in one.costs[: one.fees]:
            self.fee(one, sign * Decimal(cost))

    def fee(self, one: Purchase, cost: Decimal) -> None:
        """A fee in Severa, as it stands there in the end."""
        money = {"currencyCode": "EUR"}
        amount = {"unitCost": {"amount": cost, **money}, "unitPrice": {"amount": 0, **money}}
        facts = {"project": {"guid": self.project(one.project)}, "eventDate": one.day, "description": one.description}
        self.severa.load("project_fees", [{**facts, **amount, "quantity": 1}])

    def project(self, number: str) -> Any:
        """The guid of a project in Severa."""
        return next(one["guid"] for one in self.world.severa["projects"] if str(one["number"]) == number)

    def fees(self) -> list[tuple[str, str, str]]:
        """The fees in Severa: day, description, cost."""
        rows = self.severa.documents("project_fees")
        return sorted((one["eventDate"], one["description"], str(one["unitCost"]["amount"])) for one in rows)

    def run(self, driver: Kind, *streams: str) -> Report:
        """A cycle in a fresh process."""
        report: Report = self.using(driver, lambda bridge: bridge.sync(*streams))
        return report

    def written(self) -> list[Request]:
        """What was written to either service so far."""
        asked = [*self.severa.requests, *self.vnf.requests]
        return [one for one in asked if one.method != "GET"]
