"""From JSON to models, strictly: a value of the type the model names, or a fault with its path.

A hook is written out as source once per model, at its first use, and registered with cattrs. No value is bent: null is
not "None", false is not 0, 7.9 is not 7. A whole number is a good Decimal; that is the only widening.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NewType, TypeVar, get_args, get_origin

import attrs
import msgspec
from attrs import frozen
from cattrs import Converter

from severa_vnf.values import Code, Stamp, plain_date
from severa_vnf.wire.model import Model, Part, parts

T = TypeVar("T")

BIGGEST = 30
"""A number of more digits than this before or behind the point is no amount: it would not survive arithmetic."""


class Mismatch(Exception):
    """A value that is not what the model says. `path` leads to it, as in `projects[2].guid`."""

    def __init__(self, path: str, expected: str, found: object) -> None:
        super().__init__(path, expected, found)
        self.path, self.expected, self.found = path, expected, found

    def __str__(self) -> str:
        return f"{self.path or 'the value'}: {self.expected} expected, found {_shown(self.found)}"

    def under(self, place: str) -> Mismatch:
        """The same fault, seen from one level further up."""
        joint = "" if not self.path or self.path.startswith("[") else "."
        return Mismatch(f"{place}{joint}{self.path}", self.expected, self.found)


def _shown(value: object) -> str:
    return repr(value) if len(repr(value)) <= 60 else repr(value)[:57] + "..."


@frozen
class Undecodable:
    """A row that could not be read; the rest of its page could.

    `fault` names the path, what was expected and what was found; `raw` is the row as it came.
    """

    fault: str
    raw: Any


_JSON = msgspec.json.Decoder(float_hook=Decimal)


def loads(body: bytes) -> Any:
    """JSON with exact numbers: int and Decimal. Raises Mismatch where it is no JSON."""
    try:
        return _JSON.decode(body)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError) as error:
        raise Mismatch("", f"JSON ({error})", body[:60]) from error


_CONVERTER = Converter()
_CONVERTER.register_structure_hook_factory(attrs.has, _hook)


def structure(value: Any, model: type[T]) -> T:
    """Read one JSON value as `model`. Raises Mismatch."""
    read: Callable[[Any, Any], T] = _CONVERTER.get_structure_hook(model)
    return read(value, model)


def rows(values: Any, model: type[T]) -> list[T | Undecodable]:
    """Read a list; a row that does not fit is kept as Undecodable. Raises Mismatch where it is no list."""
    if type(values) is not list:
        raise Mismatch("", "a list", values)
    read: Callable[[Any, Any], T] = _CONVERTER.get_structure_hook(model)
    found: list[T | Undecodable] = []
    for value in values:
        try:
            found.append(read(value, model))
        except Mismatch as fault:
            found.append(Undecodable(str(fault), value))
    return found


def _hook(model: type) -> Callable[[Any, Any], Any]:
    names: dict[str, Any] = {"Mismatch": Mismatch, "Decimal": Decimal, "new": model.__new__, "model": model}
    names["fill"] = object.__setattr__
    lines = ["def read(data, _=None):", " if type(data) is not dict: raise Mismatch('', 'an object', data)"]
    lines += [" get = data.get"]
    for place, part in enumerate(parts(model)):
        lines += [f" {line}" for line in _field(part, f"v{place}", names)]
    state = ", ".join(f"{part.name!r}: v{place}" for place, part in enumerate(parts(model)))
    raw = ", '_raw': data" if issubclass(model, Model) else ""
    lines += [" made = new(model)", f" fill(made, '__dict__', {{{state}{raw}}})", " return made"]
    exec("\n".join(lines), names)  # noqa: S102 - the source is made of field names of our own models
    read: Callable[[Any, Any], Any] = names["read"]
    return read


def _field(part: Part, here: str, names: dict[str, Any]) -> Iterator[str]:
    names[f"default_{here}"] = None if part.default is attrs.NOTHING or part.nullable else part.default
    missing = "" if part.nullable else f", default_{here}"
    yield f"{here} = get({part.wire!r}{missing})"
    check = list(_check(part, here, names))
    if part.nullable:
        yield f"if {here} is not None:"
        yield from (f" {line}" for line in check)
    else:
        yield from check


def _check(part: Part, here: str, names: dict[str, Any]) -> Iterator[str]:
    kind = part.kind.__supertype__ if isinstance(part.kind, NewType) and part.kind is not Code else part.kind
    wrong = f"raise Mismatch({part.wire!r}, {_word(kind)!r}, {here})"
    if kind in (str, int, bool):
        yield f"if type({here}) is not {kind.__name__}: {wrong}"
    elif kind is Decimal:
        yield f"if type({here}) is int: {here} = Decimal({here})"
        yield f"if type({here}) is not Decimal or not -{BIGGEST} < {here}.adjusted() < {BIGGEST}: {wrong}"
    else:
        names[f"read_{here}"] = _reader(kind)
        yield f"try: {here} = read_{here}({here})"
        yield f"except Mismatch as fault: raise fault.under({part.wire!r}) from None"


def _word(kind: Any) -> str:
    words = {str: "text", int: "a whole number", bool: "true or false", Decimal: "a number"}
    return words.get(kind, "a value")


def _reader(kind: Any) -> Callable[[Any], Any]:
    if get_origin(kind) is tuple:
        return _many(get_args(kind)[0])
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
    hook: Callable[[Any, Any], Any] = _CONVERTER.get_structure_hook(kind)
    return lambda value: hook(value, kind)


def _many(kind: Any) -> Callable[[Any], Any]:
    read = _reader(kind.__supertype__ if isinstance(kind, NewType) and kind is not Code else kind)

    def read_all(values: Any) -> tuple[Any, ...]:
        if type(values) is not list:
            raise Mismatch("", "a list", values)
        found = []
        for place, value in enumerate(values):
            try:
                found.append(read(value))
            except Mismatch as fault:
                raise fault.under(f"[{place}]") from None
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
        raise Mismatch("", "one of " + ", ".join(members), value)
    return members[value]
