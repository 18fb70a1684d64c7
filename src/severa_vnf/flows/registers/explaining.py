"""Why a record is as it is: read afresh on both sides, and decided as the next cycle would, without doing it."""

from __future__ import annotations

from typing import Any, assert_never

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.classes import at_hand
from severa_vnf.flows.memory import recall
from severa_vnf.flows.registers.link import RecordLink, Spaces, read_link
from severa_vnf.flows.registers.repair import REGISTERS
from severa_vnf.flows.registers.todo import Held, pair
from severa_vnf.flows.registers.twins import Item
from severa_vnf.mapping.merge import Agreed, Conflict, Crosses, Kept, Known, NotTaken, Question, Verdict, sides_of
from severa_vnf.mapping.table import Row
from severa_vnf.plan import Explained, Field
from severa_vnf.plan.steps import NAMES, Value
from severa_vnf.settings import Settings
from severa_vnf.values import Guid
from severa_vnf.wire.unset import Unset


def explain(settings: Settings, register: str, guid: Guid) -> Flow[Explained]:
    """Explain a record of Severa's. Raises NotFound where either side has it no more."""
    kind, spaces = REGISTERS[register], Spaces(register)
    given = (yield from at_hand(settings)).given(settings)
    held = (yield from recall(spaces.links, (guid,))).get(guid)
    record = yield from kind.severa.one(guid)
    if held is None:
        given = yield from kind.surroundings([record], [], given)
        return Explained(stream=kind.stream, record=guid, label=kind.severa.facts(record, given).label)
    link = read_link(held)
    twin = yield from kind.vnf.one(link.vnf_id)
    given = yield from kind.surroundings([record], [twin], (yield from kind.around(given)))
    todo = pair(kind, Item(guid, link.vnf_id), record, twin, Held(held), given)
    verdicts = todo.decision.fields if todo.decision else {}
    return Explained(
        stream=kind.stream,
        record=guid,
        label=todo.step.label,
        number=link.number,
        fields=tuple(_field(name, verdict, kind.rows[name], link) for name, verdict in verdicts.items()),
        problems=todo.step.problems,
    )


def _field(name: str, verdict: Verdict, row: Row, link: RecordLink) -> Field:
    known = link.known.get(name)
    severa, vnf, comes = _sides(verdict, known)
    return Field(
        row=f"{', '.join(row.severa)} - {name}",
        severa=severa,
        vnf=vnf,
        agreed=_agreed(known),
        owner=_owner(row),
        why=row.why,
        next=comes,
    )


def _agreed(known: Known) -> Value:
    """The value that both had last."""
    before = sides_of(known).before
    return None if isinstance(before, Unset) else before


def _owner(row: Row) -> str:
    """A row that goes one way is the other side's."""
    owner = row.owner or ({"severa": "vnf", "vnf": "severa"}[row.towards] if row.towards else None)
    return NAMES[owner] if owner else "both"


def _sides(verdict: Verdict, known: Any) -> tuple[Value, Value, str]:
    """What each side has, and what comes."""
    match verdict:
        case Agreed(value):
            return value, value, "nothing: they agree"
        case NotTaken(severa, vnf):
            return severa, vnf, "nothing: it was not taken"
        case Crosses(to, value, old):
            severa, vnf = (value, old) if to == "vnf" else (old, value)
            return severa, vnf, f"{NAMES[to]} gets {value!r}"
        case Conflict(severa, vnf, _) | Question(severa, vnf):
            return severa, vnf, "waits for a person"
        case Kept():
            held = sides_of(known)
            return held.severa, held.vnf, "each keeps its own"
        case _:
            assert_never(verdict)
