"""Invoices with files, and what hangs on their documents: what the tests of this folder share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
from attrs import define

from severa_vnf import Settings, Severa, VismaNet
from severa_vnf.plan import Report
from severa_vnf.testing.worlds import World
from severa_vnf.vnf import attachment
from tests.flows.office import Kind, Office, few

ATTACHMENTS = Settings(attachments=True)
INVOICE, CREDIT_NOTE, CREDITED = 0, 6, 1
"""Places in the demo world: an invoice, a credit note, and the invoice that it credits."""


def filed(*names: str, settings: Settings = ATTACHMENTS, world: World | None = None, **switches: Any) -> Office:
    """One invoice with these files; each holds its own name."""
    office = Office(world or few(INVOICE), settings=settings, **switches)
    for name in names:
        office.severa.attach(office.guid(0), name, name.encode())
    return office


@define
class Cutting(Office):
    """A company whose Severa gives another answer where a path holds `place`: no file, or half of one."""

    place: str = ""
    answer: Callable[[], httpx.Response] = httpx.codes

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        _, visma_net = super().clients()
        http = httpx.Client(transport=httpx.MockTransport(self._handle))
        return Severa(client_id="id", client_secret="secret", clock=self.clock, http_client=http), visma_net

    def _handle(self, request: httpx.Request) -> httpx.Response:
        if self.place and self.place in request.url.path:
            return self.answer()
        return self.severa.transport.handle_request(request)


def hung(office: Office, place: int = 0) -> dict[str, int]:
    """The names of the files on an invoice's document, each with its revision."""
    return {one["name"]: one["revision"] for one in document(office, place)["attachments"]}


def document(office: Office, place: int = 0) -> dict[str, Any]:
    """An invoice's document, found by the mark in its note."""
    return next(one for one in office.documents() if office.guid(place) in one["note"])


def content(office: Office, name: str, place: int = 0) -> bytes:
    """What Visma.net gives for a file."""
    found = next(one["id"] for one in document(office, place)["attachments"] if one["name"] == name)
    return office.clients()[1].send(attachment.get(found))


def due(office: Office) -> dict[str, list[str]]:
    """What is still due, by invoice."""
    return {guid: [task["kind"] for task in one["tasks"]] for guid, one in office.known("following").items()}


def log(office: Office) -> list[str]:
    """The codes of the problems that are open."""
    return [entry.cause.code for entry in office.bridge().problems()]


def later(office: Office, driver: Kind = "sync", **span: float) -> Report:
    """A cycle after some time, five minutes where nothing else is said."""
    office.clock.advance(timedelta(**span or {"minutes": 5}))
    return office.cycle(driver)


def exchanges(office: Office, about: str = "") -> int:
    """How often both services were asked, for something whose path holds this; tokens left out."""
    asked = [*office.severa.requests, *office.vnf.requests]
    return sum(about in one.path and not one.path.endswith("token") for one in asked)
