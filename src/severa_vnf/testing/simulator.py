"""What both simulators have in common: faults, counting, one request at a time, and the doors to them."""

from __future__ import annotations

import random
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from attrs import evolve

from severa_vnf.ports import Clock
from severa_vnf.testing.bent_dates import dated
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.faults import Faults
from severa_vnf.testing.misbehaviour import meet
from severa_vnf.testing.sight import Met, Sight, Sort
from severa_vnf.testing.transport import SimulatorTransport
from severa_vnf.testing.whims import Whims


class Simulator(ABC):
    """A service in memory. Subclasses answer requests; this class does what the network and the door do.

    `strict` makes it refuse, with a loud 400, what the real service would silently misread. `seed` makes every
    generated id the same from run to run. `latency` is how long each answer takes, in seconds. `faults` and `whims` are
    what goes wrong.
    """

    name: ClassVar[str]
    too_many_text: ClassVar[str]

    def __init__(self, *, clock: Clock | None = None, strict: bool = True, seed: int = 0, latency: float = 0.0) -> None:
        self.clock: Clock = clock or SimulatedClock()
        self.strict = strict
        self.random = random.Random(seed)
        self.latency = latency
        self.faults = Faults()
        self.whims = Whims()
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
        """Take one request through the faults; every answer is dated by the clock.

        Raises NotReceived or AnswerLost where there is no answer.
        """
        with self._door:
            if not self.is_token(request):
                self.requests.append(request)
            fault = self.faults.met(request.method, request.path, self.clock.now())
            reply = meet(Met(self, fault, request)) if fault else self.answer(request)
            headers = {**reply.headers, **dated(self.clock.now(), fault)}
            return evolve(reply, headers=headers, delay=reply.delay + self.latency)

    def taking(self, method: str, path: str) -> float:
        """Seconds between the pieces in which the body of this request is taken in; 0 where it is taken at once."""
        with self._door:
            fault = self.faults.met(method, path, self.clock.now(), before=True)
            if fault is None:
                return 0.0
            self.faults.fired[fault.kind] += 1
            return fault.seconds

    @abstractmethod
    def validation_error(self) -> Any:
        """The JSON body of this service's validation error."""

    @abstractmethod
    def shifted(self, request: Request, reply: Reply) -> Reply:
        """A page after the first with the last row of the page before it in front."""

    def look(self, request: Request) -> Sight:
        """What a request asks for, as far as a fault has to know."""
        return Sight(Sort.OTHER)

    def own_error(self, status: int, text: str) -> Reply:
        """An error in the service's own form, with that text where the form has room for one."""
        return Reply.of_json({"message": text}, status)

    def misnamed(self, request: Request, reply: Reply) -> Reply | None:
        """The answer to a write as if another record of the collection had been written; None where there is none."""
        return None

    def token_to(self, request: Request) -> str | None:
        """A page token that leads to the page that is asked for, or to the first; None for a list without tokens."""
        return None

    def accepted(self, request: Request) -> Reply:
        """202, as if the work were done later: a write is done now."""
        reply = self.answer(request) if request.method != "GET" else Reply.empty(202)
        return Reply.of_json({"id": "accepted"}, 202) if reply.status < 300 else reply

    def moved_job(self, reply: Reply, host: str) -> Reply | None:
        """The answer with the addresses of a background job on another host; None where it names none."""
        return None
