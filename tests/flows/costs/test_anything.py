"""Whatever happens, and in whatever order: in the end every project has cost what its lines say."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import BridgeError, Settings
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.costs.purchases import LINKED, Buyer, line
from tests.flows.observers import Killed, Stop
from tests.flows.office import Kind as Driver

Lines = tuple[tuple[int, str], ...]
FAULTS = (Kind.ANSWER_LOST, Kind.COMMITTED_500, Kind.SERVER_ERROR, Kind.UNREACHABLE, Kind.TOO_MANY, Kind.SHIFT)


@frozen
class Booked:
    """A document is booked, or changed if it is there: its lines as costs on projects."""

    number: str
    kind: Literal["Invoice", "DebitAdj"]
    lines: Lines
    voided: bool = False


@frozen
class Cycle:
    """A cycle, that may be struck by a fault, or killed."""

    driver: Driver
    fault: tuple[Kind, int] | None = None
    killed_at: int | None = None


@frozen
class Pause:
    """Time passes."""

    minutes: int


lines = st.lists(st.tuples(st.sampled_from([5, 7]), st.sampled_from([*LINKED, "X"])), max_size=3).map(tuple)
booked = st.builds(Booked, st.sampled_from("12"), st.sampled_from(["Invoice", "DebitAdj"]), lines, st.just(False))
voided = st.builds(Booked, st.sampled_from("12"), st.just("Invoice"), lines, st.just(True))
faults = st.tuples(st.sampled_from(FAULTS), st.integers(1, 12))
drivers = st.sampled_from(["sync", "async"])
cycles = (
    st.builds(Cycle, drivers)
    | st.builds(Cycle, drivers, faults)
    | st.builds(Cycle, drivers, st.none() | faults, st.integers(1, 14))
)
pauses = st.builds(Pause, st.sampled_from([1, 30, 200]))
steps = st.lists(booked | booked | voided | cycles | cycles | pauses, min_size=6, max_size=16)


def book(here: Buyer, one: Booked) -> None:
    """Somebody books a document, or changes it."""
    placed = [line(cost, project) for cost, project in one.lines]
    there = {(bill["documentType"], bill["referenceNumber"]) for bill in here.vnf.documents("supplier_invoice")}
    status = "Voided" if one.voided else "Open"
    if (one.kind, one.number) not in there:
        here.bill(one.number, *placed, documentType=one.kind, status=status)
        return
    wire = [{"lineNumber": place, **each} for place, each in enumerate(placed, 1)]
    here.vnf.edit("supplier_invoice", f"{one.kind}/{one.number}", invoiceLines=wire, status=status)


def cycle(here: Buyer, one: Cycle) -> None:
    """A cycle runs, and may end badly."""
    if one.fault is not None:
        for service in (here.severa, here.vnf):
            service.faults = Faults([Fault(one.fault[0], path="^(?!.*token)", nth=one.fault[1])])
    with suppress(BridgeError, Killed):
        here.cycle(one.driver, Stop(one.killed_at, "after") if one.killed_at else None)
    here.severa.faults = here.vnf.faults = Faults()


def wanted(here: Buyer) -> Counter[str]:
    """What each linked project has cost by the documents as they are."""
    costs: Counter[str] = Counter()
    for bill in here.vnf.documents("supplier_invoice"):
        sign = -1 if bill["documentType"] == "DebitAdj" else 1
        for each in bill["invoiceLines"] if bill["status"] == "Open" else ():
            costs[each["project"]["id"]] += sign * int(each["cost"])
    return Counter({project: cost for project, cost in costs.items() if project in LINKED and cost})


def carried(here: Buyer) -> Counter[str]:
    """What each project has cost by its fees."""
    costs = {project: sum(map(Decimal, here.costs(project)), Decimal(0)) for project in LINKED}
    return Counter({project: int(cost) for project, cost in costs.items() if cost})


@given(steps)
@settings(max_examples=20, deadline=None)
def test_in_the_end_every_project_has_cost_what_its_lines_say(happens: list[Booked | Cycle | Pause]) -> None:
    """Booked, changed, voided, with lost answers and killed processes between: the sums agree once all is quiet."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))
    for one in happens:
        if isinstance(one, Booked):
            book(here, one)
        elif isinstance(one, Cycle):
            cycle(here, one)
        else:
            here.clock.advance(timedelta(minutes=one.minutes))
    here.clock.advance(timedelta(minutes=12))
    here.until_quiet()
    assert carried(here) == wanted(here)
    made = len(here.fees())
    here.clock.advance(timedelta(minutes=5))
    assert (here.cycle().outcomes, len(here.fees())) == ((), made)


@given(st.lists(booked, max_size=6, unique_by=lambda one: (one.number, one.kind)))
@settings(max_examples=10, deadline=None)
def test_a_lost_store_makes_nothing_twice(documents: list[Booked]) -> None:
    """What was carried by a store that is gone is found by an empty one, line by line."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))
    for one in documents:
        book(here, one)
    here.until_quiet()
    before = len(here.fees())
    here.store = MemoryStore()
    here.link(*here.linked)
    here.until_quiet()
    assert (len(here.fees()), carried(here)) == (before, wanted(here))
