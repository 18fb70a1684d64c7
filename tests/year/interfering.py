"""What people change that has crossed already: names, purchase lines, fees, projects."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from attrs import define, field

from tests.flows.office import Office
from tests.year.people import People
from tests.year.size import Size

T = TypeVar("T")


@define
class Interference:
    """One thing on some days."""

    people: People
    size: Size
    deleted: list[dict[str, Any]] = field(factory=list)
    """The fees that were deleted in Severa."""

    @property
    def office(self) -> Office:
        """Where they work."""
        return self.people.office

    def on(self, day: date) -> bool:
        """What happens on that day; whether anything does."""
        draw = random.Random(f"{self.size.seed} {day}")
        if busy := draw.random() < self.size.often:
            draw.choice([*self._changes, self._close])(draw)
        return busy

    def during(self, draw: random.Random) -> None:
        """What happens in the middle of a cycle: the same, or something with an invoice that is on its way."""
        on_its_way = [self._note, self._take_back] if self.people.waiting else []
        draw.choice([*self._changes, *on_its_way * len(self._changes)])(draw)

    @property
    def _changes(self) -> Sequence[Callable[[random.Random], None]]:
        return (self._rename, self._rename_there, self._project, self._amend, self._move, self._void, self._delete)

    def _note(self, draw: random.Random) -> None:
        """A note is written on an invoice."""
        guid = draw.choice(self.people.waiting)
        self.office.severa.edit("invoices", guid, notes=f"Note {draw.random()}")

    def _take_back(self, draw: random.Random) -> None:
        """An invoice is taken back to be looked at, and sent on the next day."""
        self.people.take_back(draw.choice(self.people.waiting))

    def _rename(self, draw: random.Random) -> None:
        one = self._any("severa", "customers", draw)
        self.office.severa.edit("customers", one["guid"], name=f"{one['name']}.")

    def _rename_there(self, draw: random.Random) -> None:
        one = self._any("vnf", "customer", draw)
        contact = {**one["mainContact"], "email": f"new@{draw.randrange(1000)}.example"}
        self.office.vnf.edit("customer", one["number"], mainContact=contact)

    def _project(self, draw: random.Random) -> None:
        one = self._any("severa", "projects", draw)
        self.office.severa.edit("projects", one["guid"], name=f"{one['name']}!")

    def _close(self, draw: random.Random) -> None:
        """A project is closed by mistake, and opened again on the next day."""
        guid = self._any("severa", "projects", draw)["guid"]
        self.office.severa.edit("projects", guid, isClosed=True)
        self.people.later(1, lambda: self.office.severa.edit("projects", guid, isClosed=False))

    def _amend(self, draw: random.Random) -> None:
        """A booked purchase line costs something else."""
        self._change(draw, lambda line: {**line, "cost": line["cost"] + Decimal(draw.randrange(1, 9000)) / 100})

    def _move(self, draw: random.Random) -> None:
        """A booked purchase line goes to another project."""
        other = self._any("vnf", "project", draw)
        self._change(draw, lambda line: {**line, "project": {"id": other["projectID"]}})

    def _void(self, draw: random.Random) -> None:
        """A booked batch is voided."""
        for one in _one_of(self._known("vnf", "journal_transaction"), draw):
            self.office.vnf.edit("journal_transaction", f"ModuleGL/{one['batchNumber']}", status="Voided")

    def _delete(self, draw: random.Random) -> None:
        """A fee is deleted in Severa, and is to stay away."""
        fees = sorted(
            self._known("severa", "project_fees"), key=lambda one: (one["description"], one["unitCost"]["amount"])
        )
        for fee in _one_of(fees, draw):
            self.office.severa.remove("project_fees", fee["guid"])
            self.deleted.append(fee)

    def _change(self, draw: random.Random, how: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        for one in _one_of(self._known("vnf", "supplier_invoice"), draw):
            lines = [*one["invoiceLines"]]
            place = draw.randrange(len(lines))
            lines[place] = how(lines[place])
            self.office.vnf.edit(
                "supplier_invoice", f"{one['documentType']}/{one['referenceNumber']}", invoiceLines=lines
            )

    def _any(self, system: str, name: str, draw: random.Random) -> dict[str, Any]:
        return draw.choice(self._known(system, name))

    def _known(self, system: str, name: str) -> list[dict[str, Any]]:
        service = self.office.severa if system == "severa" else self.office.vnf
        flags = ("isInternal", "systemTemplate", "nonProject")
        return [one for one in service.documents(name) if not any(one.get(flag) for flag in flags)]


def _one_of(records: list[T], draw: random.Random) -> list[T]:
    """One of them, where there is one."""
    return draw.sample(records, min(1, len(records)))
