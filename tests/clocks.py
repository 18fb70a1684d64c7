"""Clocks that people set, and ways on which the time of an answer is another."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx
from attrs import define, field

from severa_vnf import AsyncBridge, AsyncSevera, AsyncVismaNet, Bridge, Severa, VismaNet
from severa_vnf.ports import Clock, Observer
from severa_vnf.testing import SimulatedClock
from tests.flows.office import Kind, Office


@define
class Wall:
    """A host's clock: the world's, off by so much. With `Steady` it has one beside it that nobody sets."""

    world: SimulatedClock
    off: timedelta = timedelta()

    def now(self) -> datetime:
        """As it shows."""
        return self.world.now() + self.off

    def sleep(self, seconds: float) -> None:
        """Let the world's time pass."""
        self.world.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """The same for an async host."""
        await self.world.asleep(seconds)


@define
class Steady(Wall):
    """One that has seconds which nobody sets."""

    def monotonic(self) -> float:
        """The world's."""
        return self.world.now().timestamp()


@define
class Dated(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A way into a simulator on which an answer's headers of the time are changed."""

    way: Any
    headers: Callable[[], dict[str, str]]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass it on."""
        return self._changed(self.way.handle_request(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass it on."""
        return self._changed(await self.way.handle_async_request(request))

    def _changed(self, answer: httpx.Response) -> httpx.Response:
        del answer.headers["Date"]
        answer.headers.update(self.headers())
        return answer


@define
class Host:
    """A host of an office's, by a clock of its own; the services' answers tell the world's time, or another."""

    office: Office
    clock: Clock
    severa: Callable[[], dict[str, str]] = field()
    vnf: Callable[[], dict[str, str]] = field()
    name: str = "web-1"

    @severa.default
    @vnf.default
    def _right(self) -> Callable[[], dict[str, str]]:
        return dated(self.office.clock)

    def bridge(self, observer: Observer | None = None) -> Bridge:
        """A bridge in a fresh process."""
        severa, vnf = self._ways()
        return Bridge(
            Severa(**self._secrets(), http_client=httpx.Client(transport=severa)),
            VismaNet(**self._secrets(), tenant_id="demo", http_client=httpx.Client(transport=vnf)),
            **self._given(observer),
        )

    def async_bridge(self, observer: Observer | None = None) -> AsyncBridge:
        """The same for an async process."""
        severa, vnf = self._ways()
        return AsyncBridge(
            AsyncSevera(**self._secrets(), http_client=httpx.AsyncClient(transport=severa)),
            AsyncVismaNet(**self._secrets(), tenant_id="demo", http_client=httpx.AsyncClient(transport=vnf)),
            **self._given(observer),
        )

    def using(self, kind: Kind, use: Callable[[Any], Any], observer: Observer | None = None) -> Any:
        """What a fresh process of that kind gets of its bridge."""
        if kind == "sync":
            return use(self.bridge(observer))

        async def run() -> Any:
            return await use(self.async_bridge(observer))

        return asyncio.run(run())

    def cycle(self, kind: Kind = "sync", observer: Observer | None = None) -> Any:
        """One cycle in a fresh process."""
        return self.using(kind, lambda bridge: bridge.sync("invoices"), observer)

    def _ways(self) -> tuple[Dated, Dated]:
        office = self.office
        return Dated(office.severa.transport, self.severa), Dated(office.vnf.transport, self.vnf)

    def _secrets(self) -> dict[str, Any]:
        return {"client_id": "id", "client_secret": "secret", "clock": self.clock, "timeout": self.office.timeout}

    def _given(self, observer: Observer | None) -> dict[str, Any]:
        office = self.office
        office.link_registers()
        given = {"store": office.store, "settings": office.settings, "tenant": "acme"}
        return {**given, "observer": observer, "host": self.name}


def dated(clock: SimulatedClock, off: timedelta = timedelta(), **more: str) -> Callable[[], dict[str, str]]:
    """The headers of answers that tell the time of a clock that is off by so much."""
    return lambda: {"Date": format_datetime(clock.now() + off, usegmt=True), **more}


def undated() -> dict[str, str]:
    """The headers of answers that tell no time."""
    return {}
