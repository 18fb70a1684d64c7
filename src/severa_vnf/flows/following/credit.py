"""A credit note is set against the invoice that it credits, while it is not released and the invoice is open.

Visma.net takes an application as a line of the credit note, and carries it out when that is released. Before one is
written the credit note is looked at: an application of its own to this invoice may be there already.
"""

from __future__ import annotations

from decimal import Decimal

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Flow
from severa_vnf.flows.following.errand import Errand, Task, trouble
from severa_vnf.flows.following.way import Go, Way
from severa_vnf.flows.invoices.documents import UNRELEASED, Key
from severa_vnf.flows.memory import LINKS, Link, known, recall
from severa_vnf.flows.writing import write
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import TO_COME, Step
from severa_vnf.rules.following import CREDIT_REFUSED, CREDITED_CLOSED, CREDITED_NOT_OPEN, CREDITED_UNKNOWN
from severa_vnf.values import Guid
from severa_vnf.vnf import customer_credit_note
from severa_vnf.vnf.customer_credit_note import ApplicationUpdate, CustomerCreditNoteUpdate
from severa_vnf.vnf.documents import DocumentStatus, DocumentType

FIELD = "Credited invoice"


def apply(errand: Errand, guid: Guid, task: Task, way: Way) -> Flow[Task | None]:
    """Set it against its invoice. What can't be is told until nothing is open of the credit note any more."""
    try:
        found = yield from _decided(errand, guid, way)
        if isinstance(found, ApplicationUpdate):
            go = way.go(_step(errand, guid, found, way))
            if go is Go.LEAVE:
                return task.met(())
            if go is Go.DO:
                change = CustomerCreditNoteUpdate(application_lines=(found,))
                yield from write(customer_credit_note.update(errand.number, change))
            return None
    except ApiError as error:
        found = trouble(error, CREDIT_REFUSED, FIELD)
    return task.met([found]) if found else None


def _step(errand: Errand, guid: Guid, found: ApplicationUpdate, way: Way) -> Step:
    amount = TO_COME if way.supposed & {guid, errand.credits} else str(found.amount_paid)
    fields = {"applicationLines.1.refNbr": found.ref_nbr, "applicationLines.1.amountPaid": amount}
    return errand.step(guid, "credit", f"against Invoice {found.ref_nbr}", "apply_credit_notes", fields)


def _decided(errand: Errand, guid: Guid, way: Way) -> Flow[ApplicationUpdate | Trouble | None]:
    """The line to be written, or what is in the way of it. None: it is done, or there is nothing to do any more."""
    try:
        note = yield from way.read(guid, errand.key)
    except NotFound:
        return None
    if note.status in (DocumentStatus.CLOSED, DocumentStatus.VOIDED):
        return None
    assert errand.credits is not None
    key = way.links.get(errand.credits) or (yield from _key_of(errand.credits))
    if key is None:
        return Trouble(CREDITED_UNKNOWN)
    number = key.number
    if key.credit_note:
        return Trouble(CREDIT_REFUSED, FIELD, f"it credits {number}, which is a credit note itself")
    if any((one.doc_type, one.ref_nbr) == (DocumentType.INVOICE, number) for one in note.applications or ()):
        return None
    try:
        invoice = yield from way.read(errand.credits, key)
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
    return ApplicationUpdate(ref_nbr=number, amount_paid=amount)


def _key_of(credited: Guid) -> Flow[Key | None]:
    record = (yield from recall(LINKS, (credited,))).get(credited)
    link = known(Link, record) if record else None
    return Key(link.credit_note, link.number) if link else None
