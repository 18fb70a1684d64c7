"""Which line of a document belongs to which row of the invoice, also where one of them is missing."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from severa_vnf.mapping.figures import CENT, Figure

Pair = tuple[Figure | None, Figure | None]

GAP = 4
"""What a row without a line costs; two of them cost less than a pair that has nothing in common."""


WINDOW = 32
"""Rows and lines that are weighed against each other at once: the work grows with the rows, not with their square."""


def paired(rows: Sequence[Figure], lines: Sequence[Figure]) -> list[Pair]:
    """Rows and lines in order, so paired that they differ least.

    Where they are many, a row and a line that are like each other and like no others belong together; what lies
    between two such pairs is weighed a window at a time.
    """
    if len(rows) == len(lines) and all(_apart(row, line) < 2 for row, line in zip(rows, lines, strict=True)):
        return list(zip(rows, lines, strict=True))
    found: list[Pair] = []
    one = other = 0
    for row, line in [*_anchors(rows, lines), (len(rows), len(lines))]:
        found += _walked(rows[one:row], lines[other:line])
        one, other = row, line
    return found


def _anchors(rows: Sequence[Figure], lines: Sequence[Figure]) -> list[tuple[int, int]]:
    """The places of rows and lines that are alike and single on both sides, as many of them as stand in order."""
    if max(len(rows), len(lines)) <= WINDOW:
        return []
    singles, there = _singles(rows), _singles(lines)
    alike = [(place, there[key]) for key, place in singles.items() if key in there]
    ends: list[int] = []
    heads: list[int] = []
    before: list[int | None] = []
    for place, (_, line) in enumerate(alike):
        length = bisect_left(ends, line)
        before.append(heads[length - 1] if length else None)
        if length == len(ends):
            ends.append(line)
            heads.append(place)
        else:
            ends[length], heads[length] = line, place
    chain: list[tuple[int, int]] = []
    at = heads[-1] if heads else None
    while at is not None:
        chain.append(alike[at])
        at = before[at]
    return chain[::-1]


def _singles(figures: Sequence[Figure]) -> dict[object, int]:
    """The places of those that no other is like, in their order."""
    keys = [(one.codes, one.quantity, one.price, one.name) for one in figures]
    counts = Counter(keys)
    return {key: place for place, key in enumerate(keys) if counts[key] == 1}


def _walked(rows: Sequence[Figure], lines: Sequence[Figure]) -> list[Pair]:
    """Pairs from the first on: equal ones as they come, else the better half of what a window says."""
    found: list[Pair] = []
    one = other = 0
    while one < len(rows) or other < len(lines):
        if one < len(rows) and other < len(lines) and not _apart(rows[one], lines[other]):
            pairs: list[Pair] = [(rows[one], lines[other])]
        else:
            pairs = _aligned(rows[one : one + WINDOW], lines[other : other + WINDOW])
            if one + WINDOW < len(rows) or other + WINDOW < len(lines):
                pairs = pairs[: WINDOW // 2]
        found += pairs
        one, other = one + sum(row is not None for row, _ in pairs), other + sum(line is not None for _, line in pairs)
    return found


def _aligned(rows: Sequence[Figure], lines: Sequence[Figure]) -> list[Pair]:
    weights = [[_apart(row, line) for line in lines] for row in rows]
    costs = [[GAP * (one + other) for other in range(len(lines) + 1)] for one in range(len(rows) + 1)]
    for one in range(1, len(rows) + 1):
        for other in range(1, len(lines) + 1):
            costs[one][other] = min(
                costs[one - 1][other - 1] + weights[one - 1][other - 1],
                costs[one - 1][other] + GAP,
                costs[one][other - 1] + GAP,
            )
    found: list[Pair] = []
    one, other = len(rows), len(lines)
    while one or other:
        cost = costs[one][other]
        if one and other and cost == costs[one - 1][other - 1] + weights[one - 1][other - 1]:
            one, other = one - 1, other - 1
            found.append((rows[one], lines[other]))
        elif one and cost == costs[one - 1][other] + GAP:
            one -= 1
            found.append((rows[one], None))
        else:
            other -= 1
            found.append((None, lines[other]))
    return found[::-1]


def _apart(row: Figure, line: Figure) -> int:
    """How little a row and a line have in common: 9 at most."""
    code = bool(row.codes and line.codes) and not set(row.codes) & set(line.codes)
    quantity = abs(abs(row.quantity) - abs(line.quantity)) >= CENT
    price = abs(abs(row.price) - abs(line.price)) >= CENT
    text = bool(row.name and line.name) and not line.name.endswith(row.name)
    sign = row.quantity * line.quantity < 0
    rate = line.rate is not None and line.rate != (row.rate or 0)
    return 3 * code + 2 * quantity + 2 * price + text + (sign or rate)
