"""What the doors of a simulated service, the socket and the transport, ask of it."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import Reply, Request


class Service(Protocol):
    """What can be served: a simulator, or whatever answers like one."""

    clock: Clock

    def handle(self, request: Request) -> Reply:
        """Answer one request. Raises NotReceived or AnswerLost where there is no answer."""


@runtime_checkable
class Taker(Protocol):
    """One that may take in the body of a request slowly."""

    def taking(self, method: str, path: str) -> float:
        """Seconds between the pieces in which the body is taken in; 0 where it is taken at once."""


def taking(service: Service, request: Request) -> float:
    """Seconds between the pieces in which the service takes in the body of this request."""
    return service.taking(request.method, request.path) if isinstance(service, Taker) else 0.0
