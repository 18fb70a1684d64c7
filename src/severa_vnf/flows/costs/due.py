"""Which fees are due: decided by comparing what a document says with what was made of it. No exchange, no clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.flows.costs.carried import Fee, Line
from severa_vnf.flows.costs.case import Case
from severa_vnf.mapping.purchases import PurchaseLine
from severa_vnf.values import Guid


@frozen
class Terms:
    """What decides besides the documents: the projects that are linked, and the settings."""

    links: Mapping[str, Guid]
    fence: date
    corrections: bool

    def target(self, line: Line | None, said: PurchaseLine) -> Guid | None:
        """The Severa project that a line is for. A project that is linked anew does not take its old costs along."""
        if line is not None and line.elsewhere and line.project == said.project:
            return None
        held = line.target if line is not None and line.fees and line.project == said.project else None
        return held or self.links.get(said.project)


@frozen(kw_only=True)
class Due:
    """A fee that is due on a project: for a new line, or for the difference where it has fees already.

    Without `said` the line is not there any more, or not on this project: what was made is taken back. `line` is what
    is remembered of it once the fee is there, and `before` are the fees that it had on this project.
    """

    case: Case
    project: Guid
    cost: Decimal
    said: PurchaseLine | None
    line: Line
    before: tuple[Fee, ...] = ()

    @property
    def key(self) -> str:
        """The line, as it is called in outcomes and problems."""
        return self.case.key(self.line.number)

    @property
    def corrects(self) -> bool:
        """Whether the line has fees already."""
        return bool(self.line.fees)


def dues(case: Case, terms: Terms) -> list[Due]:
    """What is due of a document. Nothing is, of a line of which nobody knows what became."""
    known, booked = case.lines, case.booked
    said = {line.number: line.said for line in booked.lines} if booked.released else {}
    gone = known.keys() - said.keys() if booked.whole or booked.voided else set()
    found: list[Due] = []
    for number in (*said, *sorted(gone)):
        line = known.get(number)
        if line is not None and line.fees:
            found += _corrections(case, said.get(number), line, terms) if terms.corrections and not line.begun else ()
        elif number in said:
            found += _new(case, number, said[number], line, terms)
    return found


def _new(case: Case, number: str, said: PurchaseLine, line: Line | None, terms: Terms) -> Iterator[Due]:
    project, day = terms.target(line, said), said.transaction_date
    begun = line is not None and line.begun
    if project is not None and not begun and (day is None or day >= terms.fence):
        new = Line(number=number, project=said.project, target=project)
        yield Due(case=case, project=project, cost=said.cost, said=said, line=new)


def _corrections(case: Case, said: PurchaseLine | None, line: Line, terms: Terms) -> Iterator[Due]:
    """The difference on each project: what the line says now, less its fees there. What was deleted stays so."""
    target = terms.target(line, said) if said else None
    now = evolve(line, project=said.project if said else line.project, target=target)
    for project in dict.fromkeys([*(fee.project for fee in line.fees), *([target] if target else [])]):
        before, wanted = line.on(project), said if project == target else None
        cost = (wanted.cost if wanted else Decimal(0)) - sum((fee.cost for fee in before), Decimal(0))
        if cost and not any(fee.deleted for fee in before):
            yield Due(case=case, project=project, cost=cost, said=wanted, line=now, before=before)
