"""Everything that the library can ask Severa, found by reading the signatures of the resource modules."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import ModuleType, NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from severa_vnf import severa
from severa_vnf.wire.call import Call
from severa_vnf.wire.paging import Paged
from severa_vnf.wire.unset import Unset

GUID = "04a8c06b-bddb-ed4f-586a-0123456789ab"

SCALARS: dict[Any, Any] = {
    str: GUID,
    int: 7,
    bool: True,
    bytes: b"bytes",
    Decimal: Decimal("12.50"),
    date: date(2026, 10, 31),
    datetime: datetime(2026, 10, 31, 23, 30, tzinfo=UTC),
}


@frozen
class Described:
    """One public function of a resource module, and what its signature says."""

    name: str
    function: Callable[..., Any]

    @property
    def _hints(self) -> dict[str, Any]:
        return get_type_hints(self.function)

    @property
    def gives(self) -> Any:
        """What the answer holds: a model, bytes, None."""
        return get_args(self._hints["return"])[0]

    @property
    def known(self) -> type | None:
        """The TypedDict of its filters or changes."""
        hint = self._hints.get("filters") or self._hints.get("changes")
        found: type | None = get_args(hint)[0] if hint else None
        return found

    def asked(self, whole: bool = True) -> Any:
        """What it gives for a value of every parameter, filter and field; without `whole`, of those it demands."""
        places = [
            sample(hint, whole) for name, hint in self._hints.items() if name not in ("return", "filters", "changes")
        ]
        names = get_type_hints(self.known) if self.known and whole else {}
        return self.function(*places, **{name: sample(hint) for name, hint in names.items()})

    def call(self, whole: bool = True) -> Call[Any]:
        """The first exchange of what was asked."""
        asked = self.asked(whole)
        call: Call[Any] = asked.first if isinstance(asked, Paged) else asked
        return call


def modules() -> Iterator[tuple[str, ModuleType]]:
    """The resource modules by name."""
    found = ((name, getattr(severa, name)) for name in severa.__all__)
    return ((name, module) for name, module in found if isinstance(module, ModuleType))


def described() -> list[Described]:
    """Every public function of every resource module."""
    return [
        Described(f"{name}.{function.__name__}", function)
        for name, module in modules()
        for function in vars(module).values()
        if inspect.isfunction(function)
        and function.__module__ == module.__name__
        and not function.__name__.startswith("_")
    ]


def sample(hint: Any, whole: bool = True) -> Any:
    """A value of a type; of a class of attrs with every field, or without `whole` with those it demands."""
    if isinstance(hint, NewType):
        return sample(hint.__supertype__)
    if get_origin(hint) in (Union, UnionType):
        return sample(next(member for member in get_args(hint) if member not in (NoneType, Unset)))
    if get_origin(hint) in (tuple, Sequence):
        return (sample(get_args(hint)[0]),)
    if attrs.has(hint):
        hints = get_type_hints(hint)
        fields = [one for one in attrs.fields(hint) if one.name != "_raw" and (whole or one.default is attrs.NOTHING)]
        named = {one.name: sample(hints[one.name]) for one in fields}
        return hint(**named | ({"content_type": "text/plain"} if "content_type" in named else {}))
    return next(iter(hint)) if issubclass(hint, Enum) else SCALARS[hint]
