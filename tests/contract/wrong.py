"""Exchanges that are right but for one thing, each with the words in which the judge must tell it."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from severa_vnf.ports import Clock
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.exchange import Reply, Request, dumps
from tests.contract.descriptions import System

JSON = {"content-type": "application/json"}
SIGNED = {"client_id": "id", "authorization": "Bearer token"}
INVOICE = "/controller/api/v2/customerinvoice"


@frozen
class Case:
    """A request to a service that answers with `reply`. `told` is a part of what the judge must say; None: nothing."""

    name: str
    system: System
    request: Request
    told: str | None
    reply: Reply


class Parrot:
    """A service that gives the same answer to everything."""

    clock: Clock = SimulatedClock()
    reply = Reply.empty(200)

    def handle(self, request: Request) -> Reply:
        """The one answer it knows."""
        return self.reply


BUSY = Reply.of_text("too many calls", 429)


def _case(
    name: str,
    told: str | None,
    system: System,
    method: str,
    path: str,
    body: Any = None,
    *,
    query: tuple[tuple[str, str], ...] = (),
    headers: dict[str, str] = JSON,
    signed: dict[str, str] = SIGNED,
    reply: Reply = BUSY,
) -> Case:
    sent = b"" if body is None else body if isinstance(body, bytes) else dumps(body)
    return Case(name, system, Request(method, path, query, {**signed, **(headers if sent else {})}, sent), told, reply)


PATCH = [{"op": "Replace", "path": "/number", "value": 1001}]
LIST = "/v1/customers"
LINE = {"operation": "Insert", "inventoryNumber": {"value": "CONS"}, "quantity": {"value": 1.5}}

RIGHT = [
    _case("a page", None, "severa", "GET", LIST, query=(("rowCount", "100"),)),
    _case("a new customer", None, "severa", "POST", LIST, {"name": "Acme"}),
    _case("a token", None, "severa", "POST", "/v1/token", {"client_id": "id", "client_secret": "secret"}, signed={}),
    _case("ids", None, "severa", "POST", "/v1/guids/convert", ["abc"], signed={}, reply=Reply.of_json(["abc"])),
    _case("an order", None, "severa", "GET", "/v1/worktypes", query=(("sortings[0].key", "name"),)),
    _case("a change", None, "severa", "PATCH", "/v1/invoices/abc", PATCH),
    _case("an empty page", None, "severa", "GET", LIST, reply=Reply.of_json([])),
    _case("an invoice", None, "vnf", "POST", INVOICE, {"customerNumber": {"value": "10000"}, "invoiceLines": [LINE]}),
    _case("made", None, "vnf", "POST", INVOICE, {"hold": {"value": False}}, reply=Reply.empty(201)),
    _case("a filter", None, "vnf", "GET", "/controller/api/v1/customerinvoice", query=(("pageNumber", "1"),)),
]

WRONG = [
    _case("unknown field", "body.nmae is not a field", "severa", "POST", LIST, {"name": "Acme", "nmae": "Acme"}),
    _case("unknown parameter", "query.firstRow is not", "severa", "GET", LIST, query=(("firstRow", "20"),)),
    _case("lower-case op", "body.0.op", "severa", "PATCH", "/v1/invoices/abc", [{**PATCH[0], "op": "replace"}]),
    _case("missing field", "required property 'name'", "severa", "POST", LIST, {"number": 7}),
    _case("wrong type", "body.number", "severa", "POST", LIST, {"name": "Acme", "number": "seven"}),
    _case("wrong type of parameter", "query.rowcount", "severa", "GET", LIST, query=(("rowCount", "many"),)),
    _case("wrong route", "route not found", "severa", "GET", "/v1/customer"),
    _case("wrong verb", "route not found", "severa", "PUT", "/v1/invoices/abc", {"number": 1001}),
    _case(
        "wrong content type", "content", "severa", "PATCH", "/v1/invoices/abc", b"x", headers={"content-type": "a/b"}
    ),
    _case("unwanted body", "is not looked at", "severa", "DELETE", "/v1/invoices/abc", {"force": True}),
    _case("no credential", "security", "severa", "GET", LIST, signed={}),
    _case("unwrapped value", "body.customerNumber", "vnf", "POST", INVOICE, {"customerNumber": "10000"}),
    _case("value not known", "operation", "vnf", "POST", INVOICE, {"invoiceLines": [{**LINE, "operation": "Add"}]}),
    _case(
        "unknown field of a line", "0.colour is not", "vnf", "POST", INVOICE, {"invoiceLines": [{**LINE, "colour": 1}]}
    ),
    _case("old version", "route not found", "vnf", "POST", "/controller/api/v3/customerinvoice", {}),
    _case("answer of another shape", "response.body", "severa", "GET", LIST, reply=Reply.of_json({"records": []})),
    _case("answer of another type", "response.body.0.name", "severa", "GET", LIST, reply=Reply.of_json([{"name": 5}])),
    _case("answer cut short", "cannot be read", "severa", "GET", LIST, reply=Reply(200, JSON, b'[{"name": "Ac')),
    _case(
        "answer full of faults",
        "Too many violations",
        "severa",
        "GET",
        LIST,
        reply=Reply.of_json([{"name": 5}] * 1000),
    ),
]
