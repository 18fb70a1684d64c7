"""The same world in a company whose numbers begin with zeros."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from severa_vnf.testing.vnf.paths import change_at
from severa_vnf.testing.worlds.world import World

DIGITS = 6
_NUMBERS = {
    "customer": ("number", "parentRecord.number"),
    "contact": ("businessAccount",),
    "project": ("projectID", "customer.number"),
    "project_task": ("projectID",),
}
_SERIES = {
    "ARINVOICE": ("000101", "049999"),
    "ARCREDNOTE": ("050001", "099999"),
    "CUSTOMER": ("010000", "099999"),
}


def with_leading_zeros(world: World) -> World:
    """Write Visma.net's numbers of customers and projects to six digits, and begin its documents at 000101.

    Severa's stay as they are: whole numbers, which know no zeros. What is no number, such as a template, keeps its
    name. The world must hold no document of Visma.net's yet.
    """
    vnf: dict[str, Any] = {name: list(rows) for name, rows in world.vnf.items()}
    for name, paths in _NUMBERS.items():
        if name in vnf:
            vnf[name] = [_padded(row, paths) for row in vnf[name]]
    vnf["number_sequence"] = [_series(row) for row in vnf.get("number_sequence", ())]
    return evolve(world, vnf=vnf)


def _padded(row: Mapping[str, Any], paths: tuple[str, ...]) -> dict[str, Any]:
    changed = {name: dict(value) if isinstance(value, Mapping) else value for name, value in row.items()}
    for path in paths:
        change_at(changed, path, _zeros)
    return changed


def _zeros(number: str) -> str:
    return number.zfill(DIGITS) if number.isdecimal() else number


def _series(row: Mapping[str, Any]) -> Mapping[str, Any]:
    code = row["numberingId"]
    if code not in _SERIES:
        return row
    start, end = _SERIES[code]
    return {**row, "sequence": [{"numberingId": code, "startNbr": start, "endNbr": end}]}
