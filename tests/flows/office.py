"""A small company on both simulators, and a host that works for it: what the tests of the flows share."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from typing import Any, Literal

import httpx
from attrs import define, evolve, field, frozen

from severa_vnf import (
    AsyncBridge,
    AsyncSevera,
    AsyncVismaNet,
    Bridge,
    InvoiceStatuses,
    LeaseLost,
    Settings,
    Severa,
    VismaNet,
)
from severa_vnf.flows.registers.link import RecordLink, write_link
from severa_vnf.plan import Adopted, Created, Deferred, Refused, Report
from severa_vnf.ports import MappingStore, Observer, Put
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.clock import SimulatedClock
from severa_vnf.testing.exchange import loads
from severa_vnf.testing.faults import Faults
from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.vnf import VnfSimulator
from severa_vnf.testing.worlds import World, demo_world, load_into, with_wrong_vat
from severa_vnf.values import Guid, number_key

MARK = "Severa invoice "
Kind = Literal["sync", "async"]


def few(*places: int, wrong_vat: bool = False) -> World:
    """The demo world with only these of its documents; with `wrong_vat` a copy of the first with another rate."""
    world = demo_world()
    kept = [world.severa["invoices"][place] for place in places]
    guids = {invoice["guid"] for invoice in kept}
    rows = [row for row in world.severa["invoice_rows"] if row["invoiceGuid"] in guids]
    world = evolve(world, severa={**world.severa, "invoices": kept, "invoice_rows": rows})
    return with_wrong_vat(world) if wrong_vat else world


def many(count: int) -> World:
    """The demo world with one of its invoices, so many times over."""
    world = few(0)
    (invoice,), rows = world.severa["invoices"], world.severa["invoice_rows"]
    copies = [{**invoice, "guid": f"{place:08x}{invoice['guid'][8:]}"} for place in range(count)]
    copied = [
        {**row, "guid": f"{place:08x}{row['guid'][8:]}", "invoiceGuid": copy["guid"]}
        for place, copy in enumerate(copies)
        for row in rows
    ]
    return evolve(world, severa={**world.severa, "invoices": copies, "invoice_rows": copied})


def codes(report: Report) -> list[str]:
    """The rules that a run's problems are of."""
    return [problem.code for problem in report.problems]


@frozen
class Tally:
    """What is wrong at the end: documents too many, invoices without one, invoices whose number or status is wrong."""

    duplicates: int = 0
    lost: int = 0
    wrong: int = 0


@define
class Office:
    """Both simulators with a world in them, one clock, one store."""

    world: World = field(factory=demo_world)
    settings: Settings = field(factory=Settings)
    store: MappingStore = field(factory=MemoryStore)
    clock: SimulatedClock = field(factory=SimulatedClock)
    severa: SeveraSimulator = field(init=False)
    vnf: VnfSimulator = field(init=False)
    timeout: float = 30.0
    severa_switches: dict[str, Any] = field(factory=dict)
    vnf_switches: dict[str, Any] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.severa = SeveraSimulator(clock=self.clock, **self.severa_switches)
        self.vnf = VnfSimulator(clock=self.clock, **self.vnf_switches)
        load_into(self.world, self.severa, self.vnf)

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "clock": self.clock}
        severa = Severa(**secrets, timeout=self.timeout, http_client=httpx.Client(transport=self.severa.transport))
        vnf = httpx.Client(transport=self.vnf.transport)
        return severa, VismaNet(**secrets, tenant_id="demo", timeout=self.timeout, http_client=vnf)

    def async_clients(self) -> tuple[AsyncSevera, AsyncVismaNet]:
        """The same for an async process."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "clock": self.clock}
        severa = httpx.AsyncClient(transport=self.severa.transport)
        vnf = httpx.AsyncClient(transport=self.vnf.transport)
        return (
            AsyncSevera(**secrets, timeout=self.timeout, http_client=severa),
            AsyncVismaNet(**secrets, tenant_id="demo", timeout=self.timeout, http_client=vnf),
        )

    def bridge(self, observer: Observer | None = None, host: str | None = None) -> Bridge:
        """A bridge in a fresh process."""
        severa, vnf = self.clients()
        return Bridge(
            severa, vnf, store=self.store, settings=self.settings, tenant="acme", observer=observer, host=host
        )

    def async_bridge(self, observer: Observer | None = None, host: str | None = None) -> AsyncBridge:
        """The same for an async process."""
        severa, vnf = self.async_clients()
        return AsyncBridge(
            severa, vnf, store=self.store, settings=self.settings, tenant="acme", observer=observer, host=host
        )

    def using(self, kind: Kind, use: Callable[[Any], Any], observer: Observer | None = None) -> Any:
        """What a fresh process of that kind gets of its bridge."""
        self.link_registers()
        if kind == "sync":
            return use(self.bridge(observer))

        async def run() -> Any:
            return await use(self.async_bridge(observer))

        return asyncio.run(run())

    def link_registers(self, tenant: str = "acme") -> None:
        """The store knows the customers and projects that are equal on both sides, as after their own cycle."""
        for register, severa, vnf, number, vnf_id in REGISTERS:
            if self.store.scan(tenant, f"links {register}"):
                continue
            theirs = {number_key(one[number]): one for one in self.vnf.documents(vnf)}
            links = [
                RecordLink(
                    guid=Guid(one["guid"]),
                    vnf_id=str(theirs[number_key(one["number"])][vnf_id]),
                    number=theirs[number_key(one["number"])][number],
                    severa_number=str(one["number"]),
                    known={},
                    parts={},
                )
                for one in self.severa.documents(severa)
                if number_key(one["number"]) in theirs
            ]
            self.store.commit(tenant, [Put(f"links {register}", link.guid, write_link(link), None) for link in links])

    def cycle(self, kind: Kind = "sync", observer: Observer | None = None) -> Report:
        """One cycle in a fresh process."""
        report: Report = self.using(kind, lambda bridge: bridge.sync("invoices"), observer)
        return report

    def until_quiet(self, kind: Kind = "sync") -> list[Report]:
        """Cycles, five minutes apart, until one has nothing to do."""
        reports: list[Report] = []
        end = self.clock.now() + timedelta(hours=1)
        while not reports or any(isinstance(outcome, BUSY) for outcome in reports[-1].outcomes):
            assert self.clock.now() < end, "never quiet"
            with suppress(LeaseLost):
                reports.append(self.cycle(kind))
            self.clock.advance(timedelta(minutes=5))
        return reports

    def guid(self, place: int) -> str:
        """An invoice's guid, by its place in the world."""
        return str(self.world.severa["invoices"][place]["guid"])

    def roles(self) -> InvoiceStatuses:
        """The statuses of the world, by their roles."""
        failed, _, _, *others = [Guid(str(one["guid"])) for one in self.severa.documents("invoice_statuses")]
        names = ("to_transfer", "transferred", "sent", "partially_paid", "paid")
        return InvoiceStatuses(failed=failed, **dict(zip(names, others, strict=True)))

    def move(self, place: int, status: str) -> None:
        """A person gives an invoice the status of that name."""
        found = next(one for one in self.severa.documents("invoice_statuses") if one["name"] == status)
        self.severa.set_status(self.guid(place), found["guid"])

    def total(self, place: int, more: str) -> None:
        """A person makes Severa's total of an invoice so much larger."""
        amount = self.invoice(place)["totalIncludingTax"]["amount"] + Decimal(more)
        self.severa.edit("invoices", self.guid(place), totalIncludingTax={"amount": amount})

    def row(self, place: int, **fields: Any) -> None:
        """A person changes the first row of an invoice."""
        rows = self.severa.documents("invoice_rows")
        first = next(row for row in rows if row["invoiceGuid"] == self.guid(place))
        self.severa.edit("invoice_rows", first["guid"], **fields)

    def spoil(self, collection: str, guid: str, **fields: object) -> None:
        """A record of Severa's is not what its API promises any more."""
        record = self.severa._world.shelves[collection].get(guid)
        assert record is not None
        record.update(fields)

    def erase(self, number: str, collection: str = "customer_invoice") -> None:
        """A person deletes a document in Visma.net."""
        path = {"customer_invoice": "customerinvoice", "customer_credit_note": "customerCreditNote"}[collection]
        faults, self.vnf.faults = self.vnf.faults, Faults()
        self.clients()[1].request("DELETE", f"/v1/{path}/{number}")
        self.vnf.faults = faults

    def posts(self) -> int:
        """How many documents Visma.net was asked to make."""
        return sum(one.method == "POST" for one in self.vnf.requests)

    def known(self, space: str) -> dict[str, dict[str, Any]]:
        """What the store holds in a space."""
        return {record.key: loads(record.value.encode()) for record in self.store.scan("acme", space)}

    def invoice(self, place: int) -> dict[str, Any]:
        """An invoice as Severa has it now, by its place in the world."""
        guid = self.guid(place)
        return next(one for one in self.severa.documents("invoices") if one["guid"] == guid)

    def documents(self) -> list[dict[str, Any]]:
        """The invoices and credit notes that Visma.net has now."""
        return [*self.vnf.documents("customer_invoice"), *self.vnf.documents("customer_credit_note")]

    def status(self, place: int) -> str:
        """The name of an invoice's status."""
        return str(self.invoice(place)["status"]["name"])

    def tally(self) -> Tally:
        """Hold both sides against what should be: an invoice has one document and its number, one of wrong VAT none."""
        marked = Counter(str(one["note"]).removeprefix(MARK) for one in self.documents())
        numbers = {str(one["note"]).removeprefix(MARK): int(one["referenceNumber"]) for one in self.documents()}
        lost = wrong = 0
        for invoice in self.severa.documents("invoices"):
            guid, fails = invoice["guid"], self.world.sources.get(invoice["guid"], "").endswith("(wrong VAT)")
            lost += not fails and guid not in marked
            shown = invoice["status"]["name"], invoice["number"]
            wrong += shown != (FAILED if fails else TRANSFERRED, numbers.get(guid)) or (fails and guid in marked)
        return Tally(sum(count - 1 for count in marked.values()), lost, wrong)


REGISTERS = (
    ("customers", "customers", "customer", "number", "internalId"),
    ("projects", "projects", "project", "projectID", "internalID"),
)
HELD = 9
"""The place of the demo world's document with a row that has no code."""
BUSY = (Created, Adopted, Deferred, Refused)
FAILED = "Overdracht niet gelukt"
TO_TRANSFER = "Goedgekeurd, klaar voor Financials"
TRANSFERRED = "In Financials, verzend naar klant"
DRAFT = "Concept"
