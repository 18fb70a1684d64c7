"""Projects (`/v1/project`; the documentation's section on projects). Severa owns their numbers."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Named, Since, created, item, key, listed, updated
from severa_vnf.vnf.documents import Operation
from severa_vnf.vnf.refs import Attribute, DescribedRef, NumberRef, SegmentUpdate
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, bare, named
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


class ProjectStatus(StrEnum):
    """Where a project stands. Only an Active one can be chosen on a document; a new one is Planned."""

    PLANNED = "Planned"
    ACTIVE = "Active"
    COMPLETED = "Completed"
    CANCELLED = "Cancelled"
    ON_HOLD = "OnHold"
    PENDING_APPROVAL = "PendingApproval"


class BillingPeriod(StrEnum):
    """How often a project is billed by Visma.net itself. Severa's are OnDemand: never on its own."""

    WEEKLY = "Weekly"
    MONTHLY = "Monthly"
    QUARTERLY = "Quarterly"
    ANNUAL = "Annual"
    ON_DEMAND = "OnDemand"


class TaskStatus(StrEnum):
    """Where a task stands. The service knows two spellings of one word."""

    PLANNED = "Planned"
    ACTIVE = "Active"
    CANCELLED = "Cancelled"
    CANCELED = "Canceled"
    COMPLETED = "Completed"


@frozen(kw_only=True, slots=False)
class Visibility(Model):
    """In which ledgers a project or task can be chosen: purchases, sales, cash, general ledger."""

    visible_in_ap: bool | None = None
    visible_in_ar: bool | None = None
    visible_in_ca: bool | None = None
    visible_in_gl: bool | None = None


@frozen(kw_only=True, slots=False)
class Task(Model):
    """A task, as its project shows it."""

    task_id: Code
    description: str | None = None
    status: TaskStatus | None = None
    start_date: date | None = None
    planned_start: date | None = None
    planned_end: date | None = None
    restrict_employees: bool | None = None
    visibility: Visibility | None = None


@frozen(kw_only=True, slots=False)
class Template(Model):
    """The project that this one was made after."""

    number: Code | None = None
    description: str | None = None
    status: ProjectStatus | None = None


@frozen(kw_only=True, slots=False)
class Project(Model):
    """A project. `internal_id` never changes; a template is one too, with `system_template`."""

    internal_id: int = field(metadata=named("internalID"))
    project_id: Code = field(metadata=named("projectID"))
    description: str | None = None
    status: ProjectStatus
    hold: bool | None = None
    customer: NumberRef | None = None
    template: Template | None = None
    system_template: bool | None = None
    start_date: date | None = None
    end_date: date | None = None
    billing_period: BillingPeriod | None = None
    restrict_employees: bool | None = None
    restrict_equipment: bool | None = None
    visibility: Visibility | None = None
    def_account: DescribedRef | None = None
    tasks: tuple[Task, ...] | None = None
    attributes: tuple[Attribute, ...] | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True)
class VisibilityUpdate:
    """In which ledgers a project or task is to be chosen from."""

    visible_in_ap: bool | Unset = UNSET
    visible_in_ar: bool | Unset = UNSET
    visible_in_ca: bool | Unset = UNSET
    visible_in_gl: bool | Unset = UNSET


@frozen(kw_only=True)
class TaskUpdate:
    """A task to be written together with its project."""

    operation: Operation = field(default=Operation.INSERT, metadata=bare())
    task_id: str
    description: str | Unset = UNSET
    status: TaskStatus | Unset = UNSET
    start_date: date | Unset = UNSET
    planned_start: date | Unset = UNSET
    planned_end: date | Unset = UNSET
    restrict_employees: bool | Unset = UNSET


@frozen(kw_only=True)
class ProjectUpdate:
    """A project to be written, which says description and start date every time.

    A new one needs a number, and a template or `def_sub`. What else stays UNSET is left as it is. `hold` False and a
    status take a new one out of planning.
    """

    project_id: str | Unset = field(default=UNSET, metadata=named("projectID"))
    description: str | Unset = UNSET
    status: ProjectStatus | Unset = UNSET
    hold: bool | Unset = UNSET
    customer: str | Unset = UNSET
    template: str | Unset = UNSET
    start_date: date | Unset = UNSET
    end_date: date | Unset = UNSET
    billing_period: BillingPeriod | Unset = UNSET
    project_manager: str | Unset = field(default=UNSET, metadata=named("projectManger"))
    restrict_employees: bool | Unset = field(default=UNSET, metadata=named("restricEmployees"))
    restrict_equipment: bool | Unset = field(default=UNSET, metadata=named("restricEquipment"))
    visibility: VisibilityUpdate | Unset = field(default=UNSET, metadata=bare())
    def_sub: tuple[SegmentUpdate, ...] | Unset = field(default=UNSET, metadata=bare())
    tasks: tuple[TaskUpdate, ...] | Unset = field(default=UNSET, metadata=bare())


class Filters(TypedDict, total=False):
    """What the list can be asked for; not for a number. `non_project`: the code that means "no project"."""

    status: ProjectStatus
    system_template: bool
    non_project: bool
    start_date: date
    public_id: str
    visible_in_ap: Annotated[bool, Named("visibleInAP")]
    last_modified_date_time: Since
    created_date_time: Since
    expand_attribute: bool


def get(project_id: str) -> Call[Project]:
    """One project, by its number."""
    return item(Project, f"/v1/project/{key(project_id)}", ("project_id", project_id))


def get_by_id(internal_id: int) -> Call[Project]:
    """One project, by the id that outlives a renumbering."""
    return item(Project, f"/v1/project/internal/{internal_id}", ("internal_id", internal_id))


def list(**filters: Unpack[Filters]) -> Paged[Project]:
    """Projects, all or those that the filters leave."""
    return listed(Project, "/v1/project", filters, Filters, by("internalID"))


def create(project: ProjectUpdate) -> Call[Code]:
    """Make a project; answers with its number."""
    return created("/v1/project", project)


def update(project_id: str, project: ProjectUpdate) -> Call[None]:
    """Change what `project` names."""
    return updated(f"/v1/project/{key(project_id)}", project)


def update_by_id(internal_id: int, project: ProjectUpdate) -> Call[None]:
    """Change what `project` names, of the project with this id."""
    return updated(f"/v1/project/internal/{internal_id}", project)
