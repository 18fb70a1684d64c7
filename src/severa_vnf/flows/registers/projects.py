"""Projects and sales cases: Severa's, and their twins in Visma.net, which only receives."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, Now, ask, everything, send
from severa_vnf.flows.classes import kept
from severa_vnf.flows.engine.cursor import SPACE, Listing, Mark, Unread, is_number, read, unread
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.flows.registers.half import Half, chosen, half_of, since_in_severa, since_in_vnf
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import Spaces, read_link
from severa_vnf.flows.registers.pack import Pack
from severa_vnf.mapping import project_pairs
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.matching import match_projects
from severa_vnf.mapping.projects import PROJECT, STREAM, is_lost, project_to_vnf
from severa_vnf.mapping.sides import Facts
from severa_vnf.mapping.statuses import find_statuses
from severa_vnf.mapping.table import Trouble
from severa_vnf.ports import Write
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices, projects, sales_cases
from severa_vnf.severa.projects import Project
from severa_vnf.values import Guid, Stamp
from severa_vnf.vnf import project as twins
from severa_vnf.wire.mismatch import Undecodable

CUSTOMERS = Spaces("customers")
CASES = "severa sales cases"
KEY = "PROJECT"
"""Visma.net's key of projects, whose length the numbers there may fill."""


OURS: Listing[Project] = Listing(
    "severa projects",
    since_in_severa(projects.list, internal=False),
    lambda one: one.last_updated_date_time or one.created_date_time,
    lambda one: one.guid,
)
THEIRS: Listing[twins.Project] = Listing(
    "vnf projects",
    since_in_vnf(twins.list),
    lambda one: one.last_modified_date_time,
    lambda one: one.internal_id,
    whose=("internalID",),
    is_sound=is_number,
    number=lambda one: one.project_id,
)


def _hear_severa(whole: bool, settings: Settings) -> Flow[Half[Project]]:
    found: Pack[Project] = Pack()
    cursor = yield from read(chosen(OURS, STREAM, settings), lambda one: found.add(one.guid, one), whole=whole)
    mark, faults = yield from _cases(found, settings, cursor.complete)
    return Half(found, (cursor,), besides=tuple(mark), more_faults=tuple(faults))


def _cases(found: Pack[Project], settings: Settings, complete: bool) -> Flow[tuple[list[Write], list[Unread]]]:
    """The whole list of sales cases, where /projects may lack those in progress, and only so often: it is long.

    `complete`: all projects were read, so that what is lacking is gone; these can't be left out.
    """
    span = settings.sales_cases
    if span is None:
        return [], []
    now = yield from ask(Now())
    record = (yield from recall(SPACE, (CASES,))).get(CASES)
    this = Stamp(now.replace(tzinfo=None))
    if not complete and record is not None and Stamp.read(known(Mark, record).stamp) > this.less(span):
        return [], []
    faults: list[Unread] = []
    for row in (yield from everything(sales_cases.list())):
        if isinstance(row, Undecodable):
            faults.append(unread(row))
        else:
            found.add(row.guid, row)
    return [put(SPACE, CASES, Mark(stamp=str(this)), record)], faults


def _like_in_vnf(facts: Facts, given: Given) -> Flow[list[twins.Project]]:
    """The one of that number, and the one that has it with zeros in front, as long as Visma.net's key is."""
    length = (yield from kept("segmented_keys")).segmented_keys.get(KEY) or 0
    found = []
    for number in dict.fromkeys([facts.number, facts.number.zfill(length)] if facts.number else []):
        try:
            found.append((yield from send(twins.get(number))))
        except NotFound:
            continue
    return found


def _none_like(facts: Facts, given: Given) -> Flow[list[Project]]:
    return []
    yield


def _around(given: Given) -> Flow[Given]:
    """The projects of invoices that wait: they are not closed before those have crossed."""
    roles = find_statuses((yield from kept("invoice_statuses")).invoice_statuses, given.settings.statuses)
    if isinstance(roles, Trouble):
        return given
    rows = yield from everything(invoices.list(invoice_status_guids=[roles.to_transfer, roles.failed]))
    waiting = [row for row in rows if not isinstance(row, Undecodable)]
    return evolve(given, waiting={ref.guid for row in waiting for ref in row.projects or () if ref.guid})


def _surroundings(records: Sequence[Project], found: Sequence[twins.Project], given: Given) -> Flow[Given]:
    """The customers of these projects, by their links."""
    guids = {one.customer.guid for one in records if one.customer and one.customer.guid} - given.customers.keys()
    links = yield from recall(CUSTOMERS.links, sorted(guids))
    numbers = {Guid(guid): read_link(one).number for guid, one in links.items()}
    return evolve(given, customers={**given.customers, **numbers})


def _stays_open(project: Project | None, given: Given) -> bool:
    """Whether it is over, but for an invoice that has still to cross."""
    return project is not None and project.guid in given.waiting and (project.is_closed or is_lost(project, given))


PROJECTS: Kind[Project, twins.Project] = Kind(
    name="projects",
    stream=STREAM,
    severa=Side(
        hear=_hear_severa,
        lists=(OURS,),
        one=lambda guid: send(projects.get(guid)),
        like=_none_like,
        facts=project_pairs.in_severa_facts,
        unmoved=lambda one, link, given: project_pairs.severa_unmoved(one, link.known, given),
    ),
    vnf=Side(
        hear=lambda whole, settings: half_of(chosen(THEIRS, STREAM, settings), whole=whole),
        lists=(THEIRS,),
        one=lambda vnf_id: send(twins.get_by_id(int(vnf_id))),
        like=_like_in_vnf,
        facts=project_pairs.in_vnf_facts,
        unmoved=lambda one, link, given: project_pairs.vnf_unmoved(one, link.known, given),
        new=project_to_vnf,
        create=twins.create,
    ),
    match=match_projects,
    decide=project_pairs.decide_project,
    made=lambda project: project,
    named=twins.get,
    answer=lambda one: one.project_id,
    rows={row.vnf: row for row in PROJECT.rows},
    word=lambda facts: facts.key,
    watched=True,
    surroundings=_surroundings,
    around=_around,
    again=_stays_open,
)
