"""Project transactions (`/v1/projecttransaction`): everything posted on projects, whichever module it came from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Required, TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.journal_transaction import Module
from severa_vnf.vnf.refs import DescribedRef, IdRef, NumberRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


class ProjectTransactionStatus(StrEnum):
    """Where a document of project transactions stands."""

    HOLD = "Hold"
    BALANCED = "Balanced"
    RELEASED = "Released"


@frozen(kw_only=True, slots=False)
class ProjectTransactionLine(Model):
    """One posting. `amount` is in company currency."""

    tran_id: int
    date: dt.date | None = None
    financial_period: str | None = None
    description: str | None = None
    project: IdRef | None = None
    project_task: IdRef | None = None
    account_group: NumberRef | None = None
    inventory_id: DescribedRef | None = None
    customer_vendor: NumberRef | None = None
    quantity: Decimal | None = None
    uom: str | None = None
    unit_rate: Decimal | None = None
    amount: Decimal | None = None
    billable: bool | None = None
    billable_quantity: Decimal | None = None
    released: bool | None = None
    allocated: bool | None = None
    batch_nbr: Code | None = None
    branch: NumberRef | None = None
    note: str | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True, slots=False)
class ProjectTransaction(Model):
    """A document of postings, with the document that brought them."""

    module: Module
    ref_nbr: Code
    status: ProjectTransactionStatus | None = None
    orig_doc_type: str | None = None
    orig_doc_nbr: Code | None = None
    description: str | None = None
    note: str | None = None
    lines: tuple[ProjectTransactionLine, ...] | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for. The two periods (YYYYMM) are mandatory."""

    from_period: Required[str]
    to_period: Required[str]
    project: str
    project_task: str
    module: Module
    status: ProjectTransactionStatus
    branch: str
    date: dt.date
    billable: bool
    last_modified_date_time: Since
    created_date_time: Since
    expand_note: bool


def get(ref_nbr: str) -> Call[ProjectTransaction]:
    """One document."""
    return item(ProjectTransaction, f"/v1/projecttransaction/{key(ref_nbr)}")


def list(**filters: Unpack[Filters]) -> Paged[ProjectTransaction]:
    """The documents of these periods, all or those that the further filters leave."""
    return listed(ProjectTransaction, "/v1/projecttransaction", filters, Filters, by("module", "refNbr"))
