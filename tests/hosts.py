"""One test for both hosts: the sync client and the async one are called alike, and must do alike."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from severa_vnf import AsyncSevera, AsyncVismaNet, Severa, VismaNet
from severa_vnf.testing import SimulatedClock
from severa_vnf.testing.simulator import Simulator

SECRET = "canary-in-the-mine"
SEVERA: dict[str, Any] = {"client_id": "id", "client_secret": "secret"}
VNF: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "tenant_id": "demo"}


class Sync:
    """A host without an event loop."""

    Severa: Any = Severa
    VismaNet: Any = VismaNet
    Http: Any = httpx.Client

    def answer(self, given: Any) -> Any:
        """What a call gives."""
        return given

    def rows(self, given: Any) -> list[Any]:
        """Every row of a list."""
        return [*given]

    def severa(self, sim: Simulator, **options: Any) -> Any:
        """A client of a simulated Severa, in its time."""
        return self.Severa(**SEVERA | {"http_client": self.Http(transport=sim.transport), "clock": sim.clock} | options)

    def vnf(self, sim: Simulator, **options: Any) -> Any:
        """A client of a simulated Visma.net, in its time."""
        return self.VismaNet(**VNF | {"http_client": self.Http(transport=sim.transport), "clock": sim.clock} | options)


class Async(Sync):
    """A host with one."""

    Severa: Any = AsyncSevera
    VismaNet: Any = AsyncVismaNet
    Http: Any = httpx.AsyncClient

    def answer(self, given: Any) -> Any:
        """What a call gives."""
        return asyncio.run(given)

    def rows(self, given: Any) -> list[Any]:
        """Every row of a list."""

        async def read() -> list[Any]:
            return [row async for row in given]

        return asyncio.run(read())


Host = Sync | Async
both = pytest.mark.parametrize("host", [Sync(), Async()], ids=["sync", "async"])


class Yielding(SimulatedClock):
    """Its sleepers let others work, as real ones do."""

    async def asleep(self, seconds: float) -> None:
        """Let the others go first, then the time pass."""
        await asyncio.sleep(0)
        await super().asleep(seconds)
