"""Is the document there? After any doubt only looking settles it.

| | first sending | with an open intent |
|---|---|---|
| listed | what changed since the last run | what changed since the intent was written, whatever the zone |
| candidates | nobody's, of the same customer, day and currency | nobody's, made since the intent |
| ours | has our mark in one of its texts | the same |
| may be ours | the same total, or the same items | two of: customer, total, items |
| not ours | voided, another's mark, another's link, or a person said so | the same |
| nobody knows | listed, and not to be read or not to be found | the same |

Visma.net's lists can't be filtered by note and may not show notes, so each candidate is read by itself: a person may
have changed its date, its note or its customer since.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from attrs import define, field, frozen

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.memory import BACK, NOT_IT, Item, NotIt, Owner, known, recall
from severa_vnf.mapping.compare import same_items
from severa_vnf.mapping.header import MARK
from severa_vnf.mapping.totals import AnyDocument, check_total, rounding_of, total_of
from severa_vnf.ports import Record
from severa_vnf.values import Guid, Money, Stamp, same_number
from severa_vnf.vnf.documents import DocumentStatus
from severa_vnf.vnf.refs import NumberRef
from severa_vnf.wire.decode import structure
from severa_vnf.wire.mismatch import Mismatch, Undecodable
from severa_vnf.wire.model import Model

ANY_ZONE = timedelta(hours=26)
"""From a moment of ours to a stamp without a zone: none is further away."""


@frozen
class Sought:
    """What is known of the document that may be there. `since`: when its intent was written, if one is open."""

    guid: Guid
    credit_note: bool
    customer: str
    date: date
    total: Money
    items: tuple[Item, ...]
    tolerance: Decimal
    since: datetime | None = None

    @property
    def oldest(self) -> Stamp | None:
        """A stamp before which it can't have been made, in whatever zone the service lives."""
        return None if self.since is None else Stamp(self.since.replace(tzinfo=None)).less(ANY_ZONE)


@frozen(kw_only=True, slots=False)
class Shown(Model):
    """What tells documents apart in a list."""

    customer: NumberRef
    document_date: date
    currency_id: str


@frozen
class Found:
    """The documents that carry the invoice's mark; the names of those that may be it; what could not be read."""

    marked: tuple[tuple[Key, AnyDocument], ...] = ()
    alike: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


@define
class Reader:
    """Reads each document once in a run, though many invoices may look for theirs among the same ones."""

    _read: dict[Key, AnyDocument] = field(factory=dict, init=False)

    def document(self, key: Key) -> Flow[AnyDocument]:
        """The document with its note. Raises ApiError."""
        if key not in self._read:
            self._read[key] = yield from send(get(key))
        return self._read[key]


def look(sought: Sought, documents: Sequence[AnyDocument | Undecodable], reader: Reader) -> Flow[Found]:
    """Read each candidate among the listed documents. Raises ApiError where a service does not answer."""
    rows = [row for row in documents if not isinstance(row, Undecodable)]
    keys = [Key(sought.credit_note, row.reference_number) for row in rows if _is_candidate(sought, row)]
    owners = yield from recall(BACK, map(str, keys))
    denied = yield from _denied(sought.guid)
    marked: list[tuple[Key, AnyDocument]] = []
    alike: list[str] = []
    unreadable = [row.fault for row in documents if isinstance(row, Undecodable) and _may_be(sought, row.raw)]
    for key in keys:
        if is_another(owners.get(str(key)), sought.guid):
            continue
        try:
            document = yield from reader.document(key)
        except NotFound:  # one of the two answers is wrong, or it is deleted just now: the next run sees
            unreadable.append(f"{key.number} (it is listed, and can't be found)")
            continue
        except Unreadable as error:
            unreadable.append(f"{key.number} ({error.message})")
            continue
        if document.status is DocumentStatus.VOIDED:
            continue
        if has_mark(document, sought.guid):
            marked.append((key, document))
        elif not has_mark(document) and str(key) not in denied and _is_alike(sought, document):
            alike.append(str(key))
    return Found(tuple(marked), tuple(alike), tuple(unreadable))


def has_mark(document: AnyDocument, guid: str = "") -> bool:
    """Whether the mark of this invoice, or of any, stands in one of the document's texts, wherever a person put it."""
    own = (document.note, document.invoice_text, document.external_reference, document.customer_ref_number)
    texts = [*own, *(text for line in document.rows for text in (line.description, line.note))]
    return any((guid or MARK) in text for text in texts if text)


def is_another(owner: Record | None, guid: Guid) -> bool:
    """Whether a document is linked to another invoice."""
    return owner is not None and known(Owner, owner).guid != guid


def is_ours(guid: Guid, key: Key, document: AnyDocument) -> Flow[bool]:
    """Whether a document is surely this invoice's: it carries its mark, and is linked to no other."""
    owner = (yield from recall(BACK, (str(key),))).get(str(key))
    return has_mark(document, guid) and not is_another(owner, guid)


def is_anothers(guid: Guid, key: Key, document: AnyDocument) -> Flow[bool]:
    """Whether a document is linked to another invoice than this, or carries another's mark."""
    owner = (yield from recall(BACK, (str(key),))).get(str(key))
    return is_another(owner, guid) or (has_mark(document) and not has_mark(document, guid))


def _denied(guid: Guid) -> Flow[frozenset[str]]:
    record = (yield from recall(NOT_IT, (guid,))).get(guid)
    return frozenset(known(NotIt, record).names) if record else frozenset()


def _is_candidate(sought: Sought, row: AnyDocument) -> bool:
    if sought.oldest is not None:
        return row.created_date_time is None or row.created_date_time >= sought.oldest
    number = row.customer.number if row.customer else None
    currency = sought.total.currency
    return same_number(number, sought.customer) and (row.document_date, row.currency_id) == (sought.date, currency)


def _is_alike(sought: Sought, document: AnyDocument) -> bool:
    total = check_total(
        sought.total,
        total_of(document),
        sought.tolerance,
        rounding=rounding_of(document),
        credit_note=sought.credit_note,
    ).ok
    items = same_items([(one.code, one.quantity) for one in sought.items], document)
    customer = document.customer is not None and same_number(document.customer.number, sought.customer)
    return total or items if sought.oldest is None else customer + total + items >= 2


def _may_be(sought: Sought, raw: object) -> bool:
    """Of a document that can't be read as a whole: nothing that can be read of it says that it is another."""
    try:
        shown = structure(raw, Shown)
    except Mismatch:
        return True
    if shown.currency_id != sought.total.currency or not same_number(shown.customer.number, sought.customer):
        return False
    return sought.oldest is not None or shown.document_date == sought.date
