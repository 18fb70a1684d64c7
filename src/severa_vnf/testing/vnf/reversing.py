"""Undoing a released invoice."""

from __future__ import annotations

from severa_vnf.testing.vnf.invoicing import complete_credit_note
from severa_vnf.testing.vnf.numbers import number, payment_reference
from severa_vnf.testing.vnf.receivable import CUSTOMER_CREDIT_NOTE
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import UNRELEASED
from severa_vnf.testing.vnf.world import Record, World, copy

_CARRIED = [
    "customer",
    "customerVatZone",
    "location",
    "branchNumber",
    "currencyId",
    "exchangeRate",
    "documentDate",
    "project",
    "contact",
    "customerRefNumber",
    "externalReference",
    "invoiceText",
    "invoiceAddress",
    "invoiceContact",
]


def reverse(world: World, record: Record) -> Record:
    """A balanced credit note with the lines of a released invoice, of its date; the invoice stays as it is.

    What the service carries over beside the lines, and the date that it gives, is described nowhere.
    """
    invoice = copy(record.wire)
    if invoice["status"] in UNRELEASED:
        raise Refused(f"Invoice '{record.key}' can't be reversed: its status is {invoice['status']}.")
    empty = dict.fromkeys(CUSTOMER_CREDIT_NOTE.empty)
    carried = {name: invoice[name] for name in _CARRIED if name in invoice}
    wire = {**empty, **copy(CUSTOMER_CREDIT_NOTE.defaults), **carried, "lines": invoice["invoiceLines"]}
    complete_credit_note(world, wire, {}, {"currencyId": wire["currencyId"]})
    taken = wire["referenceNumber"] = number(world, CUSTOMER_CREDIT_NOTE, {}, None)
    wire["paymentReference"] = payment_reference(taken)
    wire["createdDateTime"] = wire["lastModifiedDateTime"] = world.stamp()
    return world.add(CUSTOMER_CREDIT_NOTE, wire)
