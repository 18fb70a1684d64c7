"""From JSON to models, strictly: a value of the type the model names, or a fault with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import attrs
import msgspec
from attrs import field, frozen

from severa_vnf.wire.mismatch import Mismatch, Undecodable
from severa_vnf.wire.reading import reading

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")

_JSON = msgspec.json.Decoder(float_hook=Decimal)
_APART = msgspec.json.Decoder(list[msgspec.Raw])


def loads(body: bytes | msgspec.Raw) -> Any:
    """JSON with exact numbers: int and Decimal. Raises Mismatch where it is no JSON."""
    try:
        return _JSON.decode(body)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError) as error:
        raise Mismatch("", f"JSON ({error})", bytes(body)[:60]) from error


@frozen
class Rows(Generic[T]):
    """The values of a JSON list, each read whenever it is looked at and not kept: a whole register may come at once."""

    parts: Sequence[msgspec.Raw]
    read: Callable[[Any], T] = field(eq=False)

    def __getitem__(self, place: int) -> T:
        return self.read(loads(self.parts[place]))

    def __iter__(self) -> Iterator[T]:
        return (self.read(loads(part)) for part in self.parts)

    def __len__(self) -> int:
        return len(self.parts)


def apart(body: bytes) -> Sequence[msgspec.Raw]:
    """The values of a JSON list, tried and not kept. Raises Mismatch where it is none."""
    try:
        parts = _APART.decode(body)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise Mismatch("", "a list", loads(body)) from None
    for part in parts:
        loads(part)
    return parts


def structure(value: Any, model: type[T]) -> T:
    """Read one JSON value as `model`. Raises Mismatch."""
    return _hook(model)(value, model)


def rows(values: Any, model: type[T]) -> list[T | Undecodable]:
    """Read a list; a row that does not fit is kept as Undecodable. Raises Mismatch where it is no list."""
    if type(values) is not list:
        raise Mismatch("", "a list", values)
    return [decoded(value, model) for value in values]


def decoded(value: Any, model: type[T]) -> T | Undecodable:
    """Read one; where it does not fit, what is wrong with it."""
    try:
        return _hook(model)(value, model)
    except Mismatch as fault:
        return Undecodable(str(fault), value)


def _hook(model: type[T]) -> Callable[[Any, Any], T]:
    hook: Callable[[Any, Any], T] = _converter().get_structure_hook(model)
    return hook


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter()
    converter.register_structure_hook_factory(attrs.has, lambda model: reading(model, converter.get_structure_hook))
    return converter
