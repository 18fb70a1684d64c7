"""A bare client, so that the simulator is tested by nothing of the library's own."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx

from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.testing.severa import SeveraSimulator, statuses

BASE = "https://api.severa.visma.com/rest-api/v1"
CUSTOMER, PROJECT, INVOICE = "c0000000-customer", "a0000000-project", "e0000000-invoice"
AT = f"invoices/{INVOICE}"
FAILED, DRAFT, APPROVAL, TO_TRANSFER, TRANSFERRED, SENT, PARTLY, PAID = (status["guid"] for status in statuses(1))


class Caller:
    """Asks a simulator over httpx with a token of its own. JSON numbers come back exact."""

    def __init__(self, sim: SeveraSimulator, scope: str | None = None) -> None:
        self.http = httpx.Client(transport=sim.transport)
        answer = self.http.post(f"{BASE}/token", json={"client_id": "id", "client_secret": "secret", "scope": scope})
        self.http.headers = {"Authorization": f"Bearer {answer.json()['access_token']}", "Client_Id": "id"}

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Read."""
        return self.http.get(f"{BASE}/{path}", params=params)

    def post(self, path: str, body: Any) -> httpx.Response:
        """Make."""
        return self.http.post(f"{BASE}/{path}", content=dumps(body), headers={"Content-Type": "application/json"})

    def patch(self, path: str, **values: Any) -> httpx.Response:
        """Replace fields; a double underscore in a name is the slash of a nested one."""
        operations = [
            {"op": "Replace", "path": "/" + name.replace("__", "/"), "value": v} for name, v in values.items()
        ]
        return self.apply(path, *operations)

    def apply(self, path: str, *operations: Any) -> httpx.Response:
        """Change by these operations of a JSON Patch."""
        headers = {"Content-Type": "application/json"}
        return self.http.patch(f"{BASE}/{path}", content=dumps(list(operations)), headers=headers)

    def delete(self, path: str, **params: Any) -> httpx.Response:
        """Delete."""
        return self.http.delete(f"{BASE}/{path}", params=params)


def exact(answer: httpx.Response) -> Any:
    """The JSON of an answer that went well, its numbers exact."""
    assert answer.is_success, answer.text
    return loads(answer.content)


def refused(answer: httpx.Response) -> tuple[int, str]:
    """The status and the type of a refusal in the service's nested shape."""
    error = answer.json()["error"]
    assert error["httpStatusCode"] == answer.status_code
    return answer.status_code, error["type"]


def simulator(**switches: Any) -> SeveraSimulator:
    """A simulator without a pace, with one customer, project and currency, and the statuses of the first set-up."""
    sim = SeveraSimulator(**{"rate_limit": None, **switches})
    sim.load("currencies", [{"guid": "eur", "code": "EUR", "name": "Euro", "isOrganizationCurrency": True}])
    sim.load("invoice_statuses", statuses(1))
    sim.load("customers", [{"guid": CUSTOMER, "name": "Acme B.V.", "number": 10, "currency": {"guid": "eur"}}])
    sim.load("projects", [{"guid": PROJECT, "name": "Bridge", "number": 7, "customer": {"guid": CUSTOMER}}])
    return sim


def invoice(sim: SeveraSimulator, status: str = DRAFT, guid: str = INVOICE, **fields: Any) -> str:
    """Load an invoice of two rows: 2 x 10.05 at 21 % and 1 x 3.33 at 9 %."""
    own = {
        "guid": guid,
        "status": {"guid": status},
        "customer": {"guid": CUSTOMER},
        "currency": {"guid": "eur", "code": "EUR"},
    }
    sim.load("invoices", [{**own, "date": "2026-10-30", **fields}])
    sim.load("invoice_rows", [row(guid, "1", 2, "10.05", 21), row(guid, "2", 1, "3.33", 9)])
    return guid


def row(invoice: str, name: str, quantity: int, price: str, rate: int) -> dict[str, Any]:
    """A row of an invoice as wire JSON."""
    money = {"amount": Decimal(price), "currencyCode": "EUR"}
    return {
        "guid": f"{invoice}-row-{name}",
        "invoiceGuid": invoice,
        "quantity": quantity,
        "unitPrice": money,
        "vatRate": rate,
    }


def equipped(**switches: Any) -> SeveraSimulator:
    """A simulator with what registers point to: a contact, types of communication and of sales status, a country."""
    sim = simulator(**switches)
    sim.load(
        "communication_types",
        [{"guid": "mail", "name": "E-mail", "type": "EmailAddress"}, {"guid": "phone", "name": "Tel"}],
    )
    sim.load("contacts", [{"guid": "p", "firstName": "Ann", "lastName": "Lee", "customer": {"guid": CUSTOMER}}])
    sim.load(
        "sales_status_types",
        [{"guid": "open", "name": "Offer", "salesState": "InProgress"}, {"guid": "won", "salesState": "Won"}],
    )
    sim.load("custom_properties", [{"guid": "cp", "name": "Class", "type": "String"}])
    sim.load("countries", [{"guid": "nl", "code2": "NL", "name": "Nederland"}])
    return sim


def standing(status: str, **switches: Any) -> tuple[SeveraSimulator, Caller]:
    """A simulator with an invoice in this status, and somebody who asks it."""
    sim = simulator(**switches)
    invoice(sim, status)
    return sim, Caller(sim)


def amounts(shown: dict[str, Any]) -> tuple[Decimal, ...]:
    """An invoice's total without tax, its tax, its total with tax."""
    return tuple(shown[name]["amount"] for name in ("totalExcludingTax", "totalTax", "totalIncludingTax"))
