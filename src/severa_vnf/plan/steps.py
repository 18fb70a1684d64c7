"""What a run would do, before it does it: one step for each record, each change with the row that says so."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Literal

from attrs import frozen

from severa_vnf.plan.outcomes import Problem, table

TO_COME = "(given by Visma.net)"
"""In the place of a number that is not known before the record is made."""

Value = str | int | bool | None
System = Literal["severa", "vnf"]
NAMES = {"severa": "Severa", "vnf": "Visma.net"}


class Action(StrEnum):
    """What is done with a record. ADOPT: it is linked with one that was there already."""

    CREATE = "create"
    UPDATE = "update"
    ADOPT = "adopt"
    HOLD = "hold"
    NOTHING = "nothing"


@frozen
class Change:
    """A field of the system `to` gets the value `new`. `row` says why, as the field table has it."""

    row: str
    to: System
    old: Value
    new: Value

    def __str__(self) -> str:
        return f"{NAMES[self.to]}: {self.row}: {self.old!r} -> {self.new!r}"


@frozen(kw_only=True)
class Step:
    """What is done with one record. `record` is its guid in Severa, else `vnf 42` by its internal id in Visma.net."""

    stream: str
    action: Action
    record: str
    label: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def fulfils(self, planned: Step) -> bool:
        """Whether it is what was planned, with the numbers that were still to come."""
        if (self.stream, self.record, self.action) != (planned.stream, planned.record, planned.action):
            return False
        mine, theirs = ({(one.row, one.to): one for one in step.changes} for step in (self, planned))
        return mine.keys() == theirs.keys() and all(
            str(theirs[key].new).startswith(TO_COME) or (theirs[key].old, theirs[key].new) == (one.old, one.new)
            for key, one in mine.items()
        )

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "stream": self.stream,
            "action": self.action.value,
            "record": self.record,
            "label": self.label,
            "reason": self.reason,
            "changes": [{"row": one.row, "to": one.to, "old": one.old, "new": one.new} for one in self.changes],
            "problems": [{"code": one.code, "text": one.text()} for one in self.problems],
        }


@frozen
class Plan:
    """What a run would do now. Prints as a table; `digest` tells two plans apart."""

    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many records come to which action."""
        return dict(Counter(step.action.value for step in self.steps))

    @property
    def writes(self) -> tuple[Step, ...]:
        """The steps that write something, to a service or to the links."""
        return tuple(step for step in self.steps if step.action not in (Action.HOLD, Action.NOTHING))

    @property
    def digest(self) -> str:
        """The same for two plans that do the same, however often they are made."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """All of it, for a person's approval elsewhere."""
        whole = {
            "steps": [step.plain() for step in self.steps],
            "problems": [{"code": one.code, "text": one.text()} for one in self.problems],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)

    def moved(self, planned: Plan) -> tuple[str, ...]:
        """The records with which something else would be done now than was planned. What is done already is not one."""
        before = {(step.stream, step.record): step for step in planned.writes}
        return tuple(step.label for step in self.writes if not _fulfilled(step, before.get((step.stream, step.record))))

    def __str__(self) -> str:
        rows: list[Sequence[str]] = [("action", "stream", "record", "what")]
        for step in self.steps:
            if step.action is not Action.NOTHING:
                rows += _lines(step)
        counted = ", ".join(f"{count} {action}" for action, count in self.counts.items())
        told = [f"- {problem.text()}" for problem in self.problems]
        return "\n".join([*table(rows), counted or "nothing to do", *told])


def _fulfilled(step: Step, planned: Step | None) -> bool:
    return planned is not None and step.fulfils(planned)


def _lines(step: Step) -> Iterator[Sequence[str]]:
    what = [*([step.reason] if step.reason else []), *map(str, step.changes), *(one.text() for one in step.problems)]
    yield (step.action.value, step.stream, step.label, what[0] if what else "")
    for more in what[1:]:
        yield ("", "", "", more)
