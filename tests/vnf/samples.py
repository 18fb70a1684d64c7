"""Every call that the package describes, each made with sample values for all that it takes."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from importlib import import_module
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, NewType, Required, Union, get_args, get_origin, get_type_hints

from attrs import frozen

from severa_vnf import vnf
from severa_vnf.values import Stamp
from severa_vnf.wire.call import Call
from severa_vnf.wire.paging import Paged
from severa_vnf.wire.unset import Unset

RESOURCES = [name for name in vnf.__all__ if name.islower()]

SCALARS: dict[Any, Any] = {
    str: "1",
    int: 1,
    bool: True,
    bytes: b"content",
    Decimal: Decimal("1.50"),
    date: date(2026, 10, 31),
    Stamp: Stamp(datetime(2026, 10, 31, 23, 30)),
}


@frozen
class Sample:
    """A described call: its name in the package, itself, and the model its answer is read as."""

    name: str
    made: Call[Any] | Paged[Any]
    model: Any

    @property
    def call(self) -> Call[Any]:
        """The call; of a list the one for its first page."""
        return self.made.first if isinstance(self.made, Paged) else self.made


def samples() -> Iterator[Sample]:
    """Every public function of every resource: called with all it takes, and with no more than it needs."""
    for name in RESOURCES:
        module = import_module(f"severa_vnf.vnf.{name}")
        for function in functions(module):
            hints = get_type_hints(function)
            model = get_args(hints.pop("return"))[0]
            full = {place: value(hint) for place, hint in hints.items() if place != "filters"}
            filters = get_type_hints(module.Filters, include_extras=True) if "filters" in hints else {}
            full |= {place: value(hint) for place, hint in filters.items()}
            yield Sample(f"{name}.{function.__name__}", function(**full), model)
            few = {place: full[place] for place in needed(function)}
            if few != full:
                yield Sample(f"{name}.{function.__name__}, briefly", function(**few), model)


def functions(module: ModuleType) -> list[Callable[..., Any]]:
    """What a resource can be asked."""
    found = [each for each in vars(module).values() if inspect.isfunction(each) and each.__module__ == module.__name__]
    return [each for each in found if get_origin(get_type_hints(each)["return"]) in (Call, Paged)]


def needed(function: Callable[..., Any]) -> list[str]:
    """The names of the arguments that have no default."""
    arguments = inspect.signature(function).parameters.values()
    return [each.name for each in arguments if each.default is each.empty and each.kind is not each.VAR_KEYWORD]


def value(hint: Any) -> Any:
    """A value of this type: a model to be written has every field set."""
    kind = inner(hint)
    if kind in SCALARS:
        return SCALARS[kind]
    if get_origin(kind) is not None:
        return (value(get_args(kind)[0]),)
    if issubclass(kind, Enum):
        return next(iter(kind))
    return kind(**{name: value(each) for name, each in get_type_hints(kind).items() if name != "_raw"})


def inner(hint: Any) -> Any:
    """A type without what surrounds it: None, UNSET, notes, its name."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (each for each in get_args(hint) if each not in (NoneType, Unset))
    if get_origin(hint) in (Annotated, Required):
        hint = get_args(hint)[0]
    return hint.__supertype__ if isinstance(hint, NewType) else hint
