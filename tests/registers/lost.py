"""Was an edit lost? One may be overwritten by a person who saw it, or named by a problem: never without a word.

An edit lives while its value stands on its record, or anywhere in the pair: an address may have changed its place. It
is answered where a later edit, on either side, began at its value: that person saw it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import frozen

from severa_vnf.testing.vnf.paths import at
from tests.registers.both import TWINS, Both, removed
from tests.registers.fields import Edit
from tests.registers.tables import ADDRESS, CONTACT, CUSTOMER, ITEM, ITEMS, PRICES, PROJECT, REACHED, Row
from tests.registers.values import NONE, SKIP, Document, lines_of, three

STREAM_OF = {"addresses": "customers", "communications": "contacts", **dict.fromkeys(ITEMS, "items")}
STREAM_OF |= {name: stream for stream, name in TWINS.items()} | {name: name for name in TWINS if name != "items"}
SLOTS = ("main ", "invoice ", "delivery ")
ROWS: dict[str, tuple[Row, ...]] = {
    "customers": CUSTOMER,
    "contacts": (*CONTACT, *REACHED),
    "items": (*ITEM, *PRICES["products"]),
    "projects": PROJECT,
}
OVERRULED = {("severa", "number"), ("vnf", "name"), ("vnf", "start"), ("vnf", "status")}
"""Fields that the other side owns: of customers' numbers Visma.net, of projects Severa. A report is enough for them."""


@frozen
class Heard:
    """Whose problems and outcomes a report told, and how many edits there were before it.

    `unheard`: the run ended before it could report what it had done.
    """

    edits: int
    problems: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    unheard: bool = False


@frozen
class _Edited:
    """An edit, and the pair that it was in: by the stream and Severa's guid, else Visma.net's id."""

    place: int
    edit: Edit
    stream: str
    root: str
    word: str
    called: tuple[str, ...]


def lost(
    both: Both, edits: Sequence[Edit], heard: Sequence[Heard] = (), linked: Mapping[tuple[str, str], int] = {}
) -> list[str]:
    """The edits that are gone, and nobody was told of it.

    `linked` tells of pairs, by stream and guid, how many edits there were before they found each other: what was empty
    then was filled.
    """
    gone = removed(edits)
    placed = [_placed(both, place, edit, gone) for place, edit in enumerate(edits)]
    return [
        f"{one.edit.system} {one.edit.collection} {one.edit.id}: {one.edit.word} {one.edit.new!r} is lost, "
        f"{at(_record(both, one.edit), one.edit.path)!r} stands there"
        for one in placed
        if one.edit.word and _record(both, one.edit) is not None and not _was_empty(one, linked)
        if _is_lost(both, one, placed, heard)
    ]


def _is_lost(both: Both, one: _Edited, all_of_them: Sequence[_Edited], heard: Sequence[Heard]) -> bool:
    if _stands(both, one) or _lives(both, one):
        return False
    pair = [other for other in all_of_them if (other.stream, other.root) == (one.stream, one.root)]
    rivals = [other for other in pair if other is not one and other.word in (one.word, "")]
    if any(other.place > one.place and _began_at(both, other, one) for other in rivals):
        return False
    if one.edit.during and rivals:
        return False
    names = _names(both, one)
    if both.named(*names, called=one.called):
        return False
    later = [each for each in heard if each.edits > one.place]
    told = {name.rpartition(" ")[2] for each in later for name in each.problems}
    if (one.edit.system, one.word) in OVERRULED and one.stream in ("customers", "projects"):
        told |= {name.rpartition(" ")[2] for each in later for name in each.outcomes}
        told |= {one.edit.id for each in later if each.unheard}
    return not told & set(names)


def _was_empty(one: _Edited, linked: Mapping[tuple[str, str], int]) -> bool:
    empty = one.edit.new is None or (isinstance(one.edit.new, str) and not one.edit.new.strip())
    return empty and one.place < linked.get((one.stream, one.root), 0)


def _placed(both: Both, place: int, edit: Edit, gone: Mapping[tuple[str, str], Any]) -> _Edited:
    stream = STREAM_OF[edit.collection]
    record = _record(both, edit) or gone.get((edit.collection, edit.id))
    root = edit.id
    if edit.collection in ("addresses", "communications") and isinstance(record, dict):
        root = record["customer" if edit.collection == "addresses" else "contact"]["guid"]
    if edit.system == "vnf":
        root = both.guids[stream].get(edit.id, edit.id)
    word = next((edit.word.removeprefix(slot) for slot in SLOTS if edit.word.startswith(slot)), edit.word)
    row = _row(stream, word)
    if word in ("value", *(one.word for one in REACHED)):
        word = "value"
    return _Edited(place, edit, stream, root, word, row.called if row else (word,))


def _row(stream: str, word: str) -> Row | None:
    rows = (*ROWS[stream], *(ADDRESS if stream == "customers" else ()))
    return next((row for row in rows if row.word == word), None)


def _record(both: Both, edit: Edit) -> Document | None:
    return (both.severa if edit.system == "severa" else both.vnf)[edit.collection].get(edit.id)


def _names(both: Both, one: _Edited) -> tuple[str, ...]:
    twin = both.vnf_ids[one.stream].get(one.root)
    return tuple({one.edit.id, one.root, *([twin] if twin else [])})


def _stands(both: Both, one: _Edited) -> bool:
    return _alike(at(_record(both, one.edit), one.edit.path), one.edit.new)


def _alike(held: Any, written: Any) -> bool:
    """Whether what is shown is what was written: a reference shows more than was written."""
    if isinstance(written, dict) and isinstance(held, dict):
        return all(held.get(name) == value for name, value in written.items())
    return bool(held == written) or (held in (None, "") and written in (None, ""))


def _lives(both: Both, one: _Edited) -> bool:
    """Whether the value stands anywhere in the pair, as either side has it."""
    mine = _compared(both, one, one.edit.new)
    return mine not in (NONE, SKIP) and any(mine == other for other in _standing(both, one))


def _began_at(both: Both, later: _Edited, one: _Edited) -> bool:
    """Whether the later edit's person saw what was written here."""
    whole = later.edit.word == ""
    mine, seen = (NONE, SKIP) if whole else (_compared(both, one, one.edit.new), _compared(both, later, later.edit.old))
    alike = _alike(later.edit.old, one.edit.new) or (mine not in (NONE, SKIP) and mine == seen)
    if one.word == later.word == "lines":  # one line in Visma.net is a part of the lines in Severa
        alike = alike or (bool(mine) and {*mine} <= {*seen})
    return later.edit.new is None if whole else alike


def _compared(both: Both, one: _Edited, value: Any) -> Any:
    """A value of an edit in the terms in which both sides compare."""
    if one.word == "lines":
        return three(value)
    row = _row(one.stream, one.edit.word if one.word == "value" else one.word) or _row(one.stream, one.word)
    if one.word == "value" or row is None:
        return (value or "").strip() if one.word == "value" else SKIP
    return (row.of_severa if one.edit.system == "severa" else row.of_vnf)(value, both.codes)


def _standing(both: Both, one: _Edited) -> Iterator[Any]:
    """All values of that word in the pair."""
    twin = both.vnf[TWINS[one.stream]].get(both.vnf_ids[one.stream].get(one.root, one.root), {})
    if one.word == "value":
        rows = [row for row in REACHED if at(twin, row.vnf)]
        yield from (str(at(twin, row.vnf)).strip() for row in rows)
        for each in both.severa["communications"].values():
            if each["contact"]["guid"] == one.root:
                yield each["value"].strip()
        return
    registers = ITEMS if one.stream == "items" else (one.stream,)
    name = next((name for name in registers if one.root in both.severa[name]), "")
    ours = both.severa[name][one.root] if name else {}
    row = PRICES[name][0] if one.word == "price" and name in PRICES else _row(one.stream, one.word)
    if row is not None and row not in ADDRESS:
        yield from (row.of_severa(at(ours, row.severa), both.codes),) if ours else ()
        yield from (row.of_vnf(at(twin, row.vnf), both.codes),) if twin else ()
        return
    places = [each for each in both.severa["addresses"].values() if each["customer"]["guid"] == one.root]
    parts = [twin.get(f"{slot.strip()}Address") or {} for slot in SLOTS]
    if one.word == "lines":
        for lines in (*(three(each["addressline"]) for each in places), *map(lines_of, parts)):
            yield lines
            yield from ((line,) for line in lines)
    rows = [row] if row is not None and one.word != "lines" else []
    yield from (row.of_severa(each[row.severa], both.codes) for row in rows for each in places)
    yield from (row.of_vnf(part.get(row.vnf), both.codes) for row in rows for part in parts)
