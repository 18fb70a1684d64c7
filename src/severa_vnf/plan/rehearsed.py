"""Invoices that have their documents already, mapped once more: how far both agree, row by row."""

from __future__ import annotations

import json
from collections.abc import Sequence

from attrs import frozen

from severa_vnf.plan.outcomes import Problem, table
from severa_vnf.printable import one_line


@frozen(kw_only=True)
class Agreement:
    """A row of a field table: on how many records both sides are equal there, and on how many they differ."""

    table: str
    row: str
    equal: int
    differs: int


@frozen(kw_only=True)
class Apart:
    """A field that differs. `severa` is what would be sent, `vnf` what the document has; `place` is a line or empty."""

    record: str
    label: str
    row: str
    place: str
    severa: str
    vnf: str

    def __str__(self) -> str:
        where = f"{self.place}, {self.row}" if self.place else self.row
        return one_line(f"{self.label}: {where}: {self.severa!r} by Severa, {self.vnf!r} in Visma.net")


@frozen
class Rehearsed:
    """What came of a rehearsal. Prints as a table.

    `compared` invoices have a document; `missing` are those whose number stands on none; `held` are the problems by
    which an invoice would not cross today.
    """

    compared: int
    agreements: tuple[Agreement, ...] = ()
    differences: tuple[Apart, ...] = ()
    missing: tuple[str, ...] = ()
    held: tuple[Problem, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every invoice would become the document that it has."""
        return not (self.differences or self.missing or self.held)

    def to_json(self) -> str:
        """All of it, values as texts."""
        whole = {
            "compared": self.compared,
            "ok": self.ok,
            "rows": [
                {"table": one.table, "row": one.row, "equal": one.equal, "differs": one.differs}
                for one in self.agreements
            ],
            "differences": [
                {
                    "record": one.record,
                    "label": one.label,
                    "row": one.row,
                    "place": one.place,
                    "severa": one.severa,
                    "vnf": one.vnf,
                }
                for one in self.differences
            ],
            "missing": list(self.missing),
            "held": [{"code": one.code, "text": one.text()} for one in self.held],
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)

    def __str__(self) -> str:
        rows: list[Sequence[str]] = [("of", "row", "equal", "differs")]
        rows += [(one.table, one.row, str(one.equal), str(one.differs or "")) for one in self.agreements]
        told = [f"- {one}" for one in self.differences]
        told += [f"- {one_line(label)}: no document of this number in Visma.net" for label in self.missing]
        told += [f"- {one.text()}" for one in self.held]
        return "\n".join([f"{self.compared} invoices compared with their documents", *table(rows), *told])
