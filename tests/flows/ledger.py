"""Invoices that were transferred, released and sent, and what people do with them: what tests of payments share."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from attrs import define

from severa_vnf.plan import Report
from severa_vnf.ports import Observer
from severa_vnf.testing.exchange import Request, loads
from tests.flows.office import Kind, Office

SENT, PARTLY, PAID = "Verzonden", "Gedeeltelijk betaald", "Betaald"
CREDIT_NOTE = 6
"""The place of a credit note in the demo world."""


@define
class Ledger:
    """An office and its documents, by the places of their invoices."""

    office: Office

    @classmethod
    def sent(cls, office: Office, status: str = SENT, but: int | None = None) -> Ledger:
        """All is transferred, released in Visma.net (`but` one), and sent; and one cycle of payments has seen it."""
        office.cycle()
        ledger = cls(office)
        for place in range(len(office.world.severa["invoices"])):
            office.move(place, status)
            if place != but:
                ledger.release(place)
        ledger.cycle()
        return ledger

    def release(self, place: int) -> None:
        """The document is released."""
        self.office.vnf.release(self.number(place), self.kind(place))

    def credit(self, place: int, against: int, amount: int) -> None:
        """So much of a credit note that is not released yet is set against an invoice, and it is released."""
        _, vnf = self.office.clients()
        row = _wrapped(documentType="Invoice", refNbr=self.number(against), amountPaid=amount)
        body = {"applicationLines": [{"operation": "Insert", **row}]}
        vnf.request("PUT", f"/v1/customerCreditNote/{self.number(place)}", json=body)
        self.release(place)

    def log(self, driver: Kind = "sync") -> list[str]:
        """The codes of the problems that are open."""
        found = self.office.using(driver, lambda bridge: bridge.problems())
        return [entry.cause.code for entry in found]

    def kind(self, place: int) -> str:
        """The type of an invoice's document."""
        return "CreditNote" if self.office.invoice(place)["isCreditNote"] else "Invoice"

    def number(self, place: int) -> str:
        """The number of an invoice's document."""
        return str(self.office.invoice(place)["number"])

    def collection(self, place: int) -> str:
        """Where the document stands in the simulator."""
        return "customer_credit_note" if self.kind(place) == "CreditNote" else "customer_invoice"

    def document(self, place: int) -> dict[str, Any]:
        """The document as Visma.net has it now."""
        found = self.office.vnf.documents(self.collection(place))
        return next(one for one in found if one["referenceNumber"] == self.number(place))

    def open(self, place: int) -> Decimal:
        """What is open of the document."""
        return Decimal(self.document(place)["balanceInCurrency"])

    def pay(self, place: int, amount: Decimal | int | None = None) -> str:
        """The customer pays that much, or all that is open. Gives the payment's number."""
        return self.office.vnf.pay(self.number(place), amount or self.open(place), self.kind(place))

    def book(self, *lines: tuple[int, Decimal]) -> None:
        """One payment on several invoices is entered and released."""
        _, vnf = self.office.clients()
        rows = [
            {"operation": "Insert", **_wrapped(documentType="Invoice", refNbr=self.number(place), amountPaid=amount)}
            for place, amount in lines
        ]
        customer = self.document(lines[0][0])["customer"]["number"]
        body = _wrapped(customer=customer, paymentAmount=sum(amount for _, amount in lines))
        vnf.request("POST", "/v1/customerPayment", json={**body, "paymentLines": rows})
        number = self.office.vnf.documents("customer_payment")[-1]["refNbr"]
        vnf.request("POST", f"/v1/customerPayment/{number}/action/release", json={"type": {"value": "Payment"}})

    def close(self, place: int, by: str) -> None:
        """Something that is no payment closes the document."""
        row = {"docType": by, "refNbr": "9", "amountPaid": self.open(place), "applicationDate": self.today}
        wire = {"status": "Closed", "balance": 0, "balanceInCurrency": 0, "applications": [row]}
        self.office.vnf.edit(self.collection(place), self.number(place), **wire)

    def change(self, place: int = 0, **fields: Any) -> None:
        """A person changes the document."""
        self.office.vnf.edit(self.collection(place), self.number(place), **fields)

    def undo(self, number: str, rest: int = 0) -> None:
        """A credit note of that number is set against the first document, but for the rest."""
        amount = Decimal(self.document(0)["amountInCurrency"]) - rest
        row = {"docType": "CreditNote", "refNbr": number, "amountPaid": amount, "applicationDate": self.today}
        self.change(status="Open" if rest else "Closed", balanceInCurrency=rest, applications=[row])

    @property
    def today(self) -> str:
        """The day, as both services write it."""
        return self.office.clock.now().date().isoformat()

    def days(self, count: int) -> None:
        """So many days go by."""
        self.office.clock.advance(timedelta(days=count))

    def cycle(self, driver: Kind = "sync", observer: Observer | None = None, **how: Any) -> Report:
        """One cycle of payments in a fresh process, five minutes later."""
        self.office.clock.advance(timedelta(minutes=5))
        report: Report = self.office.using(driver, lambda bridge: bridge.sync("payments", **how), observer)
        return report

    def stands(self, place: int) -> tuple[str, str | None]:
        """The invoice's status and payment date."""
        invoice = self.office.invoice(place)
        return str(invoice["status"]["name"]), invoice["paymentDate"]

    def patches(self) -> list[Request]:
        """What was written to Severa since the ledger was made, or `forget`."""
        return [one for one in self.office.severa.requests if one.method == "PATCH"]

    def forget(self) -> None:
        """Count exchanges anew."""
        self.office.severa.requests.clear()
        self.office.vnf.requests.clear()

    def exchanges(self) -> list[str]:
        """Every exchange since, the look round of a fresh process left out."""
        requests = [*self.office.severa.requests, *self.office.vnf.requests]
        found = [f"{one.method} {one.path.rsplit('/v1/')[-1]}" for one in requests]
        return [one for one in found if one not in ("GET organizationdetails", "GET branch")]


def written(request: Request) -> list[tuple[str, Any]]:
    """The places and values of a JSON Patch."""
    return [(one["path"], one["value"]) for one in loads(request.body)]


def _wrapped(**fields: Any) -> dict[str, Any]:
    return {name: {"value": value} for name, value in fields.items()}
