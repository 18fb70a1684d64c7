"""Both services in a process of their own, so that what a bridge takes is its own.

`python -m benchmarks.registers.services CUSTOMERS ITEMS PROJECTS WHERE LATENCY PACE` serves such a world over HTTP,
with the largest pages that are known; PACE is how many calls a second Severa takes, 0 for any number. It prints where
it is, and answers each word that it reads: `counted`, or `complaints` and the path of a store.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, Self, cast

import httpx
import msgspec
from tests.registers.agreement import complaints
from tests.registers.both import look
from tests.registers.fields import INTERNAL
from tests.registers.worlds import SETTINGS, Where, big

from severa_vnf import AsyncBridge, AsyncSevera, AsyncVismaNet, Bridge, Severa, VismaNet
from severa_vnf.send import SystemClock
from severa_vnf.stores import MemoryStore, SqliteStore
from severa_vnf.testing import Servers, SeveraSimulator, VnfSimulator, load_into
from severa_vnf.testing.simulator import Simulator

TENANT = "acme"
PAGE = 1000
FOUND = {
    "severa": (
        "customers",
        "addresses",
        "contacts",
        "communications",
        "products",
        "work_types",
        "travel_expense_types",
    ),
    "vnf": (*INTERNAL, "project_task"),
}
"""What a first sync makes in each service."""
ANY_PACE = 1_000_000


class Services:
    """The other process, while its `with` block runs."""

    severa_url: str
    vnf_url: str

    def __init__(
        self, customers: int, items: int, projects: int, where: Where, *, latency: float = 0.0, pace: int = 0
    ) -> None:
        self._asked = [str(one) for one in (customers, items, projects, where, latency, pace)]
        self._pace = pace

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "benchmarks.registers.services", *self._asked]
        root = Path(__file__).parents[2]
        self._child = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.severa_url, self.vnf_url = self._read()
        return self

    def __exit__(self, *error: object) -> None:
        self._child.communicate()

    def counted(self) -> Mapping[str, int]:
        """How often each was asked, and how many records of each kind are there: `severa GET`, `severa customers`."""
        return cast("Mapping[str, int]", self._ask("counted"))

    def complaints(self, store: Path | None) -> list[str]:
        """What the two do not agree on. Without a store only what can be said without the links."""
        return cast("list[str]", self._ask(f"complaints {store}"))

    def bridge(self, store: SqliteStore) -> Bridge:
        """A bridge in this process, as fast as it can."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret"}
        severa = Severa(**secrets, base_url=self.severa_url, calls_per_second=self._pace or ANY_PACE)
        vnf = VismaNet(**secrets, tenant_id="demo", base_url=self.vnf_url, token_url=f"{self.vnf_url}/connect/token")
        return Bridge(severa, vnf, store=store, settings=SETTINGS, tenant=TENANT)

    def async_bridge(self) -> AsyncBridge:
        """The same for an async host, at Severa's pace as it is by default."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret"}
        severa = AsyncSevera(**secrets, base_url=self.severa_url)
        url = f"{self.vnf_url}/connect/token"
        vnf = AsyncVismaNet(**secrets, tenant_id="demo", base_url=self.vnf_url, token_url=url)
        return AsyncBridge(severa, vnf, store=MemoryStore(), settings=SETTINGS, tenant=TENANT)

    def _ask(self, word: str) -> Any:
        asked = cast("IO[str]", self._child.stdin)
        asked.write(f"{word}\n")
        asked.flush()
        return self._read()

    def _read(self) -> Any:
        return msgspec.json.decode(cast("IO[str]", self._child.stdout).readline())


def counts(severa: Simulator, vnf: Simulator) -> dict[str, int]:
    """How often each service was asked, and how many records of each kind it holds."""
    found = Counter(f"{one.name} {request.method}" for one in (severa, vnf) for request in one.requests)
    for one in (severa, vnf):
        found |= Counter({f"{one.name} {name}": len(one.documents(name)) for name in FOUND[one.name]})
    return found


def agreed(severa: SeveraSimulator, vnf: VnfSimulator, path: str) -> list[str]:
    """What the two do not agree on, by the links in a store."""
    secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret"}
    ours = Severa(**secrets, http_client=httpx.Client(transport=severa.transport))
    theirs = VismaNet(**secrets, tenant_id="demo", http_client=httpx.Client(transport=vnf.transport))
    with SqliteStore(Path(path)) as store:
        return complaints(look(severa, vnf, Bridge(ours, theirs, store=store, tenant=TENANT)))


def main(customers: str, items: str, projects: str, where: str, latency: str, pace: str) -> int:
    """Serve until the other end is closed."""
    clock = SystemClock()
    severa = SeveraSimulator(clock=clock, latency=float(latency), page_cap=PAGE, rate_limit=int(pace) or None)
    vnf = VnfSimulator(clock=clock, latency=float(latency), max_page_size=PAGE, calls_an_hour=10**9)
    load_into(big(int(customers), int(items), int(projects), cast("Where", where)), severa, vnf)
    with Servers(severa, vnf) as servers:
        _say([servers.severa_url, servers.vnf_url])
        for line in sys.stdin:
            word, _, path = line.strip().partition(" ")
            _say(agreed(severa, vnf, path) if word == "complaints" else counts(severa, vnf))
    return 0


def _say(value: Any) -> None:
    print(msgspec.json.encode(value).decode(), flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
