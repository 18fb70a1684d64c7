"""The plainest possible transfer, to see whether a world has on both sides what its invoices need."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
from attrs import frozen

from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import World, load_into


@frozen
class Crossed:
    """One document on both sides. `refusal` is Visma.net's, where it has no total."""

    invoice: dict[str, Any]
    severa_total: Decimal
    vnf_total: Decimal | None
    refusal: str


def cross(world: World) -> list[Crossed]:
    """Load a world, and post each invoice of it to Visma.net as it stands in Severa, in its order."""
    severa, vnf = SeveraSimulator(), VnfSimulator()
    load_into(world, severa, vnf)
    rows = severa.documents("invoice_rows")
    with httpx.Client(base_url="https://vnf", transport=vnf.transport) as client:
        secrets = {"client_id": "id", "client_secret": "secret", "tenant_id": "demo"}
        granted = client.post("/connect/token", data={"grant_type": "client_credentials", **secrets})
        client.headers["Authorization"] = f"Bearer {loads(granted.content)['access_token']}"
        return [_posted(client, invoice, rows) for invoice in severa.documents("invoices")]


def _posted(client: httpx.Client, invoice: dict[str, Any], rows: list[dict[str, Any]]) -> Crossed:
    credit = invoice["isCreditNote"]
    resource, lines = ("customerCreditNote", "lines") if credit else ("customerinvoice", "invoiceLines")
    body = {
        "customerNumber": str(invoice["customer"]["number"]),
        "documentDate": invoice["date"],
        "currencyId": invoice["currency"]["code"],
        "project": str(invoice["projects"][0]["number"]),
    }
    if not credit:
        body |= {"exchangeRate": invoice["currencyRate"], "creditTermsId": str(invoice["paymentTerm"])}
    posted = {
        **{name: {"value": value} for name, value in body.items()},
        lines: [_line(row, -1 if credit else 1) for row in rows if row["invoiceGuid"] == invoice["guid"]],
    }
    total = Decimal(invoice["totalIncludingTax"]["amount"])
    reply = client.post(f"/v2/{resource}", content=dumps(posted), headers={"Content-Type": "application/json"})
    if reply.status_code != 201:
        return Crossed(invoice, total, None, reply.text)
    read = loads(client.get(f"/v1/{resource}/{reply.headers['Location'].rpartition('/')[2]}").content)
    return Crossed(invoice, total, Decimal(read["amountInCurrency"]), "")


def _line(row: dict[str, Any], sign: int) -> dict[str, Any]:
    values = {
        "inventoryNumber": next(iter(row["code"]), "none"),
        "description": row["description"],
        "quantity": sign * row["quantity"],
        "unitPriceInCurrency": row["unitPrice"]["amount"],
        "taskId": "10",
    }
    if row["measurementUnit"]:
        values["uom"] = row["measurementUnit"]
    return {"operation": "Insert", **{name: {"value": value} for name, value in values.items()}}
