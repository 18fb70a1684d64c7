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

from tests.chaos.host import DEADLINE, Orders

GRACE = 5.0
"""Seconds over its deadline that a run may take."""


@define
class Process:
    """One host. What it says is kept, word for word, for the search for secrets."""

    orders: Orders
    said: list[str] = field(factory=list)
    wrong: list[str] = field(factory=list)
    runs: int = 0
    stopped: list[tuple[float, float]] = field(factory=list)
    """When it stood still, from and to."""
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
        """As with kill -9."""
        self._running.send_signal(signal.SIGKILL)
        self._running.wait()
        self._listener.join()

    def stand_still(self, seconds: float) -> None:
        """Stopped for so long; what it holds open stays open."""
        begun = time.monotonic()
        self._running.send_signal(signal.SIGSTOP)
        threading.Timer(seconds, self._go_on, (self._running, begun)).start()

    def _go_on(self, running: subprocess.Popen[str], begun: float) -> None:
        self.stopped.append((begun, time.monotonic()))
        running.send_signal(signal.SIGCONT)

    def _listen(self, running: subprocess.Popen[str]) -> None:
        assert running.stdout is not None
        with running.stdout:
            for line in running.stdout:
                self.hear(line)

    def hear(self, line: str) -> None:
        """How a run ended, or what else it says."""
        self.said.append(line)
        if not line.startswith('{"begun'):
            return
        told = json.loads(line)
        self.runs += 1
        if told["strange"]:
            self.wrong.append(f"{self.orders.name}: {told['strange']}")
        still = sum(to - begun for begun, to in self.stopped if to > told["begun"] and begun < told["ended"])
        took = told["ended"] - told["begun"] - still
        if took > DEADLINE + GRACE:
            self.wrong.append(f"{self.orders.name}: a run took {took:.1f} s: {told['error'] or 'well'}")


def holds(path: Path, secret: str) -> list[str]:
    """The files of a store that hold a secret."""
    files = sorted(path.parent.glob(f"{path.name}*"))
    return [one.name for one in files if secret.encode() in one.read_bytes()]
