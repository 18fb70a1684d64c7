"""Procedures ask, drivers answer. A flow yields typed questions and is sent their answers; it touches nothing itself.

A crash is "nobody answered question k", so it can be tried at every k. Never ask in a `finally`: closing such a flow
is a RuntimeError. An error given as the answer is raised where the question was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from attrs import frozen

from severa_vnf.errors import BridgeError
from severa_vnf.ports import Record, Write
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.paging import Paged, Walk

T = TypeVar("T")


class Question(Generic[T]):
    """Something a flow must have answered, typed by its answer."""


Flow = Generator[Question[Any], Any, T]


@frozen
class Send(Question[T]):
    """Make this call. With `before` it is sent earlier than that moment or not at all."""

    call: Call[T]
    before: datetime | None = None


@frozen
class Read(Question[Mapping[str, Record]]):
    """The records under these keys, those that are there."""

    space: str
    keys: tuple[str, ...]


@frozen
class Scan(Question[Sequence[Record]]):
    """The next records of a space, in the order of their keys."""

    space: str
    after: str = ""


@frozen
class Commit(Question[int]):
    """Write these records, all or none, while the lease holds."""

    writes: tuple[Write, ...]


@frozen
class Now(Question[datetime]):
    """The present moment, in UTC."""


@frozen
class Lease:
    """The right to work for a tenant until a moment. `longest` is how many seconds the longest call may take."""

    until: datetime
    longest: float

    @property
    def last_start(self) -> datetime:
        """The last moment to begin a call: it is over, one way or the other, before the lease is."""
        return self.until - timedelta(seconds=self.longest)


@frozen
class Hold(Question[Lease]):
    """Make sure that the lease lasts long enough for a call, and say until when. Raises LeaseLost."""


@frozen
class Together(Question[list[T]]):
    """Run these flows, side by side where the driver can; their results in order.

    They share nothing. One that fails lets the others finish; then its error is raised.
    """

    flows: tuple[Flow[T], ...]


Legs = Flow[Flow[Flow[T]]]
"""A flow that ends with a second one, which ends with a third."""


def carried(legs: Legs[T]) -> Flow[T]:
    """All three legs, one after the other."""
    return (yield from (yield from (yield from legs)))


@frozen
class Relay(Question[list[T]]):
    """Run these flows through their three legs; the results of the last ones in order.

    The first and third legs run side by side, where the driver can. The second ones go group by group: none begins
    before those of the group before it have ended. After one that fails no further second leg begins; what has begun
    is finished, then its error is raised.
    """

    groups: tuple[tuple[Legs[T], ...], ...]


AnyQuestion = Send[Any] | Read | Scan | Commit | Now | Hold | Together[Any] | Relay[Any]
"""The closed union of the questions, for the drivers' match."""


def ask(question: Question[T]) -> Flow[T]:
    """Put one question; its answer is what `yield from` gives."""
    answer: T | BridgeError = yield question
    if isinstance(answer, BridgeError):
        raise answer
    return answer


def send(call: Call[T]) -> Flow[T]:
    """Make a call."""
    return ask(Send(call))


def ended(value: T) -> Flow[T]:
    """A flow that asks nothing."""
    return value
    yield


def together(flows: Iterator[Flow[T]] | Sequence[Flow[T]]) -> Flow[list[T]]:
    """Run flows side by side."""
    return ask(Together(tuple(flows)))


def each(paged: Paged[T], use: Callable[[T | Undecodable], None]) -> Flow[None]:
    """Read a whole list, a page at a time. A flow cannot hand out rows while it asks, so rows are pushed."""
    walk = Walk(paged)
    while walk.call is not None:
        for row in walk.take((yield from send(walk.call))):
            use(row)


def everything(paged: Paged[T]) -> Flow[list[T | Undecodable]]:
    """A whole list at once."""
    found: list[T | Undecodable] = []
    yield from each(paged, found.append)
    return found
