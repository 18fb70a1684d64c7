"""A request is a value: what to ask, and how the answer becomes a typed value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from enum import Enum, IntEnum
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import quote

from attrs import evolve, field, frozen

from severa_vnf.wire.encode import moment

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

System = Literal["severa", "vnf"]
Query = tuple[tuple[str, str], ...]


class Ceiling(IntEnum):
    """The most bytes that an answer may have, by its kind, however small it was packed."""

    TOKEN = 1 << 20
    RECORD = 1 << 24
    LIST = 1 << 28
    FILE = 1 << 29


@frozen
class Reply:
    """What came back. Header names are in lower case. Neither they nor the body are in the repr."""

    status: int
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)

    @property
    def said_at(self) -> datetime | None:
        """The service's own time as it answered. None where it does not say, or where a cache did (`Age`)."""
        try:
            said = parsedate_to_datetime(self.headers["date"])
        except (KeyError, ValueError, TypeError, OverflowError):
            return None
        return None if said.tzinfo is None or "age" in self.headers else said


@frozen
class NoReply:
    """Nothing came back. `received` is False only where the service has certainly not got the request.

    With a `remedy` it is no passing trouble: trying again would not help.
    """

    received: bool
    reason: str
    remedy: str = ""


@frozen
class Call(Generic[T_co]):
    """One exchange with a service, not yet made.

    `path` begins after the base URL. `scope` is what the credential must hold. `absent` is what a 404 means: None for
    NotFound, else the answer to give instead (an empty list where the list has no parent); `later` marks a page after
    the first, whose absence is no end of its list. `of_parent` marks a call whose path names a record that must be
    there already, `login` the request for a token. An answer has no more bytes than its `ceiling`. A caller who wants
    to see for himself gives `largest`: of an answer with more bytes, one more is read, which tells so, and no error.
    """

    system: System
    method: str
    path: str
    read: Callable[[Reply], T_co] = field(repr=False)
    scope: str = ""
    query: Query = ()
    body: bytes | None = field(default=None, repr=False)
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(factory=dict, repr=False)
    absent: Reply | None = None
    later: bool = False
    of_parent: bool = False
    login: bool = False
    ceiling: Ceiling = Ceiling.RECORD
    largest: int | None = None

    @property
    def repeatable(self) -> bool:
        """Whether sending it a second time does no harm."""
        return self.method == "GET" or self.login

    @property
    def creates(self) -> bool:
        """Whether it makes something that a second sending would make again."""
        return self.method == "POST" and not self.login

    @property
    def limit(self) -> int:
        """How many bytes of its answer may be read, less one."""
        return self.ceiling if self.largest is None else self.largest

    @property
    def where(self) -> dict[str, Any]:
        """What every error says of the call it came from."""
        return {"system": self.system, "method": self.method, "path": self.path}

    def asking(self, **changed: str) -> Call[T_co]:
        """The same call with these query values put in the place of the old."""
        kept = tuple(pair for pair in self.query if pair[0] not in changed)
        return evolve(self, query=(*kept, *changed.items()))


def segment(value: object) -> str:
    """One segment of a path, quoted."""
    return quote(str(value), safe="")


def query(**values: Any) -> Query:
    """Query values by their names on the wire, None left out, a sequence as one pair for each member."""
    return tuple((name, _text(one)) for name, value in values.items() for one in _each(value))


def _each(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    return value if isinstance(value, (tuple, list, set, frozenset)) else (value,)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def nothing(reply: Reply) -> None:
    """Read an answer without a body."""


def content(reply: Reply) -> bytes:
    """Read an answer that is a file."""
    return reply.body
