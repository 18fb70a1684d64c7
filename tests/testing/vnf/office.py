"""A company to test with, and a short way to talk to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx

from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.exchange import loads
from severa_vnf.testing.vnf import VnfSimulator, company, vat_code

CREDENTIALS = {"grant_type": "client_credentials", "client_id": "id", "client_secret": "secret", "tenant_id": "demo"}


def v(value: Any) -> dict[str, Any]:
    """A value as it is written."""
    return {"value": value}


def wrapped(**fields: Any) -> dict[str, Any]:
    """Fields as they are written; lists stay bare."""
    return {name: value if isinstance(value, list) else v(value) for name, value in fields.items()}


def line(item: str = "ADVICE", quantity: Any = 1, price: Any = 100, **more: Any) -> dict[str, Any]:
    """A new line of an invoice or a credit note."""
    fields = wrapped(inventoryNumber=item, quantity=quantity, unitPriceInCurrency=price, **more)
    return {"operation": "Insert", **fields}


class Office:
    """A simulator with a company, customer 10000, project P1 with task 10, and a client that has a token."""

    def __init__(self, *, loaded: bool = True, base: str = "https://api.finance.visma.net", **given: Any) -> None:
        self.clock = SimulatedClock()
        self.sim = VnfSimulator(self.clock, **given)
        if loaded:
            load_company(self.sim)
        self.client = httpx.Client(transport=self.sim.transport, base_url=base)
        self.sign_in()

    def sign_in(self, **more: str) -> httpx.Response:
        """Ask for a token and use it."""
        reply = self.client.post("/connect/token", data={**CREDENTIALS, **more})
        if reply.status_code == 200:
            self.client.headers["Authorization"] = f"Bearer {reply.json()['access_token']}"
        return reply

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of an answer that must be 200, with exact numbers."""
        reply = self.client.get(path, params=query)
        assert reply.status_code == 200, reply.text
        return loads(reply.content)

    def post(self, path: str, **body: Any) -> httpx.Response:
        """POST a body as it is."""
        return self.client.post(path, json=body)

    def put(self, path: str, **body: Any) -> httpx.Response:
        """PUT a body as it is."""
        return self.client.put(path, json=body)

    def invoice(self, *lines: dict[str, Any], **fields: Any) -> httpx.Response:
        """POST an invoice to customer 10000."""
        header = wrapped(**{"customerNumber": "10000", "documentDate": "2026-10-30", **fields})
        return self.post("/v2/customerinvoice", **header, invoiceLines=list(lines) or [line()])

    def credit_note(self, *lines: dict[str, Any], **fields: Any) -> httpx.Response:
        """POST a credit note to customer 10000."""
        header = wrapped(**{"customerNumber": "10000", "documentDate": "2026-10-30", **fields})
        return self.post("/v2/customerCreditNote", **header, lines=list(lines) or [line()])

    def made(self, *lines: dict[str, Any], **fields: Any) -> dict[str, Any]:
        """POST an invoice, which must be taken, and read it."""
        reply = self.invoice(*lines, **fields)
        assert reply.status_code == 201, reply.text
        invoice: dict[str, Any] = self.get(f"/v1/customerinvoice/{number_of(reply)}")
        return invoice


def number_of(reply: httpx.Response) -> str:
    """The number of what was made: the last segment of its address."""
    return reply.headers["Location"].rpartition("/")[2]


def detail(reply: httpx.Response) -> str:
    """What a refusal says."""
    assert reply.status_code >= 400, reply.status_code
    return str(reply.json()["message"]).partition(" Error: ")[2]


def load_company(sim: VnfSimulator) -> None:
    """The company, its customers, items and one project."""
    rates = {"USD": Decimal("0.9"), "SEK": Decimal("0.0873")}
    for collection, documents in company(exchange_rates=rates, years=(2019, 2026)).items():
        sim.load(collection, documents)
    sim.load(
        "customer",
        [
            {
                "number": "10000",
                "name": "Acme",
                "customerClass": {"id": "DOMESTIC"},
                "currencyId": "EUR",
                "creditTerms": {"id": "30", "description": "30 days"},
                "invoiceAddress": {"addressLine1": "Street 1", "city": "Utrecht", "country": {"id": "NL"}},
            },
            {"number": "10001", "name": "Other", "customerClass": {"id": "DOMESTIC"}, "currencyId": "EUR"},
        ],
    )
    sim.load("number_sequence", [{"numberingId": "CUSTOMER", "sequence": [{"startNbr": "10002", "endNbr": "10004"}]}])
    sim.load(
        "inventory",
        [
            item("ADVICE", "S", 21, defaultPrice=150, salesUnit="HOUR"),
            item("BOOK", "S", 9),
            item("FREE", "E", 0),
            item("ABROAD", "AE", 0),
        ],
    )
    sim.load("project", [project("P1", "10000")])
    sim.load("supplier", [{"number": "50000", "name": "Paper & co"}])


def item(number: str, category: str, rate: int, **more: Any) -> dict[str, Any]:
    """An item whose VAT category has that rate."""
    return {
        "inventoryNumber": number,
        "description": number.capitalize(),
        "itemClass": {"id": "SERVICE", "description": "Service", "type": "ServiceItem"},
        "type": "ServiceItem",
        "vatCode": {"id": vat_code(category, Decimal(rate))},
        **more,
    }


def project(number: str, customer: str, **more: Any) -> dict[str, Any]:
    """An active project with task 10."""
    return {
        "projectID": number,
        "description": f"Project {number}",
        "customer": {"number": customer, "name": "Acme"},
        "startDate": "2026-01-01T00:00:00",
        "tasks": [{"taskId": "10", "description": "All work"}],
        **more,
    }
