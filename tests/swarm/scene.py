"""What the checkers look at: the wire JSON of both services now, who made what, and what had to come of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from attrs import define, field, frozen

from severa_vnf import BridgeError
from severa_vnf.testing.simulator import Simulator
from severa_vnf.values import number_key, same_number
from tests.swarm.expected import Expected

Document = dict[str, Any]

DOCUMENTS = {"customer_invoice": "Invoice", "customer_credit_note": "CreditNote"}
STAYS, ALIKE = "rejected-still-in-visma-net", "looks-alike"
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@frozen
class Register:
    """Records that have a twin: where they stand, and by what a twin is known when it is made."""

    severa: tuple[str, ...]
    vnf: str
    label: str
    other: str
    key: str


REGISTERS = {
    "customers": Register(("customers",), "customer", "name", "name", "internalId"),
    "items": Register(
        ("products", "work_types", "travel_expense_types"), "inventory", "code", "inventoryNumber", "inventoryId"
    ),
    "projects": Register(("projects",), "project", "name", "description", "internalID"),
}


class Told(Protocol):
    """A problem, as a report or the error log has it."""

    stream: str
    record: str
    code: str


@define
class Scene:
    """Both services. `look` is called after whatever may have changed them, and says who did it."""

    severa: Simulator
    vnf: Simulator
    expected: Expected
    invoices: dict[str, Document] = field(factory=dict, init=False)
    documents: dict[str, Document] = field(factory=dict, init=False)
    """By kind and number: "Invoice 100001"."""
    registers: dict[str, dict[str, Document]] = field(factory=dict, init=False)
    """By collection, then guid or internal id."""
    born: dict[str, str] = field(factory=dict, init=False)
    """Of each document that no person made: the guid in its note when it appeared, or "" where there was none."""
    strangers: dict[str, Document] = field(factory=dict, init=False)
    """Documents that people made, as they left them."""
    origins: dict[str, dict[str, str]] = field(factory=dict, init=False)
    """Of each stream, by the internal id of a Visma.net record that was there first or no person made: its twin."""
    labels: dict[str, dict[str, str]] = field(factory=dict, init=False)
    """Of each stream: Severa's guid by every name it ever had."""
    replaced: set[str] = field(factory=set, init=False)
    """Invoices that had crossed when people gave their document's number to another one."""
    problems: Sequence[Told] = field(default=(), init=False)
    ended: BridgeError | None = field(default=None, init=False)
    """What ended the last run, if it did not end well."""

    def look(self, *, people: bool = False) -> None:
        """Read both services again. With `people` it was they who changed what is new."""
        self.invoices = {one["guid"]: one for one in self.severa.documents("invoices")}
        documents = {
            f"{kind} {one['referenceNumber']}": one
            for name, kind in DOCUMENTS.items()
            for one in self.vnf.documents(name)
        }
        for key, one in documents.items():
            if people:
                if key not in self.born:
                    self.strangers[key] = one
            elif key not in self.born and key not in self.strangers:
                found = GUID.search(str(one.get("note") or ""))
                self.born[key] = found[0] if found else ""
        if people:
            self.strangers = {key: documents[key] for key in self.strangers if key in documents}
            self.born = {key: guid for key, guid in self.born.items() if key in documents or key in self.documents}
        self.documents = documents
        self._look_at_registers(people)

    def _look_at_registers(self, people: bool) -> None:
        for stream, register in REGISTERS.items():
            labels = self.labels.setdefault(stream, {})
            for name in register.severa:
                self.registers[name] = {one["guid"]: one for one in self.severa.documents(name)}
                labels |= {str(one[register.label]): guid for guid, one in self.registers[name].items()}
            before = self.registers.get(register.vnf, {})
            now = {str(one[register.key]): one for one in self.vnf.documents(register.vnf)}
            origins = self.origins.setdefault(stream, {})
            for key in now.keys() - before.keys():
                origins[key] = "" if people and before else labels.get(str(now[key][register.other]).strip(), "")
            self.registers[register.vnf] = now

    def documents_of(self, guid: str) -> list[str]:
        """The documents that were made for an invoice, and stand."""
        return [key for key, owner in self.born.items() if owner == guid and key in self.documents]

    def allow_refused_deletions(self) -> None:
        """A document that a service refused to delete in its own words stays, as long as it is told of its invoice."""
        for record, code in self.each_problem():
            if code == STAYS and code in self.expected.explained:
                self.expected.doubt([record], code)

    def allow_look_alikes(self) -> None:
        """A document whose mark a person took may be taken for any invoice's that is of its customer or its total."""
        unmarked = [self.documents[key] for key in self.born.keys() & self.documents.keys()]
        unmarked = [one for one in unmarked if not GUID.search(str(one.get("note") or ""))]
        for record, code in self.each_problem():
            if (
                code == ALIKE
                and record in self.invoices
                and any(_resembles(self.invoices[record], one) for one in unmarked)
            ):
                self.expected.doubt([record], code)

    def owner(self, kind: str, number: object) -> str | None:
        """For which invoice the document of that number was made."""
        wanted = number_key(str(number))
        found = (guid for key, guid in self.born.items() if key.split()[0] == kind and _number(key) == wanted)
        return next(found, None)

    def status(self, guid: str) -> str:
        """The name of an invoice's status."""
        return str(self.invoices[guid]["status"]["name"])

    def each_problem(self) -> Iterator[tuple[str, str]]:
        """Record and code of what is told."""
        for one in self.problems:
            yield one.record, one.code


def _number(key: str) -> str:
    return number_key(key.split()[1])


def _resembles(invoice: Document, document: Document) -> bool:
    same = same_number(invoice["customer"]["number"], document["customer"]["number"])
    return same or abs(invoice["totalIncludingTax"]["amount"]) == abs(document["amountInCurrency"])
