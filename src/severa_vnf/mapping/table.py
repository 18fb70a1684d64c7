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
    """One line of a table. `severa` and `vnf` are the fields' names on the wire, as the documentation page prints them.

    `make` gives the target's value from the source record and what else is given.
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
    return Row("to_vnf", (name,), target.name, target.name, lambda record, given: getattr(record, name), why)


def to_vnf_if_any(source: Attribute[A | None], target: Attribute[A | Unset], *, why: str = "") -> Row:
    """The value crosses as it is; none, or an empty text, is left out."""
    name = source.name

    def make(record: Any, given: Any) -> A | Unset:
        value: A | None = getattr(record, name)
        return UNSET if value is None or value == "" else value

    return Row("to_vnf", (name,), target.name, target.name, make, why)


def made(
    sources: Sequence[Attribute[Any]],
    target: Attribute[B | Unset],
    make: Callable[[S, G], B | Unset | Trouble],
    *,
    why: str = "",
) -> Row:
    """A plain function makes the value out of one or more fields and what else is known."""
    return Row("to_vnf", tuple(source.name for source in sources), target.name, target.name, make, why)


def always(target: Attribute[B], value: B, *, why: str) -> Row:
    """The same value each time."""
    return Row("always", (), target.name, target.name, lambda record, given: value, why)


def to_severa(target: Attribute[Any], source: Attribute[Any], *, why: str) -> Row:
    """The value comes back from Visma.net. The transfer writes it once the document is there; the mapper does not."""
    return Row("to_severa", (target.name,), source.name, why=why)


def left_out(*severa: Attribute[Any] | str, vnf: str = "", why: str) -> Row:
    """Fields of the documentation, or of a model, that do not cross, and the reason."""
    return Row("left_out", tuple(one if isinstance(one, str) else one.name for one in severa), vnf, why=why)


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
    name = renamed.get(row.target, row.target)
    return attrs.evolve(row, target=name, vnf=name if row.target else row.vnf)


def _compiled(target: type[V], rows: Sequence[Row]) -> Callable[[Any, Any], tuple[V, list[Trouble]]]:
    """The rows as one function: written out once, so that a table costs no more than code by hand."""
    makers = [row for row in rows if row.make is not None]
    names: dict[str, Any] = {"Trouble": Trouble, "target": target, "UNSET": UNSET}
    lines = ["def run(record, given):", " troubles = []"]
    for place, row in enumerate(makers):
        names[f"make{place}"] = row.make
        lines += [f" v{place} = make{place}(record, given)", f" if v{place}.__class__ is Trouble:"]
        lines += [f"  troubles.append(v{place})", f"  v{place} = UNSET"]
    values = ", ".join(f"{row.target}=v{place}" for place, row in enumerate(makers))
    exec("\n".join([*lines, f" return target({values}), troubles"]), names)  # noqa: S102 - names of our own fields
    run: Callable[[Any, Any], tuple[V, list[Trouble]]] = names["run"]
    return run
