"""Payments, and how they and credit notes settle what is open."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from severa_vnf.testing.vnf.numbers import number
from severa_vnf.testing.vnf.receivable import CUSTOMER_CREDIT_NOTE, CUSTOMER_INVOICE, CUSTOMER_PAYMENT
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.totals import Money
from severa_vnf.testing.vnf.world import Record, World, copy

OWED = {"Invoice": CUSTOMER_INVOICE, "CreditNote": CUSTOMER_CREDIT_NOTE}
ZERO = Decimal(0)


def complete_payment(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """What is not applied stays available; nothing is settled before the payment is released."""
    wire["status"] = "Hold" if wire["hold"] else "Balanced"
    wire["applicationDate"] = wire.get("applicationDate") or world.today()
    wire["applicationPeriod"] = wire.get("applicationPeriod") or wire["applicationDate"][:7].replace("-", "")
    if not wire.get("currency"):
        wire["currency"] = world.base_currency()
    amount = Decimal(wire["paymentAmount"])
    for line in wire["paymentLines"]:
        owed = _owed(world, line.get("documentType", "Invoice"), line.get("refNbr", ""))
        line["documentType"] = owed.wire["documentType"]
        line["amountPaid"] = Decimal(line.get("amountPaid") or 0)
    applied = sum((line["amountPaid"] for line in wire["paymentLines"]), ZERO)
    if applied > amount:
        raise Refused(f"The payment of {amount} cannot settle {applied}.")
    wire |= {
        "paymentAmountInCurrency": amount,
        "appliedToDocuments": applied,
        "availableBalance": amount - applied,
        "availableBalanceInCurrency": amount - applied,
    }


def pay(world: World, number_paid: str, amount: Decimal, document_type: str) -> Record:
    """A payment as somebody enters and releases it: applied as far as the document is open, the rest available."""
    owed = _owed(world, document_type, number_paid).wire
    applied = min(amount, owed["balanceInCurrency"])
    line = {"lineNumber": 1, "documentType": document_type, "refNbr": number_paid, "amountPaid": applied}
    wire = copy(CUSTOMER_PAYMENT.defaults) | {
        "customer": owed["customer"],
        "currency": owed["currencyId"],
        "paymentAmount": amount,
        "paymentLines": [line],
    }
    complete_payment(world, wire, {}, {})
    wire["refNbr"] = number(world, CUSTOMER_PAYMENT, {}, None)
    wire["createdDateTime"] = wire["lastModifiedDateTime"] = world.stamp()
    record = world.add(CUSTOMER_PAYMENT, wire)
    release_payment(world, record)
    return record


def release_payment(world: World, record: Record) -> None:
    """Settle what the payment's lines name."""
    wire = copy(record.wire)
    _able(world, wire["paymentLines"])
    for line in wire["paymentLines"]:
        owed = settle(world, line["documentType"], line["refNbr"], line["amountPaid"], wire)
        line["balance"] = owed["balanceInCurrency"]
    wire["status"] = "Open" if wire["availableBalance"] else "Closed"
    world.change(CUSTOMER_PAYMENT, record, wire)


def void_payment(world: World, record: Record) -> None:
    """Take a payment back: what it settled is open again, and one with negative lines stands beside it."""
    amount = -record.wire["paymentAmount"]
    counter = copy(record.wire) | {"type": "VoidPayment", "status": "Closed", "paymentAmount": amount}
    for line in counter["paymentLines"]:
        line["amountPaid"] = -line["amountPaid"]
        settle(world, line["documentType"], line["refNbr"], line["amountPaid"], counter)
    counter["createdDateTime"] = counter["lastModifiedDateTime"] = world.stamp()
    world.add(CUSTOMER_PAYMENT, counter)
    world.change(CUSTOMER_PAYMENT, record, copy(record.wire) | {"status": "Voided"})


def settle(world: World, kind: str, named: str, amount: Decimal, by: dict[str, Any]) -> dict[str, Any]:
    """Take an amount off an open document, or put it back on when negative, `by` another. Closed at nothing."""
    record = _owed(world, kind, named)
    wire = copy(record.wire)
    open_amount = wire["balanceInCurrency"] - amount
    wire["balanceInCurrency"] = open_amount
    wire["balance"] = Money(world, Decimal(wire["exchangeRate"])).base(open_amount) if open_amount else ZERO
    wire["status"] = "Open" if open_amount else "Closed"
    wire["applications"].append(
        {
            "docType": by.get("type") or by["documentType"],
            "refNbr": by.get("refNbr") or by["referenceNumber"],
            "amountPaid": amount,
            "balance": open_amount,
            "applicationDate": by.get("applicationDate") or by.get("documentDate"),
            "applicationPeriod": by.get("applicationPeriod") or by.get("financialPeriod"),
            "paymentRef": by.get("paymentRef"),
            "status": "Closed",
            "released": True,
            "hold": False,
            "voided": by.get("type") == "VoidPayment",
        }
    )
    return world.change(OWED[kind], record, wire, bump=world.switches.payment_bumps_invoice).wire


def release_document(world: World, resource: Resource, record: Record) -> None:
    """Open an invoice or credit note, and apply a credit note to the invoices it names."""
    wire = copy(record.wire)
    _able(world, wire.get("applicationLines") or ())
    wire["status"] = "Open" if wire["balanceInCurrency"] else "Closed"
    wire["applications"] = []
    world.change(resource, record, wire)
    for line in wire.get("applicationLines") or ():
        kind, named, amount = line.get("documentType", "Invoice"), line.get("refNbr", ""), Decimal(line["amountPaid"])
        day = {"applicationDate": wire["documentDate"], "applicationPeriod": wire["financialPeriod"]}
        invoice = settle(world, kind, named, amount, wire)
        settle(world, "CreditNote", wire["referenceNumber"], amount, invoice | day)


def _able(world: World, lines: Sequence[dict[str, Any]]) -> None:
    for line in lines:
        owed = _owed(world, line.get("documentType", "Invoice"), line.get("refNbr", "")).wire
        amount = line["amountPaid"]
        if owed["status"] != "Open" or owed["balanceInCurrency"] < amount:
            named, rest = owed["referenceNumber"], owed["balanceInCurrency"]
            raise Refused(f"'{named}' is {owed['status']} with {rest} open: {amount} cannot be applied.")


def _owed(world: World, kind: str, named: str) -> Record:
    record = world.shelves[OWED[kind].name].records.get(named) if kind in OWED else None
    if record is None:
        raise Refused(f"{kind} '{named}' cannot be found in the system.")
    return record
