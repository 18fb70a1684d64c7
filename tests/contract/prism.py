"""Prism before a running service, and before Prism a door that writes down each exchange and what Prism said of it."""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from severa_vnf.ports import Clock
from severa_vnf.send import SystemClock
from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.http_server import HttpServer
from tests.contract.descriptions import System, mended, npm, store
from tests.contract.judge import Exchange, faults

PRISM = "@stoplight/prism-cli@5.16.0"
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host"}


class Door:
    """Passes each request on to Prism and keeps what Prism tells in a header of the answer."""

    def __init__(self, system: System, prism: str) -> None:
        self.clock: Clock = SystemClock()
        self.system = system
        self.exchanges: list[Exchange] = []
        self._prism = httpx.Client(base_url=prism, timeout=60, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._prism.close()

    def handle(self, request: Request) -> Reply:
        """Pass one request on; several may be under way."""
        headers = {name: value for name, value in request.headers.items() if name not in HOP}
        answer = self._prism.request(
            request.method, request.path, params=request.query, headers=headers, content=request.body
        )
        self.exchanges.append(Exchange(request, answer.status_code, _told(answer)))
        kept = {name.title(): value for name, value in answer.headers.items() if name not in HOP}
        return Reply(answer.status_code, kept, answer.content)

    def report(self) -> list[str]:
        """A line for each thing that was wrong so far."""
        return [f"{each}: {fault}" for each in self.exchanges for fault in faults(each, self.system)]


def _told(answer: httpx.Response) -> tuple[str, ...]:
    """Prism's words; a failure of its own (an answer that it cannot read) counts as well."""
    words = answer.headers.get("sl-violations", "[]")
    if not words.startswith("["):
        return (words,)  # "Too many violations!", and as many as a header holds
    told = [f"{'.'.join(each['location'])} {each['message']}" for each in json.loads(words)]
    if answer.headers.get("content-type") == "application/problem+json":
        told.append(f"response cannot be read: {answer.json()['title']}")
    return tuple(told)


def program() -> Path:
    """Prism; npm installs it at the first call, and finds nothing to do at later ones."""
    npm("install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", str(store()), PRISM)
    return store() / "node_modules" / ".bin" / "prism"


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until something listens. Raises RuntimeError where the process ends before that, or takes longer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"nothing listens on port {port}: {process.args!r}")


@contextmanager
def judged(system: System, upstream: str, folder: Path) -> Iterator[tuple[str, Door]]:
    """A service with Prism before it: the address to use instead of its own, and the door that keeps the record."""
    description = folder / f"{system}.json"
    description.write_text(json.dumps(mended(system)), "utf-8")
    port = free_port()
    words = [str(program()), "proxy", "--verboseLevel", "silent", "--port", str(port), str(description), upstream]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process)
            with Door(system, f"http://127.0.0.1:{port}") as door, HttpServer(door) as server:
                yield server.url, door
        finally:
            process.terminate()
