"""A world while it is being made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from itertools import chain, count
from typing import Any, Literal

from attrs import define, field

from severa_vnf.testing.ubl import UblProblem, Vat
from severa_vnf.testing.vnf.lookups import RESOURCES
from severa_vnf.testing.worlds.world import NOTHING, Collections, World

Document = dict[str, Any]
System = Literal["severa", "vnf"]

ITEM_REGISTERS = ("products", "work_types", "travel_expense_types")


def guid_of(*key: object) -> str:
    """A guid made of a key. As in Severa, its bits follow no RFC."""
    digits = sha256(repr(key).encode()).hexdigest()
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


@define
class Books:
    """The records of both services, as they are added.

    `beside` is a world that stays as it is: numbers, names and codes that it has are not given out again.
    `credit_sign` is how Severa writes a credit note: -1 with negative quantities and totals, as an invoice that pays
    back, 1 with positive ones. The API's documentation does not tell.
    """

    seed: int = 0
    beside: World = NOTHING
    credit_sign: Literal[1, -1] = -1
    sources: dict[str, str] = field(factory=dict, init=False)
    """File names by the guid of their invoice."""
    vats: set[Vat] = field(factory=set, init=False)
    """Every VAT that an item has."""
    years: set[int] = field(factory=set, init=False)
    """Every year that an invoice is dated in."""
    _added: dict[System, dict[str, list[Document]]] = field(factory=lambda: {"severa": {}, "vnf": {}}, init=False)
    _made: dict[tuple[object, ...], Document] = field(factory=dict, init=False)
    _taken: set[str] = field(factory=set, init=False)

    def __attrs_post_init__(self) -> None:
        self._taken |= {row["name"] for row in self.rows("customers")}
        self._taken |= {row["code"] for register in ITEM_REGISTERS for row in self.rows(register)}

    def rows(self, collection: str) -> list[Mapping[str, Any]]:
        """What a Severa collection holds so far."""
        return [*self.beside.severa.get(collection, ()), *self._added["severa"].get(collection, ())]

    def put(self, system: System, collection: str, document: Document) -> Document:
        """Add a record."""
        self._added[system].setdefault(collection, []).append(document)
        return document

    def once(self, make: Callable[[], Document], *key: object) -> Document:
        """The record of that key, made when it is asked for first."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def guid(self, *key: object) -> str:
        """A guid of that key, the same from run to run."""
        return guid_of(self.seed, *key)

    def number(self, collection: str, first: int) -> int:
        """The next number of a Severa collection."""
        return max((row["number"] + 1 for row in self.rows(collection)), default=first)

    def own_name(self, name: str) -> str:
        """That name, with a number behind it where another has it."""
        return self._own(chain([name], (f"{name} ({n})" for n in count(2))))

    def own_code(self, wanted: str, vat: Vat) -> str:
        """A code made of those words, with its VAT behind it where an item of another VAT has it."""
        plain = unicodedata.normalize("NFKD", wanted).encode("ascii", "ignore").decode().upper()
        code = re.sub(r"[^A-Z0-9]+", "-", plain)[:20].strip("-") or "ITEM"
        return self._own(chain([code, f"{code}-{vat}"], (f"{code}-{vat}-{n}" for n in count(2))))

    def _own(self, candidates: Iterable[str]) -> str:
        name = next(candidate for candidate in candidates if candidate not in self._taken)
        self._taken.add(name)
        return name

    def world(self, company: Collections, problems: tuple[UblProblem, ...] = ()) -> World:
        """What stood there before, a Visma.net company where that had none, and all that was added."""
        return World(
            severa=_joined(self.beside.severa, self._added["severa"], _severa_key),
            vnf=_joined(_joined(self.beside.vnf, company, _vnf_key), self._added["vnf"], _vnf_key),
            sources={**self.beside.sources, **self.sources},
            problems=(*self.beside.problems, *problems),
        )


def _severa_key(collection: str, row: Mapping[str, Any]) -> object:
    """None for what the organisation has once."""
    return row.get("guid")


def _vnf_key(collection: str, row: Mapping[str, Any]) -> object:
    return tuple(row.get(part) for part in RESOURCES[collection].key)


def _joined(before: Collections, after: Collections, key: Callable[[str, Mapping[str, Any]], object]) -> Collections:
    """Both, without the records of `after` whose key stands in `before`."""
    joined = {name: list(rows) for name, rows in before.items()}
    for name, rows in after.items():
        held = {key(name, row) for row in before.get(name, ())}
        joined[name] = [*joined.get(name, ()), *(row for row in rows if key(name, row) not in held)]
    return joined
