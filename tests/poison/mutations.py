"""Poison for answers: their JSON is changed in one place. Half of it is right in type and wrong in value."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from attrs import define, field, frozen

from severa_vnf.testing.exchange import dumps

STAMP = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+)?")
IDS = ("guid", "id", "number", "nbr", "code")
TOTALS = ("amount", "total", "balance", "rate", "price", "quantity", "cost")
SPANS = (timedelta(minutes=1), timedelta(days=1), timedelta(days=40), timedelta(days=800))
LONG = 70_000


@frozen
class Place:
    """One value of the JSON: what holds it, under which name or at which place."""

    holder: Any
    key: Any
    value: Any
    path: str

    @property
    def name(self) -> str:
        """The nearest name: that of the list, where the value is one of its rows."""
        return self.path.rpartition(".")[2]

    def put(self, value: Any) -> None:
        """Another value in its place."""
        self.holder[self.key] = value


@frozen
class Mutated:
    """An answer's body after one mutation: its kind, where, and the bytes."""

    kind: str
    where: str
    body: bytes


def places(value: Any, path: str = "") -> Iterator[Place]:
    """Every value below the root. Places in lists are left out of the path: rows have their fields in common."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield Place(value, key, part, f"{path}.{key}")
            yield from places(part, f"{path}.{key}")
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield Place(value, place, part, path)
            yield from places(part, path)


@define
class Mutator:
    """Draws mutations. What it has seen before it can tell again of another record."""

    draw: random.Random
    but: Collection[int] = ()
    """The places of mutations that are drawn and left out."""
    drawn: int = field(default=0, init=False)
    seen: defaultdict[str, list[Any]] = field(factory=lambda: defaultdict(list), init=False)

    def look(self, of: str, answer: Any) -> None:
        """Remember the values of an answer, by the sort of record and their names."""
        for one in places(answer):
            if isinstance(one.value, str | int | Decimal) and one.value not in self.seen[f"{of}{one.path}"]:
                self.seen[f"{of}{one.path}"].append(one.value)

    def mutate(self, of: str, answer: Any) -> Mutated | None:
        """One mutation, of a half that is drawn; None where that half has none for this answer."""
        half = [*self.draw.choice((VALUES, SHAPES))]
        for kind in self.draw.sample(half, len(half)):
            changed = deepcopy(answer)
            where = (VALUES | SHAPES)[kind](self, of, changed)
            if where is not None:
                whole = dumps(changed)
                cut = len(whole) * self.draw.randrange(1, 100) // 100 if kind == CUT else len(whole)
                return Mutated(kind, where, whole[:cut])
        return None

    def allowed(self) -> bool:
        """Whether the mutation that was just drawn is none that is left out."""
        self.drawn += 1
        return self.drawn - 1 not in self.but

    # Right in type, wrong in value: each gives where, or None where there is no place for it.

    def _another(self, of: str, place: Place) -> Any:
        others = [
            one for one in self.seen[f"{of}{place.path}"] if one != place.value and type(one) is type(place.value)
        ]
        return self.draw.choice(others) if others else None

    def others_id(self, of: str, answer: Any) -> str | None:
        """An id, number or code is another record's."""
        return self._anothers(of, answer, lambda one: one.name.lower().endswith(IDS))

    def others_value(self, of: str, answer: Any) -> str | None:
        """A text, flag or choice is another record's, or the other one."""
        return self._anothers(of, answer, lambda one: not one.name.lower().endswith(IDS))

    def _anothers(self, of: str, answer: Any, fits: Callable[[Place], bool]) -> str | None:
        found = [one for one in places(answer) if isinstance(one.value, str | int) and fits(one)]
        for one in self.draw.sample(found, len(found)):
            other = not one.value if isinstance(one.value, bool) else self._another(of, one)
            if other is not None:
                one.put(other)
                return f"{one.path}: {one.value!r} -> {other!r}"[:200]
        return None

    def swapped_rows(self, of: str, answer: Any) -> str | None:
        """Two rows of a list have each other's place, or each other's fields under their own ids."""
        lists = [one.value for one in places({"": answer}) if _rows(one.value)]
        if not lists:
            return None
        rows = self.draw.choice(lists)
        first, second = self.draw.sample(range(len(rows)), 2)
        rows[first], rows[second] = rows[second], rows[first]
        if self.draw.random() < 0.5:
            kept = [name for name in rows[first] if name.lower().endswith(IDS) and name in rows[second]]
            for name in kept:
                rows[first][name], rows[second][name] = rows[second][name], rows[first][name]
        return f"rows {first} and {second}"

    def stamp(self, of: str, answer: Any) -> str | None:
        """A moment or a day is earlier or later."""
        found = [one for one in places(answer) if isinstance(one.value, str) and STAMP.match(one.value)]
        if not found:
            return None
        one = self.draw.choice(found)
        span = self.draw.choice(SPANS if "T" in one.value else SPANS[1:])
        moment = datetime.fromisoformat(one.value) + span * self.draw.choice((-1, 1))
        told = moment.isoformat() if "T" in one.value else moment.date().isoformat()
        one.put(told.replace("+00:00", "Z"))
        return f"{one.path}: {one.value} -> {told}"

    def number(self, of: str, answer: Any) -> str | None:
        """A number that is no amount is another one."""
        return self._other_number(answer, lambda one: not one.name.lower().endswith(TOTALS))

    def total(self, of: str, answer: Any) -> str | None:
        """An amount, a rate or a quantity is another one."""
        return self._other_number(answer, lambda one: one.name.lower().endswith(TOTALS))

    def _other_number(self, answer: Any, fits: Callable[[Place], bool]) -> str | None:
        found = [one for one in places(answer) if type(one.value) in (int, Decimal) and fits(one)]
        if not found:
            return None
        one = self.draw.choice(found)
        other = self.draw.choice((one.value + 1, one.value * 10, -one.value, one.value - one.value))
        one.put(other)
        return f"{one.path}: {one.value} -> {other}"

    # Wrong in type or shape

    def _somewhere(self, answer: Any, fits: Callable[[Any], bool], put: Callable[[Any], Any]) -> str | None:
        found = [one for one in places({"": answer}) if one.path != "." and fits(one.value)]
        if not found:
            return None
        one = self.draw.choice(found)
        one.put(put(one.value))
        return one.path

    def null(self, of: str, answer: Any) -> str | None:
        """Nothing is where something was."""
        return self._somewhere(answer, lambda value: value is not None, lambda value: None)

    def other_type(self, of: str, answer: Any) -> str | None:
        """A number for a text, a text for a number."""
        return self._somewhere(
            answer, lambda value: isinstance(value, str | int), lambda value: 7 if isinstance(value, str) else "seven"
        )

    def other_shape(self, of: str, answer: Any) -> str | None:
        """A list for an object, an object for a list."""
        return self._somewhere(
            answer,
            lambda value: isinstance(value, dict | list),
            lambda value: [value] if isinstance(value, dict) else {"value": value},
        )

    def missing(self, of: str, answer: Any) -> str | None:
        """A field is not there."""
        found = [one for one in places(answer) if isinstance(one.holder, dict)]
        if not found:
            return None
        one = self.draw.choice(found)
        del one.holder[one.key]
        return one.path

    def long_text(self, of: str, answer: Any) -> str | None:
        """A text is very long."""
        return self._somewhere(answer, lambda value: isinstance(value, str), lambda value: f"{value} " + "é" * LONG)

    def control(self, of: str, answer: Any) -> str | None:
        """A text has characters that are none: ends of line, NUL, one that turns the direction of writing."""
        return self._somewhere(
            answer, lambda value: isinstance(value, str), lambda value: f"{value}\x00\r\n\x1b[2J\u202e"
        )

    def empty_list(self, of: str, answer: Any) -> str | None:
        """A list has no rows; a page that has none is a mutation as well."""
        found = [one.value for one in places({"": answer}) if isinstance(one.value, list) and one.value]
        if not found:
            return None
        self.draw.choice(found).clear()
        return "a list"

    def cut(self, of: str, answer: Any) -> str | None:
        """The JSON ends in the middle."""
        return "somewhere"


def _rows(value: Any) -> bool:
    return isinstance(value, list) and len(value) > 1 and all(isinstance(row, dict) for row in value)


Mutation = Callable[[Mutator, str, Any], str | None]
CUT = "cut short"
VALUES: Mapping[str, Mutation] = {
    "another's id": Mutator.others_id,
    "another's value": Mutator.others_value,
    "swapped rows": Mutator.swapped_rows,
    "other stamp": Mutator.stamp,
    "other number": Mutator.number,
    "other total": Mutator.total,
}
SHAPES: Mapping[str, Mutation] = {
    "null": Mutator.null,
    "other type": Mutator.other_type,
    "other shape": Mutator.other_shape,
    "missing": Mutator.missing,
    "very long": Mutator.long_text,
    "control characters": Mutator.control,
    "empty list": Mutator.empty_list,
    CUT: Mutator.cut,
}
KINDS: Sequence[str] = (*VALUES, *SHAPES)
