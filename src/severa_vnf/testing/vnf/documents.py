"""The one list of everything customers owe and paid."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import merge
from operator import attrgetter
from typing import Any

from attrs import evolve

from severa_vnf.testing.vnf.world import Record, World

_SAME = (
    *("documentType", "referenceNumber", "status", "customer", "location", "currencyId", "branchNumber"),
    *("documentDate", "documentDueDate", "origInvoiceDate", "financialPeriod", "postPeriod", "closedFinancialPeriod"),
    *("amount", "amountInCurrency", "balance", "balanceInCurrency", "vatTotal", "vatTotalInCurrency", "cashDiscount"),
    *("customerProject", "customerRefNumber", "externalReference", "paymentReference", "invoiceText", "project"),
    *("cashAccount", "paymentMethod", "dunningLetterLevel", "createdDateTime", "lastModifiedDateTime"),
)


def customer_documents(world: World) -> Iterable[Record]:
    """Invoices, credit notes, payments, and whatever else was loaded as a customer document, in the order made."""
    shelves = [
        map(make, world.shelves[name].records.values())
        for name, make in (
            ("customer_invoice", _invoice),
            ("customer_credit_note", _invoice),
            ("customer_payment", _payment),
            ("customer_document", _itself),
        )
    ]
    return merge(*shelves, key=attrgetter("place"))


def _itself(record: Record) -> Record:
    return record


def _invoice(record: Record) -> Record:
    if record.view is None:
        record.view = evolve(record, wire={name: record.wire.get(name) for name in _SAME})
    return record.view


def _payment(record: Record) -> Record:
    if record.view is None:
        record.view = evolve(record, wire=_payment_wire(record.wire))
    return record.view


def _payment_wire(wire: dict[str, Any]) -> dict[str, Any]:
    return {
        "documentType": wire["type"],
        "referenceNumber": wire["refNbr"],
        "status": wire["status"],
        "customer": wire.get("customer"),
        "currencyId": wire.get("currency"),
        "documentDate": wire.get("applicationDate"),
        "financialPeriod": wire.get("applicationPeriod"),
        "invoiceText": wire.get("invoiceText"),
        "location": wire.get("location"),
        "amount": wire.get("paymentAmount"),
        "amountInCurrency": wire.get("paymentAmountInCurrency"),
        "balance": wire.get("availableBalance"),
        "balanceInCurrency": wire.get("availableBalanceInCurrency"),
        "lastModifiedDateTime": wire.get("lastModifiedDateTime"),
        "createdDateTime": wire.get("createdDateTime"),
    }
