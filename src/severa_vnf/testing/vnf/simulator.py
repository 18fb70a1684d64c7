"""The simulator: the door, the headers, and what a person can do in the program itself."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping
from decimal import Decimal
from mimetypes import guess_type
from typing import Any, ClassVar

from attrs import evolve

from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import Reply, Request, dumps, loads
from severa_vnf.testing.sight import Sight
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.vnf import actions, attachments, paying, people, tokens
from severa_vnf.testing.vnf.address import find
from severa_vnf.testing.vnf.background import Background
from severa_vnf.testing.vnf.call import Call, Routes
from severa_vnf.testing.vnf.engine import serve
from severa_vnf.testing.vnf.listing import records_of
from severa_vnf.testing.vnf.loading import filled
from severa_vnf.testing.vnf.lookups import RESOURCES
from severa_vnf.testing.vnf.quota import Quota
from severa_vnf.testing.vnf.refusals import Refused, message, refusal
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.sight import look, misnamed, moved_job
from severa_vnf.testing.vnf.switches import VnfSwitches
from severa_vnf.testing.vnf.world import Record, World, copy

_DENIED = {"Message": "Authorization has been denied for this request."}
_RIGHT = {"GET": "read", "POST": "create", "PUT": "update", "DELETE": "delete"}


class VnfSimulator(Simulator):
    """Visma.net Financials in memory: one company, empty until it is loaded (`company()` gives a whole small one).

    Takes requests under /v1 and /v2, with or without /controller/api or /API/controller/api before them, and the token
    request at /connect/token. Switches are given one by one or as a VnfSwitches value.
    """

    name: ClassVar[str] = "vnf"
    too_many_text: ClassVar[str] = "Rate limit is exceeded. Try again later."

    def __init__(
        self,
        clock: Clock | None = None,
        strict: bool = True,
        seed: int = 0,
        latency: float = 0.0,
        switches: VnfSwitches | None = None,
        **given: Any,
    ) -> None:
        super().__init__(clock=clock, strict=strict, seed=seed, latency=latency)
        self.switches = evolve(switches or VnfSwitches(), **given)
        self.max_in_flight = 0
        """The most requests that were ever at the door at once; a transport that waits inside shows fewer."""
        self._in_flight = 0
        self._counter = threading.Lock()
        self._world = World(RESOURCES, self.switches, self.clock, self.random, strict, self.whims)
        self._routes = Routes(RESOURCES)
        self._tokens = tokens.Tokens(self._world)
        self._background = Background(self._world)
        self._quota = Quota(self.switches.calls_an_hour)

    # Seen from outside

    def handle(self, request: Request) -> Reply:
        """Take one request, and count how many there are at once."""
        with self._counter:
            self._in_flight += 1
            self.max_in_flight = max(self.max_in_flight, self._in_flight)
        try:
            return super().handle(request)
        finally:
            with self._counter:
                self._in_flight -= 1

    def is_token(self, request: Request) -> bool:
        """Whether this is a token request."""
        return request.path.lower().rstrip("/") == tokens.PATH

    def answer(self, request: Request) -> Reply:
        """Do what is asked; every answer tells the budget and its own id."""
        self._world.catch_up()
        reply = self._tokens.issue(request) if self.is_token(request) else self._answer(request)
        own = {"Ipp-Request-Id": self._world.guid(), **self._quota.headers(self.clock.now())}
        return evolve(reply, headers={**reply.headers, **own})

    def validation_error(self) -> Any:
        """The body of a refused write."""
        return message("The document was not saved.", "POST", self._world.guid())

    def shifted(self, request: Request, reply: Reply) -> Reply:
        """A page after the first with the last row of the page before it in front."""
        number = dict(request.query).get("pageNumber", "1")
        if reply.status != 200 or number == "1":
            return reply
        before = tuple((name, str(int(number) - 1) if name == "pageNumber" else value) for name, value in request.query)
        earlier, later = loads(self.answer(evolve(request, query=before)).body), loads(reply.body)
        if isinstance(later, dict):
            return evolve(reply, body=dumps({**later, "records": earlier["records"][-1:] + later["records"]}))
        return evolve(reply, body=dumps(earlier[-1:] + later))

    def look(self, request: Request) -> Sight:
        """What a request asks for, as far as a fault has to know."""
        return look(self._world, self._routes, request)

    def misnamed(self, request: Request, reply: Reply) -> Reply | None:
        """The answer to a create with the Location of another record of the collection; None where there is none."""
        return misnamed(self._world, self._routes, reply)

    def accepted(self, request: Request) -> Reply:
        """202: whatever it is, it is carried out in the background."""
        return self._background.accept(request, "https://api.finance.visma.net", lambda: self.answer(request))

    def moved_job(self, reply: Reply, host: str) -> Reply | None:
        """The answer with the addresses of a background job on another host; None where it names none."""
        return moved_job(reply, host)

    def _answer(self, request: Request) -> Reply:
        try:
            call = self._routes.call(request)
            if call is None:
                return Reply.of_json({"message": f"No HTTP resource was found at {request.path}."}, 404)
            scopes = self._tokens.scopes(request)
            if scopes is None:
                return Reply.of_json(_DENIED, 401, {"WWW-Authenticate": "Bearer"})
            if not self._quota.take(self.clock.now()):
                wait = str(self._quota.seconds_left(self.clock.now()))
                return Reply.of_text(self.too_many_text, 429, {"Retry-After": wait})
            _served(call)
            right = self.switches.action_scope if "action" in call.rest else _RIGHT[request.method]
            if f"vismanet_erp_service_api:{right}" not in scopes:
                raise Refused(f"The token lacks the scope vismanet_erp_service_api:{right}.", 403)
            if call.resource.name == "background":
                return self._background.answer(call.root, call.rest)
        except Refused as refused:
            return self._refusal(refused, request.method)
        if "erp-api-background" in request.headers and request.method in self.switches.background_verbs:
            later = evolve(call, background=True)
            return self._background.accept(request, call.root, lambda: self._carry_out(later))
        return self._carry_out(call)

    def _carry_out(self, call: Call) -> Reply:
        try:
            return serve(self._world, call)
        except Refused as refused:
            return self._refusal(refused, call.method)
        except ArithmeticError:
            return self._refusal(Refused("Value was either too large or too small for a Decimal."), call.method)

    def _refusal(self, refused: Refused, method: str) -> Reply:
        return refusal(refused, method, self._world.guid(), self.switches.error_shape)

    # Seen by a test

    def load(self, collection: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Put wire JSON in, as the service would answer it; missing fields get the service's defaults."""
        with self._door:
            for document in documents:
                record = self._world.put(RESOURCES[collection], filled(self._world, RESOURCES[collection], document))
                record.made = record.written = None

    def documents(self, collection: str) -> list[dict[str, Any]]:
        """What the service holds now, as wire JSON, in the order it was made. A copy."""
        with self._door:
            self._world.catch_up()
            return [copy(record.wire) for record in records_of(self._world, RESOURCES[collection])]

    def revoke_tokens(self) -> None:
        """Make every token invalid, as when a secret is renewed."""
        with self._door:
            self._tokens.revoke()

    # Done by a person in Visma.net

    def edit(self, collection: str, key: str, **wire_fields: Any) -> None:
        """Change fields of a record, its key included. A key of two parts is `kind/number`."""
        with self._door:
            resource, record = self._found(collection, key)
            self._world.change(resource, record, copy({**record.wire, **wire_fields}))

    def remove(self, collection: str, key: str) -> None:
        """Delete a record, whatever its state; a project goes with its tasks."""
        with self._door:
            people.remove(self._world, *self._found(collection, key))

    def renumber(self, collection: str, key: str, number: str) -> None:
        """Give a customer, an item or a project another number; whatever names it follows."""
        self.edit(collection, key, **{RESOURCES[collection].key[-1]: number})

    def rewrite(self, collection: str, key: str, **fields: Any) -> None:
        """Change a record by the names that the API writes, with plain values; totals follow.

        Lines are rows with an `operation`. Raises Refused where the state of the record forbids it.
        """
        with self._door:
            people.rewrite(self._world, *self._found(collection, key), fields)

    def copy_document(self, collection: str, number: str, **wire_fields: Any) -> str:
        """Make an unreleased copy of an invoice or a credit note, note and lines included. Gives its number."""
        with self._door:
            resource, record = self._found(collection, number)
            return people.duplicate(self._world, resource, record, wire_fields).key

    def reuse_number(self, collection: str, number: str) -> None:
        """Let the next document of this sort get this number."""
        with self._door:
            people.reuse(self._world, RESOURCES[collection], number)

    def release(self, number: str, document_type: str = "Invoice") -> None:
        """Release an invoice or a credit note."""
        with self._door:
            resource = paying.OWED[document_type]
            actions.release(self._world, resource, find(self._world, resource, (number,)))

    def pay(self, number: str, amount: Decimal | int | str, document_type: str = "Invoice") -> str:
        """Enter and release a payment, in the document's currency. Gives the payment's number."""
        with self._door:
            return str(paying.pay(self._world, number, Decimal(amount), document_type).wire["refNbr"])

    def void(self, number: str) -> None:
        """Void a payment."""
        with self._door:
            actions.void(self._world, find(self._world, RESOURCES["customer_payment"], ("Payment", number)))

    def attach(self, collection: str, key: str, name: str, content: bytes, line: int | None = None) -> str:
        """Put a file on a document, or on one of its lines. Gives the attachment's id."""
        with self._door:
            resource, record = self._found(collection, key)
            kind = guess_type(name)[0] or "application/octet-stream"
            place = None if line is None else str(line)
            return attachments.keep(self._world, resource, record, place, attachments.File(name, kind, content))

    def _found(self, collection: str, key: str) -> tuple[Resource, Record]:
        resource = RESOURCES[collection]
        return resource, find(self._world, resource, _named(collection, key))


def _named(collection: str, key: str) -> tuple[str, ...]:
    kind, slash, number = key.partition("/")
    return (kind, number) if slash and RESOURCES[collection].key_guesses else (key,)


def _served(call: Call) -> None:
    resource, method = call.resource, call.method
    posted = method == "POST" and bool(call.rest) and resource.name != "project_task"
    version = resource.create_version if method == "POST" and not call.rest else resource.version
    if call.version != version:
        raise Refused(f"{method} {call.request.path} is not there in {call.version}; it is in {version}.", 404)
    if method not in resource.verbs and not posted:
        raise Refused(f"The resource {resource.path} does not support {method}.", 405)
