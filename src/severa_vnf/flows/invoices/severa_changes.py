"""The invoices that changed in Severa since the last run: one list, for the transfer and for the payments.

Where nothing stood in a status from which invoices are transferred, and none that changed since stands there, nobody
waits: the transfer need not ask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sized
from datetime import datetime

from attrs import evolve, field, frozen

from severa_vnf.flows.ask import Commit, Flow, Now, ask
from severa_vnf.flows.engine.cursor import SPACE, Listing, read
from severa_vnf.flows.invoices.feeds import DAY
from severa_vnf.flows.memory import drop, known, put, recall
from severa_vnf.ports import Record, Write
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid

CHANGED = "severa invoices swept"
"""The mark that tells how far the invoices that change in Severa were read."""
NOBODY = "severa invoices none waiting"


@frozen(kw_only=True, slots=False)
class Nobody:
    """In these statuses no invoice stood when they were asked for last, `at` a moment of ours."""

    statuses: tuple[Guid, ...]
    at: str


@frozen
class Changes:
    """What changed. `unread`: of some that did nobody can tell which. `marks` is how far the list was read."""

    invoices: Mapping[Guid, Invoice] = field(factory=dict)
    unread: bool = False
    marks: tuple[Write, ...] = ()

    def without(self, guids: Iterable[str]) -> Changes:
        """The rest: what this run has written itself is not as it was read."""
        left = {guid: one for guid, one in self.invoices.items() if guid not in set(guids)}
        return evolve(self, invoices=left)


def read_changes() -> Flow[Changes]:
    """Read the list. The first time it looks back a day."""
    found: dict[Guid, Invoice] = {}
    start = (yield from ask(Now())) - DAY
    listing = Listing(
        CHANGED,
        lambda since: invoices.list(changed_since=since.instant() if since else start),
        lambda row: row.last_updated_date_time,
        lambda row: row.guid,
    )
    cursor = yield from read(listing, lambda row: found.update({row.guid: row}))
    return Changes(found, bool(cursor.faults), cursor.marks)


def all_done(changes: Changes) -> Flow[tuple[Write, ...]]:
    """What to remember when all that changed is done: a later list does not show again who waits by now."""
    record = yield from _nobody()
    if record is None or not _may_wait(changes, known(Nobody, record).statuses):
        return changes.marks
    return (*changes.marks, drop(SPACE, record))


def nobody_waits(changes: Changes | None, statuses: Collection[Guid]) -> Flow[bool]:
    """Whether no invoice stands in these statuses, by what changed. Once a day they are asked for all the same."""
    record = yield from _nobody()
    if changes is None or record is None or _may_wait(changes, statuses):
        return False
    then, now = known(Nobody, record), (yield from ask(Now()))
    return {*statuses} <= {*then.statuses} and now - datetime.fromisoformat(then.at) < DAY


def asked(statuses: Collection[Guid], found: Sized) -> Flow[None]:
    """Remember that none stood in these statuses, or that some did."""
    before = yield from _nobody()
    writes: list[Write] = []
    if not found:
        now = yield from ask(Now())
        writes.append(put(SPACE, NOBODY, Nobody(statuses=tuple(statuses), at=now.isoformat()), before))
    elif before is not None:
        writes.append(drop(SPACE, before))
    if writes:
        yield from ask(Commit(tuple(writes)))


def _nobody() -> Flow[Record | None]:
    return (yield from recall(SPACE, (NOBODY,))).get(NOBODY)


def _may_wait(changes: Changes, statuses: Collection[Guid]) -> bool:
    return changes.unread or any(one.status.guid in statuses for one in changes.invoices.values())
