"""What one service says of a register: all of it, or what changed since it was last read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Generic, TypeVar

from attrs import evolve, field, frozen

from severa_vnf.errors import Unreadable
from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.engine.cursor import Cursor, Listing, Unread, read
from severa_vnf.flows.registers.pack import Pack
from severa_vnf.ports import Write
from severa_vnf.settings import Settings
from severa_vnf.values import Stamp
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged

R = TypeVar("R")
M = TypeVar("M", bound=Model)
P = TypeVar("P", bound=Model)
W = TypeVar("W")


class Wholes(Mapping[str, W], Generic[M, P, W]):
    """Records by id, with the parts of them that were read: `whole` puts a record and its parts together."""

    def __init__(self, whole: Callable[[M, tuple[P, ...]], W]) -> None:
        self.alone: Pack[M] = Pack()
        self.parts: Pack[P] = Pack()
        """By their owner's key, which may come later or not at all."""
        self._whole = whole

    def half(self, records: Cursor, parts: Cursor) -> Half[W]:
        """The half that these are, by how both lists were read."""
        complete = records.complete and parts.complete
        changed = {} if complete else {owner: self.parts.all(owner) for owner in self.parts}
        return Half(self, (records, parts), parts=changed)

    def __getitem__(self, key: str) -> W:
        return self._whole(self.alone[key], self.parts.all(key))

    def __contains__(self, key: object) -> bool:
        return key in self.alone

    def __iter__(self) -> Iterator[str]:
        return iter(self.alone)

    def __len__(self) -> int:
        return len(self.alone)


@frozen
class Half(Generic[R]):
    """The records of one service, and how far its lists were read. `besides` is what else is remembered at the end.

    Of what belongs to a record (a customer's addresses) only the changed ones are with it where it is not complete;
    `parts` are those, by the record's id, which may not have changed itself.
    """

    records: Mapping[str, R]
    cursors: tuple[Cursor, ...]
    parts: Mapping[str, Sequence[Any]] = field(factory=dict)
    besides: tuple[Write, ...] = ()
    more_faults: tuple[Unread, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether these are all of them, so that what is not here is gone."""
        return all(one.complete for one in self.cursors)

    @property
    def faults(self) -> tuple[Unread, ...]:
        """The rows that can't be read."""
        return (*(fault for one in self.cursors for fault in one.faults), *self.more_faults)

    @property
    def marks(self) -> tuple[Write, ...]:
        """How far was read, to be remembered at the end."""
        return (*(write for one in self.cursors for write in one.marks), *self.besides)

    @property
    def first(self) -> bool:
        """Whether it was never read before."""
        return self.cursors[0].first

    @property
    def newest(self) -> Stamp:
        """The stamp before which nothing new is."""
        return self.cursors[0].newest

    def learnt(self, zone: timedelta | None) -> Half[R]:
        """The same, where the zone of the first list's endpoint was seen now."""
        return evolve(self, cursors=(self.cursors[0].learnt(zone), *self.cursors[1:]))


def since_in_severa(listed: Callable[..., Paged[R]], **how: Any) -> Callable[[Stamp | None], Paged[R]]:
    """Ask one of Severa's lists for all, or for what changed since a stamp."""
    return lambda since: listed(**how) if since is None else listed(changed_since=since.instant(), **how)


def since_in_vnf(listed: Callable[..., Paged[R]]) -> Callable[[Stamp | None], Paged[R]]:
    """Ask one of Visma.net's lists for all, or for what changed since a stamp."""
    return lambda since: listed() if since is None else listed(last_modified_date_time=since)


def chosen(listing: Listing[R], stream: str, settings: Settings) -> Listing[R]:
    """The list of a register; with a cursor of its own where that is off, so that nothing is passed by meanwhile."""
    return evolve(listing, name=f"{listing.name}, off") if is_off(stream, settings) else listing


def is_off(stream: str, settings: Settings) -> bool:
    """Whether nothing of a register is to be written."""
    return settings.directions.get(stream) == "off"


def half_of(listing: Listing[M], *, whole: bool) -> Flow[Half[M]]:
    """Read a register that is one list."""
    found: Pack[M] = Pack()
    cursor = yield from read(listing, lambda one: found.add(str(listing.id(one)), one), whole=whole)
    return Half(found, (cursor,))


def entire(paged: Paged[R]) -> Flow[list[R]]:
    """A whole list. Raises Unreadable where a row can't be read: it might be the one that counts."""
    found: list[R] = []
    for row in (yield from everything(paged)):
        if isinstance(row, Undecodable):
            raise Unreadable(row.fault, **paged.first.where)
        found.append(row)
    return found
