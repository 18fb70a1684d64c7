"""What a field may hold: the kinds of value of the service's JSON, checked and filled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen

Document = dict[str, Any]

_INTEGERS = {"int32": 2**31, "int64": 2**63}
_BLANKS: dict[str, Any] = {
    "text": "", "guid": "", "bool": False, "int32": 0, "int64": 0, "number": 0,
    "date": "0001-01-01", "moment": "0001-01-01T00:00:00Z", "object": {}, "array": [],
}  # fmt: skip
_NEEDED = {"text": "?", "guid": "00000000-0000-0000-0000-000000000000"}
"""A text that a record must have is never empty."""


@frozen
class Shape:
    """One kind of value. `of` names the collection that an object refers to, by its part `key`."""

    kind: str
    nullable: bool = False
    fixed: bool = False
    required: bool = False
    default: Any = None
    longest: int | None = None
    words: tuple[str, ...] = ()
    parts: Mapping[str, Shape] = field(factory=dict)
    item: Shape | None = None
    of: str = ""
    key: str = "guid"

    @property
    def or_null(self) -> Shape:
        """The same, or null."""
        return evolve(self, nullable=True)

    @property
    def read_only(self) -> Shape:
        """The same, set by the service alone."""
        return evolve(self, fixed=True)

    @property
    def needed(self) -> Shape:
        """The same, which a new record must have."""
        return evolve(self, required=True)

    def starting(self, default: Any) -> Shape:
        """The same, with what a record holds that was made without it."""
        return evolve(self, default=default)

    def blank(self) -> Any:
        """What a record holds that was made without it."""
        if self.default is not None or self.nullable:
            return self.default
        if self.words:
            return self.words[0]
        return _NEEDED.get(self.kind, _BLANKS[self.kind]) if self.required else _BLANKS[self.kind]


TEXT, GUID, BOOL, INT32, INT64 = Shape("text"), Shape("guid"), Shape("bool"), Shape("int32"), Shape("int64")
NUMBER, DATE, MOMENT = Shape("number"), Shape("date"), Shape("moment")


def words(names: str) -> Shape:
    """One of these words."""
    return Shape("word", words=tuple(names.split()))


def struct(fields: Mapping[str, Shape]) -> Shape:
    """A JSON object. A key may name several fields of one shape, with blanks between them."""
    return Shape("object", parts={name: shape for names, shape in fields.items() for name in names.split()})


def many(item: Shape) -> Shape:
    """A JSON array."""
    return Shape("array", item=item)


def refers(of: str, fields: Mapping[str, Shape]) -> Shape:
    """A reference to a record: its guid, and fields that the service reads from the record itself."""
    return evolve(struct({"guid": GUID.needed, **fields}), of=of)


def complaints(shape: Shape, value: Any, at: str, *, writing: bool, strict: bool) -> Iterator[tuple[str, str]]:
    """Everything wrong with a value: where, and what.

    `writing` looks at it as the body of a request: read-only and missing fields are wrong. Without `strict`, unknown
    and read-only fields pass, as the service drops them without a word.
    """
    if value is None:
        if not shape.nullable or (writing and shape.required):
            yield at, "must not be null"
    elif shape.kind == "object" and isinstance(value, dict):
        for name, part in value.items():
            known = shape.parts.get(name)
            if known is None or (writing and known.fixed):
                if strict:
                    yield f"{at}/{name}", "unknown field" if known is None else "read-only field"
            else:
                yield from complaints(known, part, f"{at}/{name}", writing=writing, strict=strict)
        if writing:
            missing = (name for name, part in shape.parts.items() if part.required and name not in value)
            yield from ((f"{at}/{name}", "required field is missing") for name in missing)
    elif shape.item is not None and isinstance(value, list):
        for place, entry in enumerate(value):
            yield from complaints(shape.item, entry, f"{at}/{place}", writing=writing, strict=strict)
    elif not _holds(shape, value):
        yield at, f"is no {shape.kind}" + (f" of {', '.join(shape.words)}" if shape.words else "")


def _holds(shape: Shape, value: Any) -> bool:
    match shape.kind:
        case "text" | "guid":
            return isinstance(value, str) and int(shape.required) <= len(value) <= (shape.longest or len(value))
        case "bool":
            return isinstance(value, bool)
        case "int32" | "int64":
            limit = _INTEGERS[shape.kind]
            return isinstance(value, int) and not isinstance(value, bool) and -limit <= value < limit
        case "number":
            return isinstance(value, int | Decimal) and not isinstance(value, bool)
        case "word":
            return value in shape.words
        case "date":
            return isinstance(value, str) and _reads(lambda text: date.fromisoformat(text).isoformat() == text, value)
        case "moment":
            return isinstance(value, str) and _reads(datetime.fromisoformat, value)
        case _:
            return False


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        return bool(read(text))
    except ValueError:
        return False


def known(shape: Shape, value: Any) -> Any:
    """The part of a request's body that the service reads: without unknown and read-only fields."""
    if isinstance(value, dict):
        kept = {name: part for name, part in shape.parts.items() if name in value and not part.fixed}
        return {name: known(part, value[name]) for name, part in kept.items()}
    if isinstance(value, list) and shape.item is not None:
        return [known(shape.item, entry) for entry in value]
    return value


def filled(shape: Shape, value: Any) -> Any:
    """The value with every field of its shape: a missing one holds what the service would answer."""
    if isinstance(value, dict):
        whole = {
            name: filled(part, value[name] if name in value else part.blank()) for name, part in shape.parts.items()
        }
        return {**value, **whole}
    if isinstance(value, list) and shape.item is not None:
        return [filled(shape.item, entry) for entry in value]
    return value


def values(document: Any, path: str) -> Iterator[Any]:
    """All values at a dotted path; a list on the way gives one for each of its entries."""
    name, _, rest = path.partition(".")
    found = document.get(name) if isinstance(document, dict) else None
    for entry in found if isinstance(found, list) else [found]:
        if rest:
            yield from values(entry, rest)
        else:
            yield entry
