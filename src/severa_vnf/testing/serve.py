"""`python -m severa_vnf.testing serve`: both services on loopback, for a program in any language."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from severa_vnf.send import SystemClock
from severa_vnf.testing.http_server import HttpServer
from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.ubl import ubl_files
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import NOTHING, World, demo_world, invoices_world, load_into


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
    _stop: Callable[[], None]

    def __init__(self, severa: Simulator, vnf: Simulator, *, severa_port: int = 0, vnf_port: int = 0) -> None:
        self._severa, self._severa_port = severa, severa_port
        self._vnf, self._vnf_port = vnf, vnf_port

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
    """Serve until SIGTERM or SIGINT; prints both addresses, and every problem of an invoice file on stderr."""
    given = _parser().parse_args(arguments)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        severa, vnf = _loaded(given)
        with Servers(severa, vnf, severa_port=given.severa_port, vnf_port=given.vnf_port) as servers:
            print(f"severa {servers.severa_url}\nvnf {servers.vnf_url}", flush=True)
            stopped.wait()
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m severa_vnf.testing")
    commands = parser.add_subparsers(required=True)
    serve = commands.add_parser("serve", help="serve both simulators over HTTP on loopback until SIGTERM")
    serve.add_argument("--severa-port", type=int, default=8001, help="0 takes a free one (default 8001)")
    serve.add_argument("--vnf-port", type=int, default=8002, help="0 takes a free one (default 8002)")
    serve.add_argument("--world", metavar="demo|PATH", help="what they hold: a JSON file, or the demo (the default)")
    serve.add_argument(
        "--invoices", type=Path, metavar="FOLDER", help="UBL files to read; without --world nothing else"
    )
    serve.add_argument("--seed", type=int, default=0)
    return parser


def _loaded(given: argparse.Namespace) -> tuple[SeveraSimulator, VnfSimulator]:
    world = NOTHING if given.invoices and not given.world else _named(given.world or "demo", given.seed)
    if given.invoices:
        world = invoices_world(ubl_files(given.invoices), given.seed, beside=world)
    for problem in world.problems:
        print(problem, file=sys.stderr)
    clock = SystemClock()
    severa, vnf = SeveraSimulator(clock=clock, seed=given.seed), VnfSimulator(clock=clock, seed=given.seed)
    load_into(world, severa, vnf)
    return severa, vnf


def _named(name: str, seed: int) -> World:
    return demo_world(seed) if name == "demo" else World.from_json(Path(name).read_bytes())
