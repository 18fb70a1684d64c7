"""Links of costs, looked at and mended by hand. A line is named as in its problems: "Invoice 700001 2"."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.costs.carried import COSTS, WAITING, Carried, Fee, Line
from severa_vnf.flows.costs.case import Case, cases, remember
from severa_vnf.flows.costs.judging import price_of
from severa_vnf.flows.costs.unlinked import links
from severa_vnf.flows.memory import all_of, known, recall
from severa_vnf.mapping.booked import Booked, BookedLine
from severa_vnf.severa import project_fees
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.values import Guid


@frozen
class CostLink:
    """A line of a purchase document, and its fees in Severa: the first, and those that corrected it."""

    line: str
    fees: tuple[Guid, ...]


def all_links() -> Flow[tuple[CostLink, ...]]:
    """Every line that has become a cost."""
    found = [(record.key, known(Carried, record)) for record in (yield from all_of(COSTS))]
    return tuple(
        CostLink(f"{document} {line.number}", tuple(fee.guid for fee in line.fees))
        for document, carried in found
        for line in carried.lines
        if line.fees
    )


def relink(fee: Guid, key: str) -> Flow[None]:
    """Say which fee stands for a line that waits: one that is there, or one that was deleted and is to stay away.

    What was in doubt of the line is settled by it, whatever the fee says. Raises ValueError for a line that is not
    waiting.
    """
    document, _, number = key.rpartition(" ")
    held = yield from recall(WAITING, (document,))
    for case in (yield from cases({name: known(Booked, record) for name, record in held.items()})):
        for one in (one for one in case.booked.lines if one.number == number):
            line = yield from _settled(case, one, fee)
            yield from remember({document: case.with_line(line)}, {document: WAITING})
            return
    raise ValueError(f"no line {key!r} waits; those that do stand in bridge.problems()")


def _settled(case: Case, booked: BookedLine, fee: Guid) -> Flow[Line]:
    number, said = booked.number, booked.said
    linked = (yield from links((said.project,))).get(said.project)
    line = case.lines.get(number) or Line(number=number, project=said.project, target=linked)
    begun = line.begun[0] if line.begun else None
    try:
        there: RecordedProjectFee | None = yield from send(project_fees.get(fee))
    except NotFound:
        there = None
    project = (there.project.guid if there else None) or (begun.project if begun else line.target or linked)
    if project is None:
        raise ValueError(f"the project {said.project} of this line is not linked")
    cost = begun.cost if begun else said.cost - sum((one.cost for one in line.on(project)), Decimal(0))
    price = price_of(there) if there else Decimal(0)
    made = Fee(guid=fee, project=project, cost=cost, price=price, deleted=there is None)
    return evolve(line, fees=(*line.fees, made), begun=line.begun[1:])
