"""A linked record, field by field: both sides, what was agreed, whose it is, and what the next cycle would do."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from severa_vnf.plan.outcomes import Problem, table
from severa_vnf.plan.steps import Value
from severa_vnf.printable import one_line


@frozen(kw_only=True)
class Field:
    """One compared field. `row` names it as the field table does, `owner` is whose value counts in a conflict."""

    row: str
    severa: Value
    vnf: Value
    agreed: Value
    owner: str
    why: str
    next: str


@frozen(kw_only=True)
class Explained:
    """Why a record is as it is. Prints as a table. One without a link has no fields."""

    stream: str
    record: str
    label: str
    number: str | None = None
    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        rows: list[Sequence[str]] = [("field", "Severa", "Visma.net", "agreed", "owner", "next", "why")]
        rows += [
            (one.row, *map(_text, (one.severa, one.vnf, one.agreed)), one.owner, one.next, one.why)
            for one in self.fields
        ]
        head = f"{self.label}: {f'Visma.net {self.number}' if self.number else 'not linked yet'}"
        return "\n".join([one_line(head), *table(rows), *(f"- {problem.text()}" for problem in self.problems)])


def _text(value: Value) -> str:
    return "" if value is None else str(value).replace("\n", ", ")
