"""Read what changed in a list since it was read last. Each list is declared as a value, and all are read here.

| what a list shows | what becomes of it |
|---|---|
| a row with a stamp | it is used, and the cursor goes to the newest stamp that is not ahead of the service's clock |
| old stamps alone | the cursor follows that clock, further behind than any zone: no bulk load is read for ever |
| a stamp ahead of the clock | the row is used, and moves nothing |
| a row that can't be read | it is a fault of that record; the others are used |
| a row without a sound id | so it is, and the cursor stays: nobody knows which record to read again |
| fewer rows than it announced | Unreadable is raised: nothing is concluded from it, and nothing moves |

Visma.net's stamps name no zone, and each endpoint may have its own. It is learnt from the stamps of what we have just
made there ourselves; until then the cursor stays half a day behind, where no zone is ahead of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Generic, TypeVar

from attrs import define, evolve, frozen

from severa_vnf.flows.ask import Flow, Now, ask, everything, send
from severa_vnf.flows.engine.stored import known, put, recall
from severa_vnf.ports import Record, Write
from severa_vnf.values import LONGEST_ID, Stamp, is_id
from severa_vnf.wire.call import Reply
from severa_vnf.wire.mismatch import Undecodable, shown
from severa_vnf.wire.paging import Paged, Walk

R = TypeVar("R")

SPACE = "register marks"
"""How far each list was read. They stand by themselves: a store without any other marks is one that was lost."""
OVERLAP = timedelta(hours=2)
"""How far before its cursor a list is read again. Stamps have no zone: the hour that summer time repeats, and commits
that come late."""
ANY_ZONE = timedelta(hours=26)
"""From a moment of ours to a stamp without a zone: none is further away."""
BEHIND_ALL, AHEAD_OF_ALL = timedelta(hours=-12), timedelta(hours=14)
"""The zones at both ends of the world."""
QUARTER, NEAR = timedelta(minutes=15), timedelta(minutes=5)
"""Zones differ by quarters of an hour; what we have just made was stamped less than that ago."""
SOUND_YEARS = (2000, 9000)
"""A clock that shows another year is none."""
LONG_AGO = Stamp(datetime(SOUND_YEARS[0], 1, 1))  # noqa: DTZ001 - a wall has no zone
"""A stamp that is older than any: with it as its cursor a list is asked for all that it has."""


def _fits(text: str) -> bool:
    return len(text) <= LONGEST_ID and text.isprintable()


def is_word(value: object) -> bool:
    """Whether a value can stand for a record: text that is not empty, not too long, without control characters."""
    return isinstance(value, str) and bool(value.strip()) and _fits(value)


def is_sound(value: object) -> bool:
    """Whether a value can be the id of a record: text or a number, not too long, with no blanks around."""
    return is_id(str(value) if isinstance(value, int | str) and not isinstance(value, bool) else "")


def is_number(value: object) -> bool:
    """Whether a value can be an internal id of Visma.net's: a whole number above zero."""
    text = str(value)
    return is_sound(value) and len(text) < 20 and text.isascii() and text.isdecimal()


@frozen(kw_only=True, slots=False)
class Mark:
    """How far a list was read: a stamp, and the minutes by which its endpoint is ahead of UTC, where they are known."""

    stamp: str
    zone: int | None = None


@frozen
class Unread:
    """A row that can't be used, and of which record it is: empty where not even that is to be seen."""

    id: str
    fault: str
    raw: Any = None


@frozen
class Listing(Generic[R]):
    """A list that can be asked for what changed.

    `rows` asks for all of it (None) or since a stamp; `stamp` and `id` are a row's own; `whose` leads to the id of its
    record in a row that can't be read.
    """

    name: str
    rows: Callable[[Stamp | None], Paged[R]]
    stamp: Callable[[R], Stamp | None]
    id: Callable[[R], object]
    whose: Sequence[str] = ("guid",)
    is_sound: Callable[[object], bool] = is_sound
    number: Callable[[R], str | None] = lambda _: None
    """Its number or code, where that is remembered too."""
    space: str = SPACE
    """Where in the store its cursor stands."""


@frozen
class Cursor:
    """How far a list was read, and how. `complete`: all of it. `newest` is its newest stamp, none of the far future's.

    `reached` is where the next reading begins, less the overlap; `zone` how far the endpoint's clock is ahead of UTC.
    """

    space: str
    name: str
    record: Record | None
    complete: bool
    faults: tuple[Unread, ...]
    newest: Stamp
    reached: Stamp
    zone: timedelta | None = None

    @property
    def first(self) -> bool:
        """Whether it was never read before."""
        return self.record is None

    @property
    def marks(self) -> tuple[Write, ...]:
        """What to remember when all that was read is done."""
        mark = Mark(stamp=str(self.reached), zone=None if self.zone is None else self.zone // timedelta(minutes=1))
        moved = self.record is None or known(Mark, self.record) != mark
        return (put(self.space, self.name, mark, self.record),) if moved else ()

    def learnt(self, zone: timedelta | None) -> Cursor:
        """The same, where the zone of its endpoint was seen now."""
        return self if zone is None else evolve(self, zone=zone)


@define
class _Progress:
    """How far the rows lead that were seen so far, by the service's clock at the first of them."""

    date: datetime
    told: bool
    zone: timedelta | None
    newest: Stamp | None
    reached: Stamp | None

    def see(self, stamp: Stamp | None) -> None:
        """A row's stamp. One that is ahead of the clock moves nothing; one of the far future is none at all."""
        if stamp is None or stamp.wall > self._wall(AHEAD_OF_ALL):
            return
        if stamp.offset:  # kept and asked for without it
            stamp = stamp.less(max(stamp.offset, timedelta()))
        self.newest = stamp if self.newest is None else max(self.newest, stamp)
        if not self._is_ahead(stamp):
            self.reached = stamp if self.reached is None else max(self.reached, stamp)

    def end(self) -> tuple[Stamp, Stamp]:
        """The newest stamp, and where the cursor goes: not behind the clock for ever, and never past it."""
        zoned = self.newest is not None and self.newest.offset is not None
        late = OVERLAP if zoned else ANY_ZONE
        floor = Stamp(self._wall(-late) if self.told else datetime.min)  # noqa: DTZ901 - a wall has no zone
        bound = Stamp(self._wall(timedelta() if zoned else self._ahead))
        reached = floor if self.reached is None else min(max(self.reached, floor), bound)
        return max(self.newest or floor, reached), reached

    @property
    def _ahead(self) -> timedelta:
        return BEHIND_ALL if self.zone is None else self.zone

    def _is_ahead(self, stamp: Stamp) -> bool:
        return stamp.wall > self._wall(self._ahead if stamp.offset is None else timedelta())

    def _wall(self, span: timedelta) -> datetime:
        """What a clock on the wall showed at that span from UTC."""
        return self.date.replace(tzinfo=None) + span


def read(listing: Listing[R], use: Callable[[R], None], *, whole: bool = False) -> Flow[Cursor]:
    """Read a list, what changed since its cursor or all of it, and push its rows. Raises ApiError where it is cut."""
    record = (yield from recall(listing.space, (listing.name,))).get(listing.name)
    mark = None if record is None else known(Mark, record)
    before = None if mark is None else Stamp.read(mark.stamp)
    since = None if whole or before is None else before.less(OVERLAP)
    zone = None if mark is None or mark.zone is None else timedelta(minutes=mark.zone)
    progress: _Progress | None = None
    faults: list[Unread] = []
    walk = Walk(listing.rows(since))
    while walk.call is not None:
        page = yield from send(walk.call)
        if progress is None:
            told = date_of(page.reply)
            progress = _Progress(told or (yield from ask(Now())), told is not None, zone, before, before)
        for row in walk.take(page):
            if isinstance(row, Undecodable):
                faults.append(unread(row, listing.whose, listing.is_sound))
            elif fault := _unsound(listing, row):
                faults.append(fault)
            else:
                progress.see(listing.stamp(row))
                use(row)
    assert progress is not None
    newest, reached = progress.end()
    if not all(one.id for one in faults):  # nobody knows which to read again
        reached = before or LONG_AGO
    return Cursor(listing.space, listing.name, record, since is None, tuple(faults), newest, reached, zone)


def _unsound(listing: Listing[R], row: R) -> Unread | None:
    """Check the id and the number of a row that can be read; tell what is wrong with them."""
    name, number, raw = listing.id(row), listing.number(row) or "", getattr(row, "_raw", None)
    if not listing.is_sound(name):
        return Unread("", f"no id of a record: {shown(name)}", raw)
    return None if _fits(number) else Unread(str(name), f"no number of a record: {shown(number)}", raw)


def looked_back(listing: Listing[R], since: Stamp) -> Flow[list[R | Undecodable]]:
    """The rows of a list since a stamp, remembering nothing: what a probe asks."""
    return everything(listing.rows(since))


def zone_of(own: Iterable[Stamp | None], now: datetime) -> timedelta | None:
    """How far an endpoint's clock is ahead of UTC, by the stamps of what we have made there a moment ago.

    Of several the smallest counts: a cursor that stays behind does no harm. None where no stamp tells.
    """
    found = []
    for stamp in own:
        if stamp is None or stamp.offset is not None:
            continue
        ahead = stamp.wall - now.astimezone(UTC).replace(tzinfo=None)
        zone = round(ahead / QUARTER) * QUARTER
        if abs(ahead - zone) < NEAR and BEHIND_ALL <= zone <= AHEAD_OF_ALL:
            found.append(zone)
    return min(found, default=None)


def unread(row: Undecodable, whose: Sequence[str] = ("guid",), sound: Callable[[object], bool] = is_sound) -> Unread:
    """What is known of a row that can't be read."""
    value: Any = row.raw
    for name in whose:
        value = value.get(name) if isinstance(value, dict) else None
    return Unread(str(value) if sound(value) else "", row.fault, row.raw)


def date_of(reply: Reply) -> datetime | None:
    """The moment at which a service says that it answered; None where it tells none, or none that can be read."""
    try:
        moment = parsedate_to_datetime(reply.headers["date"])
    except (KeyError, ValueError, TypeError, OverflowError):
        return None
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return aware.astimezone(UTC) if SOUND_YEARS[0] <= aware.year <= SOUND_YEARS[1] else None
