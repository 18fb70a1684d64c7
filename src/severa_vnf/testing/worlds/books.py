"""A world while it is being made."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import chain, count
from typing import Any, Literal

from attrs import define, field

from severa_vnf.testing.severa.statuses import statuses
from severa_vnf.testing.ubl import UblProblem, Vat
from severa_vnf.testing.worlds.world import NOTHING, World

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
    back, 1 with positive ones. The API's documentation does not tell. `status_setup` is one of the three documented.
    """

    seed: int = 0
    beside: World = NOTHING
    credit_sign: Literal[1, -1] = -1
    status_setup: Literal[1, 2, 3] = 1
    sources: dict[str, str] = field(factory=dict, init=False)
    """File names by the guid of their invoice."""
    vats: dict[Vat, None] = field(factory=dict, init=False)
    """Every VAT that an item has, in the order they came up."""
    _added: dict[System, dict[str, list[Document]]] = field(init=False)
    _made: dict[tuple[object, ...], Document] = field(factory=dict, init=False)
    _taken: set[str] = field(factory=set, init=False)

    def __attrs_post_init__(self) -> None:
        self._added = {"severa": {"invoice_statuses": statuses(self.status_setup)}, "vnf": dict(company())}
        self._taken |= {row["name"] for row in self._held("customers")}
        self._taken |= {row["code"] for register in ITEM_REGISTERS for row in self._held(register)}

    @property
    def to_transfer(self) -> str:
        """The status of invoices that wait for their transfer; credit notes start in it."""
        return next(status["guid"] for status in statuses(self.status_setup) if status["isDefaultForCreditNote"])

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
        rows = chain(self._held(collection), self._added["severa"].get(collection, ()))
        return max((row["number"] + 1 for row in rows), default=first)

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

    def _held(self, collection: str) -> Sequence[Mapping[str, Any]]:
        return self.beside.severa.get(collection, ())

    def world(self, problems: tuple[UblProblem, ...] = ()) -> World:
        """All that was added, behind what stood there before."""
        return World(
            severa=_joined(self.beside.severa, self._added["severa"]),
            vnf=_joined(self.beside.vnf, self._added["vnf"]),
            sources={**self.beside.sources, **self.sources},
            problems=(*self.beside.problems, *problems),
        )


def _joined(before: Mapping[str, Sequence[Any]], after: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    return {name: [*before.get(name, ()), *after.get(name, ())] for name in {**before, **after}}
