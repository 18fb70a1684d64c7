"""A thousand invoices put to the transfer at once: how long until the last number is back?

Both services keep their true pace in simulated time: Severa takes 10 calls in any second and refuses more, Visma.net is
asked by at most 8 at a time, an answer takes 300 ms, one in a hundred 20 seconds, and a few calls are turned away.
No bridge can be faster than the slower service's exchanges at its pace; the ratio to that is what this one loses.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import httpx
from attrs import define, field

from severa_vnf import AsyncBridge, AsyncSevera, AsyncVismaNet, Report
from severa_vnf.client import SEVERA_PACE, VISMA_NET_AT_ONCE
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import load_into
from stage.figures import Figure, show
from stage.month import month_end
from stage.virtual_time import LoopClock, VirtualLoop

INVOICES = 1000
LATENCY = 0.3
SEVERA_TAKES = 10
TROUBLES = (
    Fault(Kind.SLOW, probability=0.01),
    Fault(Kind.TOO_MANY, probability=0.002),
    Fault(Kind.TOO_MANY_RETRY_AFTER, probability=0.002),
)
BOUND = 1.15


class Struck(Faults):
    """Faults that are counted by their kind."""

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.kinds: Counter[Kind | None] = Counter()

    def strike(self, method: str, path: str) -> Kind | None:
        """The trouble that this request meets."""
        kind = super().strike(method, path)
        self.kinds[kind] += 1
        return kind


@define
class Wire(httpx.AsyncBaseTransport):
    """The way to a simulator, watched: when each call began and ended, and how it was answered."""

    simulator: Simulator
    calls: list[tuple[float, float, int]] = field(factory=list)
    under_way: int = 0
    most: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        answer = await self.simulator.transport.handle_async_request(request)
        self.under_way -= 1
        self.calls.append((begun, loop.time(), answer.status_code))
        return answer

    @property
    def refused(self) -> int:
        """How many were answered 429."""
        return sum(status == 429 for _, _, status in self.calls)

    @property
    def seconds(self) -> float:
        """How long all calls took, one after the other."""
        return sum(end - begin for begin, end, _ in self.calls)


async def run(severa: Wire, vnf: Wire) -> Report:
    """One cycle of an async host."""
    clock = LoopClock()
    secret = {"client_id": "id", "client_secret": "secret", "clock": clock}
    async with httpx.AsyncClient(transport=severa) as to_severa, httpx.AsyncClient(transport=vnf) as to_vnf:
        sev = AsyncSevera(http_client=to_severa, **secret)
        fin = AsyncVismaNet(http_client=to_vnf, tenant_id="demo", **secret)
        async with AsyncBridge(sev, fin, store=MemoryStore(), tenant="bench") as bridge:
            return await bridge.sync()


def wrongs(report: Report, severa: Simulator, vnf: Wire) -> Iterator[str]:
    """The checked facts that do not hold."""
    if sum(map(report.counts.get, ("created", "adopted"), (0, 0))) != INVOICES:
        yield f"not every invoice crossed: {report.counts}"
    numbers = [invoice["number"] for invoice in severa.documents("invoices")]
    if None in numbers:
        yield f"{numbers.count(None)} invoices have no number"
    for collection in ("customer_invoice", "customer_credit_note"):
        documents = vnf.simulator.documents(collection)
        if any(later < earlier for earlier, later in pairwise(map(date_of, sorted(documents, key=number_of)))):
            yield f"{collection}: the numbers do not follow the dates"
    if vnf.most > VISMA_NET_AT_ONCE:
        yield f"{vnf.most} calls to Visma.net at once"


def number_of(document: dict[str, Any]) -> int:
    """The number of a Visma.net document."""
    return int(document["referenceNumber"])


def date_of(document: dict[str, Any]) -> str:
    """The date of a Visma.net document."""
    return str(document["documentDate"])


def main() -> int:
    """Run it and print it. 1 where a checked fact does not hold."""
    clock = LoopClock()
    severa = SeveraSimulator(clock=clock, latency=LATENCY, rate_limit=SEVERA_TAKES)
    vnf = VnfSimulator(clock=clock, latency=LATENCY)
    load_into(month_end(INVOICES), severa, vnf)
    faults = {simulator: Struck(TROUBLES, seed) for seed, simulator in enumerate((severa, vnf))}
    for simulator, troubles in faults.items():
        simulator.faults = troubles
    to_severa, to_vnf = Wire(severa), Wire(vnf)
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        report = runner.run(run(to_severa, to_vnf))
        took = max(end for _, end, _ in (*to_severa.calls, *to_vnf.calls))
    needed = report.requests["severa"] - to_severa.refused
    at_ours, at_theirs, of_vnf = needed / SEVERA_PACE, needed / SEVERA_TAKES, to_vnf.seconds / VISMA_NET_AT_ONCE
    seeded = sum(one.kinds[kind] for one in faults.values() for kind in (Kind.TOO_MANY, Kind.TOO_MANY_RETRY_AFTER))
    wrong = list(wrongs(report, severa, to_vnf))
    show(
        f"Month end: {INVOICES} invoices to transfer at once, in simulated time",
        Figure("minutes until the last number is back", f"{took / 60:.2f}"),
        Figure("exchanges with Severa, those turned away left out", str(needed)),
        Figure("exchanges with Visma.net", str(report.requests["vnf"] - to_vnf.refused)),
        Figure(f"minutes at Severa's pace: {SEVERA_PACE} a second, as configured", f"{at_ours / 60:.2f}"),
        Figure(f"minutes at Severa's limit: {SEVERA_TAKES} a second", f"{at_theirs / 60:.2f}"),
        Figure(f"minutes at Visma.net's pace: {VISMA_NET_AT_ONCE} at a time", f"{of_vnf / 60:.2f}"),
        Figure("took / exchanges at the configured pace", f"{took / max(at_ours, of_vnf):.3f}", f"<= {BOUND}"),
        Figure("took / exchanges at Severa's limit", f"{took / max(at_theirs, of_vnf):.3f}", f"<= {BOUND}"),
        Figure("429 met", str(to_severa.refused + to_vnf.refused), f"{seeded} were planned; others are our own haste"),
        Figure("most calls to Visma.net at once", str(to_vnf.most), f"<= {VISMA_NET_AT_ONCE}"),
        Figure("numbers in the order of the dates", "no" if wrong else "yes", "yes"),
        *(Figure("WRONG", each) for each in wrong),
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
