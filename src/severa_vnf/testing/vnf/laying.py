"""Laying what was written over a document, under the names it is read by."""

from __future__ import annotations

from typing import Any

from severa_vnf.testing.vnf.paths import at, set_at
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.shapes import Link, Shape
from severa_vnf.testing.vnf.world import World


def lay(world: World, shape: Shape, plain: dict[str, Any], wire: dict[str, Any], *, but: str = "") -> None:
    """Change `wire` as a partial write says: what it does not name stays. Links must lead somewhere.

    `but` is the name of the rows that carry operations: those are for `lay_rows`.
    """
    for name, value in plain.items():
        known = shape.fields[name]
        if known.to is None or (but and known.to == but):
            continue
        if isinstance(known.to, Link):
            _link(world, known.to, name, value, wire)
        elif known.rows:
            assert isinstance(known.kind, Shape)
            wire[known.to] = [_laid(world, known.kind, row) for row in value]
        elif isinstance(known.kind, Shape) and value is not None:
            inner = at(wire, known.to) or {}
            set_at(wire, known.to, inner)
            lay(world, known.kind, value, inner)
        else:
            set_at(wire, known.to, value)


def lay_rows(world: World, resource: Resource, plain: dict[str, Any], wire: dict[str, Any]) -> None:
    """Carry out the operations on a document's lines: Insert, Update and Delete, by line number."""
    shape = resource.shape
    written = next((name for name, known in shape.fields.items() if known.rows and known.to == resource.rows), "")
    if written not in plain:
        return
    row_shape = shape.fields[written].kind
    assert isinstance(row_shape, Shape)
    key = resource.row_key
    rows: dict[int, dict[str, Any]] = {row[key]: row for row in wire.get(resource.rows) or ()}
    for given in plain[written]:
        number = given.get(key) or 0
        match given.get("operation"):
            case "Insert":
                if number in rows:
                    world.taker.misread(f"Line {number} exists: what Insert does to it is not known. Use Update.")
                number = number if number and number not in rows else max(rows, default=0) + 1
                rows[number] = {key: number}
                lay(world, row_shape, given, rows[number])
                rows[number][key] = number
            case "Update":
                if number not in rows:
                    raise Refused(f"Line {number} cannot be found.")
                lay(world, row_shape, given, rows[number])
            case "Delete":
                if rows.pop(number, None) is None:
                    raise Refused(f"Line {number} cannot be found.")
            case _:
                world.taker.misread("A line without an operation is not created.")
    wire[resource.rows] = list(rows.values())


def _laid(world: World, shape: Shape, plain: dict[str, Any]) -> dict[str, Any]:
    wire: dict[str, Any] = {}
    lay(world, shape, plain, wire)
    return wire


def _link(world: World, link: Link, name: str, value: Any, wire: dict[str, Any]) -> None:
    if value in (None, ""):
        set_at(wire, link.to or name, None)
        return
    target = world.need(link.collection, value)
    copied = {shown: at(target, source) for shown, source in link.copies.items()}
    set_at(wire, link.to or name, copied if link.to else value)
