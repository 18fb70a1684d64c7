"""What a run would do, before it does it: one step for each record, each change with the row that says so."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Literal

from attrs import frozen

from severa_vnf.plan.outcomes import Problem, table
from severa_vnf.printable import one_line

TO_COME = "(given by Visma.net)"
"""In the place of a number that is not known before the record is made."""

NUMBER = "number"
"""The row of a customer's number, which moves in turns so that no two ever have the same one."""

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

    def fulfils(self, planned: Change) -> bool:
        """Whether it is what was planned. A number may have been put aside for another meanwhile."""
        known = TO_COME in str(planned.new) or planned.new == self.new
        return known and (self.row == NUMBER or planned.old == self.old)

    def __str__(self) -> str:
        return one_line(f"{NAMES[self.to]}: {self.row}: {self.old!r} -> {self.new!r}")


@frozen(kw_only=True)
class Step:
    """What is done with one record. `record` is its guid in Severa, else `vnf 42` by its internal id in Visma.net."""

    stream: str
    action: Action
    record: str
    label: str
    part: str = ""
    """What of it, where that is something of its own: a file, the release of its document."""
    twin: str = ""
    """Its other name, where both sides have it."""
    reason: str = ""
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()

    def fulfils(self, planned: Step) -> bool:
        """Whether it is what was planned, or what an interruption left of it, with the numbers that were to come."""
        if (self.stream, self.part) != (planned.stream, planned.part) or planned.record not in (self.record, self.twin):
            return False
        mine, theirs = ({(one.row, one.to): one for one in step.changes} for step in (self, planned))
        if planned.action is Action.CREATE and self.action is not Action.CREATE:  # it was made: the rest is filled in
            return all(
                one.row == NUMBER or one.old is None or (key in theirs and one.fulfils(theirs[key]))
                for key, one in mine.items()
            )
        if self.action is not planned.action and (planned.action, self.action) != (Action.ADOPT, Action.UPDATE):
            return False
        whole = self.action is not Action.CREATE or mine.keys() == theirs.keys()
        return whole and mine.keys() <= theirs.keys() and all(one.fulfils(theirs[key]) for key, one in mine.items())

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "stream": self.stream,
            "action": self.action.value,
            "record": self.record,
            "part": self.part,
            "label": self.label,
            "reason": self.reason,
            "changes": [{"row": one.row, "to": one.to, "old": one.old, "new": one.new} for one in self.changes],
            "problems": [{"code": one.code, "text": one.text()} for one in self.problems],
        }


@frozen
class Plan:
    """What a run would do now. Prints as a table; `digest` tells two plans apart. `whole`: it read its lists whole."""

    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = False

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

    def allows(self, step: Step) -> bool:
        """Whether a step is one of these, or writes nothing."""
        return step.action in (Action.HOLD, Action.NOTHING) or any(map(step.fulfils, self.writes))

    def moved(self, planned: Plan) -> tuple[str, ...]:
        """The records with which something else would be done now than was planned. What is done already is not one."""
        before: defaultdict[str, list[Step]] = defaultdict(list)
        for step in planned.writes:
            before[step.record].append(step)
        return tuple(
            step.label for step in self.writes if not any(map(step.fulfils, [*before[step.record], *before[step.twin]]))
        )

    def __str__(self) -> str:
        rows: list[Sequence[str]] = [("action", "stream", "record", "what")]
        for step in self.steps:
            if step.action is not Action.NOTHING:
                rows += _lines(step)
        counted = ", ".join(f"{count} {action}" for action, count in self.counts.items())
        told = [f"- {problem.text()}" for problem in self.problems]
        return "\n".join([*table(rows), counted or "nothing to do", *told])


def _lines(step: Step) -> Iterator[Sequence[str]]:
    what = [*([step.reason] if step.reason else []), *map(str, step.changes), *(one.text() for one in step.problems)]
    yield (step.action.value, step.stream, step.label, what[0] if what else "")
    for more in what[1:]:
        yield ("", "", "", more)
