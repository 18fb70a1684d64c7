"""A document at work: what was read of it, what is remembered, and how both are committed together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import evolve, frozen

from severa_vnf.flows.ask import Commit, Flow, ask
from severa_vnf.flows.costs.carried import COSTS, FILES_WAIT, TWINS, WAITING, Carried, Copy, Line, Whose
from severa_vnf.flows.memory import drop, known, put, recall
from severa_vnf.mapping.booked import Booked
from severa_vnf.ports import Put, Record, Write


@frozen
class Case:
    """A document at work: as it was read, what is remembered of it, and what the store has."""

    booked: Booked
    carried: Carried
    records: Mapping[str, Record]

    @property
    def lines(self) -> dict[str, Line]:
        """What is remembered, by the numbers of the lines."""
        return {line.number: line for line in self.carried.lines}

    def key(self, line: str) -> str:
        """How a line is called in outcomes and problems."""
        return f"{self.booked.key} {line}"

    def with_line(self, line: Line) -> Case:
        """The case that knows this of a line."""
        lines = {**self.lines, line.number: line}
        return evolve(self, carried=evolve(self.carried, lines=tuple(lines.values())))

    def with_copy(self, copy: Copy | None, before: Copy) -> Case:
        """The case that knows this of a file, in the place of what it knew; None: nothing any more."""
        others = [one for one in self.carried.files if (one.file, one.project) != (before.file, before.project)]
        return evolve(self, carried=evolve(self.carried, files=(*others, *([copy] if copy else []))))

    @property
    def before(self) -> Carried:
        """What the store has."""
        record = self.records.get(COSTS)
        return known(Carried, record) if record else Carried()

    def twins(self) -> dict[str, str]:
        """Whose each fee and file is, by its guid in Severa."""
        fees: dict[str, str] = {fee.guid: self.key(line.number) for line in self.carried.lines for fee in line.fees}
        return {**fees, **{copy.guid: self.booked.key for copy in self.carried.files if copy.guid}}

    def writes(self, waits_in: str | None) -> list[Write]:
        """Remember what is known of it, and let it wait in a space, or in none."""
        key, held = self.booked.key, self.records
        writes: list[Write] = [
            drop(space, held[space]) for space in (WAITING, FILES_WAIT) if space in held and space != waits_in
        ]
        writes += [put(waits_in, key, self.booked, held.get(waits_in))] if waits_in else []
        writes += [put(COSTS, key, self.carried, held.get(COSTS))] if self.carried != self.before else []
        return writes

    def after(self, writes: Iterable[Write], version: int) -> Case:
        """The case, now that these were committed."""
        records = dict(self.records)
        for write in writes:
            records.pop(write.space, None)
            if isinstance(write, Put):
                records[write.space] = Record(write.key, write.value, version)
        return evolve(self, records=records)


def cases(documents: Mapping[str, Booked]) -> Flow[list[Case]]:
    """What the store has of these documents."""
    found = {}
    for space in (COSTS, WAITING, FILES_WAIT):
        found[space] = yield from recall(space, documents)
    return [
        Case(
            booked,
            known(Carried, found[COSTS][key]) if key in found[COSTS] else Carried(),
            {space: records[key] for space, records in found.items() if key in records},
        )
        for key, booked in documents.items()
    ]


def remember(at_work: Mapping[str, Case], waits_in: Mapping[str, str | None]) -> Flow[dict[str, Case]]:
    """Commit what is known of these documents, each waiting in the space that is named for it, and the ways back."""
    writes = {key: case.writes(waits_in[key]) for key, case in at_work.items()}
    fresh = {
        guid: whose
        for case in at_work.values()
        for guid, whose in case.twins().items()
        if guid not in evolve(case, carried=case.before).twins()
    }
    held = yield from recall(TWINS, fresh)
    twins = [put(TWINS, guid, Whose(key=whose), held.get(guid)) for guid, whose in fresh.items()]
    every = [*twins, *(write for each in writes.values() for write in each)]
    version = (yield from ask(Commit(tuple(every)))) if every else 0
    return {key: case.after(writes[key], version) for key, case in at_work.items()}
