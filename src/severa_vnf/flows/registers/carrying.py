"""A register is carried out: what Severa has, then numbers that were not free, then what is new in Visma.net.

While a chunk is written and numbered, the next is made: the two services work side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from attrs import evolve, frozen

from severa_vnf.flows.ask import Flow, Now, ask, together
from severa_vnf.flows.registers.creating import make_in_severa, make_in_vnf
from severa_vnf.flows.registers.gather import Gathered, chunks
from severa_vnf.flows.registers.kind import Kind
from severa_vnf.flows.registers.numbering import is_free, new_number, number
from severa_vnf.flows.registers.remembering import remember
from severa_vnf.flows.registers.settling import Settled, settle
from severa_vnf.flows.registers.todo import Round, Todo, decide_all
from severa_vnf.flows.registers.twins import Item
from severa_vnf.plan import Outcome
from severa_vnf.values import Guid, Stamp

S = TypeVar("S")
V = TypeVar("V")


@frozen
class _Ready(Generic[S, V]):
    """A chunk of which everything is there: pairs to be settled, and what could not be made."""

    pairs: Sequence[Todo[S, V]] = ()
    lacking: Sequence[Settled[S, V]] = ()
    newest: Stamp | None = None


def carry_out(
    kind: Kind[S, V], gathered: Gathered[S, V], items: Sequence[Item], around: Round
) -> Flow[tuple[list[Outcome], bool]]:
    """The outcomes, and whether something was put off for want of time."""
    outcomes: list[Outcome] = []
    blocked: list[Settled[S, V]] = []
    taken: dict[int, Guid] = {}
    if kind.taken is not None and gathered.complete:
        taken = yield from kind.taken(gathered.halves[0], ())
    ready: _Ready[S, V] = _Ready(newest=gathered.halves[1].newest)
    late = False
    for chunk in (*chunks(item for item in items if item.guid), ()):
        late = late or (yield from _is_late(around))
        ahead: Sequence[Item] = () if late else chunk
        steps: list[Flow[Any]] = [
            _finish(kind, gathered, ready, taken),
            _prepare(kind, gathered, ahead, around, ready.newest),
        ]
        (told, waiting), ready = yield from together(steps)
        outcomes += told
        blocked += waiting
    if blocked and kind.taken is not None and not gathered.complete:
        taken = yield from kind.taken(gathered.halves[0], ())
    numbered, _ = yield from number(kind, blocked, taken, last=True)
    outcomes += yield from remember(kind, numbered)
    for chunk in chunks(item for item in items if not item.guid):
        late = late or (yield from _is_late(around))
        if not late:
            made = yield from _prepare(kind, gathered, chunk, around, None)
            told, _ = yield from _finish(kind, gathered, made, taken)
            outcomes += told
    return outcomes, late


def _is_late(around: Round) -> Flow[bool]:
    return around.deadline is not None and (yield from ask(Now())) >= around.deadline


def _prepare(
    kind: Kind[S, V], gathered: Gathered[S, V], chunk: Sequence[Item], around: Round, newest: Stamp | None
) -> Flow[_Ready[S, V]]:
    """Decide a chunk, and make what is new in it."""
    todos = yield from decide_all(kind, gathered, chunk, around)
    pairs = [one for one in todos if one.decision is not None]
    lacking = [Settled(one) for one in todos if one.decision is None and one.made is None]
    new = [one for one in todos if one.made is not None]
    to_vnf, to_severa = [one for one in new if one.record is not None], [one for one in new if one.record is None]
    if to_vnf:
        assert newest is not None
        made, failed, newest = yield from make_in_vnf(kind, to_vnf, newest)
        pairs, lacking = [*pairs, *made], [*lacking, *failed]
    if to_severa:
        made, failed = yield from make_in_severa(kind, to_severa)
        pairs, lacking = [*pairs, *made], [*lacking, *failed]
    return _Ready(pairs, lacking, newest)


def _finish(
    kind: Kind[S, V], gathered: Gathered[S, V], ready: _Ready[S, V], taken: dict[int, Guid]
) -> Flow[tuple[list[Outcome], list[Settled[S, V]]]]:
    """Settle a chunk: its outcomes, and those whose number is not free yet."""
    settled = yield from settle(kind, ready.pairs, first=gathered.halves[1].first)
    moving = [one for one in settled if one.patch is not None and one.trouble is None]
    done = [one for one in settled if one.patch is None or one.trouble is not None]
    held: list[Settled[S, V]] = []
    if moving and kind.taken is not None and not gathered.complete:
        taken |= yield from kind.taken(gathered.halves[0], [new_number(one) for one in moving])
        held = [one for one in moving if not is_free(one, taken)]
        moving = [one for one in moving if is_free(one, taken)]
    numbered, blocked = yield from number(kind, moving, taken, last=False)
    told = yield from remember(kind, [*done, *numbered, *ready.lacking])
    return told, [evolve(one, todo=evolve(one.todo, record=None, twin=None)) for one in (*held, *blocked)]
