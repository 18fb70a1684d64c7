"""The field tables of the documentation, as data: mapper, printed pages and explanations read the same rows.

A row says which field of the one system goes to which of the other, through which function, and why. What a row cannot
say is a plain function in the subject's file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, TypeVar

import attrs
from attrs import Attribute, field, frozen

from severa_vnf.rules import Rule
from severa_vnf.wire.model import WIRE, camel
from severa_vnf.wire.unset import UNSET, Unset

A = TypeVar("A")
B = TypeVar("B")
S = TypeVar("S")
V = TypeVar("V")
G = TypeVar("G")

Arrow = Literal["to_vnf", "to_severa", "always", "left_out"]


@frozen
class Trouble:
    """Why a field cannot be mapped. `field` names it as a user of Severa knows it."""

    rule: Rule
    field: str = ""
    value: str = ""


@frozen
class Row:
    """One line of a table. `severa` and `vnf` name the fields as the APIs spell them, or in words where they have none.

    `target` is the written field in Python; `make` gives its value from the source record and what else is given.
    """

    arrow: Arrow
    severa: tuple[str, ...]
    vnf: str
    target: str = ""
    make: Callable[[Any, Any], Any] | None = None
    why: str = ""


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
    why: str = "",
) -> Row:
    """A plain function makes the value out of one or more fields and what else is known."""
    return _row("to_vnf", sources, target, make, why)


def always(target: Attribute[B], value: B, *, why: str) -> Row:
    """The same value each time."""
    return _row("always", (), target, lambda record, given: value, why)


def to_severa(target: Attribute[Any], source: Attribute[Any], *, why: str) -> Row:
    """The value comes back from Visma.net. The transfer writes it once the document is there; the mapper does not."""
    return Row("to_severa", (_wire(target),), _wire(source), why=why)


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
        object.__setattr__(self, "map", _compiled(self.target, self.rows))

    def twin(self, target: type[B], renamed: dict[str, str], lacking: dict[str, str]) -> Table[S, B]:
        """The same table for a target with other names; `lacking` gives the reason for each field it has not."""
        return Table(self.source, target, tuple(_twin(row, renamed, lacking) for row in self.rows))


def _twin(row: Row, renamed: dict[str, str], lacking: dict[str, str]) -> Row:
    if row.target in lacking:
        return Row("left_out", row.severa, row.vnf, why=lacking[row.target])
    name = renamed.get(row.target)
    return attrs.evolve(row, target=name, vnf=camel(name)) if name else row


def _compiled(target: type[V], rows: Sequence[Row]) -> Callable[[Any, Any], tuple[V, list[Trouble]]]:
    """The rows as one function: written out once, so that a table costs no more than code by hand.

    It fills the target as a model is filled that is read: `target` keeps its fields in a dict (`slots=False`), and each
    has a plain default.
    """
    makers = [row for row in rows if row.make is not None]
    names: dict[str, Any] = {"Trouble": Trouble, "target": target, "UNSET": UNSET}
    lines = ["def run(record, given):", " troubles = []"]
    for place, row in enumerate(makers):
        names[f"make{place}"] = row.make
        lines += [f" v{place} = make{place}(record, given)", f" if v{place}.__class__ is Trouble:"]
        lines += [f"  troubles.append(v{place})", f"  v{place} = UNSET"]
    names |= {"new": target.__new__, "fill": object.__setattr__}
    model: Any = target
    names |= {f"default_{one.name}": one.default for one in attrs.fields(model)}
    values = {one.name: f"default_{one.name}" for one in attrs.fields(model)}
    values |= {row.target: f"v{place}" for place, row in enumerate(makers)}
    state = ", ".join(f"{name!r}: {value}" for name, value in values.items())
    lines += [" made = new(target)", f" fill(made, '__dict__', {{{state}}})"]
    exec("\n".join([*lines, " return made, troubles"]), names)  # noqa: S102 - names of our own fields
    run: Callable[[Any, Any], tuple[V, list[Trouble]]] = names["run"]
    return run
