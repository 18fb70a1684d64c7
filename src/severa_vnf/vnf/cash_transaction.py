"""Cash transactions (`/v1/cashTransaction`): money in and out that is no payment, read for lines with a project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import Since, item, key, listed
from severa_vnf.vnf.refs import DescribedRef, IdRef, NumberRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by


class CashStatus(StrEnum):
    """Where a cash transaction stands."""

    BALANCED = "Balanced"
    HOLD = "Hold"
    RELEASED = "Released"
    PENDING = "Pending"
    REJECTED = "Rejected"


class DisbReceipt(StrEnum):
    """Money out, or in."""

    DISBURSEMENT = "Disbursement"
    RECEIPT = "Receipt"


@frozen(kw_only=True, slots=False)
class CashTransactionLine(Model):
    """One line, in the cash account's currency."""

    line_number: int
    description: str | None = None
    item: DescribedRef | None = None
    quantity: Decimal | None = None
    uom: str | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    project: IdRef | None = None
    project_task: IdRef | None = None
    non_billable: bool | None = None
    offset_account: DescribedRef | None = None
    branch: NumberRef | None = None


@frozen(kw_only=True, slots=False)
class CashTransaction(Model):
    """A cash transaction. `currency` is the cash account's."""

    reference_nbr: Code
    status: CashStatus
    disb_receipt: DisbReceipt | None = None
    tran_date: date | None = None
    financial_period: str | None = None
    description: str | None = None
    document_ref: str | None = None
    cash_account: DescribedRef | None = None
    currency: str | None = None
    amount: Decimal | None = None
    tax_total: Decimal | None = None
    hold: bool | None = None
    transaction_details: tuple[CashTransactionLine, ...] | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    last_modified_date_time: Since


def get(reference_nbr: str) -> Call[CashTransaction]:
    """One cash transaction."""
    return item(CashTransaction, f"/v1/cashTransaction/{key(reference_nbr)}")


def list(**filters: Unpack[Filters]) -> Paged[CashTransaction]:
    """Cash transactions, all or those that the filters leave."""
    return listed(CashTransaction, "/v1/cashTransaction", filters, Filters, by("referenceNbr"))
