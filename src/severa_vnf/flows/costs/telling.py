"""What came of a line, in the words of those who look after it: a document's number, an amount, a supplier."""

from __future__ import annotations

from decimal import Decimal

from severa_vnf.flows.costs.around import Around
from severa_vnf.flows.costs.case import Case
from severa_vnf.flows.costs.hearing import STREAM
from severa_vnf.flows.costs.looking import Found
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Deferred, Held, Outcome, Problem, Refused
from severa_vnf.rules import Rule
from severa_vnf.rules.costs import REFUSED, TROUBLE, WAITS
from severa_vnf.values import Money

KINDS: dict[Rule, type[Outcome]] = {REFUSED: Refused, TROUBLE: Deferred, WAITS: Deferred}
"""What a trouble makes of a line. Of every other it is held."""


def told(around: Around, case: Case, number: str, cost: Decimal, came: Found, kind: type[Outcome] = Held) -> Outcome:
    """The outcome of a line: `kind` where its fee is there. Nothing came: it was put off."""
    key, label = case.key(number), label_of(around, case, number, cost)
    if isinstance(came, Trouble) or not came:
        kind = KINDS.get(came.rule, Held) if isinstance(came, Trouble) else Deferred
    return kind(
        stream=STREAM,
        record=key,
        label=label,
        problems=problems(key, label, came),
        number=case.booked.number,
        vnf_total=Money(cost, around.currency) if around.currency else None,
    )


def problems(key: str, label: str, came: object) -> tuple[Problem, ...]:
    """The trouble that a line is in, if it is in one."""
    return (Problem(came.rule, STREAM, key, label, came.field, came.value),) if isinstance(came, Trouble) else ()


def label_of(around: Around, case: Case, number: str, cost: Decimal) -> str:
    """How a person knows a line: "Purchase Invoice 700001, line 2, 100.10 EUR, 50000 Steel & Co"."""
    booked = case.booked
    said = next((around.named(line.said) for line in booked.lines if line.number == number), None)
    supplier = f"{said.customer_supplier} {said.customer_supplier_name}".strip() if said else ""
    amount = f"{cost} {around.currency or ''}".strip()
    return ", ".join(filter(None, (f"{booked.label}, line {number}", amount, supplier)))
