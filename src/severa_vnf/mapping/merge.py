"""How a difference is decided: field by field, both sides beside the value that they last agreed on. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, Literal, TypeVar, assert_never

from attrs import evolve, frozen

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.table import Owner, Row, Table, Trouble
from severa_vnf.rules.registers import CONFLICT, NEVER_AGREED, NOT_TAKEN
from severa_vnf.settings import Direction
from severa_vnf.severa.refs import Pointer
from severa_vnf.wire.unset import UNSET, Unset

S = TypeVar("S")
V = TypeVar("V")

Plain = str | int | bool | None
"""A value as it is compared and remembered: JSON has it too. None is empty."""
Form = Callable[[str], str]
"""What the ways to write one value of a field share."""


def words_of(text: str) -> str:
    """A text without what its white space may differ in."""
    return " ".join(text.split())


def signs_of(text: str) -> str:
    """Letters and digits alone: a postcode, a phone or VAT number, which services write in ways of their own."""
    return re.sub(r"[\W_]", "", text).casefold()


FORMS: Mapping[str, Form] = {
    "email": lambda text: text.strip().casefold(),
    **dict.fromkeys(("vatRegistrationId", "postalCode", "phone1", "phone2", "phone3"), signs_of),
}
"""By Visma.net's names of the fields; of any other, white space alone does not count."""


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


@frozen
class NotTaken:
    """One side did not take what was written there, or a part of it alone: the field stands still on both."""

    severa: Plain
    vnf: Plain


Verdict = Agreed | Crosses | Conflict | Question | Kept | NotTaken


@frozen
class Asked:
    """What each side had when a person was told that they differ, and what they had agreed on before, if ever."""

    severa: Plain
    vnf: Plain
    before: Plain | Unset = UNSET


@frozen
class Sent:
    """The value that was written to one side, which had `old`, and that has not been seen there yet."""

    to: Owner
    value: Plain
    old: Plain


@frozen
class Still:
    """What each side has since a write of `sent` that was taken in another form, in part, or not at all."""

    severa: Plain
    vnf: Plain
    sent: Plain


Known = Plain | Asked | Sent | Still
"""What is remembered of a field: the value that both sides had, what was written, or with what they were left."""


def sides_of(known: Known) -> Asked:
    """What each side had when it was remembered, and what they had agreed on then, if ever."""
    match known:
        case Asked():
            return known
        case Sent(value=value):
            return Asked(value, value, value)
        case Still(severa, vnf, sent):
            return Asked(severa, vnf, sent)
        case value:
            return Asked(value, value, value)


def just_made(known: Mapping[str, Known], to: Owner) -> dict[str, Known]:
    """What is known of a record that was just made on one side, until it is read there."""
    return {name: Sent(to, one, None) if isinstance(one, str) else one for name, one in known.items()}


def seen_back(known: Mapping[str, Known]) -> dict[str, Known]:
    """The same, once the record was read again with all that was written: from now on another value is an edit."""
    return {name: one.value if isinstance(one, Sent) else one for name, one in known.items()}


def decide_field(
    severa: Plain,
    vnf: Plain,
    known: Known | Unset,
    *,
    owner: Owner | None = None,
    on_conflict: Literal["hold", "severa", "vnf"] = "hold",
    towards: Owner | None = None,
    first: bool = False,
    form: Form = words_of,
) -> Verdict:
    """Decide one field. `known` is UNSET where the sides never agreed; `towards` is the only way that it crosses.

    `first`: the records have only just found each other. Then an owner's value counts, and an empty one is filled.
    `form` is what the ways to write one value share. What comes back of our own write in another form is the same
    value; what comes back as it was, or as the beginning of what we wrote, was not taken and is nobody's edit.
    """
    if severa == vnf:
        return Agreed(severa)
    known = _come_back(known, severa, vnf, form) if isinstance(known, Sent) else known
    if isinstance(known, Still) and (severa, vnf) == (known.severa, known.vnf):
        return Agreed(severa) if _alike(severa, vnf, form) else NotTaken(severa, vnf)
    to_vnf, to_severa = Crosses("vnf", severa, vnf), Crosses("severa", vnf, severa)
    if not isinstance(known, Unset):
        was = sides_of(known)
    elif first:
        was = Asked(None, None) if severa is None or vnf is None else Asked("", "")
    else:
        was = Asked(severa, vnf)
    moved = (severa != was.severa, vnf != was.vnf)
    if moved == (False, False) and isinstance(was.before, Unset):
        return Question(severa, vnf)
    if towards:
        return to_vnf if towards == "vnf" else to_severa
    if moved == (True, False):
        return to_vnf
    if moved == (False, True):
        return to_severa
    winner = owner or on_conflict
    if winner == "hold":
        return Question(severa, vnf) if isinstance(was.before, Unset) else Conflict(severa, vnf, was.before)
    return to_vnf if winner == "severa" else to_severa


def _come_back(known: Sent, severa: Plain, vnf: Plain, form: Form) -> Known:
    """What is known now that the side which was written to shows what became of it."""
    came = vnf if known.to == "vnf" else severa
    cut = isinstance(came, str) and isinstance(known.value, str) and came != "" and known.value.startswith(came)
    if came == known.value or not (came == known.old or cut or _alike(came, known.value, form)):
        return known.value
    return Still(known.value, came, known.value) if known.to == "vnf" else Still(came, known.value, known.value)


def _alike(one: Plain, other: Plain, form: Form) -> bool:
    return isinstance(one, str) and isinstance(other, str) and form(one) == form(other)


@frozen
class Merged(Generic[V]):
    """What becomes of one linked record, by the rows' words in Visma.net, and what is to be written for it.

    `to_vnf` names what changes there, None: nothing; `to_severa` are the changes of a patch. `known` is what to
    remember once that is written. A field in trouble is left as it is on both sides, and the others still cross; what
    a person has to decide is among the troubles.
    """

    fields: Mapping[str, Verdict]
    to_vnf: V | None
    to_severa: Mapping[str, Any]
    known: Mapping[str, Known]
    troubles: tuple[Trouble, ...] = ()


def decide(
    table: Table[S, V],
    record: S,
    seen: V,
    known: Mapping[str, Known],
    given: Given,
    *,
    first: bool = False,
    direction: Direction = "both",
) -> Merged[V]:
    """Decide each field of a record of Severa's and its twin, as Visma.net holds it (`customer_seen` and the like).

    `direction` is the way in which the register crosses; a row that always goes one way does not mind it.
    """
    fields: dict[str, Verdict] = {}
    written: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    left: dict[str, Known] = {}
    troubles: list[Trouble] = []
    for row in (row for row in table.rows if row.compared):
        severa, vnf = (_plain(one) for one in (in_severa(row, record, given), in_vnf(row, seen, given)))
        if isinstance(severa, Trouble) or isinstance(vnf, Trouble):
            troubles += dict.fromkeys(one for one in (severa, vnf) if isinstance(one, Trouble))
            continue
        verdict = _decided(row, severa, vnf, known.get(row.vnf, UNSET), given, first, direction)
        if isinstance(verdict, Crosses):
            value = row.value(record, given) if verdict.to == "vnf" else row.returned(seen, given)
            if isinstance(value, Unset | Trouble) or (value is None and verdict.to == "vnf"):
                verdict = Kept()
            elif verdict.to == "vnf":
                written[row.vnf] = value
            else:
                changes[row.into] = value.guid if isinstance(value, Pointer) else value
        fields[row.vnf] = verdict
        left[row.vnf] = _remembered(verdict, severa, vnf, known.get(row.vnf, UNSET))
        troubles += _told(row, verdict)
    update = table.only(written) if written else None
    return Merged(fields, update, changes, {**known, **left}, tuple(troubles))


def undecided(merged: Merged[V], rows: Collection[str], known: Mapping[str, Known]) -> Merged[V]:
    """The same without these rows, of which is remembered what was before: they are decided again."""
    fields = {name: one for name, one in merged.fields.items() if name not in rows}
    left = {name: one for name, one in merged.known.items() if name not in rows}
    return evolve(merged, fields=fields, known=left | {name: known[name] for name in rows if name in known})


def values(table: Table[Any, Any], side: Owner, record: Any, given: Given) -> dict[str, Plain | Unset | Trouble]:
    """What a record of one side has in each field that is compared, in the terms in which the sides are."""
    read = in_severa if side == "severa" else in_vnf
    return {row.vnf: _plain(read(row, record, given)) for row in table.rows if row.compared}


def unmoved(table: Table[Any, Any], side: Owner, record: Any, known: Mapping[str, Known], given: Given) -> bool:
    """Whether a record of one side has nothing that was not seen before: an echo of our own write, or read again.

    A field in trouble is not remembered, so a record that has one counts as moved.
    """
    for name, value in values(table, side, record, given).items():
        was = known.get(name, UNSET)
        half = was if isinstance(was, Unset) else getattr(sides_of(was), side)
        if value != half and not (isinstance(value, Unset) and not isinstance(half, Unset)):
            return False
    return True


def _remembered(verdict: Verdict, severa: Plain | Unset, vnf: Plain | Unset, before: Known | Unset) -> Known:
    match verdict:
        case Agreed(value):
            return value if severa == vnf else _still(severa, vnf, before)
        case Crosses(to, value, old):
            return Sent(to, value, old)
        case NotTaken(of_severa, of_vnf):
            return _still(of_severa, of_vnf, before)
        case Conflict(of_severa, of_vnf, agreed):
            return Asked(of_severa, of_vnf, agreed)
        case Question(of_severa, of_vnf):
            return Asked(of_severa, of_vnf)
        case Kept() if isinstance(before, Unset):
            return Asked(None if isinstance(severa, Unset) else severa, None if isinstance(vnf, Unset) else vnf, None)
        case Kept():
            return before
        case _:
            assert_never(verdict)


def _still(severa: Any, vnf: Any, before: Known | Unset) -> Still:
    sent = before.value if isinstance(before, Sent) else before.sent if isinstance(before, Still) else None
    return Still(severa, vnf, sent)


def _decided(
    row: Row,
    severa: Plain | Unset,
    vnf: Plain | Unset,
    known: Known | Unset,
    given: Given,
    first: bool,
    direction: Direction,
) -> Verdict:
    if isinstance(severa, Unset) or isinstance(vnf, Unset):
        return Kept()
    towards = row.towards or (None if direction == "both" else "severa" if direction == "to_severa" else "vnf")
    conflict = given.settings.on_conflict
    form = FORMS.get(row.vnf.rpartition(".")[2], words_of)
    return decide_field(
        severa, vnf, known, owner=row.owner, on_conflict=conflict, towards=towards, first=first, form=form
    )


def _told(row: Row, verdict: Verdict) -> Iterator[Trouble]:
    """What a person has to decide."""
    name = ", ".join(row.severa)
    match verdict:
        case Conflict(severa, vnf, agreed):
            told = f"{_shown(agreed)} -> {_shown(severa)} in Severa, {_shown(vnf)} in Visma.net"
            yield Trouble(CONFLICT, name, told)
        case Question(severa, vnf):
            yield Trouble(NEVER_AGREED, name, f"{_shown(severa)} in Severa, {_shown(vnf)} in Visma.net")
        case NotTaken(severa, vnf):
            limit = f" ({len(str(vnf or ''))} / {len(str(severa or ''))})"
            yield Trouble(NOT_TAKEN, name, f"{_shown(severa)} in Severa, {_shown(vnf)} in Visma.net{limit}")
        case Agreed() | Crosses() | Kept():
            pass
        case _:
            assert_never(verdict)


def _shown(value: object) -> str:
    """A value between quotes; none is an empty one."""
    return "''" if value is None else repr(value)


def in_severa(row: Row, record: Any, given: Given) -> Any:
    """What Severa has, in the terms in which the sides are compared."""
    value = row.value(record, given)
    return value if value is None or isinstance(value, Unset | Trouble) else row.normal(value, given)


def in_vnf(row: Row, seen: Any, given: Given) -> Any:
    """What Visma.net has, in the same terms."""
    if row.towards == "severa":
        return row.returned(seen, given)
    held = row.held(seen)
    return None if held is None or held is UNSET else row.normal(held, given)


def _plain(value: Any) -> Plain | Unset | Trouble:
    """As JSON has it, and two ways to write one value as one."""
    if isinstance(value, Unset | Trouble):
        return value
    if isinstance(value, Decimal):
        digits = f"{value or 0:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if isinstance(value, date) else value
