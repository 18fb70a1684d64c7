"""Problems that outlast their invoice's turn: it waits no more, and what was told of it still stands.

A rejected document that could not be deleted is looked at once a day until it is gone. That an earlier invoice differs
from the document of its number is told until the links are learned once more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from attrs import frozen

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Commit, Flow, Now, ask, send
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.invoices.feeds import DAY
from severa_vnf.flows.memory import BACK, LINKS, PROBLEMS, Link, all_of, drop, known, recall
from severa_vnf.flows.problems import Entry, open_problems
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.plan import Problem
from severa_vnf.ports import Write
from severa_vnf.rules.refusals import STILL_IN_VISMA_NET
from severa_vnf.rules.transfer import NOT_PROVEN, NUMBERED_ALIKE, SERVICE_TROUBLE, WAITS
from severa_vnf.vnf.documents import DocumentStatus

PASSING = frozenset(rule.code for rule in (SERVICE_TROUBLE, WAITS, NOT_PROVEN))
"""Told as long as something of the invoice is under way."""


@frozen
class Lasting:
    """What is told once more, and the records of which nothing new is known."""

    problems: tuple[Problem, ...] = ()
    untouched: frozenset[str] = frozenset()


def lasting(due: Collection[str], failed: Collection[str], *, learned: bool) -> Flow[Lasting]:
    """Look at what was told of invoices that are not `due`. `learned`: the links were learned in this run.

    A failed one waits for nobody but people: a run that was killed may have left told what it waited for before. Why it
    failed stays told, whatever becomes of its document.
    """
    if failed:
        yield from _close(failed, PASSING)
    entries = [one for one in (yield from open_problems()) if one.stream == STREAM and one.record not in due]
    alike = {one.record for one in entries if one.cause.code == NUMBERED_ALIKE.code and not learned}
    rejected = [one for one in entries if one.cause.code == STILL_IN_VISMA_NET.code]
    if not rejected:
        return Lasting(untouched=frozenset(alike))
    now = yield from ask(Now())
    fresh = [one for one in rejected if now - datetime.fromisoformat(one.last_seen) < DAY]
    again: list[Entry] = []
    gone: list[str] = []
    for one in (one for one in rejected if one not in fresh):
        if (yield from _is_there(one.record)):
            again.append(one)
        else:
            gone.append(one.record)
    if gone:
        yield from _close(gone, [STILL_IN_VISMA_NET.code])
    return Lasting(tuple(one.problem() for one in again), frozenset(alike | {one.record for one in fresh}))


def _close(records: Collection[str], codes: Collection[str]) -> Flow[None]:
    """Close what these rules told of these records."""
    writes: list[Write] = []
    for record in (yield from all_of(PROBLEMS)):
        entry = known(Entry, record)
        if entry.stream == STREAM and entry.record in records and entry.cause.code in codes:
            writes.append(drop(PROBLEMS, record))
    if writes:
        yield from ask(Commit(tuple(writes)))


def _is_there(guid: str) -> Flow[bool]:
    """Whether the rejected document still stands; gone, its link goes too."""
    record = (yield from recall(LINKS, (guid,))).get(guid)
    if record is None:
        return False
    link = known(Link, record)
    key = Key(link.credit_note, link.number)
    try:
        document = yield from send(get(key))
    except NotFound:
        back = (yield from recall(BACK, (str(key),))).values()
        yield from ask(Commit((drop(LINKS, record), *(drop(BACK, one) for one in back))))
        return False
    except ApiError:
        return True
    return document.status is not DocumentStatus.VOIDED
