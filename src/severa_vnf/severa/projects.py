"""Projects (`/projects`). Severa owns their numbers. A sales case is a project whose sale is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import CodeRef, CostCenterRef, NumberedRef, Pointer, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class BusinessUnitRef(Model):
    """The business unit of a project, and the company that it belongs to."""

    guid: Guid
    code: str | None = None
    name: str | None = None
    company_guid: Guid | None = None
    company_name: str | None = None
    company_business_unit_guid: Guid | None = None


@frozen(kw_only=True, slots=False)
class ProjectStatus(Model):
    """The status of the work. `guid` is the status record's own; its type has another."""

    guid: Guid | None = None
    name: str | None = None
    project_status_type_guid: Guid | None = None


@frozen(kw_only=True, slots=False)
class SalesStatus(Model):
    """The status of the sale. Won or lost is not told here: the type in `/salesstatustypes` has it."""

    guid: Guid | None = None
    name: str | None = None
    sales_status_type_guid: Guid | None = None


@frozen(kw_only=True, slots=False)
class Project(Model):
    """A project or a sales case. Dates are plain days; `payment_term` is in days."""

    guid: Guid
    number: int | None = None
    name: str
    customer: NumberedRef | None = None
    customer_contact: Ref | None = None
    is_closed: bool = False
    closed_date: dt.date | None = None
    is_internal: bool = False
    start_date: dt.date | None = None
    deadline: dt.date | None = None
    description: str | None = None
    business_unit: BusinessUnitRef | None = None
    cost_center: CostCenterRef | None = None
    currency: CodeRef | None = None
    project_status: ProjectStatus | None = None
    sales_status: SalesStatus | None = None
    project_owner: Ref | None = None
    root_phase: Ref | None = None
    payment_term: int | None = None
    our_reference: str | None = None
    your_reference: str | None = None
    order_number: str | None = None
    invoice_notes: str | None = None
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewProject:
    """A project to be made. Without a number it gets Severa's next one."""

    name: str
    customer: Pointer
    project_owner: Pointer
    number: int | Unset = UNSET
    is_internal: bool | Unset = UNSET
    start_date: dt.date | Unset = UNSET
    deadline: dt.date | Unset = UNSET
    description: str | Unset = UNSET
    business_unit: Pointer | Unset = UNSET
    cost_center: Pointer | Unset = UNSET
    currency: Pointer | Unset = UNSET
    payment_term: int | Unset = UNSET
    our_reference: str | Unset = UNSET
    your_reference: str | Unset = UNSET
    order_number: str | Unset = UNSET
    invoice_notes: str | Unset = UNSET


class CaseFilters(TypedDict, total=False):
    """What sales cases can be asked for."""

    project_guids: Sequence[str]
    customer_guids: Sequence[str]
    business_unit_guids: Sequence[str]
    project_owner_guids: Sequence[str]
    sales_person_guids: Sequence[str]
    project_status_type_guids: Sequence[str]
    sales_status_type_guids: Sequence[str]
    numbers: Sequence[int]
    is_closed: bool


class Filters(CaseFilters, total=False):
    """What the list can be asked for. An API before 2024 ignores the two moments of status changes."""

    changed_since: dt.datetime
    internal: bool
    project_status_changed_since: dt.datetime
    sales_status_changed_since: dt.datetime


class CustomerFilters(TypedDict, total=False):
    """What the projects of one customer can be asked for."""

    project_guids: Sequence[str]
    business_unit_guids: Sequence[str]
    sales_status_type_guids: Sequence[str]
    numbers: Sequence[int]
    is_closed: bool


class Changes(TypedDict, total=False):
    """What can be changed on a project. A status is changed by its type."""

    number: int
    name: str
    is_closed: bool
    start_date: dt.date | None
    deadline: dt.date | None
    description: str | None
    project_status: Annotated[Guid, At("/projectStatus/projectStatusTypeGuid")]
    sales_status: Annotated[Guid, At("/salesStatus/salesStatusTypeGuid")]
    payment_term: int | None
    our_reference: str | None
    your_reference: str | None
    order_number: str | None
    invoice_notes: str | None


def get(guid: str) -> Call[Project]:
    """One project or sales case."""
    return item(Project, f"/v1/projects/{segment(guid)}", "projects:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[Project]:
    """Projects, all or those that the filters leave. Whether open sales cases are among them is unconfirmed."""
    return listed(Project, "/v1/projects", "projects:read", filters, Filters)


def of(customer_guid: str, **filters: Unpack[CustomerFilters]) -> Paged[Project]:
    """The projects of one customer."""
    path = f"/v1/customers/{segment(customer_guid)}/projects"
    return listed(Project, path, "projects:read", filters, CustomerFilters, of_parent=True)


def create(project: NewProject) -> Call[Project]:
    """Make a project."""
    return created(Project, "/v1/projects", "projects:write", project)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[Project]:
    """Change a project."""
    return patched(Project, f"/v1/projects/{segment(guid)}", "projects:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a project."""
    return removed(f"/v1/projects/{segment(guid)}", "projects:delete")
