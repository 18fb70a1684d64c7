"""What people do in both systems while hosts work, and what they make doubtful by it."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from attrs import define, field

from severa_vnf import BridgeError
from severa_vnf.rules.matching import NUMBER_ALONE
from severa_vnf.testing.faults import Faults
from severa_vnf.values import number_key, same_number
from tests.flows.office import DRAFT, FAILED, TO_TRANSFER, TRANSFERRED, Office
from tests.swarm.scene import DOCUMENTS, REGISTERS, STAYS, Register, Scene
from tests.swarm.world import Records

COLLECTIONS = {kind: name for name, kind in DOCUMENTS.items()}
NUMBERS = {"customers": "number", "projects": "projectID"}
"""Of each stream: what Visma.net's records are numbered by."""
DRIFT = ("changed-in-visma-net", "number-changed-in-severa", "voided-in-visma-net", "document-gone")
DOUBT = (
    *DRIFT,
    "doubtful-document",
    "found-twice",
    "sent-again-and-different",
    "number-without-document",
    "changed-meanwhile",
    "not-written-back",
    "total-differs",
    "waits-for-certainty",
    "looks-alike",
    "numbered-alike",
    "late-twin",
    STAYS,
)
"""What may be told of an invoice whose document a person has touched."""


@define
class People:
    """The persons of one company. What they do is drawn by their own seed."""

    office: Office
    scene: Scene
    draw: random.Random
    newcomers: list[Records] = field(factory=list)
    """Customers that come later, with their invoices."""
    made: int = field(default=0, init=False)

    def work(self, kind: str) -> bool:
        """Do something of that kind. Whether there was anything to do it to."""
        services = (self.office.severa, self.office.vnf)
        before = [one.faults for one in services]
        for one in services:
            one.faults = Faults()
        try:
            return self._doing[kind]()
        finally:
            for one, faults in zip(services, before, strict=True):
                one.faults = faults

    # What they do in any case

    def approve(self, few: int | None = None) -> None:
        """Drafts are approved, and what was refused is sent again: so many of them, or all. New customers come."""
        self.decide()
        for _ in range(len(self.newcomers) if few is None else min(few, len(self.newcomers))):
            self._welcome(self.newcomers.pop(0))
        refused = [guid for guid in self._in(FAILED) if guid in self.scene.expected.crossing]
        waiting = [*self._in(DRAFT), *refused]
        for guid in waiting if few is None else self.draw.sample(waiting, min(few, len(waiting))):
            self.move(guid, TO_TRANSFER)

    def decide(self) -> None:
        """Two records that share nothing but their number are one: somebody gives them one name, as the remedy says."""
        for one in self.scene.problems:
            if one.code == NUMBER_ALONE.code:
                self._name_alike(REGISTERS[one.stream], NUMBERS[one.stream], one.record)

    def _name_alike(self, register: Register, number: str, record: str) -> None:
        ours = [one for one in self.office.severa.documents(register.severa[0]) if one["guid"] == record]
        for one in ours:
            for twin in self.office.vnf.documents(register.vnf):
                if same_number(twin[number], one["number"]):
                    self.office.vnf.edit(register.vnf, twin[number], **{register.other: one[register.label]})

    def _welcome(self, newcomer: Records) -> None:
        for name, records in newcomer.items():
            self.office.severa.load(name, records)
        for one in newcomer["invoices"]:
            self.move(one["guid"], DRAFT)
        self.scene.look(people=True)

    # What they do besides

    @property
    def _doing(self) -> Mapping[str, Callable[[], bool]]:
        return {
            "a note is written": self._note,
            "an invoice is taken back": self._take_back,
            "a document is edited": lambda: self._edit_document(description="Paid by bank"),
            "a document loses its note": lambda: self._edit_document(note=""),
            "a document is deleted": self._delete_document,
            "a document is made by hand": self._stranger,
            "a document like one of ours": self._alike,
            "a customer is renamed in Severa": self._rename_customer,
            "a customer is changed in Visma.net": self._change_customer,
            "an item is renamed": self._rename_item,
            "a project is renamed": self._rename_project,
            "an invoice is paid": self._pay,
            "a number is used again": self._use_again,
            "an invoice gets a stranger's number": self._misnumber,
            "an invoice is unlinked": self._unlink,
        }

    def _note(self) -> bool:
        for guid in self._some(self._in(TO_TRANSFER)):
            self.made += 1
            self.office.severa.edit("invoices", guid, notes=f"Note {self.made}")
            return True
        return False

    def _take_back(self) -> bool:
        for guid in self._some(self._in(TO_TRANSFER)):
            self.move(guid, DRAFT)
            return True
        return False

    def _edit_document(self, **fields: Any) -> bool:
        """A document on its way, or one that stands, is changed by hand."""
        for key in self._some(self._open_documents()):
            kind, number = key.split()
            self.office.vnf.edit(COLLECTIONS[kind], number, **fields)
            self.scene.expected.doubt([self.scene.born[key], number], *DOUBT)
            return True
        return False

    def _delete_document(self) -> bool:
        for key in self._some(self._open_documents()):
            kind, number = key.split()
            self.office.vnf.remove(COLLECTIONS[kind], number)
            self.scene.expected.doubt([self.scene.born[key], number], *DOUBT)
            return True
        return False

    def _use_again(self) -> bool:
        """A document on its way is deleted, and its number given to another customer's invoice."""
        stand = [key for key in self._open_documents() if key.startswith("Invoice ")]
        under_way = [key for key in stand if self.scene.status(self.scene.born[key]) == TO_TRANSFER]
        for key in self._some(under_way or stand):
            kind, number = key.split()
            guid = self.scene.born[key]
            self.scene.expected.doubt([guid, number], *DOUBT)
            self.scene.replaced |= {guid} if key not in under_way else set()
            self.office.vnf.remove(COLLECTIONS[kind], number)
            del self.scene.born[key]
            customer = self.draw.choice(self._known("vnf", "customer"))["number"]
            self._load(customer, "2026-10-01T00:00:00", "EUR", "SENIOR", Decimal(10), number)
            return True
        return False

    def _misnumber(self) -> bool:
        """Somebody types the number of a document that is not its own on an invoice that waits."""
        strangers = [key.split()[1] for key in self.scene.strangers if key.startswith("Invoice ")]
        taken = {number_key(one["number"]) for one in self.scene.invoices.values()}
        for guid in self._some(self._in(TO_TRANSFER)):
            for number in self._some([one for one in strangers if number_key(one) not in taken]):
                self.office.severa.edit("invoices", guid, number=int(number))
                self.scene.expected.doubt([guid, number], *DOUBT)
                return True
        return False

    def _unlink(self) -> bool:
        """The administrator unlinks an invoice whose document stands, and it is sent once more."""
        for guid in self._some(self._in(TRANSFERRED)):
            self.scene.expected.doubt([guid], *DOUBT, "unlinked-document-stays")
            with suppress(BridgeError):
                self.office.bridge().unlink("invoices", guid)
                self.office.severa.edit("invoices", guid, number=None)
                self.move(guid, TO_TRANSFER)
                return True
        return False

    def _stranger(self) -> bool:
        """Another invoice for one of the customers, under a number of its own."""
        customers = [one["number"] for one in self.office.vnf.documents("customer")]
        self._load(self.draw.choice(customers), "2026-10-01T00:00:00", "EUR", "SENIOR", Decimal(10))
        return True

    def _alike(self) -> bool:
        """Somebody types an invoice that waits into Visma.net as well."""
        for guid in self._some(self._in(TO_TRANSFER)):
            one = self.scene.invoices[guid]
            self._load(
                str(one["customer"]["number"]),
                f"{one['date']}T00:00:00",
                one["currency"]["code"],
                "SENIOR",
                one["totalExcludingTax"]["amount"],
            )
            self.scene.expected.doubt([guid], *DOUBT)
            return True
        return False

    def _load(self, customer: str, day: str, currency: str, item: str, price: Decimal, number: str = "") -> None:
        self.made += 1
        line = {"lineNumber": 1, "inventoryNumber": item, "quantity": 1, "unitPriceInCurrency": price}
        document = {
            "referenceNumber": number or str(900_000 + self.made),
            "documentType": "Invoice",
            "status": "Balanced",
            "customer": {"number": customer},
            "documentDate": day,
            "currencyId": currency,
            "invoiceLines": [line],
        }
        self.office.vnf.load("customer_invoice", [document])

    def _rename_customer(self) -> bool:
        one = self.draw.choice(self._known("severa", "customers"))
        self.made += 1
        self.office.severa.edit("customers", one["guid"], name=f"{one['name'].partition(' #')[0]} #{self.made}")
        self._both_sides(one["guid"])
        return True

    def _change_customer(self) -> bool:
        one = self.draw.choice(self._known("vnf", "customer"))
        self.made += 1
        contact = {**(one["mainContact"] or {}), "email": f"new@{self.made}.example"}
        self.office.vnf.edit("customer", one["number"], mainContact=contact)
        self._both_sides(one["internalId"])
        for twin in self._known("severa", "customers"):
            if number_key(twin["number"]) == number_key(one["number"]):
                self._both_sides(twin["guid"])
        return True

    def _rename_item(self) -> bool:
        one = self.draw.choice(self._known("severa", "work_types"))
        self.made += 1
        self.office.severa.edit("work_types", one["guid"], name=f"Work {self.made}")
        self._both_sides(one["guid"])
        return True

    def _rename_project(self) -> bool:
        one = self.draw.choice(self._known("severa", "projects"))
        self.made += 1
        self.office.severa.edit("projects", one["guid"], name=f"Project {self.made}")
        return True

    def _both_sides(self, record: object) -> None:
        """Two people who edit one record at a time may have to agree."""
        self.scene.expected.allowed[str(record)] |= {"changed-on-both-sides", "never-agreed"}

    def _pay(self) -> bool:
        """An invoice is sent, its document released and paid."""
        for guid in self._some(self._in(TRANSFERRED)):
            for key in self.scene.documents_of(guid):
                kind, number = key.split()
                if kind == "Invoice" and self.scene.documents[key]["status"] == "Balanced":
                    self.move(guid, "Verzonden")
                    self.office.vnf.release(number)
                    self.office.vnf.pay(number, self.scene.documents[key]["amountInCurrency"])
                    return True
        return False

    # What there is

    def _in(self, status: str) -> list[str]:
        return [guid for guid in sorted(self.scene.invoices) if self.scene.status(guid) == status]

    def _open_documents(self) -> list[str]:
        """Those of the bridge that can still be changed."""
        return [
            key
            for key, guid in self.scene.born.items()
            if guid and key in self.scene.documents and self.scene.documents[key]["status"] == "Balanced"
        ]

    def _known(self, system: str, name: str) -> list[dict[str, Any]]:
        service = self.office.severa if system == "severa" else self.office.vnf
        flags = ("isInternal", "systemTemplate", "nonProject")
        return [one for one in service.documents(name) if not any(one.get(flag) for flag in flags)]

    def _some(self, choices: list[str]) -> list[str]:
        """One of them, where there is one."""
        return self.draw.sample(choices, min(1, len(choices)))

    def move(self, guid: str, status: str) -> None:
        """Give an invoice the status of that name."""
        found = next(one for one in self.office.severa.documents("invoice_statuses") if one["name"] == status)
        self.office.severa.set_status(guid, found["guid"])
