"""Invoices and credit notes of Visma.net under one roof: the calls that both kinds have."""

from __future__ import annotations

from attrs import frozen

from severa_vnf.flows.ask import Flow, each
from severa_vnf.mapping.invoices import Draft
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.values import Code, Stamp
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.vnf.customer_credit_note import CustomerCreditNoteUpdate
from severa_vnf.vnf.describe import ActionResult
from severa_vnf.vnf.documents import DocumentStatus
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable

KINDS = {"Invoice": False, "CreditNote": True}
"""By their type in the list of all documents: whether it is a credit note."""
UNRELEASED = (DocumentStatus.HOLD, DocumentStatus.BALANCED)
"""A document that can still be changed, and taken out again."""


@frozen
class Key:
    """A document: a number is unique within its kind only."""

    credit_note: bool
    number: str

    def __str__(self) -> str:
        return f"{'CreditNote' if self.credit_note else 'Invoice'} {self.number}"


def key_of(name: str) -> Key:
    """A document by its name, `Invoice 1001` or `CreditNote 2001`. Raises ValueError."""
    kind, _, number = name.partition(" ")
    if kind not in KINDS or not number:
        raise ValueError(f"a document is named like 'Invoice 1001' or 'CreditNote 2001', not {name!r}")
    return Key(KINDS[kind], number)


def get(key: Key) -> Call[AnyDocument]:
    """One document, with its lines and its note."""
    return customer_credit_note.get(key.number) if key.credit_note else customer_invoice.get(key.number)


def since(credit_note: bool, stamp: Stamp) -> Flow[list[AnyDocument | Undecodable]]:
    """Read the documents of one kind that were made or changed since."""
    found: list[AnyDocument | Undecodable] = []
    if credit_note:
        yield from each(customer_credit_note.list(last_modified_date_time=stamp), found.append)
    else:
        yield from each(customer_invoice.list(last_modified_date_time=stamp), found.append)
    return found


def create(draft: Draft) -> Call[Code]:
    """Make the document."""
    document = draft.document
    if isinstance(document, CustomerCreditNoteUpdate):
        return customer_credit_note.create(document)
    return customer_invoice.create(document)


def attach(key: Key, name: str, content: bytes, content_type: str) -> Call[Code]:
    """Hang a file on a document; its id."""
    attached = customer_credit_note.attach if key.credit_note else customer_invoice.attach
    return attached(key.number, name, content, content_type)


def release(key: Key) -> Call[ActionResult]:
    """Have a document booked."""
    return customer_credit_note.release(key.number) if key.credit_note else customer_invoice.release(key.number)


def delete(key: Key) -> Call[None]:
    """Delete a document that is not released."""
    return customer_credit_note.delete(key.number) if key.credit_note else customer_invoice.delete(key.number)
