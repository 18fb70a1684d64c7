"""From values to JSON: Decimals as numbers with all their digits, dates without a zone, nothing that is not finite."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

import attrs
import msgspec

from severa_vnf.wire.model import Part, parts
from severa_vnf.wire.unset import UNSET

if TYPE_CHECKING:
    from cattrs import Converter

_JSON = msgspec.json.Encoder(decimal_format="number")


def dumps(value: Any) -> bytes:
    """Plain JSON values as bytes."""
    return _JSON.encode(value)


def plain(value: Any) -> Any:
    """A value as Severa takes it: objects by their fields' names on the wire, UNSET left out."""
    return _converter(wrap=False).unstructure(value)


def wrapped(value: Any) -> Any:
    """A value as Visma.net takes it: each field in `{"value": …}`, except where the API has it bare."""
    return _converter(wrap=True).unstructure(value)


def moment(value: datetime) -> str:
    """An aware moment as Severa takes it: UTC with a Z. Raises ValueError for one without a zone."""
    if value.tzinfo is None:
        raise ValueError(f"a moment without a zone: {value.isoformat()}")
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise ValueError(f"{value} is no amount")
    return value


def _number(value: float) -> float:
    if not isfinite(value):
        raise ValueError(f"{value} is no number")
    return value


@cache
def _converter(wrap: bool) -> Converter:
    from cattrs import Converter

    converter = Converter()
    converter.register_unstructure_hook_factory(attrs.has, lambda model: _hook(model, converter, wrap))
    converter.register_unstructure_hook(Decimal, _finite)
    converter.register_unstructure_hook(float, _number)
    converter.register_unstructure_hook(datetime, moment)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook_func(_is_enum, lambda member: member.value)
    return converter


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _hook(model: type, converter: Converter, wrap: bool) -> Callable[[Any], dict[str, Any]]:
    names: dict[str, Any] = {"UNSET": UNSET, "convert": converter.unstructure, "_finite": _finite}
    lines = ["def write(made):", " written = {}"]
    for part in parts(model):
        value = _value(part)
        kept = f"{{'value': {value}}}" if wrap and not part.bare else value
        lines += [f" value = made.{part.name}", f" if value is not UNSET: written[{part.wire!r}] = {kept}"]
    exec("\n".join([*lines, " return written"]), names)  # noqa: S102 - made of field names of our own models
    write: Callable[[Any], dict[str, Any]] = names["write"]
    return write


def _value(part: Part) -> str:
    if part.kind in (str, int, bool):
        return "value"
    if part.nullable:
        return "convert(value)"
    return "_finite(value)" if part.kind is Decimal else "value.value" if _is_enum(part.kind) else "convert(value)"
