"""What the bridge needs from its host, as Protocols."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias, runtime_checkable

from attrs import Attribute, field, frozen

from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply


class Clock(Protocol):
    """The time, and a way to let it pass."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait, in a sync host."""

    async def asleep(self, seconds: float) -> None:
        """Wait, in an async host."""


@runtime_checkable
class MonotonicClock(Protocol):
    """What a `Clock` had better have too: seconds that nobody sets, and that go on while the machine is suspended.

    They may begin anywhere.
    Without it a lease is held by `now()` alone: then the host promises that its clock is not set back in mid-run.
    """

    def monotonic(self) -> float:
        """Seconds."""


class Transport(Protocol):
    """The way to the network. `longest` is the most seconds a request can take before it is given up."""

    longest: float

    def send(self, out: Outgoing) -> Reply | NoReply:
        """Send one request and wait for the whole answer."""

    def close(self) -> None:
        """Give back what is one's own."""


class AsyncTransport(Protocol):
    """The same for an async host."""

    longest: float

    async def send(self, out: Outgoing) -> Reply | NoReply:
        """Send one request and wait for the whole answer."""

    async def close(self) -> None:
        """Give back what is one's own."""


def _unicode(write: object, attribute: Attribute[str], text: str) -> None:
    text.encode()  # a lone surrogate is no character: UnicodeEncodeError, which is a ValueError, names it


def _key(write: object, attribute: Attribute[str], text: str) -> None:
    if not text:
        raise ValueError("a key may not be empty: a scan starts after the empty one")
    _unicode(write, attribute, text)


@frozen
class Record:
    """What a store holds under a key. `version` is the number of the commit that put it there."""

    key: str
    value: str
    version: int


@frozen
class Put:
    """Make a record, or replace the one of version `expected`. None: there must be none yet.

    The three writes share this: any Unicode text will do, NUL included; a lone surrogate or an empty key is a
    ValueError when the write is made.
    """

    space: str = field(validator=_unicode)
    key: str = field(validator=_key)
    value: str = field(validator=_unicode)
    expected: int | None


@frozen
class Delete:
    """Take away the record of version `expected`. None: there must be none, and nothing is done."""

    space: str = field(validator=_unicode)
    key: str = field(validator=_key)
    expected: int | None


@frozen
class Check:
    """Change nothing, but hold that the record has version `expected` until the commit is through. None: no record."""

    space: str = field(validator=_unicode)
    key: str = field(validator=_key)
    expected: int | None


Write: TypeAlias = Put | Delete | Check


class MappingStore(Protocol):
    """What the bridge remembers: versioned records, in spaces, of tenants that never see each other.

    All three verbs may be called from several threads at once. `severa_vnf.testing.StoreContract` proves a store of
    your own. A tenant, space or key with a lone surrogate is a ValueError in each of them; a store that can't be read
    or written is a StoreError. If there is a fourth verb, `checkpoint()`, it is called when a run has ended.
    """

    def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """The records that are there, by key, all as of one moment. Any number of keys."""

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """The first `limit` (at least 1, else ValueError) records whose key is above `after`.

        All as of one moment. Keys ascend by Unicode code point: as Python compares str, as UTF-8 compares byte by byte.
        """

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """Do all the writes or none, one commit after another, and return the version of every record put.

        That is a number above zero that no commit of this tenant returned before, whatever was deleted; one that puts
        nothing has one too. StoreConflict if any record has another version than expected; ValueError if two
        writes name one record.
        """


class AsyncMappingStore(Protocol):
    """`MappingStore` for an async host: the same verbs, awaited."""

    async def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """As `MappingStore.read`."""

    async def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """As `MappingStore.scan`."""

    async def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """As `MappingStore.commit`."""


class Observer(Protocol):
    """Is told what a run does, as it does it.

    An Exception that it raises is logged (logger `severa_vnf`) and breaks nothing. Any other BaseException ends the run
    as a crash would: nothing more is written, and the lease is left to run out.
    """

    def asked(self, question: object) -> None:
        """A question is about to be answered."""

    def answered(self, question: object, answer: object) -> None:
        """It was answered. `answer` is an exception where it went wrong."""
