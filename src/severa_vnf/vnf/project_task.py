"""Project tasks (`/v1/projecttask`). In one path the same place holds a task's id, in another its project's."""

from __future__ import annotations

from datetime import date
from typing import TypedDict, Unpack

from attrs import evolve, field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, created, item, listed, updated
from severa_vnf.vnf.project import Task, TaskStatus, VisibilityUpdate
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import bare
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class ProjectTask(Task):
    """A task, with the ids that its calls need."""

    internal_id: int
    project_internal_id: int | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True)
class ProjectTaskUpdate:
    """A task to be written: a new one needs an id and a description. What stays UNSET is left as it is."""

    task_id: str | Unset = UNSET
    description: str | Unset = UNSET
    status: TaskStatus | Unset = UNSET
    start_date: date | Unset = UNSET
    planned_start: date | Unset = UNSET
    planned_end: date | Unset = UNSET
    restrict_employees: bool | Unset = UNSET
    visibility: VisibilityUpdate | Unset = field(default=UNSET, metadata=bare())


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    project_id: str
    project_internal_id: int
    task_cd: str
    description: str
    status: TaskStatus
    visible_in_ap: bool
    visible_in_ar: bool
    last_modified_date_time: Since
    created_date_time: Since


def get(internal_id: int) -> Call[ProjectTask]:
    """One task, by the task's internal id."""
    return item(ProjectTask, f"/v1/projecttask/{internal_id}")


def list(**filters: Unpack[Filters]) -> Paged[ProjectTask]:
    """Tasks, all or those that the filters leave."""
    return listed(ProjectTask, "/v1/projecttask", filters, Filters, by("internalId"))


def create(project_internal_id: int, task: ProjectTaskUpdate) -> Call[Code]:
    """Make a task in the project with this internal id."""
    return evolve(created(f"/v1/projecttask/{project_internal_id}", task), of_parent=True)


def update(internal_id: int, task: ProjectTaskUpdate) -> Call[None]:
    """Change what `task` names, of the task with this internal id."""
    return updated(f"/v1/projecttask/{internal_id}", task)
