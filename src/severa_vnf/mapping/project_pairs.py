"""Projects that are linked, Severa's against Visma.net's, which only receives: by what they are matched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from attrs import evolve

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.merge import Known, decide, unmoved
from severa_vnf.mapping.projects import PROJECT, STREAM, is_disabled, is_lost, project_seen, status
from severa_vnf.mapping.sides import Decision, Facts
from severa_vnf.severa.projects import Project
from severa_vnf.values import Guid, number_key
from severa_vnf.vnf import project as vnf
from severa_vnf.vnf import project_task
from severa_vnf.vnf.project import ProjectUpdate, TaskStatus
from severa_vnf.vnf.project_task import ProjectTaskUpdate
from severa_vnf.wire.call import Call
from severa_vnf.wire.unset import UNSET


def in_severa_facts(project: Project, given: Given) -> Facts:
    """By what Severa's project is matched; the witness is its customer's number in Visma.net."""
    number = "" if project.number is None else str(project.number)
    customer = project.customer.guid if project.customer else None
    never = _never(project, given)
    return Facts(
        id=project.guid,
        key=number_key(number),
        number=number,
        name=project.name.strip(),
        label=" ".join(f"Project {number} {project.name}".split()),
        witness=number_key(given.customers.get(customer)) if customer else "",
        stays=never or _over(project, given),
        apart=bool(never),
    )


def in_vnf_facts(project: vnf.Project, given: Given) -> Facts:
    """By what Visma.net's is. None is ever made in Severa, and a template has no twin there.

    The code that stands for no project is no number of Severa's, so it has none either.
    """
    number = project.project_id.strip()
    return Facts(
        id=str(project.internal_id),
        key=number_key(number),
        number=number,
        name=(project.description or "").strip(),
        label=" ".join(f"Project {number} {project.description or ''}".split()),
        witness=number_key(project.customer.number if project.customer else None),
        stays="a template" if project.system_template else "projects cross to Visma.net alone",
        apart=bool(project.system_template),
    )


def decide_project(
    project: Project, twin: vnf.Project, known: Mapping[str, Known], given: Given, *, first: bool = False
) -> Decision:
    """Decide a project, and make the task of every invoice line where it is not there and the project is open."""
    direction = given.settings.directions.get(STREAM, "to_vnf")
    merged = decide(PROJECT, project, project_seen(twin), known, given, first=first, direction=direction)
    calls: list[Call[Any]] = []
    besides: dict[str, str] = {}
    if merged.to_vnf is not None:
        calls.append(vnf.update_by_id(twin.internal_id, _whole(merged.to_vnf, project_seen(twin))))
    task = given.settings.project_defaults.task
    if task is not None and _lacks(task, twin) and not is_disabled(status(project, given), given):
        new = ProjectTaskUpdate(task_id=task, description=task, status=TaskStatus.ACTIVE)
        calls.append(project_task.create(twin.internal_id, new))
        besides["taskId"] = task
    return Decision(merged.fields, merged.known, tuple(calls), troubles=merged.troubles, besides=besides)


def _whole(update: ProjectUpdate, seen: ProjectUpdate) -> ProjectUpdate:
    """With what every write of a project must say; what does not change is said as Visma.net has it."""
    return evolve(
        update,
        description=seen.description if update.description is UNSET else update.description,
        start_date=seen.start_date if update.start_date is UNSET else update.start_date,
    )


def severa_unmoved(project: Project, known: Mapping[str, Known], given: Given) -> bool:
    """Whether nothing of a project of Severa's is new to us."""
    return unmoved(PROJECT, "severa", project, known, given)


def vnf_unmoved(twin: vnf.Project, known: Mapping[str, Known], given: Given) -> bool:
    """Whether nothing of Visma.net's project is new to us, and the task of every invoice line is there."""
    task = given.settings.project_defaults.task
    lacks = task is not None and _lacks(task, twin)
    return not lacks and unmoved(PROJECT, "vnf", project_seen(twin), known, given)


def _never(project: Project, given: Given) -> str:
    """Why a project never crosses."""
    if project.is_internal:
        return "internal"
    return "" if of_companies(project, given.settings.companies) else "another company"


def of_companies(project: Project, companies: Collection[Guid]) -> bool:
    """Whether a project belongs to one of these companies; with none named, to any."""
    unit = project.business_unit
    return not companies or (unit is not None and (unit.company_business_unit_guid or unit.guid) in companies)


def _over(project: Project, given: Given) -> str:
    """Why a new one is not made any more. One with an invoice that waits still is."""
    if project.guid in given.waiting:
        return ""
    return "lost" if is_lost(project, given) else "closed" if project.is_closed else ""


def _lacks(task: str, twin: vnf.Project) -> bool:
    return twin.tasks is not None and all(one.task_id.strip() != task for one in twin.tasks)
