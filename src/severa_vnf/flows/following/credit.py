"""A credit note is set against the invoice that it credits, while it is not released and the invoice is open.

Visma.net takes an application as a line of the credit note, and carries it out when that is released. Before one is
written the credit note is looked at: an application of its own to this invoice may be there already.
"""

from __future__ import annotations

from decimal import Decimal

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.following.errand import Errand, Task, trouble
from severa_vnf.flows.invoices.documents import UNRELEASED
from severa_vnf.flows.memory import LINKS, Link, known, recall
from severa_vnf.flows.writing import write
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.following import CREDIT_REFUSED, CREDITED_CLOSED, CREDITED_NOT_OPEN, CREDITED_UNKNOWN
from severa_vnf.values import Guid
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.vnf.customer_credit_note import ApplicationUpdate, CustomerCreditNote, CustomerCreditNoteUpdate
from severa_vnf.vnf.documents import DocumentStatus, DocumentType

FIELD = "Credited invoice"


def apply(errand: Errand, task: Task) -> Flow[Task | None]:
    """Set it against its invoice. What can't be is told until nothing is open of the credit note any more."""
    try:
        found = yield from _applied(errand)
    except ApiError as error:
        found = trouble(error, CREDIT_REFUSED, FIELD)
    return task.met([found]) if found else None


def _applied(errand: Errand) -> Flow[Trouble | None]:
    try:
        note = yield from send(customer_credit_note.get(errand.number))
    except NotFound:
        return None
    if note.status in (DocumentStatus.CLOSED, DocumentStatus.VOIDED):
        return None
    assert errand.credits is not None
    link = yield from _link_of(errand.credits)
    if link is None:
        return Trouble(CREDITED_UNKNOWN)
    number = link.number
    if link.credit_note:
        return Trouble(CREDIT_REFUSED, FIELD, f"it credits {number}, which is a credit note itself")
    if any((one.doc_type, one.ref_nbr) == (DocumentType.INVOICE, number) for one in note.applications or ()):
        return None
    return (yield from _apply(note, number))


def _link_of(credited: Guid) -> Flow[Link | None]:
    record = (yield from recall(LINKS, (credited,))).get(credited)
    return known(Link, record) if record else None


def _apply(note: CustomerCreditNote, number: str) -> Flow[Trouble | None]:
    try:
        invoice = yield from send(customer_invoice.get(number))
    except NotFound:
        return Trouble(CREDIT_REFUSED, FIELD, f"invoice {number} is not there any more")
    if invoice.status not in (*UNRELEASED, DocumentStatus.OPEN):
        return Trouble(CREDITED_CLOSED, FIELD, f"{number}, which is {invoice.status}")
    if note.status not in UNRELEASED:
        return Trouble(CREDIT_REFUSED, FIELD, f"credit note {note.reference_number} is {note.status} already")
    if invoice.status in UNRELEASED:
        return Trouble(CREDITED_NOT_OPEN, FIELD, f"{number} is {invoice.status}")
    if note.currency_id != invoice.currency_id:
        currencies = f"{note.currency_id}, the invoice {number} in {invoice.currency_id}"
        return Trouble(CREDIT_REFUSED, FIELD, f"the credit note is in {currencies}")
    amount = min(note.amount_in_currency, invoice.balance_in_currency or Decimal(0))
    change = CustomerCreditNoteUpdate(application_lines=(ApplicationUpdate(ref_nbr=number, amount_paid=amount),))
    yield from write(customer_credit_note.update(note.reference_number, change))
    return None
