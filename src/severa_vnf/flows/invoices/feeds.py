"""How far Visma.net's documents were read, by its own stamps and never by our clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from attrs import frozen

from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.invoices.documents import since
from severa_vnf.flows.memory import MARKS, OVERLAP, Mark, all_of, known, put, recall
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.ports import Record, Write
from severa_vnf.values import Stamp
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
    """The documents of one kind made or changed since the last run, and the newest stamp known of them."""

    name: str
    record: Record | None
    documents: Sequence[AnyDocument | Undecodable]
    newest: Stamp

    def mark(self) -> tuple[Write, ...]:
        """What to remember once every waiting invoice was looked for among these documents, not before."""
        new = Mark(stamp=str(self.newest))
        moved = self.record is None or known(Mark, self.record) != new
        return (put(MARKS, self.name, new, self.record),) if moved else ()


def recent(credit_note: bool, oldest: datetime) -> Flow[Listed]:
    """List the documents since the last run's mark; without a mark, since a day before `oldest`, a moment of ours.

    So a store that was lost, or came back from an older backup, still shows every document that it does not know of.
    """
    name = "documents " + ("credit notes" if credit_note else "invoices")
    record = (yield from recall(MARKS, (name,))).get(name)
    start = Stamp.read(known(Mark, record).stamp) if record else a_day_before(oldest)
    documents = yield from since(credit_note, start.less(OVERLAP))
    return Listed(name, record, documents, max([start, *stamps(documents)]))


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


def stamps(documents: Iterable[AnyDocument | Undecodable]) -> list[Stamp]:
    """The stamps of the documents."""
    found = (None if isinstance(row, Undecodable) else row.last_modified_date_time for row in documents)
    return [stamp for stamp in found if stamp is not None]
