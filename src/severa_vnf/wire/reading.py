"""Reading a model, written out as source: once per model, at its first use, and as fast as by hand.

No value is bent: null is not "None", false is not 0, 7.9 is not 7. A whole number is a good Decimal; that is the only
widening.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NewType, TypeVar, get_args, get_origin

import attrs

from severa_vnf.values import Code, Stamp, plain_date
from severa_vnf.wire.mismatch import Mismatch
from severa_vnf.wire.model import Model, Part, parts

T = TypeVar("T")

Hook = Callable[[Any, Any], Any]
Nested = Callable[[Any], Hook]

BIGGEST = 30
"""A number of more digits than this before the point, or of more noughts behind it, is no amount."""


def reading(model: Any, nested: Nested) -> Hook:
    """The hook that reads `model` from a JSON object; `nested` finds the hook of a model inside it."""
    names: dict[str, Any] = {"Mismatch": Mismatch, "Decimal": Decimal, "new": model.__new__, "model": model}
    names["fill"] = object.__setattr__
    lines = ["def read(data, _=None):", " if type(data) is not dict: raise Mismatch('', 'an object', data)"]
    lines += [" get = data.get"]
    for place, part in enumerate(parts(model)):
        lines += [f" {line}" for line in _field(part, f"v{place}", names, nested)]
    state = ", ".join(f"{part.name!r}: v{place}" for place, part in enumerate(parts(model)))
    raw = ", '_raw': data" if issubclass(model, Model) else ""
    lines += [" made = new(model)", f" fill(made, '__dict__', {{{state}{raw}}})", " return made"]
    exec("\n".join(lines), names)  # noqa: S102 - the source is made of field names of our own models
    read: Callable[[Any, Any], Any] = names["read"]
    return read


def _field(part: Part, here: str, names: dict[str, Any], nested: Nested) -> Iterator[str]:
    if part.nullable:
        yield f"{here} = get({part.wire!r})"
        yield f"if {here} is not None:"
    elif part.default is attrs.NOTHING:
        yield f"{here} = get({part.wire!r})"
        yield "if True:"
    else:
        names[f"default_{here}"] = part.default
        yield f"{here} = get({part.wire!r}, default_{here})"
        yield f"if {here} is not default_{here}:"
    yield from (f" {line}" for line in _check(part, here, names, nested))


def _check(part: Part, here: str, names: dict[str, Any], nested: Nested) -> Iterator[str]:
    kind = part.kind.__supertype__ if isinstance(part.kind, NewType) and part.kind is not Code else part.kind
    wrong = f"raise Mismatch({part.wire!r}, {_word(kind)!r}, {here})"
    if kind in (str, int, bool):
        yield f"if type({here}) is not {kind.__name__}: {wrong}"
    elif kind is Decimal:
        yield f"if type({here}) is int: {here} = Decimal({here})"
        yield f"if type({here}) is not Decimal or not -{BIGGEST} < {here}.adjusted() < {BIGGEST}: {wrong}"
    elif isinstance(kind, type) and issubclass(kind, Enum):
        members = names[f"members_{here}"] = {member.value: member for member in kind}
        yield f"try: {here} = members_{here}[{here}]"
        yield f"except (KeyError, TypeError): raise Mismatch({part.wire!r}, {_one_of(members)!r}, {here}) from None"
    else:
        names[f"read_{here}"] = _reader(kind, nested)
        yield f"try: {here} = read_{here}({here})"
        yield f"except Mismatch as fault: raise fault.under({part.wire!r}) from None"


def _word(kind: Any) -> str:
    words = {str: "text", int: "a whole number", bool: "true or false", Decimal: "a number"}
    return words.get(kind, "a value")


def _reader(kind: Any, nested: Nested) -> Callable[[Any], Any]:
    if get_origin(kind) is tuple:
        return _many(get_args(kind)[0], nested)
    if kind is Code:
        return lambda value: _text(value).strip()
    if kind is date:
        return lambda value: _parsed(plain_date, value, "a date")
    if kind is Stamp:
        return lambda value: _parsed(Stamp.read, value, "a moment")
    if kind in (str, int, bool, Decimal):
        return _scalar(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return lambda value: _member(members, value)
    hook = nested(kind)
    return lambda value: hook(value, kind)


def _many(kind: Any, nested: Nested) -> Callable[[Any], Any]:
    read = _reader(kind.__supertype__ if isinstance(kind, NewType) and kind is not Code else kind, nested)

    def read_all(values: Any) -> tuple[Any, ...]:
        if type(values) is not list:
            raise Mismatch("", "a list", values)
        found: list[Any] = []
        try:
            for value in values:
                found.append(read(value))  # noqa: PERF401 - where it fails, the list tells the place
        except Mismatch as fault:
            raise fault.under(f"[{len(found)}]") from None
        return tuple(found)

    return read_all


def _scalar(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if kind is Decimal and type(value) is int:
            value = Decimal(value)
        if type(value) is not kind or (isinstance(value, Decimal) and not -BIGGEST < value.adjusted() < BIGGEST):
            raise Mismatch("", _word(kind), value)
        return value

    return read


def _text(value: Any) -> str:
    if type(value) is not str:
        raise Mismatch("", "text", value)
    return value


def _parsed(parse: Callable[[str], T], value: Any, word: str) -> T:
    try:
        return parse(_text(value))
    except ValueError:
        raise Mismatch("", word, value) from None


def _member(members: dict[Any, T], value: Any) -> T:
    if type(value) is not str or value not in members:
        raise Mismatch("", _one_of(members), value)
    return members[value]


def _one_of(members: Iterable[Any]) -> str:
    return "one of " + ", ".join(members)
