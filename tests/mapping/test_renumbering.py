from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.mapping.renumbering import Waves, waves
from severa_vnf.values import Guid

A, B, C, D = (Guid(letter) for letter in "abcd")


def test_free() -> None:
    """Numbers that nobody has are written at once; a record that has its number already is left alone."""
    moves = {A: (1, 10), B: (None, 11), C: (3, 3)}
    assert waves(moves, {1: A, 3: C}) == Waves(([(A, 10), (B, 11)],), ())
    assert waves({}, {}) == Waves((), ())


def test_chain() -> None:
    """Who gets another's number waits until that one has left it."""
    assert waves({A: (1, 2), B: (2, 3), C: (3, 4)}, {1: A, 2: B, 3: C}).waves == ([(C, 4)], [(B, 3)], [(A, 2)])


def test_ring() -> None:
    """A ring is opened by a number above all others."""
    assert waves({A: (1, 2), B: (2, 1), C: (3, 9)}, {1: A, 2: B, 3: C, 7: D}).waves == (
        [(C, 9), (A, 10)],
        [(B, 1)],
        [(A, 2)],
    )


def test_blocked() -> None:
    """A number that another keeps is not given, nor what would only have become free by it; each is told with why."""
    moves = {A: (1, 2), B: (2, 7), C: (None, 2), D: (4, 5)}
    assert waves(moves, {1: A, 2: B, 4: D, 7: Guid("x")}) == Waves(([(D, 5)],), ((B, 7, "x"), (C, 2, A), (A, 2, B)))


NUMBERS = st.integers(1, 12)
RECORDS = [Guid(str(place)) for place in range(12)]


@st.composite
def renumberings(draw: st.DrawFn) -> tuple[dict[Guid, tuple[int | None, int]], dict[int, Guid]]:
    """Records with numbers of their own, and new ones for some of them; two may want the same."""
    numbers = draw(st.lists(NUMBERS | st.none(), unique_by=lambda one: one or object(), max_size=12))
    held = dict(zip(RECORDS, numbers, strict=False))
    moved = draw(st.lists(st.sampled_from([*held]), unique=True)) if held else []
    moves = {guid: (held[guid], draw(NUMBERS)) for guid in moved}
    return moves, {number: guid for guid, number in held.items() if number is not None}


@given(renumberings())
@settings(max_examples=400)
def test_waves(case: tuple[dict[Guid, tuple[int | None, int]], dict[int, Guid]]) -> None:
    """Wave by wave no number is ever held twice, even midway; all that can be done is, with one spare for a ring."""
    moves, taken = case
    done = waves(moves, taken)
    held = {guid: number for number, guid in taken.items()}
    spared = set()
    for wave in done.waves:
        assert wave
        for guid, number in wave:
            assert number not in held.values()
            spared |= {guid} if number != moves[guid][1] else set()
        numbers = [number for _, number in wave]
        assert len(set(numbers)) == len(numbers)
        assert not {held.get(guid) for guid, _ in wave} & set(numbers)
        held |= dict(wave)
    assert len(set(held.values())) == len(held)
    blocked = {guid: (number, holder) for guid, number, holder in done.blocked}
    for guid, (old, new) in moves.items():
        assert held.get(guid) == (old if guid in blocked else new)
    for guid, (number, holder) in blocked.items():
        assert number == moves[guid][1]
        assert held.get(holder) == number or blocked.get(holder, (0,))[0] == number
    writes = sum(len(wave) for wave in done.waves)
    changed = sum(1 for guid, (old, new) in moves.items() if guid not in blocked and old != new)
    assert writes == changed + len(spared)
    assert len(spared) == len(rings({guid: move for guid, move in moves.items() if guid not in blocked}))
    top = max([*taken, *(new for _, new in moves.values())], default=0)
    given_to_spare = [number for wave in done.waves for guid, number in wave if number != moves[guid][1]]
    assert all(number > top for number in given_to_spare)


def rings(moves: dict[Guid, tuple[int | None, int]]) -> set[frozenset[Guid]]:
    """The sets of records each of which gets the number of another of them."""
    holder = {old: guid for guid, (old, _) in moves.items() if old is not None}
    found = set()
    for start in moves:
        ring, at = [start], holder.get(moves[start][1])
        while at is not None and at not in ring:
            ring.append(at)
            at = holder.get(moves[at][1])
        if at == start and len(ring) > 1:
            found.add(frozenset(ring))
    return found
