"""What there is to do: read what was released and what waited, and decide what is due. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.classes import kept
from severa_vnf.flows.costs.around import Around, look_round
from severa_vnf.flows.costs.carried import FILES_WAIT, WAITING
from severa_vnf.flows.costs.case import Case, cases
from severa_vnf.flows.costs.due import Terms, dues
from severa_vnf.flows.costs.file_dues import copies_due
from severa_vnf.flows.costs.file_route import Route, route
from severa_vnf.flows.costs.hearing import Heard, listen
from severa_vnf.flows.costs.others import Others
from severa_vnf.flows.costs.round import Round
from severa_vnf.flows.costs.start import Begun
from severa_vnf.flows.costs.unlinked import links, unlinked
from severa_vnf.flows.memory import all_of, known
from severa_vnf.flows.registers.gather import LOOKED_AT_AGAIN
from severa_vnf.mapping.booked import Booked
from severa_vnf.mapping.purchases import CostsGiven
from severa_vnf.plan import Plan, Problem
from severa_vnf.ports import Write
from severa_vnf.settings import Settings


@frozen
class Gathered:
    """The documents with something to do. `marks` are remembered when all of it is done.

    `unseen` are documents that wait and are not looked at this time.
    """

    todo: Sequence[Case]
    run: Round
    route: Route
    faults: Sequence[Problem]
    marks: Sequence[Write]
    unseen: frozenset[str]


def gather(
    settings: Settings, begun: Begun, deadline: datetime | None = None, planned: Plan | None = None
) -> Flow[Gathered | None]:
    """Read the lists, an exchange each where nothing is new. None: the deadline came before all were read."""
    pending, way = (yield from unlinked()), (yield from route(begun.now))
    currency = (yield from kept("currency")).currency
    heard = yield from listen(settings, begun, CostsGiven(currency=currency), pending.again, deadline)
    if heard is None:
        return None
    held, unseen = yield from _held(heard, way)
    documents = {**held, **heard.documents}
    projects = {line.said.project for booked in documents.values() for line in booked.lines}
    terms = Terms((yield from links(sorted(projects))), begun.start.fence, settings.corrections)
    every = yield from cases(documents)
    todo = [case for case in every if _has_work(case, terms)]
    around, others = Around(settings, currency=currency), Others(begun.last)
    run = Round(begun, terms, around, frozenset(heard.anew), pending.linked, others, planned, deadline)
    marks = [*heard.marks, *begun.ended(), *pending.writes(every, terms, begun.since)]
    return Gathered(todo, run, way, heard.faults, marks, unseen)


def _held(heard: Heard, way: Route) -> Flow[tuple[dict[str, Booked], frozenset[str]]]:
    """Some of the documents that wait, the longest untouched first, and the keys of the others."""
    found: dict[str, Booked] = {}
    left: set[str] = set()
    for space, count in ((WAITING, LOOKED_AT_AGAIN), (FILES_WAIT, 0 if way.missing else LOOKED_AT_AGAIN)):
        oldest = sorted((yield from all_of(space)), key=lambda record: record.version)
        found |= {record.key: known(Booked, record) for record in oldest[:count]}
        left |= {record.key for record in oldest[count:]}
    return found, frozenset(left - heard.documents.keys())


def _has_work(case: Case, terms: Terms) -> bool:
    """Whether anything of a document is due, in doubt, or not known yet to wait for nothing any more."""
    waits = WAITING in case.records or FILES_WAIT in case.records
    return waits or bool(dues(case, terms)) or bool(copies_due(case))


def looked_round(batch: Sequence[Case], run: Round) -> Flow[Round]:
    """The run, with what the work on these documents needs, whatever comes of what is in doubt."""
    due = [one for case in batch for one in dues(undoubted(case), run.terms)]
    said = [one.said for one in due if one.said] + [one.said for case in batch for one in copies_due(case)]
    return evolve(run, around=(yield from look_round(run.around, due, said)))


def undoubted(case: Case) -> Case:
    """The document as it would be if nothing of it had been begun."""
    lines = tuple(evolve(line, begun=()) for line in case.carried.lines)
    return evolve(case, carried=evolve(case.carried, lines=lines))
