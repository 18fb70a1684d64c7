"""How much CPU the bridge takes for an invoice, and for a cycle in which nothing is to do.

The whole run is measured with both simulators in this process. Their own share is measured at their doors; httpx's by
sending the very same requests through the same httpx clients once more, to canned answers, without the bridge.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import process_time

import httpx
from attrs import define, field, frozen
from stage.figures import Figure, show
from stage.month import month_end

from severa_vnf import Bridge, Severa, VismaNet
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.simulator import Simulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import load_into

INVOICES = 300
IDLE_CYCLES = 200
REPLAYS = 5
RUNS = 5


@define
class Door(httpx.BaseTransport):
    """The way to a simulator, with a watch: the CPU that was spent behind it, and all that went through."""

    simulator: Simulator
    seconds: float = 0.0
    passed: list[tuple[httpx.Request, httpx.Response]] = field(factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass the request on."""
        begun = process_time()
        answer = self.simulator.transport.handle_request(request)
        self.seconds += process_time() - begun
        self.passed.append((request, answer))
        return answer


@define
class Canned(httpx.BaseTransport):
    """Answers from a list, in its order."""

    answers: Iterator[httpx.Response]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The next answer, made anew as a simulator's transport makes it."""
        known = next(self.answers)
        return httpx.Response(known.status_code, headers=dict(known.headers), content=known.content)


@frozen
class Spent:
    """CPU seconds: all of it, and the shares that are not the bridge's."""

    whole: float
    simulators: float
    through_httpx: float
    exchanges: int

    def per(self, count: int, unit: str) -> tuple[Figure, ...]:
        """As figures, in milliseconds for each of `count`."""
        ours = self.whole - self.simulators - self.through_httpx
        shares = {
            f"the bridge's own, {unit}": ours,
            f"httpx's share, {unit}": self.through_httpx,
            f"the simulators', {unit}": self.simulators,
        }
        figures = (Figure(name, f"{1000 * seconds / count:.2f} ms") for name, seconds in shares.items())
        return (*figures, Figure(f"exchanges, {unit}", f"{self.exchanges / count:.2f}"))


def spent(work: Callable[[], object], doors: Sequence[Door]) -> Spent:
    """Do it and look at the clock."""
    for door in doors:
        door.seconds = 0.0
        door.passed.clear()
    begun = process_time()
    work()
    whole = process_time() - begun
    exchanges = sum(len(door.passed) for door in doors)
    return Spent(whole, sum(door.seconds for door in doors), sum(map(httpx_alone, doors)), exchanges)


def httpx_alone(door: Door) -> float:
    """CPU seconds for the same exchanges through httpx and nothing else: the median of several replays."""
    asked = [(one.method, str(one.url), dict(one.headers), one.content or None) for one, _ in door.passed]
    taken = []
    for _ in range(REPLAYS):
        with httpx.Client(transport=Canned(answer for _, answer in door.passed)) as client:
            begun = process_time()
            for method, url, headers, content in asked:
                client.request(method, url, headers=headers, content=content, timeout=60.0)
            taken.append(process_time() - begun)
    return statistics.median(taken)


@contextmanager
def host(doors: Sequence[Door], clock: SimulatedClock) -> Iterator[Bridge]:
    """A sync host: no event loop takes part in the figures."""
    to_severa, to_vnf = (httpx.Client(transport=door) for door in doors)
    with to_severa, to_vnf:
        sev = Severa(client_id="id", client_secret="secret", http_client=to_severa, clock=clock)
        fin = VismaNet(client_id="id", client_secret="secret", tenant_id="demo", http_client=to_vnf, clock=clock)
        with Bridge(sev, fin, store=MemoryStore(), tenant="bench") as bridge:
            yield bridge


def once() -> tuple[Spent, Spent]:
    """Transfer a month's end, then look for more, again and again. Raises ValueError where an invoice did not cross."""
    clock = SimulatedClock()
    severa, vnf = SeveraSimulator(clock=clock), VnfSimulator(clock=clock)
    load_into(month_end(INVOICES), severa, vnf)
    doors = [Door(severa), Door(vnf)]
    with host(doors, clock) as bridge:
        transfer = spent(bridge.sync, doors)
        idle = spent(lambda: [bridge.sync("invoices") for _ in range(IDLE_CYCLES)], doors)
    if any(invoice["number"] is None for invoice in severa.documents("invoices")):
        raise ValueError("not every invoice crossed")
    return transfer, idle


def main() -> None:
    """Run it several times and print the quickest, which other work on the machine has disturbed least."""
    transfers, idles = zip(*(once() for _ in range(RUNS)), strict=True)
    show(
        f"CPU: {INVOICES} invoices, then {IDLE_CYCLES} cycles with nothing to do, the quickest of {RUNS} runs",
        *min(transfers, key=lambda one: one.whole).per(INVOICES, "per invoice"),
        *min(idles, key=lambda one: one.whole).per(IDLE_CYCLES, "per idle cycle"),
    )


if __name__ == "__main__":
    main()
