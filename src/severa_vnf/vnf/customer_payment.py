"""Customer payments (`/v1/customerPayment`): which of them pays which invoice."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict, Unpack

from attrs import field, frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.vnf.describe import ActionResult, Since, action, created, item, key, listed
from severa_vnf.vnf.documents import DocumentStatus, DocumentType, Operation
from severa_vnf.vnf.refs import IdRef, NumberRef
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import Model, bare
from severa_vnf.wire.paging import Paged, by
from severa_vnf.wire.unset import UNSET, Unset


class PaymentType(StrEnum):
    """The kinds of payment. A VoidPayment undoes the payment of the same number."""

    PAYMENT = "Payment"
    CREDIT_NOTE = "CreditNote"
    PREPAYMENT = "Prepayment"
    REFUND = "Refund"
    VOID_PAYMENT = "VoidPayment"
    SMALL_BALANCE_WO = "SmallBalanceWo"
    VOID_REFUND = "VoidRefund"
    UNDEFINED = "Undefined"


@frozen(kw_only=True, slots=False)
class PaymentLine(Model):
    """What a payment pays of one document, in that document's currency. Void payments repeat lines: add them up."""

    document_type: DocumentType | None = None
    ref_nbr: Code | None = None
    date: dt.date | None = None
    due_date: dt.date | None = None
    currency: str | None = None
    amount_paid: Decimal | None = None
    balance: Decimal | None = None
    cash_discount_taken: Decimal | None = None
    balance_write_off: Decimal | None = None


@frozen(kw_only=True, slots=False)
class CustomerPayment(Model):
    """A payment. Its number is unique only within its type."""

    type: PaymentType
    ref_nbr: Code
    status: DocumentStatus
    hold: bool | None = None
    customer: NumberRef | None = None
    application_date: dt.date | None = None
    application_period: str | None = None
    payment_method: IdRef | None = None
    payment_ref: str | None = None
    invoice_text: str | None = None
    currency: str | None = None
    branch: str | None = None
    payment_amount: Decimal | None = None
    payment_amount_in_currency: Decimal | None = None
    applied_to_documents: Decimal | None = None
    available_balance: Decimal | None = None
    write_off_amount: Decimal | None = None
    payment_lines: tuple[PaymentLine, ...] | None = None
    last_modified_date_time: Stamp | None = None


@frozen(kw_only=True)
class PaymentLineUpdate:
    """What is to be paid of one document."""

    operation: Operation = field(default=Operation.INSERT, metadata=bare())
    document_type: DocumentType = DocumentType.INVOICE
    ref_nbr: str
    amount_paid: Decimal | Unset = UNSET
    cash_discount_taken: Decimal | Unset = UNSET
    balance_write_off: Decimal | Unset = UNSET


@frozen(kw_only=True)
class CustomerPaymentUpdate:
    """A payment to be written."""

    type: PaymentType | Unset = UNSET
    customer: str | Unset = UNSET
    application_date: dt.date | Unset = UNSET
    payment_method: str | Unset = UNSET
    cash_account: str | Unset = UNSET
    payment_ref: str | Unset = UNSET
    invoice_text: str | Unset = UNSET
    currency: str | Unset = UNSET
    payment_amount: Decimal | Unset = UNSET
    hold: bool | Unset = UNSET
    payment_lines: tuple[PaymentLineUpdate, ...] | Unset = field(default=UNSET, metadata=bare())


@frozen(kw_only=True)
class _Release:
    type: PaymentType


@frozen(kw_only=True)
class _Void:
    type: PaymentType = field(metadata=bare())
    return_void_payment: bool = field(default=False, metadata=bare())


class Filters(TypedDict, total=False):
    """What the list can be asked for."""

    payment_nbr: str
    payment_type: PaymentType
    customer: str
    invoice_ref_nbr: str
    last_modified_date_time: Since


def get(number: str) -> Call[CustomerPayment]:
    """One payment."""
    return item(CustomerPayment, _at(number), ("ref_nbr", number))


def list(**filters: Unpack[Filters]) -> Paged[CustomerPayment]:
    """Payments, all or those that the filters leave."""
    return listed(CustomerPayment, "/v1/customerPayment", filters, Filters, by("type", "refNbr"))


def create(payment: CustomerPaymentUpdate) -> Call[Code]:
    """Make a payment; answers with its number."""
    return created("/v1/customerPayment", payment)


def release(number: str, payment_type: PaymentType = PaymentType.PAYMENT) -> Call[ActionResult]:
    """Book it: from then on the invoices' balances are lower."""
    return action(ActionResult, f"{_at(number)}/action/release", _Release(type=payment_type))


def void(number: str, payment_type: PaymentType = PaymentType.PAYMENT) -> Call[ActionResult]:
    """Make the payment that undoes a released one."""
    return action(ActionResult, f"{_at(number)}/action/void", _Void(type=payment_type))


def _at(number: str) -> str:
    return f"/v1/customerPayment/{key(number)}"
