"""The field tables of the documentation, as data: mapper, printed pages and explanations read the same rows.

A row says which field of the one system goes to which of the other, through which function, and why. What a row cannot
say is a plain function in the subject's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar, overload

import attrs
from attrs import Attribute, field, frozen

from severa_vnf.mapping.compiled import Step, compiled, kind_of
from severa_vnf.rules import Rule
from severa_vnf.wire.model import WIRE, camel
from severa_vnf.wire.unset import UNSET, Unset

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")
V = TypeVar("V")
G = TypeVar("G")
W = TypeVar("W")
N = TypeVar("N")

Arrow = Literal["to_vnf", "to_severa", "both", "always", "left_out"]
Owner = Literal["severa", "vnf"]


@frozen
class Trouble:
    """Why a field cannot be mapped. `field` names it as a user of Severa knows it."""

    rule: Rule
    field: str = ""
    value: str = ""


@frozen
class Pair(Generic[A, B, W]):
    """A way there and a way back. `W` is how Severa takes what it shows as `A`.

    `there(back(there(a)))` is `there(a)`: what was lost on the way is lost once. None is empty; UNSET says nothing.
    """

    there: Callable[[A | W, Any], B | Unset | Trouble | None]
    back: Callable[[B | None, Any], W | Unset | Trouble | None]

    def normal(self, value: B | None, given: Any) -> B | Unset | Trouble | None:
        """A value of Visma.net as Severa would give it back: two that Severa can't tell apart are one."""
        shown = self.back(value, given)
        return shown if isinstance(shown, Unset | Trouble) or shown is None else self.there(shown, given)


def _as_it_is(value: Any, given: Any) -> Any:
    return value


@frozen
class Row:
    """One line of a table. `severa` and `vnf` name the fields as the APIs spell them, or in words where they have none.

    `target` is the written field in Python, in the part `within` where it has one; `make` gives its value from the
    source record and what else is given. Back: `into` is the field in Severa, `back` its value from the one that stands
    in `target`, and `normal` is that one as it is compared.
    """

    arrow: Arrow
    severa: tuple[str, ...]
    vnf: str
    target: str = ""
    make: Callable[[Any, Any], Any] | None = None
    why: str = ""
    within: Attribute[Any] | None = None
    into: str = ""
    back: Callable[[Any, Any], Any] | None = None
    normal: Callable[[Any, Any], Any] = _as_it_is
    owner: Owner | None = None
    """Whose value counts where both sides changed it; None: the settings say."""
    once: bool = False
    """Written when the record is made, and never compared afterwards."""

    @property
    def compared(self) -> bool:
        """Whether the two sides are held against each other."""
        return not self.once and not (self.make is None and self.back is None)

    @property
    def towards(self) -> Owner | None:
        """The only side that is written; None: either."""
        return None if self.arrow == "both" else "severa" if self.arrow == "to_severa" else "vnf"

    def value(self, record: Any, given: Any) -> Any:
        """What a record of Severa's has, in Visma.net's terms where it crosses to there."""
        return self.make(record, given) if self.make else getattr(record, self.into)

    def held(self, update: Any) -> Any:
        """What stands in the target of an update."""
        part = getattr(update, self.within.name) if self.within else update
        return UNSET if part is UNSET else getattr(part, self.target)

    def returned(self, update: Any, given: Any) -> Any:
        """What an update's value is in Severa. One that has none there has no `back`."""
        assert self.back is not None
        held = self.held(update)
        return self.back(None if held is UNSET else held, given)


@overload
def both(
    source: Attribute[A],
    target: Attribute[A | Unset],
    *,
    owner: Owner | None = ...,
    once: bool = ...,
    why: str = ...,
) -> Row: ...
@overload
def both(
    source: Attribute[A],
    target: Attribute[B | Unset],
    pair: Pair[A, B, W],
    *,
    within: Attribute[Any] | None = ...,
    owner: Owner | None = ...,
    once: bool = ...,
    why: str = ...,
) -> Row: ...
def both(
    source: Attribute[Any],
    target: Attribute[Any],
    pair: Pair[Any, Any, Any] | None = None,
    *,
    within: Attribute[Any] | None = None,
    owner: Owner | None = None,
    once: bool = False,
    why: str = "",
) -> Row:
    """The value crosses both ways: as it is, or by a pair of functions, so that it settles in one round."""
    pair = pair or Pair(_as_it_is, _as_it_is)
    name, there = source.name, pair.there
    return Row(
        "both",
        (_wire(source),),
        f"{_wire(within)}.{_wire(target)}" if within else _wire(target),
        target.name,
        lambda record, given: there(getattr(record, name), given),
        why,
        within,
        name,
        pair.back,
        pair.normal,
        owner,
        once,
    )


def to_vnf(source: Attribute[A], target: Attribute[A | Unset], *, why: str = "") -> Row:
    """The value crosses as it is."""
    name = source.name
    return _row("to_vnf", (source,), target, lambda record, given: getattr(record, name), why)


def to_vnf_if_any(source: Attribute[A | None], target: Attribute[A | Unset], *, why: str = "") -> Row:
    """The value crosses as it is; none, or an empty text, is left out."""
    name = source.name

    def make(record: Any, given: Any) -> A | Unset:
        value: A | None = getattr(record, name)
        return UNSET if value is None or value == "" else value

    return _row("to_vnf", (source,), target, make, why)


def made(
    sources: Sequence[Attribute[Any] | str],
    target: Attribute[B | Unset],
    make: Callable[[S, G], B | Unset | Trouble],
    *,
    normal: Callable[[B, G], Any] = _as_it_is,
    once: bool = False,
    why: str = "",
) -> Row:
    """A plain function makes the value out of one or more fields and what else is known.

    Values that `normal` gives as one count as equal.
    """
    return attrs.evolve(_row("to_vnf", sources, target, make, why), normal=normal, once=once)


def always(target: Attribute[B], value: B, *, why: str) -> Row:
    """The same value each time."""
    return _row("always", (), target, lambda record, given: value, why)


@overload
def to_severa(target: Attribute[Any], source: Attribute[Any], *, why: str) -> Row: ...
@overload
def to_severa(
    target: Attribute[A | None], source: Attribute[B | Unset], back: Callable[[B, G], A | Unset | Trouble], *, why: str
) -> Row: ...
def to_severa(
    target: Attribute[Any], source: Attribute[Any], back: Callable[[Any, Any], Any] | None = None, *, why: str
) -> Row:
    """The value comes back from Visma.net. Without `back` the transfer writes it, once the document is there."""
    row = Row("to_severa", (_wire(target),), _wire(source), why=why)
    return attrs.evolve(row, target=source.name, into=target.name, back=back) if back else row


def apart(*severa: Attribute[Any] | str, vnf: Attribute[Any], why: str) -> Row:
    """Fields that cross as records of their own; `why` names their table."""
    return Row("both", tuple(map(_wire, severa)), _wire(vnf), why=why)


def left_out(*severa: Attribute[Any] | str, vnf: str = "", why: str) -> Row:
    """Fields of the documentation, or of a model, that do not cross, and the reason."""
    return Row("left_out", tuple(map(_wire, severa)), vnf, why=why)


def _row(
    arrow: Arrow,
    sources: Sequence[Attribute[Any] | str],
    target: Attribute[Any],
    make: Callable[[Any, Any], Any],
    why: str,
) -> Row:
    return Row(arrow, tuple(map(_wire, sources)), _wire(target), target.name, make, why)


def _wire(one: Attribute[Any] | str) -> str:
    return one if isinstance(one, str) else one.metadata.get(WIRE) or camel(one.name)


@frozen
class Table(Generic[S, V]):
    """All rows between two models. `map` makes the target; troubles come back with it, all of them."""

    source: type[S]
    target: type[V]
    rows: tuple[Row, ...]
    map: Callable[[S, Any], tuple[V, list[Trouble]]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        steps = [
            Step(row.target, row.make, row.within.name if row.within else "", row.back is not None)
            for row in self.rows
            if row.make is not None
        ]
        object.__setattr__(self, "map", compiled(self.target, steps, Trouble))

    def only(self, values: Mapping[str, Any]) -> V:
        """A target that names these fields, by the rows' words in Visma.net, and no others."""
        made: dict[str, Any] = {}
        inner: dict[str, dict[str, Any]] = {}
        for row in self.rows:
            if row.target and row.vnf in values:
                place = inner.setdefault(row.within.name, {}) if row.within else made
                place[row.target] = values[row.vnf]
        return self.target(**made, **{name: kind_of(self.target, name)(**held) for name, held in inner.items()})

    def twin(self, target: type[B], renamed: dict[str, str], lacking: dict[str, str]) -> Table[S, B]:
        """The same table for a target with other names; `lacking` gives the reason for each field it has not."""
        return Table(self.source, target, tuple(_twin(row, renamed, lacking) for row in self.rows))


def _twin(row: Row, renamed: dict[str, str], lacking: dict[str, str]) -> Row:
    if row.target in lacking:
        return Row("left_out", row.severa, row.vnf, why=lacking[row.target])
    name = renamed.get(row.target)
    return attrs.evolve(row, target=name, vnf=camel(name)) if name else row


@frozen
class Register(Table[S, V], Generic[S, V, N]):
    """A table that is read both ways. `back` makes a new record of Severa's out of what stands in a target's fields."""

    new: type[N]
    back: Callable[[V, Any], tuple[N, list[Trouble]]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        steps = [Step(row.into, row.returned, empty=True) for row in self.rows if row.back is not None]
        object.__setattr__(self, "back", compiled(self.new, steps, Trouble))
