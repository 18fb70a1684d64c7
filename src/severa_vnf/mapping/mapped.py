"""A new record, and all that stands in its way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, TypeVar

import attrs
from attrs import frozen

from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem
from severa_vnf.wire.model import Model
from severa_vnf.wire.unset import UNSET

T = TypeVar("T")


@frozen
class Mapped(Generic[T]):
    """A record as the other system is to get it. With `problems` there is nothing to be sent."""

    made: T
    problems: tuple[Problem, ...] = ()


def mapped(made: T, troubles: Iterable[Trouble], stream: str, record: object, label: str) -> Mapped[T]:
    """A new record, which names what it has and no empty texts, with its troubles said of it."""
    told = (Problem(one.rule, stream, str(record), label, one.field, one.value) for one in troubles)
    return Mapped(filled(made), tuple(told))


def filled(made: T) -> T:
    """The same without its empty texts, in its parts as well."""
    record: Any = made
    kept = {one.name: _filled(getattr(record, one.name)) for one in attrs.fields(type(record))}
    whole: T = attrs.evolve(record, **kept)
    return whole


def _filled(value: Any) -> Any:
    if value == "":
        return UNSET
    if not attrs.has(type(value)) or isinstance(value, Model):
        return value
    part = filled(value)
    return UNSET if set(attrs.astuple(part, recurse=False)) == {UNSET} else part
