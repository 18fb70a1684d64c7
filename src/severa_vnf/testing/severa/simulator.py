"""The simulated service: requests in, replies out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from attrs import evolve

from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import Reply, Request, dumps, loads
from severa_vnf.testing.severa.access import Access
from severa_vnf.testing.severa.billing import reimburse
from severa_vnf.testing.severa.files import attached
from severa_vnf.testing.severa.listings import Paging
from severa_vnf.testing.severa.lists import row_before, token_to
from severa_vnf.testing.severa.refusals import Refused, bad_body, bad_parameter, error_body
from severa_vnf.testing.severa.resources import RESOURCES, SINGLES
from severa_vnf.testing.severa.routes import Route, find, routes
from severa_vnf.testing.severa.rulebook import RULES
from severa_vnf.testing.severa.shapes import Document, Shape, complaints, filled
from severa_vnf.testing.severa.sight import look, misnamed
from severa_vnf.testing.severa.switches import SeveraSwitches
from severa_vnf.testing.severa.world import World
from severa_vnf.testing.sight import Sight
from severa_vnf.testing.simulator import Simulator

_VERSIONED = re.compile(r"(?:^|/)v1(?:\.0)?/(.+)$")
_HEARTBEAT = re.compile(r"(?:^|/)heartbeat/(server|database|authorized)$")


class SeveraSimulator(Simulator):
    """Severa's REST API in memory, at `/v1` and `/v1.0` under any prefix.

    Loaded and read as wire JSON, by the collection names of `severa_vnf.severa` ("invoices", "invoice_rows", ...;
    "organization" and "settings" hold one document each). In strict mode whatever the real service would silently
    misread is refused with 400: unknown parameters and fields, read-only fields, a lower-case `op`. Each switch, given
    by name or as one `SeveraSwitches`, stands for a fact about the service that is not confirmed.
    """

    name: ClassVar[str] = "severa"
    too_many_text: ClassVar[str] = "API calls quota exceeded! maximum admitted 10 per 1s."

    def __init__(
        self,
        clock: Clock | None = None,
        strict: bool = True,
        seed: int = 0,
        latency: float = 0.0,
        switches: SeveraSwitches | None = None,
        **named: Any,
    ) -> None:
        super().__init__(clock=clock, strict=strict, seed=seed, latency=latency)
        self.switches = evolve(switches or SeveraSwitches(), **named)
        self._world = World(self.switches, strict, self.clock, self.random, RULES, self.whims)
        self._access = Access(self._world)
        self._routes = routes(self._world)

    # What a test or a person does.

    def load(self, collection: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Put wire JSON in. Missing fields get the service's defaults, a missing guid a new one.

        "organization", "settings" and "company_information" change the fields given. An invoice keeps the totals it is
        loaded with until one of its rows changes; without them its rows say them. In strict mode a document that the
        service could not hold is a ValueError.
        """
        with self._door:
            world, shelf = self._world, _shelf(collection)
            for document in loads(dumps(list(documents))):
                if collection in SINGLES:
                    self._check(SINGLES[collection].shape, document)
                    whole = {**world.singles[collection], **document}
                    world.singles[collection] = filled(SINGLES[collection].shape, whole)
                else:
                    self._check(RESOURCES[shelf].shape, document)
                    world.shelves[shelf].put(world.made(shelf, document))

    def documents(self, collection: str) -> list[dict[str, Any]]:
        """What the service holds now, as it would answer it, in the order it was made. A copy."""
        with self._door:
            world, shelf = self._world, _shelf(collection)
            if collection in SINGLES:
                found = [world.view(collection, world.singles[collection])]
            else:
                rows = (row for row in world.shelves[shelf] if shelf == collection or world.in_progress(row))
                found = [world.view(shelf, row) for row in rows]
            copied: list[dict[str, Any]] = loads(dumps(found))
            return copied

    def edit(self, collection: str, guid: str, **fields: Any) -> None:
        """Change fields as a person does in Severa: no lock holds, all that follows from the change happens."""
        with self._door:
            before = self._world.get(collection, guid)
            changes = loads(dumps(fields))
            self._check(RESOURCES[collection].shape, changes)
            merged = {
                name: {**before[name], **value} if isinstance(value, dict) and isinstance(before[name], dict) else value
                for name, value in changes.items()
            }
            after = filled(RESOURCES[collection].shape, self._world.touched(before, **merged))
            self._world.keep(collection, self._world.rules(collection).changed(self._world, before, after))

    def remove(self, collection: str, guid: str) -> None:
        """Delete a record as a person does: no lock holds."""
        with self._door:
            self._world.remove(collection, guid)

    def set_status(self, invoice_guid: str, status_guid: str) -> None:
        """Move an invoice to a status as a person does."""
        self.edit("invoices", invoice_guid, status={"guid": status_guid})

    def reimburse(self, invoice_guid: str) -> str:
        """Make the credit note of an invoice as a person does; its guid."""
        with self._door:
            return str(reimburse(self._world, self._world.get("invoices", invoice_guid))["guid"])

    def attach(self, invoice_guid: str, name: str, content: bytes, content_type: str = "application/pdf") -> str:
        """Hang a file on an invoice as a person does; the guid of the file."""
        with self._door:
            self._world.get("invoices", invoice_guid)
            return str(attached(self._world, "invoice", invoice_guid, content, content_type, name)["fileGuid"])

    def content(self, file_guid: str) -> bytes:
        """The bytes of a file."""
        with self._door:
            return self._world.contents[file_guid]

    def revoke_tokens(self) -> None:
        """Forget every token, so that the next call is answered 401."""
        with self._door:
            self._access.revoke()

    # What the service does.

    def answer(self, request: Request) -> Reply:
        """Do what is asked, or say why not; a refused request changes nothing."""
        if not self._access.paced():
            return Reply.of_text(self.too_many_text, 429, {"Retry-After": "1"} if self.switches.retry_after else {})
        singles = dict(self._world.singles)
        try:
            reply = self._served(request)
        except Refused as refused:
            self._world.singles = singles
            return refused.reply
        if self.switches.omit_nulls and reply.headers.get("Content-Type", "").startswith("application/json"):
            return evolve(reply, body=dumps(_without_nulls(loads(reply.body))))
        return reply

    def is_token(self, request: Request) -> bool:
        """Whether this asks for a token."""
        return request.method == "POST" and request.path.endswith(("/token", "/refreshtoken"))

    def validation_error(self) -> Any:
        """The service's nested error shape."""
        return error_body(500, "InvalidParameter", ("the value is not valid", "RequestBody", None))

    def shifted(self, request: Request, reply: Reply) -> Reply:
        """A page after the first with the last row of the page before it in front; all else as it is."""
        operations, guids = self._operations(request)
        route = operations.get(request.method)
        if reply.status != 200 or route is None or route.listing is None:
            return reply
        row = row_before(self._world, route.listing, request, "".join(guids))
        return evolve(reply, body=dumps([row, *loads(reply.body)])) if row else reply

    def look(self, request: Request) -> Sight:
        """What a request asks for, as far as a fault has to know."""
        operations, guids = self._operations(request)
        return look(self._world, operations.get(request.method), request, guids)

    def own_error(self, status: int, text: str) -> Reply:
        """The nested shape; a 404 has no body."""
        return Reply.empty(404) if status == 404 else bad_body(text).reply

    def misnamed(self, request: Request, reply: Reply) -> Reply | None:
        """The answer to a write with another record of the collection in it; None where there is none."""
        return misnamed(self._world, self._operations(request)[0].get(request.method), reply)

    def token_to(self, request: Request) -> str | None:
        """A page token that leads to the page that is asked for, or to the first; None for a list without tokens."""
        route = self._operations(request)[0].get(request.method)
        return token_to(request) if route and route.listing and route.listing.paging is Paging.TOKEN else None

    def _served(self, request: Request) -> Reply:
        heartbeat = _HEARTBEAT.search(request.path)
        if heartbeat and request.method == "GET":
            return self._beat(request, heartbeat.group(1))
        if self.is_token(request):
            return self._access.token(request) if request.path.endswith("/token") else self._access.refresh(request)
        operations, guids = self._operations(request)
        route = operations.get(request.method)
        if route is None:
            return Reply.empty(405 if operations else 404)
        self._access.admit(request, route.scope)
        if route.addon and route.addon not in self.switches.addons:
            raise Refused.because(403, "AddonMissing", f"the add-on {route.addon} is not on", "PathParameter")
        unknown = [name for name, _ in request.query if route.listing is None and name not in route.query]
        if unknown and self.strict:
            raise bad_parameter(unknown[0], "is no parameter that the simulator knows here")
        return route.serve(request, *guids)

    def _beat(self, request: Request, which: str) -> Reply:
        if which == "authorized":
            self._access.admit(request)
            return Reply.empty(204)
        return Reply.of_text("OK", 200)

    def _operations(self, request: Request) -> tuple[dict[str, Route], list[str]]:
        found = _VERSIONED.search(request.path)
        return find(self._routes, found.group(1)) if found else ({}, [])

    def _check(self, shape: Shape, document: Document) -> None:
        wrong = list(complaints(shape, document, "", writing=False, strict=self.strict))
        if wrong:
            raise ValueError("; ".join(f"{where} {what}" for where, what in wrong))


def _shelf(collection: str) -> str:
    """Where the records of a collection stand: sales cases are projects."""
    return "projects" if collection == "sales_cases" else collection


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(entry) for entry in value] if isinstance(value, list) else value
