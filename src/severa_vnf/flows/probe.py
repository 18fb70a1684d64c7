"""Is the document there? After any doubt only looking settles it.

Visma.net's list can't be filtered by note and may not show notes: candidates are kept by customer, date and currency
alone, then each is read by itself, and the mark in its note decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.documents import Key, get
from severa_vnf.flows.memory import BACK, Owner, known, recall
from severa_vnf.mapping.compare import AnyDocument, same_content
from severa_vnf.mapping.header import MARK
from severa_vnf.mapping.invoices import Draft
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable


@frozen
class Sought:
    """What is known of the document that may be there."""

    guid: Guid
    credit_note: bool
    customer: str
    date: date
    currency: str
    draft: Draft | None = None


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
    doubtful = [row.fault for row in documents if isinstance(row, Undecodable)]
    for key in keys:
        owner = owners.get(str(key))
        if owner is not None and known(Owner, owner).guid != sought.guid:
            continue
        try:
            document = yield from send(get(key))
        except NotFound:
            continue
        if document.note and MARK in document.note:
            marked += [key] if sought.guid in document.note else []
        elif not document.note and (sought.draft is None or same_content(sought.draft, document)):
            doubtful.append(key.number)
    return Found(tuple(marked), tuple(doubtful))


def _may_be(sought: Sought, row: AnyDocument) -> bool:
    number = row.customer.number if row.customer else None
    return (number, row.document_date, row.currency_id) == (sought.customer, sought.date, sought.currency)
