"""Projects and sales cases, to Visma.net and never back (documentation, field table of projects)."""

from __future__ import annotations

from datetime import date

from attrs import fields

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.mapped import Mapped, mapped
from severa_vnf.mapping.table import Table, Trouble, left_out, made
from severa_vnf.rules.registers import (
    NAMELESS_PROJECT,
    PROJECT_CUSTOMER_MISSING,
    PROJECT_DATE_MISSING,
    PROJECT_NUMBER_MISSING,
)
from severa_vnf.severa.projects import Project
from severa_vnf.severa.sales_status_types import SalesState
from severa_vnf.vnf import project as vnf
from severa_vnf.vnf.documents import Operation
from severa_vnf.vnf.project import BillingPeriod, ProjectStatus, ProjectUpdate, TaskStatus, TaskUpdate
from severa_vnf.wire.unset import UNSET, Unset

STREAM = "projects"


def number(project: Project, given: Given) -> str | Trouble:
    """Severa's number, as text."""
    return Trouble(PROJECT_NUMBER_MISSING, "Number") if project.number is None else str(project.number)


def description(project: Project, given: Given) -> str | Trouble:
    """The name."""
    return project.name.strip() or Trouble(NAMELESS_PROJECT, "Name")


def customer(project: Project, given: Given) -> str | Trouble:
    """The customer's number in Visma.net, by its link."""
    of = project.customer
    linked = given.customers.get(of.guid) if of and of.guid else None
    return linked or Trouble(PROJECT_CUSTOMER_MISSING, "Customer", (of.name if of else None) or "-")


def start_date(project: Project, given: Given) -> date | Trouble:
    """The start date, else the day on which the project was made: Visma.net wants one."""
    if project.start_date is not None:
        return project.start_date
    made_at = project.created_date_time
    return made_at.wall.date() if made_at else Trouble(PROJECT_DATE_MISSING, "Start date")


def status(project: Project, given: Given) -> ProjectStatus:
    """Disabled when closed or lost, but not before the last of its invoices has crossed."""
    if project.guid in given.waiting:
        return ProjectStatus.ACTIVE
    if is_lost(project, given):
        return ProjectStatus(given.settings.project_defaults.lost)
    return ProjectStatus.COMPLETED if project.is_closed else ProjectStatus.ACTIVE


def is_lost(project: Project, given: Given) -> bool:
    """Whether its sale is lost: the type of its sales status tells."""
    kind = project.sales_status.sales_status_type_guid if project.sales_status else None
    return kind is not None and given.sales_states.get(kind) is SalesState.LOST


def is_disabled(status: ProjectStatus, given: Given) -> bool:
    """Statuses alike to Severa: one is written only when this changes, so a hold in Visma.net is never lifted."""
    return status in (ProjectStatus.COMPLETED, ProjectStatus.CANCELLED)


def template(project: Project, given: Given) -> str:
    """The project that new ones are made after."""
    return given.settings.project_defaults.template


def billing_period(project: Project, given: Given) -> BillingPeriod:
    """Never billed by Visma.net itself, unless the settings say so."""
    return BillingPeriod(given.settings.project_defaults.billing_period)


def restrict_employees(project: Project, given: Given) -> bool | Unset:
    """Whether only chosen employees may book on it: one reading of "Blokkeren"."""
    return True if given.settings.project_defaults.block == "restrict_employees" else UNSET


def hold(project: Project, given: Given) -> bool:
    """Whether it stays in planning: the other reading. A project in planning can't stand on a document."""
    return given.settings.project_defaults.block == "hold"


def tasks(project: Project, given: Given) -> tuple[TaskUpdate, ...] | Unset:
    """The one task that every invoice line names, where the template does not bring it."""
    task = given.settings.project_defaults.task
    if task is None or task in given.template_tasks:
        return UNSET
    return (TaskUpdate(operation=Operation.INSERT, task_id=task, description=task, status=TaskStatus.ACTIVE),)


S, V = fields(Project), fields(ProjectUpdate)

PROJECT: Table[Project, ProjectUpdate] = Table(
    Project,
    ProjectUpdate,
    (
        made((S.number,), V.project_id, number, once=True, why="Severa owns it; another number is a renumbering."),
        made((S.name,), V.description, description),
        made((S.customer,), V.customer, customer, why="By the customer's link."),
        made((S.start_date, S.created_date_time), V.start_date, start_date, why="Visma.net wants one."),
        made(
            (S.is_closed, S.sales_status),
            V.status,
            status,
            normal=is_disabled,
            why="Closed or lost is disabled, once its invoices have crossed.",
        ),
        made(("billing period",), V.billing_period, billing_period, once=True, why="Always on demand."),
        made(("template",), V.template, template, once=True, why="Always that of the settings, 'Z'."),
        made(
            ("block",), V.restrict_employees, restrict_employees, once=True, why="Always blocked; which is unconfirmed."
        ),
        made(("block",), V.hold, hold, once=True, why="In planning only where the settings read 'block' so."),
        made(("project task",), V.tasks, tasks, once=True, why="The task that every invoice line names."),
        left_out(S.guid, vnf="internalID", why="The link holds them."),
        left_out(S.is_internal, why="An internal project never crosses."),
        left_out(S.closed_date, S.deadline, vnf="endDate", why="Not in the documentation's table."),
        left_out(S.description, S.customer_contact, S.project_owner, S.root_phase, why="Severa's own."),
        left_out(S.business_unit, S.cost_center, why="The branch stands on the invoice."),
        left_out(S.currency, S.payment_term, why="They stand on the invoice."),
        left_out(S.project_status, why="The status of the work; closed or not is what counts."),
        left_out(S.our_reference, S.your_reference, S.order_number, S.invoice_notes, why="They stand on the invoice."),
        left_out(S.last_updated_date_time, vnf="lastModifiedDateTime", why="They tell what to read again."),
        left_out(vnf="restrictEmployees", why="It is how restricEmployees is read."),
        left_out(vnf="systemTemplate, restrictEquipment, visibility, defAccount, attributes", why="Visma.net's own."),
    ),
)


def project_seen(project: vnf.Project) -> ProjectUpdate:
    """What Visma.net holds of a project, in the fields in which it is written."""
    return ProjectUpdate(
        project_id=project.project_id,
        description=project.description or "",
        status=project.status,
        customer=(project.customer and project.customer.number) or UNSET,
        start_date=project.start_date or UNSET,
    )


def project_to_vnf(project: Project, given: Given | None = None) -> Mapped[ProjectUpdate]:
    """A project or sales case that is new to Visma.net."""
    update, troubles = PROJECT.map(project, given or Given())
    number = "" if project.number is None else project.number
    return mapped(update, troubles, STREAM, project.guid, " ".join(f"Project {number} {project.name}".split()))
