"""A thousand invoices put to the transfer at once: how long until the last number is back?

Both services keep their true pace in simulated time: Severa takes 10 calls in any second and refuses more, Visma.net is
asked by at most 8 at a time, an answer takes 300 ms, one in a hundred 20 seconds, and a few calls are turned away. No
bridge can be faster than the slower service's exchanges at its pace; the ratio to that is what this one loses. Much of
it is luck, where the slow answers fall: so there are several months, and the worst is shown beside the middle one.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import httpx
from attrs import define, field, frozen
from stage.figures import Figure, show
from stage.month import month_end
from stage.virtual_time import LoopClock, VirtualLoop

from severa_vnf import AsyncBridge, AsyncSevera, AsyncVismaNet, Report
from severa_vnf.client import SEVERA_PACE, VISMA_NET_AT_ONCE
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import load_into

INVOICES = 1000
SEEDS = range(3)
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


@frozen
class Month:
    """What one of them came to, in seconds and calls."""

    took: float
    severa: int
    """Exchanges, those turned away left out, as in the next."""
    vnf: int
    of_vnf: float
    """How long Visma.net's exchanges take with all its places busy all the time."""
    refused: int
    planned: int
    """How many of those the services were told to turn away."""
    most: int
    wrong: tuple[str, ...]

    def loss(self, severa_pace: int) -> float:
        """The time taken beside that of the slower service's exchanges at its pace."""
        return self.took / max(self.severa / severa_pace, self.of_vnf)


def month(seed: int) -> Month:
    """Transfer a month's invoices."""
    clock = LoopClock()
    severa = SeveraSimulator(clock=clock, latency=LATENCY, rate_limit=SEVERA_TAKES)
    vnf = VnfSimulator(clock=clock, latency=LATENCY)
    load_into(month_end(INVOICES, seed), severa, vnf)
    faults = Struck(TROUBLES, seed), Struck(TROUBLES, ~seed)
    severa.faults, vnf.faults = faults
    to_severa, to_vnf = Wire(severa), Wire(vnf)
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        report = runner.run(cycle(to_severa, to_vnf, clock))
    return Month(
        took=max(end for _, end, _ in (*to_severa.calls, *to_vnf.calls)),
        severa=report.requests["severa"] - to_severa.refused,
        vnf=report.requests["vnf"] - to_vnf.refused,
        of_vnf=to_vnf.seconds / VISMA_NET_AT_ONCE,
        refused=to_severa.refused + to_vnf.refused,
        planned=sum(one.kinds[kind] for one in faults for kind in (Kind.TOO_MANY, Kind.TOO_MANY_RETRY_AFTER)),
        most=to_vnf.most,
        wrong=tuple(wrongs(report, severa, to_vnf)),
    )


async def cycle(severa: Wire, vnf: Wire, clock: LoopClock) -> Report:
    """One cycle of an async host."""
    async with httpx.AsyncClient(transport=severa) as to_severa, httpx.AsyncClient(transport=vnf) as to_vnf:
        sev = AsyncSevera(client_id="id", client_secret="secret", http_client=to_severa, clock=clock)
        fin = AsyncVismaNet(client_id="id", client_secret="secret", tenant_id="demo", http_client=to_vnf, clock=clock)
        async with AsyncBridge(sev, fin, store=MemoryStore(), tenant="bench") as bridge:
            return await bridge.sync("invoices")


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
    """Run them and print them. 1 where a checked fact does not hold."""
    months = sorted(map(month, SEEDS), key=lambda one: one.took)
    middle = months[len(months) // 2]
    most = max(one.most for one in months)
    wrong = [each for one in months for each in one.wrong]
    show(
        f"Month end: {INVOICES} invoices at once, in simulated time; the middle one of {len(months)} months",
        Figure("minutes until the last number is back", f"{middle.took / 60:.2f}"),
        Figure("exchanges with Severa, those turned away left out", f"{middle.severa}"),
        Figure("exchanges with Visma.net, likewise", f"{middle.vnf}"),
        Figure(
            f"minutes at Severa's pace as configured, {SEVERA_PACE} a second", f"{middle.severa / SEVERA_PACE / 60:.2f}"
        ),
        Figure(f"minutes at Severa's limit, {SEVERA_TAKES} a second", f"{middle.severa / SEVERA_TAKES / 60:.2f}"),
        Figure(f"minutes at Visma.net's pace, {VISMA_NET_AT_ONCE} at a time", f"{middle.of_vnf / 60:.2f}"),
        Figure("time taken / exchanges at the configured pace", f"{middle.loss(SEVERA_PACE):.3f}", f"<= {BOUND}"),
        Figure("the same, worst month", f"{max(one.loss(SEVERA_PACE) for one in months):.3f}", f"<= {BOUND}"),
        Figure("time taken / exchanges at Severa's limit", f"{middle.loss(SEVERA_TAKES):.3f}", f"<= {BOUND}"),
        Figure("429 met", f"{middle.refused}", f"{middle.planned} planned; more would be our own haste"),
        Figure("most calls to Visma.net at once, any month", f"{most}", f"<= {VISMA_NET_AT_ONCE}"),
        Figure("all accepted, numbered in the order of the dates", "no" if wrong else "yes", "yes"),
        *(Figure("WRONG", each) for each in wrong),
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
