"""The rows of invoices (`/invoicerows`)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import item, listed
from severa_vnf.severa.refs import Amount
from severa_vnf.values import Guid
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged


class RowType(StrEnum):
    """What a row invoices."""

    FLAT_RATE = "FlatRate"
    HOURS = "Hours"
    PROJECT_FEES = "ProjectFees"
    TRAVEL_EXPENSES = "TravelExpenses"


@frozen(kw_only=True, slots=False)
class InvoiceRow(Model):
    """One row. It has no total of its own; `unit_price` is in the invoice's currency, `vat_rate` in per cent.

    `code` holds the code of the product, work type or travel expense: none on a flat rate, several on a grouped row.
    """

    guid: Guid
    invoice_guid: Guid | None = None
    row_type: RowType
    category: str | None = None
    code: tuple[str, ...] | None = None
    description: str | None = None
    quantity: Decimal
    measurement_unit: str | None = None
    unit_price: Amount | None = None
    vat_rate: Decimal | None = None
    flat_rate_guid: Guid | None = None
    sort_order: int = 0


class Filters(TypedDict, total=False):
    """What the list of all rows can be asked for."""

    changed_since: datetime


class RowFilters(TypedDict, total=False):
    """What the rows of one invoice can be asked for."""

    row_type: RowType


def get(guid: str) -> Call[InvoiceRow]:
    """One row."""
    return item(InvoiceRow, f"/v1/invoicerows/{segment(guid)}", "invoices:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[InvoiceRow]:
    """The rows of all invoices."""
    return listed(InvoiceRow, "/v1/invoicerows", "invoices:read", filters, Filters)


def of(invoice_guid: str, **filters: Unpack[RowFilters]) -> Paged[InvoiceRow]:
    """The rows of one invoice."""
    path = f"/v1/invoices/{segment(invoice_guid)}/invoicerows"
    return listed(InvoiceRow, path, "invoices:read", filters, RowFilters, of_parent=True)
