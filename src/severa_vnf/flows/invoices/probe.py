"""Is the document there? After any doubt only looking settles it.

Visma.net's list can't be filtered by note and may not show notes: candidates are kept by customer, date and currency
alone, then each is read by itself, and the mark in its note decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.memory import BACK, Owner, known, recall
from severa_vnf.mapping.compare import same_content
from severa_vnf.mapping.header import MARK
from severa_vnf.mapping.invoices import Draft
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.ports import Record
from severa_vnf.values import Guid
from severa_vnf.vnf.refs import NumberRef
from severa_vnf.wire.decode import structure
from severa_vnf.wire.mismatch import Mismatch, Undecodable
from severa_vnf.wire.model import Model


@frozen
class Sought:
    """What is known of the document that may be there."""

    guid: Guid
    credit_note: bool
    customer: str
    date: date
    currency: str
    draft: Draft | None = None


@frozen(kw_only=True, slots=False)
class Shown(Model):
    """What tells documents apart in a list."""

    customer: NumberRef
    document_date: date
    currency_id: str


@frozen
class Found:
    """The documents that carry the invoice's mark, and those that look like it and carry no note at all."""

    marked: tuple[Key, ...] = ()
    doubtful: tuple[str, ...] = ()


def look(sought: Sought, documents: Sequence[AnyDocument | Undecodable]) -> Flow[Found]:
    """Read each candidate among the listed documents that is not linked to another invoice."""
    candidates = [row for row in documents if not isinstance(row, Undecodable) and _may_be(sought, row)]
    keys = [Key(sought.credit_note, row.reference_number) for row in candidates]
    owners = yield from recall(BACK, map(str, keys))
    marked: list[Key] = []
    doubtful = [row.fault for row in documents if isinstance(row, Undecodable) and _might_be(sought, row.raw)]
    for key in keys:
        if _is_another(owners.get(str(key)), sought.guid):
            continue
        try:
            document = yield from send(get(key))
        except NotFound:
            continue
        except Unreadable as error:
            doubtful.append(f"{key.number} ({error.message})")
            continue
        if document.note and MARK in document.note:
            marked += [key] if sought.guid in document.note else []
        elif not document.note and (sought.draft is None or same_content(sought.draft, document)):
            doubtful.append(key.number)
    return Found(tuple(marked), tuple(doubtful))


def is_anothers(guid: Guid, key: Key, document: AnyDocument) -> Flow[bool]:
    """Whether a document is linked to another invoice than this, or carries another's mark."""
    owner = (yield from recall(BACK, (str(key),))).get(str(key))
    note = document.note or ""
    return _is_another(owner, guid) or (MARK in note and guid not in note)


def _is_another(owner: Record | None, guid: Guid) -> bool:
    return owner is not None and known(Owner, owner).guid != guid


def _may_be(sought: Sought, row: AnyDocument | Shown) -> bool:
    number = row.customer.number if row.customer else None
    return (number, row.document_date, row.currency_id) == (sought.customer, sought.date, sought.currency)


def _might_be(sought: Sought, raw: object) -> bool:
    """Of a document that can't be read as a whole: nothing that can be read of it says that it is another."""
    try:
        return _may_be(sought, structure(raw, Shown))
    except Mismatch:
        return True
