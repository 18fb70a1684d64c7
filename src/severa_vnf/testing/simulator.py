"""What both simulators have in common: faults, counting, one request at a time, and the doors to them."""

from __future__ import annotations

import random
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, assert_never

from attrs import evolve

from severa_vnf.ports import Clock
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, Request
from severa_vnf.testing.faults import Faults, Kind
from severa_vnf.testing.transport import SimulatorTransport

SLOW = 20.0
"""How long a slow answer takes, in seconds."""


class Simulator(ABC):
    """A service in memory. Subclasses answer requests; this class does what the network and the door do.

    `strict` makes it refuse, with a loud 400, what the real service would silently misread. `seed` makes every
    generated id the same from run to run. `latency` is how long each answer takes, in seconds.
    """

    name: ClassVar[str]
    too_many_text: ClassVar[str]

    def __init__(self, *, clock: Clock | None = None, strict: bool = True, seed: int = 0, latency: float = 0.0) -> None:
        self.clock: Clock = clock or SimulatedClock()
        self.strict = strict
        self.random = random.Random(seed)
        self.latency = latency
        self.faults = Faults()
        self.requests: list[Request] = []
        self._door = threading.RLock()

    @property
    def transport(self) -> SimulatorTransport:
        """The way in for httpx.Client and httpx.AsyncClient alike."""
        return SimulatorTransport(self)

    @abstractmethod
    def load(self, collection: str, documents: Iterable[Mapping[str, Any]]) -> None:
        """Put wire JSON in, as the service would answer it; missing fields get the service's defaults."""

    @abstractmethod
    def documents(self, collection: str) -> list[dict[str, Any]]:
        """What the service holds now, as wire JSON, in the order it was made. A copy."""

    @abstractmethod
    def answer(self, request: Request) -> Reply:
        """Do what is asked and answer. Called for one request at a time."""

    @abstractmethod
    def is_token(self, request: Request) -> bool:
        """Whether this is a token request: those are kept out of the count."""

    def handle(self, request: Request) -> Reply:
        """Take one request through the faults. Raises NotReceived or AnswerLost where there is no answer."""
        with self._door:
            if not self.is_token(request):
                self.requests.append(request)
            kind = self.faults.strike(request.method, request.path)
            reply = self._struck(kind, request) if kind else self.answer(request)
            return evolve(reply, delay=reply.delay + self.latency)

    def _struck(self, kind: Kind, request: Request) -> Reply:
        match kind:
            case Kind.UNREACHABLE:
                raise NotReceived(request.path)
            case Kind.TOO_MANY:
                return Reply.of_text(self.too_many_text, 429)
            case Kind.TOO_MANY_RETRY_AFTER:
                return Reply.of_text(self.too_many_text, 429, {"Retry-After": "1"})
            case Kind.SERVER_ERROR:
                return Reply.empty(500)
            case Kind.VALIDATION_500:
                return Reply.of_json(self.validation_error(), 500)
            case Kind.BAD_GATEWAY:
                return Reply(502, {"Content-Type": "text/html"}, b"<html><body>502 Bad Gateway</body></html>")
            case Kind.ANSWER_LOST:
                self.answer(request)
                raise AnswerLost(request.path)
            case Kind.COMMITTED_500:
                self.answer(request)
                return Reply.empty(500)
            case Kind.SLOW:
                return evolve(self.answer(request), delay=SLOW)
            case Kind.GARBAGE:
                reply = self.answer(request)
                return evolve(reply, body=b"\x00{not json") if request.method == "GET" else reply
            case Kind.SHIFT:
                return self.shifted(request, self.answer(request))
            case _:
                assert_never(kind)

    @abstractmethod
    def validation_error(self) -> Any:
        """The JSON body of this service's validation error."""

    @abstractmethod
    def shifted(self, request: Request, reply: Reply) -> Reply:
        """A page after the first with the last row of the page before it in front."""
