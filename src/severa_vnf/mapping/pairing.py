"""Which line of a document belongs to which row of the invoice, also where one of them is missing."""

from __future__ import annotations

from collections.abc import Sequence

from severa_vnf.mapping.figures import CENT, Figure

Pair = tuple[Figure | None, Figure | None]

GAP = 4
"""What a row without a line costs; two of them cost less than a pair that has nothing in common."""


def paired(rows: Sequence[Figure], lines: Sequence[Figure]) -> list[Pair]:
    """Rows and lines in order, so paired that they differ least."""
    if len(rows) == len(lines) and all(_apart(row, line) < 2 for row, line in zip(rows, lines, strict=True)):
        return list(zip(rows, lines, strict=True))
    same = 0
    while same < min(len(rows), len(lines)) and not _apart(rows[same], lines[same]):
        same += 1
    head: list[Pair] = list(zip(rows[:same], lines[:same], strict=True))
    return head + _aligned(rows[same:], lines[same:])


def _aligned(rows: Sequence[Figure], lines: Sequence[Figure]) -> list[Pair]:
    costs = [[GAP * (one + other) for other in range(len(lines) + 1)] for one in range(len(rows) + 1)]
    for one, row in enumerate(rows, 1):
        for other, line in enumerate(lines, 1):
            costs[one][other] = min(
                costs[one - 1][other - 1] + _apart(row, line),
                costs[one - 1][other] + GAP,
                costs[one][other - 1] + GAP,
            )
    found: list[Pair] = []
    one, other = len(rows), len(lines)
    while one or other:
        cost = costs[one][other]
        if one and other and cost == costs[one - 1][other - 1] + _apart(rows[one - 1], lines[other - 1]):
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
