"""Purchase lines held against their fees, as both services show them. No exchange."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from severa_vnf.flows.costs.carried import Line
from severa_vnf.flows.costs.case import Case
from severa_vnf.flows.costs.hearing import STREAM
from severa_vnf.flows.reconcile.costs import Purchases
from severa_vnf.flows.reconcile.days import Month
from severa_vnf.flows.reconcile.sums import Sums
from severa_vnf.mapping.booked import BookedLine
from severa_vnf.mapping.costs import description
from severa_vnf.plan import Problem, Reason
from severa_vnf.rules import Rule
from severa_vnf.rules.reconciling import COST_APART, FEE_ALONE, FEE_TWICE, LINE_ALONE
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.values import Guid

ZERO = Decimal(0)
COSTS = "costs"


def compare_costs(found: Purchases, month: Month, sums: Sums) -> tuple[list[Problem], list[Reason]]:
    """What differs, and the part of every line in the sums. What a person deleted in Severa is explained."""
    problems: list[Problem] = []
    reasons: list[Reason] = []
    lines: set[str] = set()
    for case in found.cases:
        lines |= {case.key(line.number) for line in case.booked.lines} if case.booked.released else set()
        for line in case.booked.lines:
            if case.booked.released and line.said.transaction_date in month:
                what = _line(found, case, line, sums)
                if isinstance(what, Reason):
                    reasons.append(what)
                elif what is not None:
                    problems.append(what)
    problems += [*_left(found, month, lines), *_twice(found, month)]
    return problems, reasons


def _line(found: Purchases, case: Case, line: BookedLine, sums: Sums) -> Problem | Reason | None:
    held, said, key = case.lines.get(line.number), line.said, case.key(line.number)
    label = f"{case.booked.label}, line {line.number}, '{description(said)}' on project {said.project}"
    fees = held.fees if held else ()
    if not fees and not _is_due(found, held, line):
        return None
    there = [found.fees[fee.guid] for fee in fees if fee.guid in found.fees]
    gone = [fee for fee in fees if fee.guid not in found.fees]
    if gone:
        sum_gone = sum((fee.cost for fee in gone), ZERO)
        return Reason(label, f"its fee of {sum_gone} was deleted in Severa, and stays deleted")
    currency = found.currency
    sums.in_vnf((COSTS, currency, None), said.cost)
    if not fees:
        return Problem(LINE_ALONE, STREAM, key, label, "Fee", f"{said.cost} {currency}")
    cost = sum(map(_cost, there), ZERO)
    sums.in_severa((COSTS, currency, None), cost)
    if cost != said.cost:
        value = f"{said.cost} in Visma.net, {cost} in Severa"
        return Problem(COST_APART, STREAM, key, label, "Cost", value)
    return None


def _is_due(found: Purchases, held: Line | None, line: BookedLine) -> bool:
    """Whether the line belongs to Severa at all: its project is linked, and its day is not before the fence."""
    day = line.said.transaction_date
    return found.terms.target(held, line.said) is not None and (day is None or day >= found.terms.fence)


def _left(found: Purchases, month: Month, lines: set[str]) -> Iterator[Problem]:
    """Fees of lines that are not there any more, unless they were taken back, or a person deleted some of them."""
    made = {case.key(line.number): line for case in found.cases for line in case.carried.lines}
    left: dict[str, list[RecordedProjectFee]] = {}
    for guid, fee in found.fees.items():
        owner = found.owners.get(guid)
        if owner is not None and owner not in lines:
            left.setdefault(owner, []).append(fee)
    for owner, fees in left.items():
        known = made[owner].fees if owner in made else ()
        complete = all(fee.guid in found.fees for fee in known)
        if complete and sum(map(_cost, fees), ZERO) and any(fee.event_date in month for fee in fees):
            yield _problem(FEE_ALONE, fees[-1], owner)


def _twice(found: Purchases, month: Month) -> Iterator[Problem]:
    """Fees of nobody that are like one of a line's. A person may enter one by hand, though rarely the same."""
    every = [fee for fee in found.fees.values() if fee.event_date in month]
    made = {_alike(fee) for fee in every if fee.guid in found.owners}
    for fee in every:
        if fee.guid not in found.owners and _alike(fee) in made:
            yield _problem(FEE_TWICE, fee, f"{_cost(fee)} {found.currency}")


def _alike(fee: RecordedProjectFee) -> tuple[Guid | None, object, str, Decimal]:
    return fee.project.guid, fee.event_date, " ".join((fee.description or "").split()), _cost(fee)


def _problem(rule: Rule, fee: RecordedProjectFee, value: str) -> Problem:
    label = f"Fee of {fee.event_date} on project {fee.project.name or fee.project.guid}, '{fee.description}'"
    return Problem(rule, STREAM, fee.guid, label, "Fee", value)


def _cost(fee: RecordedProjectFee) -> Decimal:
    return (fee.unit_cost.amount if fee.unit_cost else None) or ZERO
