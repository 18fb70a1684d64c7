"""What may be written to a resource, as data: which fields, what they hold, and what they are called when read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from attrs import field, frozen

Scalar = Literal["text", "number", "whole", "flag", "date"]


@frozen
class Link:
    """A written code that must exist in a register, and what the answer shows of what it names.

    `to` is the field of the answer; "" keeps the code itself under its own name.
    """

    to: str
    collection: str
    copies: Mapping[str, str] = field(factory=dict)


@frozen
class Field:
    """One field of a write. `to` is its name when read, dotted where it lies deeper; None when it is not kept."""

    kind: Scalar | frozenset[str] | Shape
    wrapped: bool = True
    rows: bool = False
    nullable: bool = False
    to: str | Link | None = None


@frozen
class Shape:
    """The fields that may be written to one resource, or to one object within it."""

    fields: Mapping[str, Field]


def shape(
    *,
    text: str = "",
    number: str = "",
    whole: str = "",
    flag: str = "",
    date: str = "",
    words: Mapping[str, str] | None = None,
    inside: Mapping[str, Shape] | None = None,
    rows: Mapping[str, Shape] | None = None,
    bare: Mapping[str, Scalar | str | Shape] | None = None,
    nullable: str = "",
    to: Mapping[str, str | Link | None] | None = None,
) -> Shape:
    """Fields by what they hold, names separated by spaces.

    `words` are closed vocabularies, `inside` objects, `rows` arrays of objects; `bare` those that are not wrapped in
    `{"value": ...}` (arrays never are).
    """
    kinds: dict[str, tuple[Any, bool, bool]] = {}
    for kind, names in (("text", text), ("number", number), ("whole", whole), ("flag", flag), ("date", date)):
        kinds.update((name, (kind, True, False)) for name in names.split())
    kinds.update((name, (frozenset(value.split()), True, False)) for name, value in (words or {}).items())
    kinds.update((name, (value, True, False)) for name, value in (inside or {}).items())
    kinds.update((name, (value, False, True)) for name, value in (rows or {}).items())
    for name, value in (bare or {}).items():
        vocabulary = isinstance(value, str) and " " in value
        kinds[name] = (frozenset(str(value).split()) if vocabulary else value, False, False)
    may_be_null, called = nullable.split(), to or {}
    return Shape(
        {
            name: Field(kind, wrapped, many, name in may_be_null, called.get(name, name))
            for name, (kind, wrapped, many) in kinds.items()
        }
    )
