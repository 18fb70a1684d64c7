"""A company that buys for its projects: what the tests of the costs share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any

from attrs import define, field

from severa_vnf import LeaseLost, Settings
from severa_vnf.flows.costs.carried import FILES_WAIT, WAITING
from severa_vnf.flows.memory import Owner, put
from severa_vnf.flows.registers.link import Spaces
from severa_vnf.plan import Report
from severa_vnf.ports import Observer, Put
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.testing.worlds import World
from tests.flows.office import Kind, Office, few

LINKED = ("1001", "1002", "1003")
TODAY = "2026-10-30"
STEEL = {"number": "50000", "name": "Staal & Co"}
Line = dict[str, Any]


def line(cost: int | str, project: str | None = "1001", text: str = "Steel", **fields: Any) -> Line:
    """A line of a supplier invoice."""
    named = {"id": project} if project else None
    return {"transactionDescription": text, "cost": Decimal(cost), "project": named, **fields}


def unheard(nth: int = 1) -> Faults:
    """The answer to this fee is lost, and nobody can look for it afterwards."""
    return Faults(
        [Fault(Trouble.ANSWER_LOST, "POST", "projectfees", nth), Fault(Trouble.GARBAGE, "GET", "s/.*/projectfees")]
    )


def entry(cost: int | str, project: str | None = "1001", text: str = "Steel", **fields: Any) -> Line:
    """A line of a journal transaction: a debit, or a credit where the cost is negative."""
    side = "debit" if Decimal(cost) >= 0 else "credit"
    named = {"id": project} if project else None
    return {"transactionDescription": text, f"{side}Amount": abs(Decimal(cost)), "project": named, **fields}


@define
class Buyer(Office):
    """Both simulators with a supplier and three linked projects, and no invoices."""

    world: World = field(factory=few)
    linked: Sequence[str] = LINKED

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        self.vnf.load("supplier", [{**STEEL, "status": "Active"}])
        self.link(*self.linked)

    def link(self, *projects: str) -> None:
        """The projects of these numbers are linked, as the stream of projects does it."""
        space = Spaces("projects").numbers
        owners = {number: Owner(guid=self.project(number)) for number in projects}
        self.store.commit("acme", [put(space, number, owner, None) for number, owner in owners.items()])

    def relink(self, number: str, other: str) -> None:
        """A person links Visma.net's project of this number with another one in Severa."""
        space = Spaces("projects").numbers
        record = self.store.read("acme", space, [number])[number]
        self.store.commit("acme", [put(space, number, Owner(guid=self.project(other)), record)])

    def project(self, number: str) -> Any:
        """The guid of a project in Severa."""
        return next(one["guid"] for one in self.world.severa["projects"] if str(one["number"]) == number)

    def bill(self, number: str, *lines: Line, **fields: Any) -> None:
        """The supplier sent an invoice, and it was booked and released."""
        document = {"documentType": "Invoice", "status": "Open", "supplier": STEEL, "date": f"{TODAY}T00:00:00"}
        placed = [{"lineNumber": place, **one} for place, one in enumerate(lines, 1)]
        self.vnf.load("supplier_invoice", [{**document, "referenceNumber": number, "invoiceLines": placed, **fields}])

    def batch(self, number: str, *lines: Line, module: str = "GL", **fields: Any) -> None:
        """A batch was released in the journal."""
        placed = [{"lineNumber": place, **one} for place, one in enumerate(lines, 1)]
        total = sum((one.get("debitAmount", Decimal(0)) for one in lines), Decimal(0))
        document = {
            "status": "Posted",
            "transactionDate": f"{TODAY}T00:00:00",
            "debitTotal": total,
            "currencyId": "EUR",
        }
        made = {"module": f"Module{module}", "batchNumber": number, "journalTransactionLines": placed}
        self.vnf.load("journal_transaction", [{**document, **made, **fields}])

    def cash(self, number: str, *lines: tuple[int, str], **fields: Any) -> None:
        """A cash transaction was released: amounts, each on a project."""
        placed = [
            {"lineNumber": place, "description": "Parking", "amount": Decimal(amount), "project": {"id": project}}
            for place, (amount, project) in enumerate(lines, 1)
        ]
        made = {"referenceNbr": number, "status": "Released", "currency": "EUR", "tranDate": f"{TODAY}T00:00:00"}
        self.vnf.load("cash_transaction", [{**made, "transactionDetails": placed, **fields}])

    def posting(self, number: str, *lines: tuple[int, str], **fields: Any) -> None:
        """A project transaction was released: amounts, each on a project."""
        dated = {"date": f"{TODAY}T00:00:00", "financialPeriod": "202610", "description": "Allocated"}
        placed = [
            {**dated, "tranId": place, "amount": Decimal(amount), "project": {"id": project}}
            for place, (amount, project) in enumerate(lines, 1)
        ]
        self.vnf.load("project_transaction", [{"refNbr": number, "status": "Released", "lines": placed, **fields}])

    def amend(self, number: str, *lines: Line, kind: str = "Invoice", **fields: Any) -> None:
        """Somebody changed a booked supplier invoice."""
        placed = [{"lineNumber": place, **one} for place, one in enumerate(lines, 1)]
        changed = {"invoiceLines": placed} if lines else {}
        self.vnf.edit("supplier_invoice", f"{kind}/{number}", **changed, **fields)

    def cycle(self, kind: Kind = "sync", observer: Observer | None = None) -> Report:
        """One cycle of the costs in a fresh process."""
        report: Report = self.using(kind, lambda bridge: bridge.sync("costs"), observer)
        return report

    def begun(self) -> Buyer:
        """The first day is over: a cycle, and some time."""
        self.cycle()
        self.clock.advance(timedelta(minutes=5))
        self.severa.requests.clear()
        self.vnf.requests.clear()
        return self

    def fees(self) -> list[dict[str, Any]]:
        """The fees that Severa has now."""
        return self.severa.documents("project_fees")

    def costs(self, project: str = "1001") -> list[str]:
        """What the fees of a project cost, in the order they were made."""
        guid = self.project(project)
        return [str(fee["unitCost"]["amount"]) for fee in self.fees() if fee["project"]["guid"] == guid]

    def asked(self) -> Counter[str]:
        """The exchanges so far, by service, verb and path."""
        services = (self.severa, self.vnf)
        return Counter(f"{one.name} {request.method} {request.path}" for one in services for request in one.requests)

    def backup(self) -> MemoryStore:
        """A copy of what the store holds now."""
        copy = MemoryStore()
        assert isinstance(self.store, MemoryStore)
        for space in {space for _, space, _ in self.store._order}:
            records = self.store.scan("acme", space)
            copy.commit("acme", [Put(space, record.key, record.value, None) for record in records])
        return copy

    def waiting(self) -> list[str]:
        """The documents that wait for something."""
        return [*self.known(WAITING), *self.known(FILES_WAIT)]

    def until_quiet(self, kind: Kind = "sync") -> list[Report]:
        """Cycles, five minutes apart, until one has ended and nothing waits."""
        reports: list[Report] = []
        end = self.clock.now() + timedelta(hours=1)
        while not reports or self.waiting():
            assert self.clock.now() < end, f"never quiet: {self.waiting()}"
            with suppress(LeaseLost):
                reports.append(self.cycle(kind))
            self.clock.advance(timedelta(minutes=5))
        return reports


__all__ = ["LINKED", "STEEL", "TODAY", "Buyer", "Settings", "entry", "line", "unheard"]
