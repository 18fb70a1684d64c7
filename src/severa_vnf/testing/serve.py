"""`python -m severa_vnf.testing serve`: both services on loopback, for a program in any language."""

from __future__ import annotations

import argparse
import asyncio
import signal
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from severa_vnf.testing.http_server import HttpServer
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import World, demo_world, invoices_world, load_into


class SystemClock:
    """The true time."""

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    async def asleep(self, seconds: float) -> None:
        """Wait without holding up others."""
        await asyncio.sleep(seconds)


class Servers:
    """Both services over HTTP on loopback while its `with` block runs; the URLs are known inside it.

    A port of 0 takes a free one. Raises OSError where a port is taken.
    """

    severa_url: str
    """Severa's base URL."""
    vnf_url: str
    """Visma.net's base URL."""
    token_url: str
    """Where Visma.net's tokens are had."""

    def __init__(self, severa: Simulator, vnf: Simulator, *, severa_port: int = 0, vnf_port: int = 0) -> None:
        self._severa, self._severa_port = severa, severa_port
        self._vnf, self._vnf_port = vnf, vnf_port
        self._stop: Callable[[], None]

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.severa_url = stack.enter_context(HttpServer(self._severa, self._severa_port)).url
            self.vnf_url = stack.enter_context(HttpServer(self._vnf, self._vnf_port)).url
            self.token_url = f"{self.vnf_url}/connect/token"
            self._stop = stack.pop_all().close
        return self

    def __exit__(self, *error: object) -> None:
        self._stop()


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM or SIGINT. Prints both addresses, and every problem of an invoice that was read."""
    given = _parser().parse_args(arguments)
    world = _world(given.world, given.invoices, given.seed)
    for problem in world.problems:
        print(problem)
    clock = SystemClock()
    severa = SeveraSimulator(clock=clock, seed=given.seed)
    vnf = VnfSimulator(clock=clock, seed=given.seed)
    load_into(world, severa, vnf)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with Servers(severa, vnf, severa_port=given.severa_port, vnf_port=given.vnf_port) as servers:
        print(f"severa {servers.severa_url}\nvnf {servers.vnf_url}", flush=True)
        stopped.wait()
    return 0
