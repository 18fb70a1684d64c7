"""A company with whose services' answers something happens on their way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from attrs import define, field

from severa_vnf import Severa, VismaNet
from severa_vnf.testing.exchange import loads
from severa_vnf.wire.encode import dumps
from tests.flows.costs.purchases import Buyer

Bend = Callable[[httpx.Request, httpx.Response], httpx.Response]
Firewall = Callable[[httpx.Request], httpx.Response | None]


class Bending(httpx.BaseTransport):
    """Turn some requests away, and bend the answers to the others."""

    def __init__(self, inner: httpx.BaseTransport, bend: Bend, turn_away: Firewall) -> None:
        self.inner, self.bend, self.turn_away = inner, bend, turn_away

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask, and bend."""
        turned_away = self.turn_away(request)
        if turned_away is not None:
            return turned_away
        answer = self.inner.handle_request(request)
        answer.read()
        return self.bend(request, answer)


def straight(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
    """As it came."""
    return answer


def passes(request: httpx.Request) -> None:
    """Let it through."""


def says(rows: Any, status: int = 200) -> httpx.Response:
    """An answer that says this."""
    return httpx.Response(status, headers={"content-type": "application/json"}, content=dumps(rows))


def forbidden() -> httpx.Response:
    """No, in Severa's own words."""
    return says({"error": {"httpStatusCode": 403, "type": "PermissionDenied", "details": []}}, 403)


def made(change: Callable[[list[Any]], Any], path: str = "/projectfees") -> Bend:
    """What a create of that path answers is changed."""

    def bend(request: httpx.Request, answer: httpx.Response) -> httpx.Response:
        if request.method == "POST" and request.url.path.endswith(path):
            return says(change(loads(answer.content)), 201)
        return answer

    return bend


@define
class BentBuyer(Buyer):
    """Such a company: `bend` is done to Severa's answers, `bend_vnf` to those of Visma.net."""

    bend: Bend = field(default=straight)
    firewall: Firewall = field(default=passes)
    bend_vnf: Bend = field(default=straight)

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "clock": self.clock}
        severa = httpx.Client(transport=Bending(self.severa.transport, self.bend, self.firewall))
        vnf = httpx.Client(transport=Bending(self.vnf.transport, self.bend_vnf, passes))
        return Severa(**secrets, http_client=severa), VismaNet(**secrets, tenant_id="demo", http_client=vnf)
