"""The error log: each problem once, with when it was seen first and last; closed by the run that finds it gone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.errors import ApiError
from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.memory import PROBLEMS, Cause, all_of, drop, known, put, recall
from severa_vnf.plan import Problem
from severa_vnf.ports import Write
from severa_vnf.rules import RULES, Language, Severity
from severa_vnf.rules.registers import LIST_UNREAD

SEEN: dict[Language, str] = {
    "en": "first seen {first}, last seen {last}, {attempts} times",
    "nl": "eerst gezien {first}, laatst gezien {last}, {attempts} keer",
}


@frozen(kw_only=True, slots=False)
class Entry:
    """A problem as it is remembered."""

    stream: str
    record: str
    label: str
    cause: Cause
    first_seen: str
    last_seen: str
    attempts: int = 1

    def problem(self) -> Problem:
        """The problem as a value."""
        cause = self.cause
        return Problem(RULES[cause.code], self.stream, self.record, self.label, cause.field, cause.value)

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return RULES[self.cause.code].severity

    def text(self, language: Language = "en") -> str:
        """For the person at the support desk: whose it is, what is wrong, who mends it where, and what comes then.

        The last line has the code, the severity, the moments (UTC) and the runs that saw it.
        """
        first, last = self.first_seen[:16].replace("T", " "), self.last_seen[:16].replace("T", " ")
        seen = SEEN[language].format(first=first, last=last, attempts=self.attempts)
        return f"{self.problem().told(language)}\n{self.cause.code}, {self.severity}, {seen}"


def list_unread(stream: str, label: str, error: ApiError) -> Problem:
    """That a list can't be read, with the service's words and what they ask for."""
    return Problem(LIST_UNREAD, stream, "", label, value=f"{error.message} {error.remedy}".rstrip())


@frozen
class Looked:
    """Which records a run looked at. A problem of any other stays open: nobody knows whether it is mended.

    Made by `at`, `all_but` or `nothing`. The stream's own problems have no record: for them stands "".
    """

    _records: frozenset[str]
    _others: bool

    @classmethod
    def at(cls, records: Iterable[str]) -> Looked:
        """At these alone."""
        return cls(frozenset(records), False)

    @classmethod
    def all_but(cls, records: Iterable[str]) -> Looked:
        """At all of the stream, and all that belongs to them, save these: behind a record's name stands its part."""
        return cls(frozenset(records), True)

    @classmethod
    def nothing(cls) -> Looked:
        """At none: the run ended before it could."""
        return cls.at(())

    def saw(self, record: str) -> bool:
        """Whether it looked at this one."""
        if self._others:
            return self._records.isdisjoint((record, record.rpartition(" ")[0]))
        return record in self._records


def note(stream: str, found: Sequence[Problem], looked: Looked, also: Sequence[Write] = ()) -> Flow[None]:
    """Remember what a run found, and close what it did not find again of the records that it looked at.

    `also` is what may not be remembered before: by it these records are not looked at again.
    """
    now: datetime = yield from ask(Now())
    before = {record.key: record for record in (yield from all_of(PROBLEMS))}
    fresh = {_key(problem): problem for problem in found}
    writes: list[Write] = [*also]
    for key, problem in fresh.items():
        old = known(Entry, before[key]) if key in before else None
        writes.append(put(PROBLEMS, key, _entry(problem, now, old), before.get(key)))
    for key, record in before.items():
        entry = known(Entry, record)
        if entry.stream == stream and key not in fresh and looked.saw(entry.record):
            writes.append(drop(PROBLEMS, record))
    if writes:
        yield from ask(Commit(tuple(writes)))


def beforehand(found: Sequence[Problem]) -> Flow[list[Write]]:
    """The writes that keep these in the log though the run should end before `note`, which then counts them."""
    if not found:
        return []
    now: datetime = yield from ask(Now())
    fresh = {_key(problem): problem for problem in found}
    there = yield from recall(PROBLEMS, fresh)
    entries = {
        key: evolve(_entry(problem, now, None), attempts=0) for key, problem in fresh.items() if key not in there
    }
    return [put(PROBLEMS, key, entry, None) for key, entry in entries.items()]


def recorded(stream: str) -> Flow[frozenset[str]]:
    """The records that a stream has open problems with."""
    entries = yield from open_problems()
    return frozenset(entry.record for entry in entries if entry.stream == stream)


def open_problems() -> Flow[tuple[Entry, ...]]:
    """All that is open."""
    return tuple(known(Entry, record) for record in (yield from all_of(PROBLEMS)))


def _key(problem: Problem) -> str:
    return f"{problem.stream} {problem.record} {problem.code} {problem.field}"


def _entry(problem: Problem, now: datetime, old: Entry | None) -> Entry:
    moment = now.isoformat()
    return Entry(
        stream=problem.stream,
        record=problem.record,
        label=problem.label,
        cause=Cause(code=problem.code, field=problem.field, value=problem.value),
        first_seen=old.first_seen if old else moment,
        last_seen=moment,
        attempts=old.attempts + 1 if old else 1,
    )
