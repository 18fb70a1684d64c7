"""Senders over functions: what the tests of sending share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from time import sleep
from typing import Any

from attrs import evolve

from severa_vnf.send import AsyncSender, SyncSender
from severa_vnf.testing import SimulatedClock
from severa_vnf.wire.account import Account, Outgoing
from severa_vnf.wire.call import Call, NoReply, Reply, nothing
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.pace import Pace
from severa_vnf.wire.token import vnf_token
from tests.hosts import Async, Host, Yielding

SECOND = timedelta(seconds=1)
GET = Call("vnf", "GET", "/v1/x", nothing)
POST = evolve(GET, method="POST", body=b"{}")
ACCOUNT = Account("vnf", "https://host", vnf_token("id", "secret", "tenant", ""), "https://host/connect/token")

Answers = Callable[[Outgoing], Reply | NoReply]


class Wire:
    """A way to a service that is a function; a token request is answered after a while with t1, then t2 and so on."""

    longest = 1.0

    def __init__(self, answer: Answers) -> None:
        self._answer = answer
        self._tokens = 0

    def send(self, out: Outgoing) -> Reply | NoReply:
        """Answer."""
        if not out.url.endswith("/connect/token"):
            return self._answer(out)
        self._tokens += 1
        token = f"t{self._tokens}"
        sleep(0.02)
        return Reply(200, {}, dumps({"access_token": token, "expires_in": 3600}))

    def close(self) -> None:
        """Nothing is open."""


class AsyncWire(Wire):
    """The same for an async host."""

    async def send(self, out: Outgoing) -> Reply | NoReply:
        """Let the others go first, then answer."""
        await asyncio.sleep(0)
        return super().send(out)

    async def close(self) -> None:
        """Nothing is open."""


class Watched(Pace):
    """Remembers when each call was let through."""

    def __init__(self, calls: int | None) -> None:
        super().__init__(calls)
        self.gone: list[datetime] = []

    def turn(self, now: datetime) -> float:
        """Let through, or say how long to wait."""
        wait = super().turn(now)
        if not wait:
            self.gone.append(now)
        return wait

    def crowded(self, calls: int) -> bool:
        """Whether any second held more calls than that."""
        return any(later - earlier < SECOND for earlier, later in zip(self.gone, self.gone[calls:], strict=False))


def sender(
    host: Host,
    wire: Answers = lambda out: Reply(204),
    pace: Pace | None = None,
    at_once: int | None = None,
    clock: SimulatedClock | None = None,
) -> Any:
    """A sender of a host over a function."""
    details = (ACCOUNT, pace or Pace(None), at_once, 2, clock or Yielding())
    return AsyncSender(AsyncWire(wire), *details) if isinstance(host, Async) else SyncSender(Wire(wire), *details)


def at_once(host: Host, one: Any, calls: list[Call[Any]]) -> list[Any]:
    """Make calls side by side: by as many threads, or tasks, as there are calls."""
    if not isinstance(host, Async):
        with ThreadPoolExecutor(len(calls)) as pool:
            return [*pool.map(one.send, calls)]

    async def gather() -> list[Any]:
        return await asyncio.gather(*map(one.send, calls))

    return asyncio.run(gather())
