"""How a model says what its JSON looks like. Models know no JSON themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import field, frozen

from severa_vnf.wire.unset import Unset

WIRE, BARE = "wire", "bare"


@frozen(kw_only=True, slots=False)
class Model:
    """One object of an API, as it was read.

    Fields are the ones this library knows, in snake_case. A field that may be null or missing is None then.
    """

    _raw: Mapping[str, Any] = field(factory=dict, repr=False, eq=False, order=False)

    @property
    def extra(self) -> dict[str, Any]:
        """What the service sent and the model does not know, as plain JSON values with exact numbers."""
        model: Any = type(self)
        known = {part.wire for part in parts(model)}
        return {name: value for name, value in self._raw.items() if name not in known}


def named(wire: str) -> dict[str, str]:
    """Metadata for a field whose name on the wire is not its own in camelCase."""
    return {WIRE: wire}


def bare(wire: str | None = None) -> dict[str, Any]:
    """Metadata for a written Visma.net field that stands as it is, without the `{"value": …}` around it."""
    return {BARE: True} | ({WIRE: wire} if wire else {})


def camel(name: str) -> str:
    """`vat_number` -> `vatNumber`."""
    return re.sub(r"_+([a-z0-9])", lambda found: found[1].upper(), name)


@frozen
class Part:
    """A field as the codec sees it."""

    name: str
    wire: str
    kind: Any
    """Its type without None and UNSET."""
    nullable: bool
    default: Any
    """attrs.NOTHING where the field must be there."""
    bare: bool


@cache
def parts(model: Any) -> tuple[Part, ...]:
    """The fields of a model, its `extra` apart."""
    hints = get_type_hints(model)
    return tuple(_part(one, hints[one.name]) for one in attrs.fields(model) if one.name != "_raw")


def _part(one: attrs.Attribute[Any], hint: Any) -> Part:
    members = tuple(_members(hint))
    (kind,) = (member for member in members if member not in (type(None), Unset))
    wire = one.metadata.get(WIRE) or camel(one.name)
    return Part(one.name, wire, kind, type(None) in members, one.default, bool(one.metadata.get(BARE)))


def _members(hint: Any) -> Iterator[Any]:
    if get_origin(hint) in (Union, UnionType):
        yield from get_args(hint)
    else:
        yield hint
