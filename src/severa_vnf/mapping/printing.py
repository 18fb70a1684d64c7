"""A field table as the pages of the documentation show it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from severa_vnf.mapping.table import Row, Table
from severa_vnf.rules.screens import Screens

_ARROWS = {"to_vnf": "→", "to_severa": "←", "both": "↔", "always": "→"}
_OWNERS = {"to_vnf": "Severa", "to_severa": "Visma.net", "both": "both"}
_NAMES = {"severa": "Severa", "vnf": "Visma.net"}


def as_markdown(table: Table[Any, Any], dutch: Screens) -> str:
    """What crosses: both fields, both Dutch names, the way, whose value counts, and why; then what does not."""
    crossing = [_crossing(row, dutch) for row in table.rows if row.arrow != "left_out"]
    staying = [(*_severa(row, dutch), *_vnf(row, dutch), row.why) for row in table.rows if row.arrow == "left_out"]
    first = _table(("Severa", "in Dutch", "", "Visma.net", "in Dutch", "owner", "why"), crossing)
    second = _table(("Severa", "in Dutch", "Visma.net", "in Dutch", "why"), staying)
    return f"{first}\n\nWhat stays on its side:\n\n{second}"


def in_dutch(words: Sequence[str], names: Mapping[str, str]) -> str:
    """The Dutch names of fields, each once; those that have none are passed over."""
    return ", ".join(dict.fromkeys(names[word] for word in words if word in names))


def vnf_words(row: Row) -> list[str]:
    """The fields that a row names in Visma.net."""
    return row.vnf.split(", ") if row.vnf else []


def _crossing(row: Row, dutch: Screens) -> Sequence[str]:
    arrow = f"{_ARROWS[row.arrow]} once" if row.once else _ARROWS[row.arrow]
    owner = _NAMES[row.owner] if row.owner else "" if row.once else _OWNERS.get(row.arrow, "")
    why = f"Always `{_json(row.value(None, None))}`. {row.why}" if row.arrow == "always" else row.why
    return (*_severa(row, dutch), arrow, *_vnf(row, dutch), owner, why)


def _severa(row: Row, dutch: Screens) -> Sequence[str]:
    """What is no field of the API has more words than one."""
    shown = (f"`{word}`" if re.fullmatch(r"\w+", word) else word for word in row.severa)
    return ", ".join(shown), in_dutch(row.severa, dutch.severa)


def _vnf(row: Row, dutch: Screens) -> Sequence[str]:
    return ", ".join(f"`{word}`" for word in vnf_words(row)), in_dutch(vnf_words(row), dutch.vnf)


def _json(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), *rows))
