"""Whether numbers fit Visma.net's segmented keys (documentation, before the first synchronisation; CS203000)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.preflight.branches import units_of
from severa_vnf.flows.preflight.inspection import Inspection, finding
from severa_vnf.flows.preflight.registers import debtors, items
from severa_vnf.plan import Finding
from severa_vnf.rules.numbering import KEY_COUNTS, KEY_TOO_LONG, KEY_TOO_SHORT
from severa_vnf.severa import projects, settings
from severa_vnf.vnf import dimension
from severa_vnf.vnf.dimension import Dimension


@frozen
class _Use:
    """The numbers that a key is to hold, and what they are of."""

    key: str
    of: str
    numbers: Sequence[str]
    stops: bool = True
    equal: bool = False


def segmented_keys(inspection: Inspection) -> Flow[list[Finding]]:
    """Compare each key with the numbers in use and Severa's next one.

    The numbers of projects must be as long as their key, by the documentation; ones that are shorter are no reason to
    wait. Customers get Visma.net's numbers, so theirs are not either.
    """
    told = yield from inspection.one(settings.get())
    task = inspection.settings.project_defaults.task
    codes = [one.code for one in (yield from items(inspection)) if one.code]
    of_projects = yield from _projects(inspection, told.next_project_number)
    of_customers = yield from _customers(inspection, told.next_customer_number)
    uses = (
        _Use("PROJECT", "project number", of_projects, equal=True),
        _Use("PROTASK", "task", [task] if task else []),
        _Use("INVENTORY", "code", codes),
        _Use("CUSTOMER", "customer number", of_customers, stops=False),
    )
    found: list[Finding] = []
    for use in uses:
        key = yield from inspection.one(dimension.get(use.key, expand_segments_values=False))
        found += _compared(key, use)
    return found


def _projects(inspection: Inspection, following: int | None) -> Flow[list[str]]:
    filters: projects.Filters = {"internal": False}
    if units := (yield from units_of(inspection)):
        filters["business_unit_guids"] = units
    return _texts([following, *(yield from inspection.facts(projects.list(**filters), lambda one: one.number))])


def _customers(inspection: Inspection, following: int | None) -> Flow[list[str]]:
    return _texts([following, *(one.number for one in (yield from debtors(inspection)))])


def _texts(numbers: Sequence[int | None]) -> list[str]:
    return [str(number) for number in numbers if number is not None]


def _compared(key: Dimension, use: _Use) -> Iterator[Finding]:
    longest, where = max(use.numbers, key=len, default=""), "Visma.net, segmented keys"
    size = f"the {use.of} {longest} of {len(longest)} characters: it has {key.length}"
    if longest and key.length and len(longest) > key.length:
        yield finding(KEY_TOO_SHORT, where, use.key, size, stops=use.stops)
    elif longest and key.length and use.equal and len(longest) < key.length:
        yield finding(KEY_TOO_LONG, where, use.key, size, stops=False)
    for segment in key.segments or () if use.stops else ():
        if segment.is_auto_number or segment.validate:
            why = "counts by itself" if segment.is_auto_number else "takes listed values only"
            yield finding(KEY_COUNTS, where, use.key, f"segment {segment.segment_id} {why}")
