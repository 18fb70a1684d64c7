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
    wrapped: bool
    rows: bool
    to: str | Link | None


@frozen
class Shape:
    """The fields that may be written to one resource, or to one object within it."""

    fields: Mapping[str, Field]


def names(text: str) -> dict[str, str]:
    """`a b=c.d` as {"a": "a", "b": "c.d"}."""
    return {name: other or name for name, _, other in (word.partition("=") for word in text.split())}


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
    links: Mapping[str, Link] | None = None,
    dropped: str = "",
) -> Shape:
    """Fields by what they hold: names separated by spaces, `name=other` where it is read under another name.

    `words` are closed vocabularies, `inside` objects, `rows` arrays of objects; `bare` those that are not wrapped in
    `{"value": ...}` (arrays never are). `links` lead to registers; `dropped` is taken and not kept.
    """
    kinds: dict[str, tuple[Any, bool, bool]] = {}
    for kind, listed in (("text", text), ("number", number), ("whole", whole), ("flag", flag), ("date", date)):
        kinds.update((word, (kind, True, False)) for word in listed.split())
    kinds.update((word, (frozenset(value.split()), True, False)) for word, value in (words or {}).items())
    kinds.update((word, (value, True, False)) for word, value in (inside or {}).items())
    kinds.update((word, (value, False, True)) for word, value in (rows or {}).items())
    for word, value in (bare or {}).items():
        vocabulary = isinstance(value, str) and " " in value
        kinds[word] = (frozenset(str(value).split()) if vocabulary else value, False, False)
    kept_out, known = dropped.split(), links or {}
    fields = {}
    for word, (kind, wrapped, many) in kinds.items():
        name, _, other = word.partition("=")
        to = None if name in kept_out else known.get(name, other or name)
        fields[name] = Field(kind, wrapped, many, to)
    return Shape(fields)
