"""Which linked documents there is something to see of: those that changed, and those that wait."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from severa_vnf.flows.ask import Flow, each
from severa_vnf.flows.engine.cursor import Listing, read
from severa_vnf.flows.invoices.documents import KINDS, Key
from severa_vnf.flows.memory import BACK, LINKS, Link, Owner, all_of, known, recall
from severa_vnf.flows.payments.drift import terms_in
from severa_vnf.flows.registers.gather import LOOKED_AT_AGAIN
from severa_vnf.flows.registers.half import since_in_vnf
from severa_vnf.mapping.drift import Terms
from severa_vnf.mapping.payments import Balance, Settlement, balance_of
from severa_vnf.plan import Problem
from severa_vnf.ports import Record, Write
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Code, Guid
from severa_vnf.vnf import customer_credit_note, customer_document, customer_invoice
from severa_vnf.vnf.customer_document import CustomerDocument
from severa_vnf.wire.decode import structure
from severa_vnf.wire.mismatch import Mismatch, Undecodable
from severa_vnf.wire.model import Model

STREAM = "payments"
EVEN, WAITING = "payments", "payments waiting"
DOCUMENTS: Listing[CustomerDocument] = Listing(
    "vnf payments",
    since_in_vnf(customer_document.list),
    lambda row: row.last_modified_date_time,
    lambda row: row.reference_number,
    whose=("referenceNumber",),
)


@frozen(kw_only=True, slots=False)
class Even:
    """What was seen of a document when its invoice was right last, and the status that the invoice had then."""

    seen: str
    status: Guid


@frozen(kw_only=True, slots=False)
class Awaited:
    """What was seen of a document whose invoice is not right yet, and how far it was settled, where that is known."""

    seen: str = ""
    state: Settlement | None = None
    day: date | None = None


@frozen(kw_only=True, slots=False)
class Named(Model):
    """By what a document is known, though the rest of it can't be read."""

    document_type: str
    reference_number: Code


@frozen
class Item:
    """A document to be seen to, by its invoice's guid, and what the store holds of it. No balance: it is to be read."""

    guid: Guid
    key: Key
    balance: Balance | None
    even: Record | None = None
    waiting: Record | None = None

    def is_news(self, invoice: Invoice | None) -> bool:
        """Whether the document is not as it was seen last, or the invoice not as it was when they agreed."""
        if self.balance is None:
            return True
        if self.waiting is not None:
            return known(Awaited, self.waiting).seen != str(self.balance)
        was = known(Even, self.even) if self.even else None
        return (
            was is None or was.seen != str(self.balance) or (invoice is not None and invoice.status.guid != was.status)
        )


@frozen
class News:
    """What there is to see to. `unlinked` waited and has no link any more; `marks` move when all is done.

    `invoices` are those of Severa's that were read on the way, `shown` what was read of documents, `changed` the
    invoices that changed in Severa since the last sweep.
    """

    items: Sequence[Item]
    unlinked: Sequence[Record]
    marks: tuple[Write, ...]
    problems: tuple[Problem, ...]
    invoices: Mapping[Guid, Invoice] = field(factory=dict)
    shown: Mapping[Key, Terms] = field(factory=dict)
    changed: Mapping[Guid, Invoice] = field(factory=dict)


def listen() -> Flow[News]:
    """What changed since the last run, and what waits. A row that can't be read is read by itself, if it is ours."""
    rows: dict[Key, Balance | None] = {}
    shown: dict[Key, Terms] = {}

    def use(row: CustomerDocument) -> None:
        rows.update(balances_in([row]))
        shown.update(terms_in([row]))

    cursor = yield from read(DOCUMENTS, use)
    problems = []
    for fault in cursor.faults:
        try:
            named = structure(fault.raw, Named)
        except Mismatch:
            problems.append(Problem(UNREADABLE, STREAM, "", "A customer document", value=fault.fault))
            continue
        if named.document_type in KINDS:
            rows[Key(KINDS[named.document_type], named.reference_number)] = None
    waiting = _worth_a_look((yield from all_of(WAITING)))
    linked = yield from keys_of(record.key for record in waiting)
    unlinked = [record for record in waiting if record.key not in linked]
    for record in waiting:
        key = linked.get(record.key)
        if key and (key not in rows or str(rows[key]) == known(Awaited, record).seen):
            rows[key] = None
    items = yield from items_of(rows, {})
    return News(items, unlinked, cursor.marks, tuple(problems), shown=shown)


def _worth_a_look(waiting: Sequence[Record]) -> list[Record]:
    """All that wait for a person, which is told at no cost; of what is to be read again, what has waited longest."""
    told = [record for record in waiting if known(Awaited, record).state]
    rest = sorted((one for one in waiting if not known(Awaited, one).state), key=lambda record: record.version)
    return [*told, *rest[:LOOKED_AT_AGAIN]]


def applied(items: Sequence[Item]) -> Flow[list[Item]]:
    """The items, with what was applied to their documents, where several of a kind want it: one list tells it."""
    found = {item.key: item.balance for item in items}

    def use(row: Any) -> None:
        found.update({key: balance for key, balance in balances_in([row]).items() if key in found})

    for credit_note, resource in ((False, customer_invoice), (True, customer_credit_note)):
        balances = [item.balance for item in items if item.key.credit_note is credit_note and not item.waiting]
        stamps = [one.stamp for one in balances if one and one.touched and one.stamp]
        if len(stamps) > 1:
            listed: Any = resource
            paged = listed.list(last_modified_date_time=min(stamps), expand_applications=True)
            yield from each(paged, use)
    return [evolve(item, balance=found[item.key]) for item in items]


def keys_of(guids: Iterable[str]) -> Flow[dict[str, Key]]:
    """The documents of these invoices, of those that are linked."""
    links = yield from recall(LINKS, guids)
    return {
        guid: Key(link.credit_note, link.number) for guid, link in ((one, known(Link, links[one])) for one in links)
    }


def items_of(rows: Mapping[Key, Balance | None], ours: Mapping[Guid, Invoice]) -> Flow[list[Item]]:
    """Those of the documents that are linked and are news."""
    owners = yield from recall(BACK, map(str, rows))
    mine = {known(Owner, owners[str(key)]).guid: key for key in rows if str(key) in owners}
    agreed = yield from recall(EVEN, mine)
    waiting = yield from recall(WAITING, mine)
    found = [Item(guid, key, rows[key], agreed.get(guid), waiting.get(guid)) for guid, key in mine.items()]
    return [item for item in found if item.is_news(ours.get(item.guid))]


def balances_in(rows: Sequence[Any]) -> dict[Key, Balance | None]:
    """Invoices and credit notes alone: what pays them stands in the list of all documents too."""
    return {
        Key(KINDS[row.document_type], row.reference_number): balance_of(row)
        for row in rows
        if not isinstance(row, Undecodable) and row.document_type in KINDS
    }
