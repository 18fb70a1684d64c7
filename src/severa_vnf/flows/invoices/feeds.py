"""How far Visma.net's documents were read, by its own stamps and never by our clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.engine.cursor import OVERLAP, Cursor, Listing, read
from severa_vnf.flows.memory import MARKS, all_of, known, put, recall
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.ports import Record, Write
from severa_vnf.values import Stamp
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.wire.mismatch import Undecodable

DAY = timedelta(days=1)
"""From a moment of ours to a stamp of theirs: no zone is further away."""


LEARNED = "links learned"


@frozen(kw_only=True, slots=False)
class Learned:
    """When the links of numbered invoices were learned, by our clock; `complete`: each of them has one."""

    at: str
    complete: bool = False


@frozen
class Learning:
    """The links of numbered invoices are due to be learned."""

    now: datetime
    record: Record | None

    def remember(self, *, complete: bool) -> Flow[None]:
        """Remember that they were."""
        learned = Learned(at=self.now.isoformat(), complete=complete)
        yield from ask(Commit((put(LEARNED, LEARNED, learned, self.record),)))


@frozen
class Listed:
    """The documents of one kind made or changed since the last run, and how far that was read."""

    cursor: Cursor
    documents: Sequence[AnyDocument | Undecodable]

    def mark(self) -> tuple[Write, ...]:
        """What to remember once every waiting invoice was looked for among these documents, not before."""
        return self.cursor.marks


def recent(credit_note: bool, oldest: datetime) -> Flow[Listed]:
    """List the documents since the last run's mark; without a mark, since a day before `oldest`, a moment of ours.

    So a store that was lost, or came back from an older backup, still shows every document that it does not know of.
    """
    resource: Any = customer_credit_note if credit_note else customer_invoice
    listing: Listing[AnyDocument] = Listing(
        "documents " + ("credit notes" if credit_note else "invoices"),
        lambda since: resource.list(last_modified_date_time=since or a_day_before(oldest).less(OVERLAP)),
        lambda row: row.last_modified_date_time,
        lambda row: row.reference_number,
        whose=("referenceNumber",),
        space=MARKS,
    )
    documents: list[AnyDocument | Undecodable] = []
    cursor = yield from read(listing, documents.append)
    return Listed(cursor, [*documents, *(Undecodable(one.fault, one.raw) for one in cursor.faults)])


def to_learn() -> Flow[Learning | None]:
    """Whether the links of numbered invoices are to be learned: once a day, as long as any has none.

    A store may be new, or lost, and another integration may still be at work beside it.
    """
    now, record = (yield from ask(Now())), (yield from recall(LEARNED, (LEARNED,))).get(LEARNED)
    learned = known(Learned, record) if record else None
    if learned and ((learned.complete and (yield from all_of(MARKS))) or _since(learned, now) < DAY):
        return None
    return Learning(now, record)


def _since(learned: Learned, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(learned.at)


def a_day_before(moment: datetime) -> Stamp:
    """A stamp that the service can't have given later than `moment`, in whatever zone it lives."""
    return Stamp(moment.astimezone(UTC).replace(tzinfo=None) - DAY)
