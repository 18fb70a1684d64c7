"""A host of its own process: cycle after cycle on one SQLite file, until it is killed. Each ends with a line of JSON.

`python -m tests.chaos.host ORDERS`: the orders are JSON, see `Orders`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import traceback
from collections.abc import Callable
from contextlib import closing, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from attrs import asdict, evolve, frozen

from severa_vnf import AsyncBridge, AsyncSevera, AsyncVismaNet, Bridge, BridgeError, Severa, VismaNet, transport
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.invoices import creator, removal
from severa_vnf.plan import Report
from severa_vnf.send import SystemClock
from severa_vnf.stores import SqliteStore
from severa_vnf.wire import judge
from tests.year.host import SETTINGS

LEASE, SETTLE, SKEW, TIMEOUT, DEADLINE, PATIENCE = 3.0, 0.5, 1.5, 0.5, 10.0, 1.5
"""Seconds. A call takes no longer than four times the time-out, one for each of its phases. Another process that is
stopped in the middle of a commit keeps the file locked: that is waited for with patience, and then told."""
CHOSEN = evolve(
    SETTINGS,
    lease=timedelta(seconds=LEASE),
    settle=timedelta(seconds=SETTLE),
    max_clock_skew=timedelta(seconds=SKEW),
)


@frozen
class Orders:
    """Where everything is, what kind of host it is, and by how many seconds its clock is off."""

    name: str
    asynchronous: bool
    severa: str
    vnf: str
    store: str
    secret: str
    offset: float = 0.0
    pause: float = 0.2
    cycles: int = 1_000_000
    broken: str = ""
    """What is broken in its engine, on purpose: one of `BROKEN`."""

    def to_json(self) -> str:
        """For the command line."""
        return json.dumps(asdict(self))


class OffClock(SystemClock):
    """The machine's clock, and so many seconds more."""

    def __init__(self, offset: float) -> None:
        self._offset = timedelta(seconds=offset)

    def now(self) -> datetime:
        """What this host takes for the present moment."""
        return super().now() + self._offset


def work(orders: Orders) -> None:
    """For a sync host."""
    severa, vnf = clients(orders, Severa, VismaNet)
    with severa, vnf, closing(SqliteStore(orders.store, patience=PATIENCE)) as store:
        bridge = Bridge(severa, vnf, store=store, **_details(orders))
        for _ in range(orders.cycles):
            begun, ended = begin(), None
            try:
                ended = bridge.sync(deadline=deadline(orders))
            except Exception as error:  # noqa: BLE001 - whatever leaves a run is told
                ended = error
            tell(begun, ended)
            time.sleep(orders.pause)


async def work_async(orders: Orders) -> None:
    """The same for an async host."""
    severa, vnf = clients(orders, AsyncSevera, AsyncVismaNet)
    async with severa, vnf:
        with closing(SqliteStore(orders.store, patience=PATIENCE)) as store:
            bridge = AsyncBridge(severa, vnf, store=store, **_details(orders))
            for _ in range(orders.cycles):
                begun, ended = begin(), None
                try:
                    ended = await bridge.sync(deadline=deadline(orders))
                except Exception as error:  # noqa: BLE001 - whatever leaves a run is told
                    ended = error
                tell(begun, ended)
                await asyncio.sleep(orders.pause)


def clients(orders: Orders, severa: Any, vnf: Any) -> tuple[Any, Any]:
    """Clients of these two classes."""
    if orders.broken:
        BROKEN[orders.broken]()
    shared = {"client_id": "id", "client_secret": orders.secret, "timeout": TIMEOUT, "max_retries": 2}
    shared["clock"] = OffClock(orders.offset)
    made = (
        severa(**shared, base_url=f"{orders.severa}/v1", calls_per_second=200),
        vnf(**shared, base_url=orders.vnf, token_url=f"{orders.vnf}/connect/token", tenant_id="demo"),
    )
    for client in made if orders.broken == "no-deadline" else ():
        client._transport._timeout = dict.fromkeys(client._transport._timeout, HOURS)
    return made


def _details(orders: Orders) -> dict[str, Any]:
    return {"settings": CHOSEN, "tenant": "acme", "host": orders.name}


@frozen
class Moment:
    """A moment, and for how long until then this process was ready to go on and got no core."""

    at: float
    starved: float

    @classmethod
    def now(cls, process: int | str = "self") -> Moment:
        """The present one. What the system does not tell of the process is nothing: Linux alone does."""
        scheduled = Path(f"/proc/{process}/schedstat")
        waited = float(scheduled.read_text().split()[1]) / 1e9 if scheduled.exists() else 0.0
        return cls(time.monotonic(), waited)


def begin() -> Moment:
    """One line: a run begins."""
    now = Moment.now()
    print(json.dumps({"begins": now.at, "starved": now.starved}), flush=True)
    return now


def deadline(orders: Orders) -> float | None:
    """How long a run may take."""
    return None if orders.broken == "no-deadline" else DEADLINE


def tell(begun: Moment, ended: Report | Exception) -> None:
    """One line: how long it took, and how it ended. What is no BridgeError is told whole."""
    now = Moment.now()
    told: dict[str, Any] = {"begun": begun.at, "ended": now.at, "starved": now.starved - begun.starved}
    told |= {"error": "", "strange": "", "problems": []}
    if isinstance(ended, Report):
        told["problems"] = [[one.stream, one.record, one.code] for one in ended.problems]
    else:
        told["error"] = f"{type(ended).__name__}: {ended}"
        told["strange"] = "" if isinstance(ended, BridgeError) else "".join(traceback.format_exception(ended))
    print(json.dumps(told), flush=True)


# Engines that are broken on purpose, in this process alone


def _no_proof() -> None:
    """Whatever document an answer names is taken for ours."""
    for module in (creator, removal):
        module.is_ours = _yes
    removal.is_anothers = _no


def _yes(*about: Any) -> Flow[bool]:
    return True
    yield


def _no(*about: Any) -> Flow[bool]:
    return False
    yield


def _believed_404() -> None:
    """Every 404 is taken for the service's own."""
    true = judge.words

    def words(call: Any, reply: Any) -> Any:
        said = true(call, reply)
        return evolve(said, own=True) if reply.status == 404 else said

    judge.words = words


def _no_deadline() -> None:
    """No call has an end, and no run: see `clients` and `deadline`."""

    class Endless(transport._Way):
        def __init__(self, out: Any, longest: float) -> None:
            super().__init__(out, longest)
            self.until += HOURS

    transport._Way = Endless
    transport.asyncio = SimpleNamespace(timeout=lambda seconds: nullcontext())


HOURS = 10_000.0
BROKEN: dict[str, Callable[[], None]] = {
    "no-proof": _no_proof,
    "believed-404": _believed_404,
    "no-deadline": _no_deadline,
}
"""What may be broken, and how."""


def main(given: str) -> int:
    """Work."""
    orders = Orders(**json.loads(given))
    if orders.asynchronous:
        asyncio.run(work_async(orders))
    else:
        work(orders)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
