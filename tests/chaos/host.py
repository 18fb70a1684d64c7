"""A host of its own process: cycle after cycle on one SQLite file, until it is killed. Each ends with a line of JSON.

`python -m tests.chaos.host ORDERS`: the orders are JSON, see `Orders`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
import traceback
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any

from attrs import asdict, evolve, frozen

from severa_vnf import AsyncBridge, AsyncSevera, AsyncVismaNet, Bridge, BridgeError, Severa, VismaNet
from severa_vnf.plan import Report
from severa_vnf.send import SystemClock
from severa_vnf.stores import SqliteStore
from tests.year.host import SETTINGS

LEASE, SETTLE, SKEW, TIMEOUT, DEADLINE = 4.0, 1.0, 2.0, 0.5, 10.0
"""Seconds. A call takes no longer than four times the time-out, one for each of its phases."""
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
    with severa, vnf, closing(SqliteStore(orders.store)) as store:
        bridge = Bridge(severa, vnf, store=store, **_details(orders))
        for _ in range(orders.cycles):
            begun, ended = time.monotonic(), None
            try:
                ended = bridge.sync(deadline=DEADLINE)
            except Exception as error:  # noqa: BLE001 - whatever leaves a run is told
                ended = error
            tell(begun, ended)
            time.sleep(orders.pause)


async def work_async(orders: Orders) -> None:
    """The same for an async host."""
    severa, vnf = clients(orders, AsyncSevera, AsyncVismaNet)
    async with severa, vnf:
        with closing(SqliteStore(orders.store)) as store:
            bridge = AsyncBridge(severa, vnf, store=store, **_details(orders))
            for _ in range(orders.cycles):
                begun, ended = time.monotonic(), None
                try:
                    ended = await bridge.sync(deadline=DEADLINE)
                except Exception as error:  # noqa: BLE001 - whatever leaves a run is told
                    ended = error
                tell(begun, ended)
                await asyncio.sleep(orders.pause)


def clients(orders: Orders, severa: Any, vnf: Any) -> tuple[Any, Any]:
    """Clients of these two classes."""
    shared = {"client_id": "id", "client_secret": orders.secret, "timeout": TIMEOUT, "max_retries": 2}
    shared["clock"] = OffClock(orders.offset)
    return (
        severa(**shared, base_url=f"{orders.severa}/v1", calls_per_second=200),
        vnf(**shared, base_url=orders.vnf, token_url=f"{orders.vnf}/connect/token", tenant_id="demo"),
    )


def _details(orders: Orders) -> dict[str, Any]:
    return {"settings": CHOSEN, "tenant": "acme", "host": orders.name}


def tell(begun: float, ended: Report | Exception) -> None:
    """One line: how long it took, and how it ended. What is no BridgeError is told whole."""
    told: dict[str, Any] = {"begun": begun, "ended": time.monotonic(), "error": "", "strange": "", "problems": []}
    if isinstance(ended, Report):
        told["problems"] = [[one.stream, one.record, one.code] for one in ended.problems]
    else:
        told["error"] = f"{type(ended).__name__}: {ended}"
        told["strange"] = "" if isinstance(ended, BridgeError) else "".join(traceback.format_exception(ended))
    print(json.dumps(told), flush=True)


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
