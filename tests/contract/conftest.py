"""Both simulators in a process of their own, with the judge before each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from attrs import frozen

from severa_vnf.testing.http_server import HttpServer
from tests.contract.descriptions import System
from tests.contract.passage import Judges
from tests.contract.prism import Door, free_port, judged, wait_for
from tests.contract.wrong import Parrot


@frozen
class Court:
    """The addresses to use, and the record of what came by."""

    severa_url: str
    vnf_url: str
    vnf_token_url: str
    doors: tuple[Door, Door]


@pytest.fixture
def court(tmp_path: Path) -> Iterator[Court]:
    """The demo world, served anew for each test."""
    severa, vnf = free_port(), free_port()
    words = ["-m", "severa_vnf.testing", "serve", "--world", "demo"]
    words += ["--severa-port", str(severa), "--vnf-port", str(vnf)]
    with subprocess.Popen([sys.executable, *words]) as served, ExitStack() as stack:
        stack.callback(served.terminate)
        wait_for(severa, served)
        wait_for(vnf, served)
        severa_url, left = stack.enter_context(judged("severa", f"http://127.0.0.1:{severa}", tmp_path))
        vnf_url, right = stack.enter_context(judged("vnf", f"http://127.0.0.1:{vnf}", tmp_path))
        yield Court(severa_url, f"{vnf_url}/controller/api", f"http://127.0.0.1:{vnf}/connect/token", (left, right))


@pytest.fixture
def judges(tmp_path: Path) -> Iterator[Judges]:
    """One for each simulator that the test makes itself."""
    with ExitStack() as stack:
        yield Judges(stack, tmp_path)


@pytest.fixture(scope="module")
def parrots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[System, tuple[str, Door, Parrot]]]:
    """For each system a stand-in that says what a test wants, with the judge before it."""
    systems: tuple[System, ...] = ("severa", "vnf")
    with ExitStack() as stack:
        found: dict[System, tuple[str, Door, Parrot]] = {}
        for system in systems:
            parrot = Parrot()
            upstream = stack.enter_context(HttpServer(parrot)).url
            url, door = stack.enter_context(judged(system, upstream, tmp_path_factory.mktemp(system)))
            found[system] = (url, door, parrot)
        yield found
