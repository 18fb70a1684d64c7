"""What is new is made on the other side, once: how its records are sent, found again and proven.

| what a create answered | it counts as made when |
|---|---|
| a number (Visma.net) | the record of that number has our name and values, and nobody else's link points at it |
| a record (Severa) | it has our name and values, a sound guid, and nobody else's link points at it |

Anything else is unknown. With an intent open, what is new in the other service, unlinked and similar is a candidate: it
is adopted when it is surely the one, and told as a doubt otherwise. Nothing is made again while there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar, cast

from attrs import define, evolve, field

from severa_vnf.errors import Forbidden, NotFound, ServiceDown, Unreadable
from severa_vnf.flows.ask import Commit, Flow, Lease, Now, ask, send, together
from severa_vnf.flows.engine.create_once import Came, Doubt, Found, Made, Refused, Unknown, Unsent, create_once
from severa_vnf.flows.engine.cursor import ANY_ZONE, looked_back, zone_of
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.flows.registers.kind import Kind, Side
from severa_vnf.flows.registers.link import Begun, Spaces
from severa_vnf.flows.registers.renamed import as_sent, matched
from severa_vnf.flows.registers.settling import Settled, failed
from severa_vnf.flows.registers.todo import Round, Todo, pair
from severa_vnf.flows.registers.twins import CUT, is_similar, names
from severa_vnf.mapping.sides import Facts, folded
from severa_vnf.mapping.table import Owner, Trouble
from severa_vnf.plan import Action
from severa_vnf.ports import Record
from severa_vnf.rules.registers import DOUBTFUL, UNSETTLED
from severa_vnf.values import Code, Stamp
from severa_vnf.wire.call import Call
from severa_vnf.wire.mismatch import Undecodable, shown

S = TypeVar("S")
V = TypeVar("V")


@define
class Making(Generic[S, V]):
    """How the records of a register are made on one side, for all chunks of a run.

    `newest` is Visma.net's stamp before which nothing new is; `zone` what our own records' stamps tell of its clock.
    """

    kind: Kind[S, V]
    system: Owner
    newest: Stamp
    zone: timedelta | None = None
    _own: set[str] = field(factory=set, init=False)
    _begun: dict[str, Record] = field(factory=dict, init=False)

    def make(self, todos: Sequence[Todo[S, V]], around: Round) -> Flow[tuple[list[Todo[S, V]], list[Settled[S, V]]]]:
        """Make them. The pairs that they are now, and those that could not be made."""
        came = yield from create_once(self, todos, around.now, around.settings.grace)
        pairs: list[Todo[S, V]] = []
        lacking: list[Settled[S, V]] = []
        for todo, one in zip(todos, came, strict=True):
            begun = {**todo.held.begun, **{key: self._begun[key] for key in todo.item.keys if key in self._begun}}
            now = evolve(todo, held=evolve(todo.held, begun=begun))
            if isinstance(one, Made):
                before = one.found and todo.held.begun
                pairs.append(self._pair(now, one.value, Action.ADOPT if before else Action.CREATE))
            else:
                lacking.append(_not_made(now, one))
        return pairs, lacking

    def begun(self, todo: Todo[S, V]) -> datetime | None:
        """Until when an earlier run may have sent it."""
        return max((known(Begun, one).sent_by() for one in todo.held.begun.values()), default=None)

    def call(self, todo: Todo[S, V]) -> Call[Any]:
        """The call that creates it."""
        assert self._side.create is not None
        return self._side.create(todo.made)

    def remember(self, todos: Sequence[Todo[S, V]], lease: Lease) -> Flow[None]:
        """Commit an intent for each. One that is sent again is still looked for since it was sent first."""
        space, now = Spaces(self.kind.name).begun, (yield from ask(Now())).isoformat()
        writes = []
        for one in todos:
            before = self._begun.get(one.item.key) or one.held.begun.get(one.item.key)
            at = (before and known(Begun, before).at) or now
            facts = self._source(one)
            begun = Begun(until=lease.until.isoformat(), at=at, name=facts.name, key=facts.key, witness=facts.witness)
            writes.append(put(space, one.item.key, begun, before))
        version = yield from ask(Commit(tuple(writes)))
        self._begun |= {one.key: Record(one.key, one.value, version) for one in writes}

    def probe(self, todos: Sequence[Todo[S, V]]) -> Flow[Sequence[Found[Any, str]]]:
        """Look among what is new on that side since the first intent, whatever any cursor says."""
        intents = [record for one in todos for record in (*one.held.begun.values(), *self._mine(one))]
        first = min(known(Begun, one).began() for one in intents)
        since = Stamp(first.astimezone(UTC).replace(tzinfo=None)).less(ANY_ZONE)
        rows: list[Any] = []
        for listing in self._side.lists:
            rows += yield from looked_back(listing, since)
        free = yield from self._free([self._whole(row) for row in rows if _is_new(row, since)], todos[0])
        ours = [self._source(one) for one in todos]
        sent = {one.id: as_sent(one, todo.held.begun.values()) for one, todo in zip(ours, todos, strict=True)}
        sides = (ours, [one for one, _ in free.values()])
        found = matched(self.kind.match, *(sides if self.system == "vnf" else sides[::-1]), sent)
        pairs = dict((guid, vnf_id) if self.system == "vnf" else (vnf_id, guid) for guid, vnf_id, _ in found.pairs)
        dark = [row for row in rows if isinstance(row, Undecodable)]
        self._own.update(pairs.values())
        return [self._found((one, sent[one.id]), pairs.get(one.id), free, dark) for one in ours]

    def prove(self, answered: Sequence[tuple[Todo[S, V], Any]]) -> Flow[Sequence[Made[Any] | Unknown]]:
        """Tell whether what the answers name is ours."""
        made = yield from self._answers([answer for _, answer in answered])
        facts = [
            one if isinstance(one, str) else self._facts(one, todo)
            for one, (todo, _) in zip(made, answered, strict=True)
        ]
        linked = yield from recall(self._links, [one.id for one in facts if isinstance(one, Facts)])
        proofs: list[Made[Any] | Unknown] = []
        for record, fact, (todo, _) in zip(made, facts, answered, strict=True):
            if isinstance(fact, str):
                proofs.append(Unknown(fact))
            elif fact.id in linked or fact.id in self._own or not self._is_ours(self._source(todo), fact):
                proofs.append(Unknown(f"the answer names another record: {fact.label}"))
            else:
                self._own.add(fact.id)
                proofs.append(Made(record))
        return proofs

    # What both verbs need

    @property
    def _side(self) -> Side[Any]:
        return self.kind.vnf if self.system == "vnf" else self.kind.severa

    @property
    def _links(self) -> str:
        """Where the links stand by the ids of that side."""
        spaces = Spaces(self.kind.name)
        return spaces.back if self.system == "vnf" else spaces.links

    def _mine(self, todo: Todo[S, V]) -> list[Record]:
        return [self._begun[key] for key in todo.item.keys if key in self._begun]

    def _whole(self, row: Any) -> Any:
        return row if self.system == "vnf" else self.kind.made(row)

    def _facts(self, record: Any, todo: Todo[S, V]) -> Facts:
        return self._side.facts(record, todo.given)

    def _source(self, todo: Todo[S, V]) -> Facts:
        """By what the record is known that it is made from."""
        if self.system == "vnf":
            return self.kind.severa.facts(cast(S, todo.record), todo.given)
        return self.kind.vnf.facts(cast(V, todo.twin), todo.given)

    def _free(self, records: Sequence[Any], todo: Todo[S, V]) -> Flow[dict[str, tuple[Facts, Any]]]:
        """Those that nobody is linked with and no other create of this run has made."""
        given = yield from self.kind.surroundings(
            *(([], records) if self.system == "vnf" else (records, [])), todo.given
        )
        facts = {one.id: (one, record) for record in records if not (one := self._side.facts(record, given)).apart}
        linked = yield from recall(self._links, facts)
        return {name: one for name, one in facts.items() if name not in linked and name not in self._own}

    def _found(
        self,
        ours: tuple[Facts, Facts],
        twin: str | None,
        free: Mapping[str, tuple[Facts, Any]],
        dark: Sequence[Undecodable],
    ) -> Found[Any, str]:
        """By what it is called now, and what it was called when it was sent."""
        if twin is not None:
            return Made(free[twin][1], found=True)
        alike = [one.label for one, _ in free.values() if any(is_similar(each, one) for each in ours)]
        alike += [row.fault for row in dark if any(names(row.raw, each) for each in ours)]
        return Doubt(", ".join(alike)) if alike else None

    def _answers(self, answers: Sequence[Any]) -> Flow[list[Any]]:
        """The records that answers stand for; a text where none can be had."""
        if self.system == "severa":
            return [self.kind.made(one) for one in answers]
        [listing] = self.kind.vnf.lists
        rows = [row for row in (yield from looked_back(listing, self.newest)) if not isinstance(row, Undecodable)]
        listed = {self.kind.answer(row): row for row in rows}
        lacking = [answer for answer in answers if answer not in listed]
        read = dict(zip(lacking, (yield from together([self._named(one) for one in lacking])), strict=True))
        own = [stamp for one in answers if one in listed and (stamp := listing.stamp(listed[one]))]
        seen = zone_of(own, (yield from ask(Now())))
        self.zone = self.zone if seen is None else seen
        self.newest = max([self.newest, *own])
        return [listed.get(one) or read[one] for one in answers]

    def _named(self, answer: Code) -> Flow[Any]:
        """The record of that number. That it can't be read yet is no proof of anything."""
        if not self.kind.is_answer(answer):
            return f"the answer names no record: {shown(answer)}"
        try:
            found = yield from send(self.kind.named(answer))
        except (NotFound, ServiceDown, Unreadable, Forbidden) as error:
            return error.message
        return found if self.kind.answer(found) == answer else "another record is there"

    def _is_ours(self, ours: Facts, made: Facts) -> bool:
        """Whether a record has the name that we gave it, perhaps cut, and the values by which it is matched."""
        mine, theirs = folded(ours.name), folded(made.name)
        named = mine == theirs or (len(theirs) >= CUT and mine.startswith(theirs))
        numbered = ours.key == made.key or not self.kind.watched
        witnessed = not (ours.witness and made.witness) or ours.witness == made.witness
        return self._side.lists[0].is_sound(made.id) and named and numbered and witnessed and ours.group == made.group

    def _pair(self, todo: Todo[S, V], made: Any, action: Action) -> Todo[S, V]:
        name = self._facts(made, todo).id
        if self.system == "vnf":
            item = evolve(todo.item, vnf_id=name)
            return pair(self.kind, item, cast(S, todo.record), made, todo.held, todo.given, action)
        item = evolve(todo.item, guid=name)
        return pair(self.kind, item, made, cast(V, todo.twin), todo.held, todo.given, action)


def _is_new(row: Any, since: Stamp) -> bool:
    """Whether a row can be read, and was made since; one that does not tell counts as new."""
    made = getattr(row, "created_date_time", None)
    return not isinstance(row, Undecodable) and (made is None or made >= since)


def _not_made(todo: Todo[S, V], came: Came[Any, str]) -> Settled[S, V]:
    """A lost answer is waited for: it may still arrive."""
    match came:
        case Refused(error) | Unsent(error):
            return failed(todo, error)
        case Doubt(about):
            return Settled(todo, trouble=Trouble(DOUBTFUL, "", about), unsure=True)
        case _:
            return Settled(todo, trouble=Trouble(UNSETTLED), unsure=True)
