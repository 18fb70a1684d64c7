"""The way into a simulator of this process, past its judge."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from attrs import evolve

from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.http_server import HttpServer
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.transport import SimulatorTransport
from tests.contract.descriptions import System
from tests.contract.prism import Door, judged

PLACES: dict[System, tuple[str, str]] = {"severa": ("/rest-api", ""), "vnf": ("", "/controller/api")}
"""What stands before /v1 at the address that a client takes by itself, and what the description has there."""


class Passage:
    """A simulator, asked through a door. Visma Connect, where Visma.net's tokens are had, is described nowhere."""

    def __init__(self, simulator: Simulator, door: Door) -> None:
        self.clock: Clock = simulator.clock
        self.simulator, self.door = simulator, door

    def handle(self, request: Request) -> Reply:
        """Pass it on, to the place that the description names."""
        if request.path == "/connect/token":
            return self.simulator.handle(request)
        known, described = PLACES[self.door.system]
        return self.door.handle(evolve(request, path=described + request.path.removeprefix(known)))


class Judges:
    """Takes its place before each simulator that is led here. What it has started ends with `stack`."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack, self._folder = stack, folder
        self._passages: dict[Simulator, Passage] = {}

    @property
    def doors(self) -> list[Door]:
        """With the record of what came by."""
        return [passage.door for passage in self._passages.values()]

    def way(self, simulator: Simulator) -> SimulatorTransport:
        """The way in for an httpx client, the same one each time."""
        if simulator not in self._passages:
            system: System = "severa" if simulator.name == "severa" else "vnf"
            upstream = self._stack.enter_context(HttpServer(simulator)).url
            _, door = self._stack.enter_context(judged(system, upstream, self._folder))
            self._passages[simulator] = Passage(simulator, door)
        return SimulatorTransport(self._passages[simulator])
