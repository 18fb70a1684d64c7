"""Dotted paths into wire JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any


def at(wire: Any, path: str) -> Any:
    """The value at a path such as `customer.number`, or None."""
    for step in path.split("."):
        if not isinstance(wire, dict):
            return None
        wire = wire.get(step)
    return wire


def values(wire: Any, path: str) -> Iterator[Any]:
    """Every value at a path such as `invoiceLines.*.project.id`."""
    head, star, rest = path.partition(".*.")
    if not star:
        yield at(wire, path)
        return
    for row in at(wire, head) or ():
        yield from values(row, rest)


def set_at(wire: dict[str, Any], path: str, value: Any) -> None:
    """Put a value at a path, making the objects on the way."""
    *steps, last = path.split(".")
    for step in steps:
        if wire.get(step) is None:
            wire[step] = {}
        wire = wire[step]
    wire[last] = value


def change_at(wire: Any, path: str, change: Callable[[Any], Any]) -> None:
    """Change every value that stands at a path such as `invoiceLines.*.description`."""
    head, star, rest = path.partition(".*.")
    if star:
        for row in at(wire, head) or ():
            change_at(row, rest, change)
    elif at(wire, path) is not None:
        set_at(wire, path, change(at(wire, path)))
