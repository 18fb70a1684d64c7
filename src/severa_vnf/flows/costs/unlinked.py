"""Projects that purchase lines name and that are not linked: most never are, and one that is brings its lines along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.costs.case import Case
from severa_vnf.flows.costs.due import Terms
from severa_vnf.flows.engine.cursor import is_sound
from severa_vnf.flows.memory import Mark, Owner, all_of, drop, known, put, recall
from severa_vnf.flows.registers.link import Spaces
from severa_vnf.ports import Record, Write
from severa_vnf.values import Guid, Stamp

SPACE = "cost projects unlinked"
"""By Visma.net's project: the stamp of the oldest document with a line for it."""
NUMBERS = Spaces("projects").numbers


@frozen
class Unlinked:
    """Those that were not linked, and the stamp from which the lists are read again for what is linked now."""

    records: Mapping[str, Record]
    linked: frozenset[str]
    again: Stamp | None

    def writes(self, cases: Iterable[Case], terms: Terms, earliest: Stamp) -> list[Write]:
        """What to remember at the end: those that are new, and no more those that are linked."""
        oldest: dict[str, Stamp] = {}
        for booked in (case.booked for case in cases):
            stamp = Stamp.read(booked.stamp) if booked.stamp else earliest
            named = {line.said.project for line in booked.lines if is_sound(line.said.project)}
            for project in named - terms.links.keys() - self.records.keys():
                oldest[project] = min(stamp, oldest.get(project, stamp))
        new = [put(SPACE, project, Mark(stamp=str(stamp)), None) for project, stamp in oldest.items()]
        return [*new, *(drop(SPACE, self.records[project]) for project in self.linked)]


def unlinked() -> Flow[Unlinked]:
    """What is remembered. Costs no exchange."""
    records = {record.key: record for record in (yield from all_of(SPACE))}
    linked = frozenset((yield from links(records)))
    stamps = [Stamp.read(known(Mark, records[project]).stamp) for project in linked]
    return Unlinked(records, linked, min(stamps, default=None))


def links(projects: Iterable[str]) -> Flow[dict[str, Guid]]:
    """Visma.net's project id -> the linked Severa project, for those that are linked."""
    found = yield from recall(NUMBERS, projects)
    return {project: known(Owner, record).guid for project, record in found.items()}
