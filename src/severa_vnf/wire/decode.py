"""From JSON to models, strictly: a value of the type the model names, or a fault with its path."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import msgspec

from severa_vnf.wire.mismatch import Mismatch, Undecodable
from severa_vnf.wire.reading import reading

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")

_JSON = msgspec.json.Decoder(float_hook=Decimal)


def loads(body: bytes) -> Any:
    """JSON with exact numbers: int and Decimal. Raises Mismatch where it is no JSON."""
    try:
        return _JSON.decode(body)
    except (msgspec.MsgspecError, ValueError, ArithmeticError, RecursionError) as error:
        raise Mismatch("", f"JSON ({error})", body[:60]) from error


def structure(value: Any, model: type[T]) -> T:
    """Read one JSON value as `model`. Raises Mismatch."""
    return _hook(model)(value, model)


def rows(values: Any, model: type[T]) -> list[T | Undecodable]:
    """Read a list; a row that does not fit is kept as Undecodable. Raises Mismatch where it is no list."""
    if type(values) is not list:
        raise Mismatch("", "a list", values)
    read = _hook(model)
    found: list[T | Undecodable] = []
    for value in values:
        try:
            found.append(read(value, model))
        except Mismatch as fault:
            found.append(Undecodable(str(fault), value))
    return found


def _hook(model: type[T]) -> Callable[[Any, Any], T]:
    hook: Callable[[Any, Any], T] = _converter().get_structure_hook(model)
    return hook


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter()
    converter.register_structure_hook_factory(attrs.has, lambda model: reading(model, converter.get_structure_hook))
    return converter
