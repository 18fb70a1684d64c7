"""A host's process as its tormentor sees it: started, stopped, killed, and listened to."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from attrs import define, field

from tests.chaos.host import DEADLINE, Moment, Orders

GRACE = 5.0
"""Seconds over its deadline that a run may take."""


@define
class Process:
    """One host. What it says is kept, word for word, for the search for secrets."""

    orders: Orders
    said: list[str] = field(factory=list)
    wrong: list[str] = field(factory=list)
    runs: int = 0
    well: int = 0
    """Runs that ended without an error."""
    longest: float = 0.0
    """Seconds of its longest run, without those in which it stood still or got no core."""
    stopped: list[tuple[float, float]] = field(factory=list)
    """When it stood still, from and to."""
    begun: Moment | None = None
    """When the run under way began."""
    _running: subprocess.Popen[str] = field(init=False)
    _listener: threading.Thread = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A new process."""
        asked = [sys.executable, "-m", "tests.chaos.host", self.orders.to_json()]
        env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        running = subprocess.Popen(asked, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self._running = running
        self._listener = threading.Thread(target=self._listen, args=(running,), daemon=True)
        self._listener.start()

    def kill(self) -> None:
        """As with kill -9. A run that should have been over by then is wrong."""
        self.look()
        self._running.send_signal(signal.SIGKILL)
        self._running.wait()
        self._listener.join()
        self.begun = None

    def stand_still(self, seconds: float) -> None:
        """Stopped for so long; what it holds open stays open."""
        begun = time.monotonic()
        self._running.send_signal(signal.SIGSTOP)
        self.stopped.append((begun, begun + seconds))
        threading.Timer(seconds, self._go_on, (self._running, len(self.stopped) - 1)).start()

    def _go_on(self, running: subprocess.Popen[str], place: int) -> None:
        self.stopped[place] = (self.stopped[place][0], time.monotonic())
        running.send_signal(signal.SIGCONT)

    def look(self) -> None:
        """How long the run under way has taken so far."""
        if self.begun is not None:
            now = Moment.now(self._running.pid)
            self._took(self.begun.at, now.at, now.starved - self.begun.starved, "not over yet")

    def _took(self, begun: float, ended: float, starved: float, how: str) -> None:
        """Neither the time counts in which it stood still nor that in which it got no core."""
        still = sum(min(to, ended) - max(at, begun) for at, to in self.stopped if to > begun and at < ended)
        took = ended - begun - still - starved
        self.longest = max(self.longest, took)
        if took > DEADLINE + GRACE:
            self.wrong.append(f"{self.orders.name}: a run took {took:.1f} s: {how}")

    def _listen(self, running: subprocess.Popen[str]) -> None:
        assert running.stdout is not None
        with running.stdout:
            for line in running.stdout:
                self.hear(line)

    def hear(self, line: str) -> None:
        """How a run ended, or what else it says."""
        self.said.append(line)
        if line.startswith('{"begins'):
            told = json.loads(line)
            self.begun = Moment(told["begins"], told["starved"])
        if not line.startswith('{"begun'):
            return
        told, self.begun = json.loads(line), None
        self.runs += 1
        self.well += not told["error"]
        if told["strange"]:
            self.wrong.append(f"{self.orders.name}: {told['strange']}")
        self._took(told["begun"], told["ended"], told["starved"], told["error"] or "well")


def holds(path: Path, secret: str) -> list[str]:
    """The files of a store that hold a secret."""
    files = sorted(path.parent.glob(f"{path.name}*"))
    return [one.name for one in files if secret.encode() in one.read_bytes()]
