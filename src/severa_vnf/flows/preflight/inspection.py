"""One look at both services: what its checks have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from attrs import define, field

from severa_vnf.errors import ApiError, AuthError
from severa_vnf.flows.ask import Flow, each, send
from severa_vnf.plan import Finding
from severa_vnf.rules import Rule
from severa_vnf.rules.access import ADD_ON_MISSING, NO_ACCESS, NOT_CHECKED
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.paging import Paged

T = TypeVar("T")
K = TypeVar("K")

STREAM = "preflight"
SYSTEMS = {"severa": "Severa", "vnf": "Visma.net"}
SHOWN = 3
"""Records that are named where there are many."""


@define
class Inspection:
    """What is asked, and what was answered. Each list is read once, whoever needs it; so is a failure."""

    settings: Settings
    today: date
    _answers: dict[tuple[object, ...], Any] = field(factory=dict, init=False)
    _unreadable: dict[str, list[Undecodable]] = field(factory=dict, init=False)

    def one(self, call: Call[T]) -> Flow[T]:
        """The answer to one call."""
        return (yield from self._once(call, send(call)))

    def rows(self, paged: Paged[T]) -> Flow[list[T]]:
        """A whole list, without the rows that can't be read."""
        return (yield from self.facts(paged, lambda row: row))

    def facts(self, paged: Paged[T], keep: Callable[[T], K]) -> Flow[list[K]]:
        """What is kept of each row of a list: no more of a long one than a check needs."""
        return (yield from self._once(paged.first, self._kept(paged, keep)))

    def crosses(self, register: str) -> bool:
        """Whether a register's new records are made in Visma.net."""
        return self.settings.directions.get(register, "both") in ("both", "to_vnf")

    def unreadable(self) -> list[Finding]:
        """The lists that had rows which can't be read."""
        return [
            finding(UNREADABLE, f"{where}, {len(rows)} rows", value=rows[0].fault)
            for where, rows in self._unreadable.items()
        ]

    def _once(self, call: Call[Any], answer: Flow[T]) -> Flow[T]:
        key = (call.system, call.path, call.query)
        if key not in self._answers:
            try:
                self._answers[key] = yield from answer
            except ApiError as error:
                self._answers[key] = error
        known = self._answers[key]
        if isinstance(known, ApiError):
            raise known
        value: T = known
        return value

    def _kept(self, paged: Paged[T], keep: Callable[[T], K]) -> Flow[list[K]]:
        kept: list[K] = []
        faults: list[Undecodable] = []

        def take(row: T | Undecodable) -> None:
            if isinstance(row, Undecodable):
                faults.append(row)
            else:
                kept.append(keep(row))

        yield from each(paged, take)
        if faults:
            self._unreadable[_place(paged.first)] = faults
        return kept


Check = Callable[[Inspection], Flow[Sequence[Finding]]]


def alone(check: Check, inspection: Inspection) -> Flow[Sequence[Finding]]:
    """Make one check. A service's refusal or failure is what it found."""
    try:
        return (yield from check(inspection))
    except ApiError as error:
        where = f"{SYSTEMS[error.system]}, {error.path}"
        if isinstance(error, AuthError):
            return [finding(NO_ACCESS, where, value=str(error))]
        rule = ADD_ON_MISSING if error.code == "AddonMissing" else NOT_CHECKED
        return [finding(rule, where, value=str(error))]


def finding(rule: Rule, where: str, field: str = "", value: str = "", *, stops: bool = True) -> Finding:
    """Something found. `where` is a place that its users know."""
    return Finding(rule, STREAM, where, where, field, value, stops)


def some(names: Iterable[str]) -> str:
    """The first few names, and how many more there are."""
    every = list(names)
    more = [f"{len(every) - SHOWN} more"] if len(every) > SHOWN else []
    return "; ".join([*every[:SHOWN], *more])


def _place(call: Call[Any]) -> str:
    return f"{SYSTEMS[call.system]}, {call.path}"
