"""Whatever the codec reads as a model: its JSON with every field there, missing, null or strange."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NewType, TypeVar, get_args, get_origin

import attrs
from hypothesis import strategies as st

from severa_vnf.values import Stamp
from severa_vnf.wire.decode import structure
from severa_vnf.wire.model import Part, parts

T = TypeVar("T")

NUMBERS = st.decimals(allow_nan=False, allow_infinity=False).filter(lambda number: -30 < number.adjusted() < 30)
TEXTS = st.text(max_size=12) | st.sampled_from(["A", "EUR", "SEK", " ", "two\nlines", "x" * 300])


def decodable(model: type[T]) -> st.SearchStrategy[T]:
    """Values of a model, as they are read."""
    return _wire(model).map(lambda wire: structure(wire, model))


def _wire(model: Any) -> st.SearchStrategy[dict[str, Any]]:
    known = parts(model)
    needed = {part.wire: _values(part) for part in known if not part.nullable and part.default is attrs.NOTHING}
    others = {part.wire: _values(part) for part in known if part.wire not in needed}
    return st.fixed_dictionaries(needed, optional=others)


def _values(part: Part) -> st.SearchStrategy[Any]:
    values = _of_kind(part.kind)
    return st.none() | values if part.nullable else values


def _of_kind(kind: Any) -> st.SearchStrategy[Any]:
    if isinstance(kind, NewType) or kind is str:
        return TEXTS
    if get_origin(kind) is tuple:
        return st.lists(_of_kind(get_args(kind)[0]), max_size=3)
    if kind is Stamp:
        return st.datetimes().map(lambda moment: moment.isoformat())
    if attrs.has(kind):
        return _wire(kind)
    if issubclass(kind, Enum):
        return st.sampled_from([member.value for member in kind])
    plain = {
        int: st.integers(-(2**63), 2**63),
        bool: st.booleans(),
        Decimal: NUMBERS,
        date: st.dates().map(date.isoformat),
    }
    return plain[kind]
