"""One host works for a tenant at a time; another that comes says so and leaves.

Two records: who holds the lease, which changes only when it changes hands, so that every commit of a run can check it;
and until when, which the holder moves on. It is given back or runs out, and is never deleted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from attrs import evolve, frozen

from severa_vnf.errors import LeaseLost, StoreConflict
from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.ports import Check, Record

SPACE, HOLDER, UNTIL = "lease", "holder", "until"


@frozen(kw_only=True, slots=False)
class Host:
    """Who holds it."""

    name: str


@frozen(kw_only=True, slots=False)
class End:
    """Until when."""

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


def take(host: str, span: timedelta) -> Flow[Held]:
    """Take the lease. Raises LeaseLost while another holds it."""
    now = yield from ask(Now())
    found = yield from recall(SPACE, (HOLDER, UNTIL))
    if UNTIL in found and datetime.fromisoformat(known(End, found[UNTIL]).at) > now:
        holder = known(Host, found[HOLDER]).name
        raise LeaseLost(f"{holder} works for this tenant until {known(End, found[UNTIL]).at}")
    until = now + span
    end = put(SPACE, UNTIL, End(at=until.isoformat()), found.get(UNTIL))
    try:
        version = yield from ask(Commit((put(SPACE, HOLDER, Host(name=host), found.get(HOLDER)), end)))
    except StoreConflict as error:
        raise LeaseLost("another host took the lease at the same moment") from error
    return Held(version, Record(UNTIL, end.value, version), until)


def give_back(held: Held, now: datetime) -> Flow[None]:
    """End it now, so that nobody has to wait. Where it was taken over there is nothing to give."""
    try:
        yield from extend(held, now)
    except LeaseLost:
        return


def extend(held: Held, until: datetime) -> Flow[Held]:
    """Move its end. As every commit of a run, it raises LeaseLost where the lease was taken over."""
    end = put(SPACE, UNTIL, End(at=until.isoformat()), held.end)
    version = yield from ask(Commit((end,)))
    return evolve(held, end=Record(UNTIL, end.value, version), until=until)
