"""Lists come in pages, and every service has its own habits. One function for each habit, one walk for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from severa_vnf.errors import Unreadable
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import Rows, apart, decoded, loads, rows
from severa_vnf.wire.mismatch import Mismatch, Undecodable

T = TypeVar("T")

SMALLEST_CAP = 20
"""The smallest page that Severa's documents speak of: fewer rows than this are certainly the last."""

LONGEST_TOKEN = 4096
"""Characters. A token that leads on is part of an address."""

MOST_PAGES = 10_000
MOST_ROWS = 10_000_000
"""No list has so many: rows that never end are no list."""

REPORT = "Report it: the API has changed, or a proxy answered."
SHORT = "Nothing is concluded from it: the next run reads it again."


@frozen
class Page(Generic[T]):
    """One page: its rows, each with the raw JSON it came from, the reply it stood in, and how many rows there are."""

    rows: Rows[T | Undecodable] | tuple[T | Undecodable, ...]
    raw: Rows[Any] | tuple[Any, ...]
    reply: Reply
    declared: Any = None

    @property
    def total(self) -> int | None:
        """How many rows the whole list has: by the envelope, or by each row's metadata. None: it does not say."""
        told = self.declared
        if told is None and self.raw:
            metadata = self.raw[0].get("metadata") if type(self.raw[0]) is dict else None
            told = metadata.get("totalCount") if type(metadata) is dict else None
        return told if type(told) is int else None


Habit = Callable[[Call[Page[Any]], Page[Any], int], "Call[Page[Any]] | None"]
"""From the call, its page and the number of different rows so far to the next call, None after the last page."""


@frozen
class Paged(Generic[T]):
    """A list, not yet fetched. `identity` tells one raw row from another; `join` mends a row that two pages share."""

    first: Call[Page[T]]
    habit: Habit
    identity: Callable[[Any], Hashable] | None = None
    join: Callable[[T, T], T | None] | None = None


class Walk(Generic[T]):
    """The state of one reading of a list: `call` is what to ask next, None at the end.

    It ends, and ends well only with the whole list. Rows may come and go while it is being read, so that fewer than
    the first total, or fewer than the newest, may be all; fewer than both are not: then the last page is looked at
    once more, as its total may have changed, and what is still short is Unreadable.
    """

    def __init__(self, paged: Paged[T]) -> None:
        self.call: Call[Page[T]] | None = paged.first
        self._paged = paged
        self._seen: set[Hashable] = set()
        self._count = 0
        self._doubled = 0
        self._first: Rows[Any] | tuple[Any, ...] | None = None
        self._held: T | None = None
        self._totals: list[int] = []  # the first and the newest
        self._asked = {paged.first.query}
        self._barren = 0
        self._last: Call[Page[T]] | None = None
        self._last_look = False

    def take(self, page: Page[T]) -> Iterator[T | Undecodable]:
        """Take the page that `call` fetched, move on, and give its rows: each once, though rows shift meanwhile.

        Raises Unreadable where reading on would never end, and where the list ends before it is whole.
        """
        assert self.call is not None
        try:
            again = bool(page.raw) and page.raw == self._first and not self._last_look
            fresh = self._fresh(page)
        except RecursionError:
            raise self._unreadable("rows nested too deeply to be told apart") from None
        if again:
            raise self._unreadable("the first page came once more")
        if self._first is None:
            self._first = page.raw
        self._count += len(fresh)
        self.call = self._following(page, bool(fresh))
        found = (page.rows[place] for place in fresh)
        return found if self._paged.join is None else self._joined(found, self._paged.join, self.call is None)

    def _fresh(self, page: Page[T]) -> list[int]:
        """The places of new rows. A row that one page holds twice is the service's own doubling, and counts twice."""
        if self._paged.identity is None:
            return [*range(len(page.raw))]
        here: set[Hashable] = set()
        fresh = []
        for place, raw in enumerate(page.raw):
            name = self._paged.identity(raw)
            self._doubled += name in here
            here.add(name)
            if name not in self._seen:
                self._seen.add(name)
                fresh.append(place)
        return fresh

    def _following(self, page: Page[T], fresh: bool) -> Call[Page[T]] | None:
        assert self.call is not None
        if page.total is not None and (page.raw or not self._totals):
            self._totals = [*self._totals[:1], page.total]
        self._last = self.call if page.raw else self._last
        following = self._paged.habit(self.call, page, self._count)
        if following is None or (self._last_look and not fresh):
            return self._ended(page)
        self._barren = 0 if fresh else self._barren + 1
        if self._barren > 1:
            raise self._unreadable("page after page brings nothing new")
        if following.query in self._asked and not self._last_look:
            raise self._unreadable("a page leads to one that was read before")
        if len(self._asked) >= MOST_PAGES or (page.total or 0) > MOST_ROWS:
            raise self._unreadable("a list without an end")
        self._asked.add(following.query)
        return evolve(following, absent=None, later=True)

    def _ended(self, page: Page[T]) -> Call[Page[T]] | None:
        """None where the list is whole; else its last page once more, once, if its rows can be told apart."""
        if not self._totals or (page.raw if self._paged.join else self._count + self._doubled >= min(self._totals)):
            return None  # of rows that are joined the total counts the parts: a page that reaches it is the last
        if self._last_look or self._last is None or self._paged.identity is None:
            raise self._unreadable(f"{self._count} of {self._totals[-1]} rows came", SHORT)
        self._last_look = True
        return self._last

    def _unreadable(self, fault: str, remedy: str = REPORT) -> Unreadable:
        assert self.call is not None
        return Unreadable(fault, remedy=remedy, **self.call.where)

    def _joined(
        self, fresh: Iterable[T | Undecodable], join: Callable[[T, T], T | None], last: bool
    ) -> Iterator[T | Undecodable]:
        for row in fresh:
            if isinstance(row, Undecodable):
                yield row
                continue
            whole = join(self._held, row) if self._held is not None else None
            if whole is None and self._held is not None:
                yield self._held
            self._held = row if whole is None else whole
        if last and self._held is not None:
            yield self._held


def page_of(
    model: type[T], envelope: str | None = None, fault: Callable[[T], str] = lambda _: ""
) -> Callable[[Reply], Page[T]]:
    """How a page of `model` is read: a bare list, or the list under the name `envelope`. No body is no list.

    `fault` tells why a row of a bare list is none though it can be read; "" where it is one.
    """

    def row(value: Any) -> T | Undecodable:
        found = decoded(value, model)
        if isinstance(found, Undecodable) or not (told := fault(found)):
            return found
        return Undecodable(told, value)

    def read(reply: Reply) -> Page[T]:
        if envelope is None:
            parts = apart(reply.body)
            return Page(Rows(parts, row), Rows(parts, lambda value: value), reply)
        values, total = loads(reply.body), None
        if values != []:
            if type(values) is not dict or envelope not in values:
                raise Mismatch("", f"an object with {envelope}", values)
            values, total = values[envelope], values.get("totalCount")
        return Page(tuple(rows(values, model)), tuple(values), reply, total)

    return read


def by(*names: str) -> Callable[[Any], Hashable]:
    """Rows are told apart by these fields; a row that lacks one is told apart by all it holds."""

    def identity(raw: Any) -> Hashable:
        found = tuple(raw.get(name) for name in names) if type(raw) is dict else (None,)
        return repr(raw) if None in found else repr(found)

    return identity


def whole(call: Call[Page[Any]], page: Page[Any], count: int) -> Call[Page[Any]] | None:
    """The list comes in one answer, unless its rows tell that there are more: then by number, as many at a time."""
    if page.total is None:
        return None
    return by_number(call if "pageSize" in dict(call.query) else call.asking(pageSize=str(len(page.raw))), page, count)


def by_token(call: Call[Page[Any]], page: Page[Any], count: int) -> Call[Page[Any]] | None:
    """Severa: the header NextPageToken leads on; without it this was the last page. Raises Unreadable for no token."""
    token = page.reply.headers.get("nextpagetoken")
    if token and (len(token) > LONGEST_TOKEN or not token.isprintable()):
        raise Unreadable("the next page's token is no token", remedy=REPORT, **call.where)
    return call.asking(pageToken=token) if token else None


def by_offset(call: Call[Page[Any]], page: Page[Any], count: int) -> Call[Page[Any]] | None:
    """Severa: go on after the rows received, whatever number was asked for, until a short page or an empty one.

    Rows that shifted, and so came twice, are not counted, unless nothing else came: then none may be skipped.
    """
    if "nextpagetoken" in page.reply.headers:
        return by_token(call, page, count)
    first = int(dict(call.query).get("firstRow", 0))
    after = count if count > first else first + len(page.raw)
    return call.asking(firstRow=str(after)) if len(page.raw) >= SMALLEST_CAP else None


def by_number(call: Call[Page[Any]], page: Page[Any], count: int) -> Call[Page[Any]] | None:
    """Visma.net: pages are counted from 1; each row, or the envelope, tells how many rows there are in all."""
    if not page.raw or (page.total is not None and count >= page.total):
        return None
    return next_number(call)


def next_number(call: Call[Page[Any]]) -> Call[Page[Any]]:
    """The call for the page after this one."""
    return call.asking(pageNumber=str(int(dict(call.query).get("pageNumber", "1")) + 1))
