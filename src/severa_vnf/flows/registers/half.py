"""What one service says of a register: all of it, or what changed since it was last read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from severa_vnf.errors import Unreadable
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.memory import OVERLAP, Mark, known, put, recall
from severa_vnf.flows.registers.pack import Pack
from severa_vnf.ports import Write
from severa_vnf.values import Stamp
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, Walk

R = TypeVar("R")
M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Model)
W = TypeVar("W")

SPACE = "register marks"
"""How far each list was read. They stand by themselves: a store without any other marks is one that was lost."""
ANY_ZONE = timedelta(hours=26)
"""From a moment of ours to a stamp without a zone: none is further away."""


class Wholes(Mapping[str, W], Generic[M, P, W]):
    """Records by id, with the parts of them that were read: `whole` puts a record and its parts together."""

    def __init__(self, whole: Callable[[M, tuple[P, ...]], W]) -> None:
        self.alone: Pack[M] = Pack()
        self.parts: Pack[P] = Pack()
        """By their owner's key, which may come later or not at all."""
        self._whole = whole

    def half(self, records: Heard, parts: Heard) -> Half[W]:
        """The half that these are, by how both lists were read."""
        complete = records.complete and parts.complete
        changed = {} if complete else {owner: self.parts.all(owner) for owner in self.parts}
        marks, faults = (*records.mark, *parts.mark), (*records.faults, *parts.faults)
        return Half(self, complete, marks, faults, changed)

    def __getitem__(self, key: str) -> W:
        return self._whole(self.alone[key], self.parts.all(key))

    def __contains__(self, key: object) -> bool:
        return key in self.alone

    def __iter__(self) -> Iterator[str]:
        return iter(self.alone)

    def __len__(self) -> int:
        return len(self.alone)


@frozen
class Unread:
    """A row that can't be read, and of which record it is: empty where not even that is to be seen."""

    id: str
    fault: str
    raw: Any = None


@frozen
class Half(Generic[R]):
    """The records of one service. `complete`: all of them, so that what is not here is gone.

    Of what belongs to a record (a customer's addresses) only the changed ones are with it where it is not complete;
    `parts` are those, by the record's id, which may not have changed itself. `marks` is how far was read, to be
    remembered at the end, and `first` that it never came so far.
    """

    records: Mapping[str, R]
    complete: bool
    marks: tuple[Write, ...] = ()
    faults: tuple[Unread, ...] = ()
    parts: Mapping[str, Sequence[Any]] = field(factory=dict)
    newest: Stamp | None = None
    first: bool = False


@frozen
class Heard:
    """How the reading of one list went."""

    complete: bool
    mark: tuple[Write, ...]
    faults: tuple[Unread, ...]
    newest: Stamp
    first: bool


def hear(
    name: str,
    rows: Callable[[Stamp | None], Paged[R]],
    stamp: Callable[[R], Stamp | None],
    use: Callable[[R], None],
    *,
    whole: bool,
    whose: Sequence[str] = ("guid",),
) -> Flow[Heard]:
    """Read a list, what changed since its mark or all, and push its rows. `whose` leads to the id of their record.

    The mark is the newest of the service's own stamps; where that is long ago it follows the service's clock, further
    behind than any zone, so that a bulk load is not read for ever.
    """
    record = (yield from recall(SPACE, (name,))).get(name)
    before = Stamp.read(known(Mark, record).stamp) if record else None
    since = None if whole or before is None else before.less(OVERLAP)
    walk = Walk(rows(since))
    told: datetime | None = None
    newest = before
    faults: list[Unread] = []
    while walk.call is not None:
        page = yield from send(walk.call)
        told = told or _told(page.reply.headers.get("date"))
        for row in walk.take(page):
            if isinstance(row, Undecodable):
                faults.append(unread(row, whose))
                continue
            seen = stamp(row)
            newest = seen if newest is None or (seen is not None and seen > newest) else newest
            use(row)
    mark = _mark(newest, told)
    moved = record is None or known(Mark, record) != Mark(stamp=str(mark))
    write = (put(SPACE, name, Mark(stamp=str(mark)), record),) if moved else ()
    return Heard(since is None, write, tuple(faults), mark, record is None)


def unread(row: Undecodable, whose: Sequence[str] = ("guid",)) -> Unread:
    """What is known of a row that can't be read."""
    value: Any = row.raw
    for name in whose:
        value = value.get(name) if isinstance(value, dict) else None
    return Unread("" if value is None else str(value), row.fault, row.raw)


def entire(paged: Paged[R]) -> Flow[list[R]]:
    """A whole list. Raises Unreadable where a row can't be read: it might be the one that counts."""
    found: list[R] = []
    for row in (yield from everything(paged)):
        if isinstance(row, Undecodable):
            raise Unreadable(row.fault, **paged.first.where)
        found.append(row)
    return found


def _told(date: str | None) -> datetime | None:
    return parsedate_to_datetime(date) if date else None


def _mark(newest: Stamp | None, told: datetime | None) -> Stamp:
    """The newest stamp, or a moment that none of today can be before. A service that tells no time is read on."""
    floor = datetime.min if told is None else told.astimezone(UTC).replace(tzinfo=None)  # noqa: DTZ901 - a wall
    zoned = newest is not None and newest.offset is not None
    late = Stamp(floor).less(OVERLAP if zoned else ANY_ZONE)
    return late if newest is None else max(newest, late)
