"""Lists come in pages, and every service has its own habits. One function for each habit, one walk for all."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Generic, TypeVar

from attrs import frozen

from severa_vnf.errors import Unreadable
from severa_vnf.wire.call import Call, Reply
from severa_vnf.wire.decode import Rows, apart, decoded, loads, rows
from severa_vnf.wire.mismatch import Mismatch, Undecodable

T = TypeVar("T")

SMALLEST_CAP = 20
"""The smallest page that Severa's documents speak of: fewer rows than this are certainly the last."""

REPORT = "Report it: the API has changed, or a proxy answered."


@frozen
class Page(Generic[T]):
    """One page: its rows, each with the raw JSON it came from, and the reply it stood in."""

    rows: Rows[T | Undecodable] | tuple[T | Undecodable, ...]
    raw: Rows[Any] | tuple[Any, ...]
    reply: Reply


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
    """The state of one reading of a list: `call` is what to ask next, None at the end."""

    def __init__(self, paged: Paged[T]) -> None:
        self.call: Call[Page[T]] | None = paged.first
        self._paged = paged
        self._seen: set[Hashable] = set()
        self._count = 0
        self._first: Rows[Any] | tuple[Any, ...] | None = None
        self._held: T | None = None

    def take(self, page: Page[T]) -> Iterator[T | Undecodable]:
        """Take the page that `call` fetched, move on, and give its rows: each once, though rows shift meanwhile.

        Raises Unreadable where the service answers with its first page again: reading on would never end.
        """
        assert self.call is not None
        where = self.call.where
        try:
            again = bool(page.raw) and page.raw == self._first
            fresh = [place for place, raw in enumerate(page.raw) if self._is_new(raw)]
        except RecursionError:
            raise Unreadable("rows nested too deeply to be told apart", remedy=REPORT, **where) from None
        if again:
            raise Unreadable("the first page came once more", remedy=REPORT, **where)
        if self._first is None:
            self._first = page.raw
        self._count += len(fresh)
        self.call = self._paged.habit(self.call, page, self._count)
        found = (page.rows[place] for place in fresh)
        return found if self._paged.join is None else self._joined(found, self._paged.join, self.call is None)

    def _is_new(self, raw: Any) -> bool:
        if self._paged.identity is None:
            return True
        known = len(self._seen)
        self._seen.add(self._paged.identity(raw))
        return len(self._seen) > known

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


def page_of(model: type[T], envelope: str | None = None) -> Callable[[Reply], Page[T]]:
    """How a page of `model` is read: a bare list, or the list under the name `envelope`."""

    def read(reply: Reply) -> Page[T]:
        if envelope is None:
            parts = apart(reply.body) if reply.body.strip() else ()
            return Page(Rows(parts, lambda value: decoded(value, model)), Rows(parts, lambda value: value), reply)
        values = loads(reply.body) if reply.body.strip() else []
        if values != []:
            if type(values) is not dict or envelope not in values:
                raise Mismatch("", f"an object with {envelope}", values)
            values = values[envelope]
        return Page(tuple(rows(values, model)), tuple(values), reply)

    return read


def by(*names: str) -> Callable[[Any], Hashable]:
    """Rows are told apart by these fields; a row that lacks one is told apart by all it holds."""

    def identity(raw: Any) -> Hashable:
        found = tuple(raw.get(name) for name in names) if type(raw) is dict else (None,)
        return repr(raw) if None in found else repr(found)

    return identity


def whole(call: Call[Page[Any]], page: Page[Any], count: int) -> None:
    """The list comes in one answer."""


def by_token(call: Call[Page[Any]], page: Page[Any], count: int) -> Call[Page[Any]] | None:
    """Severa: the header NextPageToken leads on; without it this was the last page."""
    token = page.reply.headers.get("nextpagetoken")
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
    """Visma.net: pages are counted from 1, and each row tells how many rows there are and how many fit a page."""
    if not page.raw:
        return None
    metadata = page.raw[0].get("metadata") if type(page.raw[0]) is dict else None
    total = metadata.get("totalCount") if type(metadata) is dict else None
    return None if type(total) is int and count >= total else next_number(call)


def by_records(call: Call[Page[Any]], page: Page[Any], count: int) -> Call[Page[Any]] | None:
    """Visma.net's second envelope: `{pageNumber, pageSize, totalCount, records}`."""
    if not page.raw:
        return None
    total = loads(page.reply.body).get("totalCount")
    return None if type(total) is int and count >= total else next_number(call)


def next_number(call: Call[Page[Any]]) -> Call[Page[Any]]:
    """The call for the page after this one."""
    return call.asking(pageNumber=str(int(dict(call.query)["pageNumber"]) + 1))
