"""Project fees (`/projectfees`): what a project costs beside hours and travels, to be invoiced or not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any, TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import Amount, CodeRef, CostCenterRef, NumberedRef, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.encode import plain
from severa_vnf.wire.model import Model, parts
from severa_vnf.wire.paging import Paged


@frozen(kw_only=True, slots=False)
class ProjectFee(Model):
    """What a fee says, written already or to be written. A pure cost is not billable and has no price.

    `vat_rate` is in per cent; `billing_schedule` is Immediately, OnDate, WhenPhaseCompleted or Recurring;
    `product_type` is FixedFees, Materials or Subcontracting. No field is kept for another system's key.
    """

    project: Ref
    name: str | None = None
    description: str | None = None
    event_date: dt.date | None = None
    quantity: Decimal
    measurement_unit: str | None = None
    unit_cost: Amount | None = None
    unit_price: Amount | None = None
    vat_rate: Decimal | None = None
    is_billable: bool | None = None
    billing_schedule: str | None = None
    planned_billing_date: dt.date | None = None
    product_type: str | None = None
    product: CodeRef | None = None
    phase: Ref | None = None
    cost_center: CostCenterRef | None = None
    invoice_row_comment: str | None = None


@frozen(kw_only=True, slots=False)
class RecordedProjectFee(ProjectFee):
    """A fee that Severa holds, with the invoice that it stands on."""

    guid: Guid
    invoice: NumberedRef | None = None
    invoice_row_guid: Guid | None = None
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list of all fees can be asked for."""

    changed_since: dt.datetime


class ProjectFilters(TypedDict, total=False):
    """What the fees of one project can be asked for."""

    product_type: str
    is_billable: bool
    is_billed: bool
    invoiceable_date: dt.datetime


class InvoiceFilters(TypedDict, total=False):
    """What the fees of one invoice, or of one of its rows, can be asked for."""

    product_type: str


class Changes(TypedDict, total=False):
    """What can be changed on a fee."""

    name: str | None
    description: str | None
    event_date: dt.date | None
    quantity: Decimal
    measurement_unit: str | None
    unit_cost: Amount | None
    unit_price: Amount | None
    vat_rate: Decimal | None
    is_billable: bool
    billing_schedule: str
    planned_billing_date: dt.date | None
    product: Annotated[Guid, At("/product/guid")]
    invoice_row_comment: str | None


def get(guid: str) -> Call[RecordedProjectFee]:
    """One fee."""
    return item(RecordedProjectFee, f"/v1/projectfees/{segment(guid)}", "fees:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[RecordedProjectFee]:
    """The fees of all projects."""
    return listed(RecordedProjectFee, "/v1/projectfees", "fees:read", filters, Filters)


def of_project(project_guid: str, **filters: Unpack[ProjectFilters]) -> Paged[RecordedProjectFee]:
    """The fees of one project."""
    path = f"/v1/projects/{segment(project_guid)}/projectfees"
    return listed(RecordedProjectFee, path, "fees:read", filters, ProjectFilters, of_parent=True)


def of_invoice(invoice_guid: str, **filters: Unpack[InvoiceFilters]) -> Paged[RecordedProjectFee]:
    """The fees on one invoice."""
    path = f"/v1/invoices/{segment(invoice_guid)}/projectfees"
    return listed(RecordedProjectFee, path, "invoices:read", filters, InvoiceFilters, of_parent=True)


def of_row(invoice_row_guid: str, **filters: Unpack[InvoiceFilters]) -> Paged[RecordedProjectFee]:
    """The fees behind one invoice row: the row itself names no product."""
    path = f"/v1/invoicerows/{segment(invoice_row_guid)}/projectfees"
    return listed(RecordedProjectFee, path, "invoices:read", filters, InvoiceFilters, of_parent=True)


def create(fee: ProjectFee) -> Call[RecordedProjectFee]:
    """Make a fee. What is None is left to the service; a record that the fee names is told by its guid alone."""
    told = {part.wire: plain(getattr(fee, part.name)) for part in parts(ProjectFee)}
    written = {name: _said(value) for name, value in told.items() if value is not None}
    return created(RecordedProjectFee, "/v1/projectfees", "fees:write", written)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[RecordedProjectFee]:
    """Change a fee."""
    return patched(RecordedProjectFee, f"/v1/projectfees/{segment(guid)}", "fees:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a fee that is not invoiced."""
    return removed(f"/v1/projectfees/{segment(guid)}", "fees:delete")


def _said(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {name: value[name] for name in ("guid", "amount", "currencyCode") if name in value}
