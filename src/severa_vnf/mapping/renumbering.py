"""In which order records get the numbers of others, so that no number is ever held twice."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from severa_vnf.values import Guid

Wave = list[tuple[Guid, int]]
"""Records and their new numbers, which may be written side by side, once the wave before is written."""


@frozen
class Waves:
    """The waves, in their order, and what can't be done: a record, the number it should get, and who holds that."""

    waves: tuple[Wave, ...]
    blocked: tuple[tuple[Guid, int, Guid], ...]


def waves(moves: Mapping[Guid, tuple[int | None, int]], taken: Mapping[int, Guid]) -> Waves:
    """Order the moves, each from an old number (None: none) to a new one; `taken` are all numbers in use.

    A ring, where each waits for the next, is opened: one of it gets a spare number above all others first.
    """
    held = {**taken, **{old: guid for guid, (old, _) in moves.items() if old is not None}}
    todo = {guid: new for guid, (old, new) in moves.items() if old != new}
    blocked = _without_blocked(todo, held)
    after = {held[new]: guid for guid, new in todo.items() if new in held}
    found: list[Wave] = []
    for guid in [guid for guid, new in todo.items() if new not in held]:
        _follow(guid, 0, todo, after, found)
    spare = max([*held, *(new for _, new in moves.values())], default=0)
    while todo:
        opened, spare = next(iter(todo)), spare + 1
        _put(found, 0, opened, spare)
        _follow(after[opened], 1, todo, after, found)
    return Waves(tuple(found), tuple(blocked))


def _without_blocked(todo: dict[Guid, int], held: Mapping[int, Guid]) -> list[tuple[Guid, int, Guid]]:
    """Take out what can't be done: the holder stays, itself or because it is blocked, or another gets the number."""
    getting: dict[int, Guid] = {}
    waiting: dict[Guid, list[Guid]] = {}
    blocked = []
    for guid, new in todo.items():
        holder = getting.setdefault(new, guid)
        if holder != guid:
            blocked.append((guid, new, holder))
        elif new in held:
            waiting.setdefault(held[new], []).append(guid)
            if held[new] not in todo:
                blocked.append((guid, new, held[new]))
    for guid, _, _ in blocked:
        blocked += [(one, todo[one], guid) for one in waiting.get(guid, ())]
    for guid, _, _ in blocked:
        del todo[guid]
    return blocked


def _follow(guid: Guid | None, wave: int, todo: dict[Guid, int], after: Mapping[Guid, Guid], found: list[Wave]) -> None:
    """One move, and those that wait for it, each in the wave after."""
    while guid in todo:
        _put(found, wave, guid, todo.pop(guid))
        guid, wave = after.get(guid), wave + 1


def _put(found: list[Wave], wave: int, guid: Guid, number: int) -> None:
    if wave == len(found):
        found.append([])
    found[wave].append((guid, number))
