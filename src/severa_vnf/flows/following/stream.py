"""Working off what is due, when invoices have their number: side by side, credit notes one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import assert_never

from attrs import define, evolve, field

from severa_vnf.flows.ask import Commit, Flow, Now, ask, together
from severa_vnf.flows.following.credit import apply
from severa_vnf.flows.following.credit_creator import CreditCreator
from severa_vnf.flows.following.errand import SPACE, Errand, Kind, Task, chosen
from severa_vnf.flows.following.file_creator import FileCreator
from severa_vnf.flows.following.files import carry
from severa_vnf.flows.following.release import release
from severa_vnf.flows.following.way import Way
from severa_vnf.flows.memory import INTENTS, LINKS, Link, LinkState, all_of, drop, known, put, recall
from severa_vnf.plan import Problem
from severa_vnf.ports import Record
from severa_vnf.rules.following import CREDITED_NOT_OPEN, CREDITED_UNKNOWN, FOLLOWING_WAITS
from severa_vnf.settings import Settings
from severa_vnf.values import Guid

AGAIN = timedelta(hours=4)
"""After what a person has to mend, it is tried again."""
AT_ONCE = 8
"""Documents in hand at a time: each has a file in memory."""


def follow_up(
    settings: Settings, deadline: datetime | None = None, only: Guid | None = None, way: Way | None = None
) -> Flow[list[Problem]]:
    """Do what is due, of all documents or of this invoice's alone; what stands in the way of it, tried now or not.

    Where nothing is due it is one look into the store. An invoice that is named is not made to wait.
    """
    way = way or Way()
    due = [record for record in (yield from all_of(SPACE)) if only in (None, record.key)]
    if not due and not way.expected:
        return []
    hands = yield from _that_stand(due, settings, way, at_once=only is not None)
    hands += [_Hand(settings, record, way) for record in way.expected]
    invoices = [one for one in hands if not one.errand.credit_note]
    groups = [invoices[first : first + AT_ONCE] for first in range(0, len(invoices), AT_ONCE)]
    problems: list[Problem] = []
    for group in [*groups, *([one] for one in hands if one.errand.credit_note)]:
        now = yield from ask(Now())
        late = deadline is not None and now >= deadline
        left = [one.errand for one in group] if late else (yield from together([one.work(now) for one in group]))
        for hand, errand in zip(group, left, strict=True):
            problems += errand.problems(hand.guid)
    return problems


def _that_stand(due: Sequence[Record], settings: Settings, way: Way, *, at_once: bool) -> Flow[list[_Hand]]:
    """Those whose invoice has its number. Of a document that is not its any more nothing is due: that is forgotten."""
    errands = {record.key: known(Errand, record) for record in due}
    links = yield from recall(LINKS, {*errands, *(one.credits for one in errands.values() if one.credits)})
    begun = (yield from recall(INTENTS, errands)).keys() - way.settled
    gone = [record for record in due if not _stands(errands[record.key], links.get(record.key))]
    if gone:
        yield from ask(Commit(tuple(drop(SPACE, record) for record in gone)))
    stand = [record for record in due if record not in gone and record.key not in begun]
    linked = {*links, *way.links}
    return [_Hand(settings, record, way, at_once, credited=errands[record.key].credits in linked) for record in stand]


def _stands(errand: Errand, record: Record | None) -> bool:
    link = known(Link, record) if record else None
    told = link and (link.state, link.credit_note, link.number)
    return told == (LinkState.LINKED, errand.credit_note, errand.number)


def _comes_first(task: Task) -> bool:
    """What may still be done, and can't be any more on a released document. Without a cause it was not planned."""
    waits = not task.causes or any(map(task.has, (FOLLOWING_WAITS, CREDITED_NOT_OPEN, CREDITED_UNKNOWN)))
    return task.kind is not Kind.RELEASE and waits


@define
class _Hand:
    """A document in hand.

    `at_once`: nothing rests. `credited`: what it credits is linked, which it may not have been the last time.
    """

    settings: Settings
    record: Record
    way: Way
    at_once: bool = False
    credited: bool = False
    errand: Errand = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.errand = known(Errand, self.record)

    @property
    def guid(self) -> Guid:
        """Its invoice's."""
        return Guid(self.record.key)

    def work(self, now: datetime) -> Flow[Errand]:
        """Do what is due of it, one thing after the other; what is left."""
        wanted = {*chosen(self.errand, self.settings)}
        for task in self.errand.tasks:
            if task.kind not in wanted:
                self._know(task, None)
            elif self.at_once or not task.rests(now) or (self.credited and task.has(CREDITED_UNKNOWN)):
                self._know(task, self._later((yield from self._do(task, now)), now))
        yield from self._remember()
        return self.errand

    def _do(self, task: Task, now: datetime) -> Flow[Task | None]:
        match task.kind:
            case Kind.FILES:
                files = FileCreator(self.errand, self.guid, self.way, self._begin, task)
                return (yield from carry(files, self.settings, now))
            case Kind.CREDIT:
                credit = CreditCreator(self.errand, self.guid, self.way, self._begin, task)
                return (yield from apply(credit, now, self.settings.grace))
            case Kind.RELEASE:
                if any(map(_comes_first, self.errand.tasks)):
                    return task
                found = release(self.errand, self.guid, task, self.settings, now, self.way, self._begin)
                return (yield from found)
            case _:
                assert_never(task.kind)

    def _later(self, task: Task | None, now: datetime) -> Task | None:
        """What met trouble waits a little; what was asked for is looked at in every run."""
        if task is None or not task.causes or task.asked:
            return task
        soon = task.has(FOLLOWING_WAITS) or (self.settings.release and task.has(CREDITED_NOT_OPEN))
        wait = self.settings.settle if soon else AGAIN
        return evolve(task, again=(now + wait).isoformat())

    def _begin(self, task: Task) -> Flow[None]:
        """Remember that it is begun."""
        self._know(task, task)
        yield from self._remember()

    def _know(self, task: Task, left: Task | None) -> None:
        tasks = [left if one.kind is task.kind else one for one in self.errand.tasks]
        self.errand = evolve(self.errand, tasks=tuple(one for one in tasks if one is not None))

    def _remember(self) -> Flow[None]:
        if not self.errand.tasks:
            yield from ask(Commit((drop(SPACE, self.record),)))
        elif self.errand != known(Errand, self.record):
            write = put(SPACE, self.guid, self.errand, self.record)
            self.record = Record(write.key, write.value, (yield from ask(Commit((write,)))))
