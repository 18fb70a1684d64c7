"""A small model with a field of every sort, read by the tests of the codec."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum

from attrs import field, frozen

from severa_vnf.values import Code, Guid, Stamp
from severa_vnf.wire.model import Model, bare, named
from severa_vnf.wire.unset import UNSET, Unset


class Colour(StrEnum):
    """A closed list of words."""

    RED = "Red"
    GREEN = "Green"


@frozen(kw_only=True, slots=False)
class Leaf(Model):
    """An object inside another."""

    guid: Guid
    weight: Decimal | None = None


@frozen(kw_only=True, slots=False)
class Tree(Model):
    """A field of every sort."""

    name: str
    height: Decimal | None = None
    rings: int | None = None
    evergreen: bool = False
    number: Code | None = None
    planted: dt.date | None = None
    seen_at: Stamp | None = field(default=None, metadata=named("seenUTC"))
    colour: Colour = Colour.GREEN
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    marks: tuple[Code, ...] | None = None
    heights: tuple[Decimal, ...] | None = None


@frozen(kw_only=True)
class NewLeaf:
    """A row of what is written."""

    weight: Decimal
    operation: Colour = field(default=Colour.RED, metadata=bare())


@frozen(kw_only=True)
class NewTree:
    """What is written."""

    name: str | Unset = UNSET
    height: Decimal | Unset | None = UNSET
    planted: dt.date | Unset | None = UNSET
    colour: Colour | Unset = UNSET
    leaf: NewLeaf | Unset = UNSET
    leaves: tuple[NewLeaf, ...] | Unset = field(default=UNSET, metadata=bare("theLeaves"))
