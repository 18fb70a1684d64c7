"""A register is carried out: what Severa has, then numbers that were not free, then what is new in Visma.net.

While a chunk is written and numbered, the next is made: the two services work side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from attrs import define, evolve, field, frozen

from severa_vnf.flows.ask import Flow, Now, ask, together
from severa_vnf.flows.registers.creating import Making
from severa_vnf.flows.registers.gather import Gathered, chunks
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.numbering import (
    fetched,
    is_free,
    new_number,
    number,
    set_aside,
    taken_by_another,
    without,
)
from severa_vnf.flows.registers.remembering import remember, waits_no_more
from severa_vnf.flows.registers.settling import Settled, linked, settle
from severa_vnf.flows.registers.todo import Round, Todo, decide_all
from severa_vnf.flows.registers.twins import Item
from severa_vnf.plan import Deferred, Outcome
from severa_vnf.ports import Write
from severa_vnf.values import Guid

S = TypeVar("S")
V = TypeVar("V")

FIRST = 25
"""Records of the first chunk: the fewer, the sooner the other service has something to do."""


@frozen
class _Ready(Generic[S, V]):
    """A chunk of which everything is there: pairs to be settled, and what could not be made."""

    pairs: Sequence[Todo[S, V]] = ()
    lacking: Sequence[Settled[S, V]] = ()


@define
class Carrying(Generic[S, V]):
    """A register on its way. `whole`: all of it was read, and so all the numbers in use are known.

    `first`: it never was before, and what follows its records is still to be read. `to_vnf` and `to_severa` are how new
    ones are made. `put_off` is what there was no time for, `over` the marks of what waits no more.
    """

    kind: Kind[S, V]
    around: Round
    whole: bool
    first: bool
    to_vnf: Making[S, V]
    to_severa: Making[S, V]
    put_off: list[Deferred] = field(factory=list, init=False)
    over: list[Write] = field(factory=list, init=False)
    _outcomes: list[Outcome] = field(factory=list, init=False)
    _blocked: list[Settled[S, V]] = field(factory=list, init=False)
    _taken: dict[int, Guid] = field(factory=dict, init=False)
    _ready: _Ready[S, V] = field(factory=_Ready, init=False)

    def make(self, gathered: Gathered[S, V], items: Sequence[Item]) -> Flow[None]:
        """Go so far that all that is made has its link: other registers may count on it."""
        if self.whole and (number_of := self.kind.number) is not None:
            numbers = ((number_of(record), guid) for guid, record in gathered.severa.items())
            self._taken = {number: Guid(guid) for number, guid in numbers if number}
        yield from self._carry(gathered, (item for item in items if item.guid))
        if any(not item.guid for item in items):
            yield from self._number()  # what is made in Severa takes what is left
            yield from self._carry(gathered, (item for item in items if not item.guid))
        self._ready = evolve(self._ready, pairs=(yield from linked(self.kind, self._ready.pairs, first=self.first)))

    def end(self) -> Flow[list[Outcome]]:
        """Write and number what is left; what came of all of them."""
        yield from self._number()
        return self._outcomes

    def _carry(self, gathered: Gathered[S, V], items: Iterable[Item]) -> Flow[None]:
        for chunk in chunks(items, FIRST):
            if self.put_off or (yield from _is_late(self.around)):
                self.put_off += [self._deferred(gathered, item) for item in chunk]
                continue
            steps: list[Flow[Any]] = [self._finish(), self._prepare(gathered, chunk)]
            _, self._ready = yield from together(steps)

    def _deferred(self, gathered: Gathered[S, V], item: Item) -> Deferred:
        kind, given = self.kind, self.around.given
        if item.guid:
            facts = kind.severa.facts(gathered.severa[item.guid], given)
        else:
            facts = kind.vnf.facts(gathered.vnf[item.key.removeprefix("vnf ")], given)
        return Deferred(stream=kind.stream, record=item.record, label=facts.label)

    def _prepare(self, gathered: Gathered[S, V], chunk: Sequence[Item]) -> Flow[_Ready[S, V]]:
        """Decide a chunk, and make what is new in it."""
        todos = yield from decide_all(self.kind, gathered, chunk, self.around)
        pairs = [one for one in todos if one.decision is not None]
        lacking = [Settled(one) for one in todos if one.decision is None and one.made is None]
        new = [one for one in todos if one.made is not None]
        to_vnf, to_severa = [one for one in new if one.record is not None], [one for one in new if one.record is None]
        for making, some in ((self.to_vnf, to_vnf), (self.to_severa, to_severa)):
            made, failed = (yield from making.make(some, self.around)) if some else ((), ())
            pairs, lacking = [*pairs, *made], [*lacking, *failed]
        return _Ready(pairs, lacking)

    def _finish(self) -> Flow[None]:
        """Settle a chunk; those whose number is not free yet wait for the end."""
        kind, ready = self.kind, self._ready
        settled = yield from settle(kind, ready.pairs, first=self.first)
        moving = [one for one in settled if one.patch is not None and one.trouble is None]
        done = [one for one in settled if one.patch is None or one.trouble is not None]
        held: list[Settled[S, V]] = []
        if moving and kind.taken is not None and not self.whole:
            self._taken |= yield from kind.taken([new_number(one) for one in moving])
            held = [one for one in moving if not is_free(one, self._taken)]
            moving = [one for one in moving if is_free(one, self._taken)]
        numbered, blocked = yield from number(kind, moving, self._taken)
        rest = yield from together([without(kind, one) for one in (*held, *blocked)])
        aside = [one for one in rest if one.link is not None]
        failed = [one for one in rest if one.link is None]
        told = yield from self._remember([*aside, *done, *numbered, *failed, *ready.lacking])
        self._outcomes += told[len(aside) :]
        self._blocked += map(set_aside, aside)

    def _number(self) -> Flow[None]:
        """Finish the chunk at hand, then give all their numbers."""
        yield from self._finish()
        if self._blocked and self.kind.taken is not None and not self.whole:
            self._taken = yield from self.kind.taken(())
        numbered, still = yield from number(self.kind, self._blocked, self._taken)
        for chunk in chunks([*numbered, *map(taken_by_another, still)]):
            self._outcomes += yield from self._remember((yield from fetched(self.kind, chunk)))
        self._ready, self._blocked = _Ready(), []

    def _remember(self, settled: Sequence[Settled[S, V]]) -> Flow[list[Outcome]]:
        self.over += waits_no_more(self.kind, settled)
        return (yield from remember(self.kind, settled))


def _is_late(around: Round) -> Flow[bool]:
    return around.deadline is not None and (yield from ask(Now())) >= around.deadline
