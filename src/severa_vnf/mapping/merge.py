"""How a difference is decided: field by field, both sides beside the value that they last agreed on. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar, assert_never

from attrs import frozen

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.table import Owner, Row, Table, Trouble
from severa_vnf.rules.registers import CONFLICT, NEVER_AGREED
from severa_vnf.severa.refs import Pointer
from severa_vnf.wire.unset import UNSET, Unset

S = TypeVar("S")
V = TypeVar("V")

Plain = str | int | bool | None
"""A value as it is compared and remembered: JSON has it too. None is empty."""


@frozen
class Agreed:
    """Both sides are alike."""

    value: Plain


@frozen
class Crosses:
    """The value of one side goes to the other, which had `old`."""

    to: Owner
    value: Plain
    old: Plain


@frozen
class Conflict:
    """Both sides changed it, differently, and neither owns it: a person decides."""

    severa: Plain
    vnf: Plain
    agreed: Plain


@frozen
class Question:
    """The sides differ and never agreed before: nobody knows which of them is right."""

    severa: Plain
    vnf: Plain


@frozen
class Kept:
    """One side has a value that the other can't hold, or says nothing: each keeps its own."""


Verdict = Agreed | Crosses | Conflict | Question | Kept


def decide_field(
    severa: Plain,
    vnf: Plain,
    agreed: Plain | Unset,
    *,
    owner: Owner | None = None,
    on_conflict: Literal["hold", "severa", "vnf"] = "hold",
    towards: Owner | None = None,
) -> Verdict:
    """Decide one field. `agreed` is UNSET where the sides never agreed; `towards` is the only way that it crosses."""
    if severa == vnf:
        return Agreed(severa)
    if isinstance(agreed, Unset):
        return Question(severa, vnf)
    to_vnf, to_severa = Crosses("vnf", severa, vnf), Crosses("severa", vnf, severa)
    if towards:
        return to_vnf if towards == "vnf" else to_severa
    if vnf == agreed:
        return to_vnf
    if severa == agreed:
        return to_severa
    winner = owner or on_conflict
    if winner == "hold":
        return Conflict(severa, vnf, agreed)
    return to_vnf if winner == "severa" else to_severa


@frozen
class Merged(Generic[V]):
    """What becomes of one linked record, by the rows' words in Visma.net, and what is to be written for it.

    `to_vnf` names what changes there, None: nothing; `to_severa` are the changes of a patch. `agreed` is what to
    remember once that is written. A field in trouble is left as it is on both sides, and the others still cross; what
    a person has to decide is among the troubles.
    """

    fields: Mapping[str, Verdict]
    to_vnf: V | None
    to_severa: Mapping[str, Any]
    agreed: Mapping[str, Plain]
    troubles: tuple[Trouble, ...] = ()


def decide(table: Table[S, V], record: S, seen: V, agreed: Mapping[str, Plain], given: Given) -> Merged[V]:
    """Decide each field of a record of Severa's and its twin, as Visma.net holds it (`customer_seen` and the like)."""
    fields: dict[str, Verdict] = {}
    written: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    troubles: list[Trouble] = []
    for row in (row for row in table.rows if row.compared):
        severa, vnf = _in_severa(row, record, given), _in_vnf(row, seen, given)
        if isinstance(severa, Trouble) or isinstance(vnf, Trouble):
            troubles += dict.fromkeys(one for one in (severa, vnf) if isinstance(one, Trouble))
            continue
        verdict = _decided(row, _plain(severa), _plain(vnf), agreed.get(row.vnf, UNSET), given)
        if isinstance(verdict, Crosses):
            value = row.value(record, given) if verdict.to == "vnf" else row.returned(seen, given)
            if isinstance(value, Unset | Trouble) or (value is None and verdict.to == "vnf"):
                verdict = Kept()
            elif verdict.to == "vnf":
                written[row.vnf] = value
            else:
                changes[row.into] = value.guid if isinstance(value, Pointer) else value
        fields[row.vnf] = verdict
        troubles += _told(row, verdict)
    settled = {name: one.value for name, one in fields.items() if isinstance(one, Agreed | Crosses)}
    update = table.only(written) if written else None
    return Merged(fields, update, changes, {**agreed, **settled}, tuple(troubles))


def _decided(row: Row, severa: Plain | Unset, vnf: Plain | Unset, agreed: Plain | Unset, given: Given) -> Verdict:
    if isinstance(severa, Unset) or isinstance(vnf, Unset):
        return Kept()
    conflict = given.settings.on_conflict
    return decide_field(severa, vnf, agreed, owner=row.owner, on_conflict=conflict, towards=row.towards)


def _told(row: Row, verdict: Verdict) -> Iterator[Trouble]:
    """What a person has to decide."""
    name = ", ".join(row.severa)
    match verdict:
        case Conflict(severa, vnf, agreed):
            yield Trouble(CONFLICT, name, f"{severa!r} in Severa, {vnf!r} in Visma.net, {agreed!r} before")
        case Question(severa, vnf):
            yield Trouble(NEVER_AGREED, name, f"{severa!r} in Severa, {vnf!r} in Visma.net")
        case Agreed() | Crosses() | Kept():
            pass
        case _:
            assert_never(verdict)


def _in_severa(row: Row, record: Any, given: Given) -> Any:
    value = row.value(record, given)
    return value if value is None or isinstance(value, Unset | Trouble) else row.normal(value, given)


def _in_vnf(row: Row, seen: Any, given: Given) -> Any:
    if row.towards == "severa":
        return row.returned(seen, given)
    held = row.held(seen)
    return None if held is None or held is UNSET else row.normal(held, given)


def _plain(value: Any) -> Plain | Unset:
    """As JSON has it, and two ways to write one value as one."""
    if isinstance(value, Unset):
        return value
    if isinstance(value, Decimal):
        digits = f"{value or 0:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else value
