"""One host works for a tenant at a time; another that comes says so and leaves.

Two records: who holds the lease, which changes only when it changes hands, so that every commit of a run can check it;
and until when, which the holder moves on. It is given back or runs out, and is never deleted.

| what is found | what a host does that comes |
|---|---|
| none, or given back | takes it |
| one that has not run out | leaves |
| one that has run out, for less than the `grace` | leaves: clocks may differ, and what was sent may still arrive |
| one that has run out, for longer | asks the services whether its own clock is right; then takes it over |
| one whose end no right clock can have told | counts its span from when it was seen first |
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from attrs import evolve, frozen

from severa_vnf.errors import LeaseLost, StoreConflict
from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.memory import known, put, recall, unreadable
from severa_vnf.ports import Check, Record

SPACE, HOLDER, UNTIL, SEEN = "lease", "holder", "until", "seen"


@frozen
class Terms:
    """How long a lease lasts, how far clocks may be apart, and how long after its end what was sent may arrive."""

    span: timedelta
    skew: timedelta
    grace: timedelta


@frozen(kw_only=True, slots=False)
class Host:
    """Who holds it."""

    name: str


@frozen(kw_only=True, slots=False)
class End:
    """Until when, by the holder's clock; for how many seconds at a time; whether the holder is done for certain."""

    at: str
    span: int | None = None
    given_back: bool = False


@frozen(kw_only=True, slots=False)
class Seen:
    """When an end that lies too far off was seen first, by the version of its record."""

    version: int
    at: str


@frozen
class Held:
    """A lease in hand. `fence` is the version of the holder's record: whoever takes over makes it stale."""

    fence: int
    end: Record
    until: datetime

    def check(self) -> Check:
        """Holds in a commit as long as nobody took the lease over."""
        return Check(SPACE, HOLDER, self.fence)


def take(host: str, terms: Terms, look: Callable[[], Flow[None]]) -> Flow[Held]:
    """Take the lease. Raises LeaseLost while another holds it, or may still be heard of.

    `look` asks both services for the time, and raises ClockSkew where this host's is another.
    """
    now = yield from ask(Now())
    found = yield from recall(SPACE, (HOLDER, UNTIL, SEEN))
    if UNTIL in found and not known(End, found[UNTIL]).given_back:
        yield from _wait_out(found, terms, now)
        yield from look()
        now = yield from ask(Now())
    until = now + terms.span
    end = put(SPACE, UNTIL, _end(until, terms.span), found.get(UNTIL))
    try:
        version = yield from ask(Commit((put(SPACE, HOLDER, Host(name=host), found.get(HOLDER)), end)))
    except StoreConflict as error:
        raise LeaseLost("another host took the lease at the same moment") from error
    return Held(version, Record(UNTIL, end.value, version), until)


def _wait_out(found: Mapping[str, Record], terms: Terms, now: datetime) -> Flow[None]:
    """Raise LeaseLost as long as its holder may work, or what the holder sent may still arrive."""
    holder, end = known(Host, found[HOLDER]).name, known(End, found[UNTIL])
    until = _moment(end.at, found[UNTIL])
    longest = (terms.span if end.span is None else timedelta(seconds=end.span)) + terms.skew
    if until > now + longest:
        until = (yield from _first_seen(found, now)) + longest
    if until > now:
        raise LeaseLost(f"{holder} works for this tenant until {until.isoformat()}")
    if until + terms.grace > now:
        raise LeaseLost(
            f"{holder} has not said that it is done; what it sent may arrive until {(until + terms.grace).isoformat()}"
        )


def _first_seen(found: Mapping[str, Record], now: datetime) -> Flow[datetime]:
    """When this end was seen first; it is remembered. A holder that still works moves it on, and it is another."""
    version = found[UNTIL].version
    if SEEN in found and (seen := known(Seen, found[SEEN])).version == version:
        return _moment(seen.at, found[SEEN])
    with suppress(StoreConflict):
        yield from ask(Commit((put(SPACE, SEEN, Seen(version=version, at=now.isoformat()), found.get(SEEN)),)))
    return now


def _moment(text: str, record: Record) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise unreadable(record, error) from error


def give_back(held: Held, now: datetime) -> Flow[None]:
    """End it now, so that nobody has to wait. Where it was taken over there is nothing to give."""
    with suppress(LeaseLost):
        yield from _move(held, End(at=now.isoformat(), given_back=True), now)


def extend(held: Held, until: datetime, span: timedelta) -> Flow[Held]:
    """Move its end. As every commit of a run, it raises LeaseLost where the lease was taken over."""
    return (yield from _move(held, _end(until, span), until))


def _end(until: datetime, span: timedelta) -> End:
    return End(at=until.isoformat(), span=math.ceil(span.total_seconds()))


def _move(held: Held, to: End, until: datetime) -> Flow[Held]:
    end = put(SPACE, UNTIL, to, held.end)
    version = yield from ask(Commit((end,)))
    return evolve(held, end=Record(UNTIL, end.value, version), until=until)
