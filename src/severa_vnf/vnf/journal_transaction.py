"""Journal transactions (`/v2/journaltransaction`): what is booked, whichever module it came from."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypedDict, Unpack

from attrs import evolve, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import ROWS, item, key, listed
from severa_vnf.vnf.refs import Attachment, IdRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Page, Paged, next_number


class Module(StrEnum):
    """Where a batch came from. Filters and paths take the `short` form."""

    GL = "ModuleGL"
    AP = "ModuleAP"
    AR = "ModuleAR"
    CA = "ModuleCA"
    CM = "ModuleCM"
    IN = "ModuleIN"
    SO = "ModuleSO"
    PO = "ModulePO"
    DR = "ModuleDR"
    FA = "ModuleFA"
    EP = "ModuleEP"
    PM = "ModulePM"
    TX = "ModuleTX"
    CR = "ModuleCR"

    @property
    def short(self) -> str:
        """`AP` for ModuleAP."""
        return self.value.removeprefix("Module")


class JournalStatus(StrEnum):
    """Where a batch stands."""

    HOLD = "Hold"
    BALANCED = "Balanced"
    UNPOSTED = "Unposted"
    POSTED = "Posted"
    COMPLETED = "Completed"
    VOIDED = "Voided"
    RELEASED = "Released"
    PARTIALLY_RELEASED = "PartiallyReleased"
    SCHEDULED = "Scheduled"


@frozen(kw_only=True, slots=False)
class JournalTransactionLine(Model):
    """One entry. `debit_amount` and `credit_amount` are in company currency."""

    line_number: int
    module: Module | None = None
    account_number: Code | None = None
    transaction_type: str | None = None
    transaction_description: str | None = None
    description: str | None = None
    reference_number: str | None = None
    customer_supplier: Code | None = None
    inventory_number: Code | None = None
    quantity: Decimal | None = None
    uom: str | None = None
    debit_amount: Decimal | None = None
    credit_amount: Decimal | None = None
    project: IdRef | None = None
    project_task: IdRef | None = None
    vat_code: IdRef | None = None
    branch: str | None = None
    note: str | None = None
    attachments: tuple[Attachment, ...] | None = None


@frozen(kw_only=True, slots=False)
class JournalTransaction(Model):
    """A batch. Its number is unique only within its module."""

    module: Module
    batch_number: Code
    status: JournalStatus
    transaction_date: date | None = None
    post_period: str | None = None
    financial_period: str | None = None
    description: str | None = None
    ledger: str | None = None
    currency_id: str | None = None
    exchange_rate: Decimal | None = None
    debit_total: Decimal | None = None
    credit_total: Decimal | None = None
    branch: str | None = None
    original_batch_number: Code | None = None
    reversing_entry: bool | None = None
    auto_reversing: bool | None = None
    journal_transaction_lines: tuple[JournalTransactionLine, ...] | None = None
    attachments: tuple[Attachment, ...] | None = None
    last_modified_date_time: Stamp | None = None


class Filters(TypedDict, total=False):
    """What the list can be asked for; `period_id` (YYYYPP) or `last_modified_date_time` is mandatory.

    The latter means since, without a condition. `module` is in the short form. Version 9.66 knows `released_batch`;
    newer ones ignore it, without a word, and know `status`.
    """

    period_id: str
    last_modified_date_time: Stamp
    module: str
    branch: str
    released_batch: bool
    status: JournalStatus
    expand_attachments: bool


def get(batch_number: str) -> Call[JournalTransaction]:
    """One batch. Where modules share the number, the service chooses; look at `module`."""
    return item(JournalTransaction, f"/v2/journaltransaction/{key(batch_number)}")


def list(**filters: Unpack[Filters]) -> Paged[JournalTransaction]:
    """Batches, whole again where a page's end split one."""
    return listed(JournalTransaction, "/v2/journaltransaction", filters, Filters, None, habit=by_lines, join=joined)


def by_lines(call: Call[Page[Any]], page: Page[Any], received: int) -> Call[Page[Any]] | None:
    """Pages of this list count lines, and so does its total: it ends with the page that reaches the total."""
    if not page.raw:
        return None
    try:
        metadata = page.raw[0]["metadata"]
        before = (int(dict(call.query)["pageNumber"]) - 1) * min(metadata["maxPageSize"], ROWS)
        here = sum(len(raw["journalTransactionLines"]) for raw in page.raw)
        return next_number(call) if before + here < metadata["totalCount"] else None
    except (KeyError, TypeError):
        return next_number(call)


def joined(first: JournalTransaction, second: JournalTransaction) -> JournalTransaction | None:
    """The two parts of one batch put together, no line twice; None for two batches."""
    if (first.module, first.batch_number) != (second.module, second.batch_number):
        return None
    lines = {line.line_number: line for part in (first, second) for line in part.journal_transaction_lines or ()}
    return evolve(first, journal_transaction_lines=tuple(lines.values()))
