"""What is done beside what, so that neither service has to wait; and what is not."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from attrs import define, field

from severa_vnf import AsyncSevera, AsyncVismaNet
from severa_vnf.flows.ask import Send
from severa_vnf.flows.registers.carrying import FIRST
from severa_vnf.flows.registers.pack import Pack
from severa_vnf.severa.communications import Communication
from severa_vnf.wire.decode import structure
from severa_vnf.wire.model import Model
from tests.flows.office import Kind
from tests.flows.registers.office import SETTINGS, Company, customer, item, open_office, project

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
TURNS = 1000


@define
class Calls:
    """An observer that writes down which calls were answered, in that order."""

    answered_so_far: list[str] = field(factory=list)

    def asked(self, question: object) -> None:
        """Nothing."""

    def answered(self, question: object, answer: object) -> None:
        """Write it down."""
        if isinstance(question, Send):
            self.answered_so_far.append(f"{question.call.system} {question.call.method} {question.call.path}")

    def first(self, start: str) -> int:
        """The place of the first call that begins so."""
        return next(place for place, call in enumerate(self.answered_so_far) if call.startswith(start))

    def last(self, start: str) -> int:
        """The place of the last one."""
        return max(place for place, call in enumerate(self.answered_so_far) if call.startswith(start))


def renumbered(count: int) -> Company:
    """Customers that Severa alone has, and so get their numbers back; an item, and a project of one of them."""
    customers = [customer(f"c{place}", str(20_000_000 + place), theirs=None) for place in range(count)]
    return open_office(*customers, item("A1", theirs=None), project(8, "c0", theirs=None))


class Slow(httpx.AsyncBaseTransport):
    """A service that takes its time for patches: many turns of the loop, of which each other call needs a few."""

    def __init__(self, service: httpx.AsyncBaseTransport) -> None:
        self.service = service

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Wait, then answer."""
        for _ in range(TURNS * (request.method == "PATCH")):
            await asyncio.sleep(0)
        return await self.service.handle_async_request(request)


class SlowToPatch(Company):
    """A company with such a Severa."""

    def async_clients(self) -> tuple[AsyncSevera, AsyncVismaNet]:
        """Its clients."""
        _, vnf = super().async_clients()
        client = httpx.AsyncClient(transport=Slow(self.severa.transport))
        return AsyncSevera(client_id="id", client_secret="secret", clock=self.clock, http_client=client), vnf


def calls(office: Company, driver: Kind) -> Calls:
    """What a first cycle calls."""
    told = Calls()
    office.sync("customers", "items", "projects", driver=driver, observer=told)
    return told


def test_numbers_are_written_while_what_follows_is_read_and_made() -> None:
    """Once all customers are linked, nobody waits until all of them have their numbers in Severa."""
    told = calls(SlowToPatch(renumbered(60).world, SETTINGS), "async")
    numbered = told.last("severa PATCH /v1/customers")
    assert numbered > told.last("vnf POST /v1/inventory")
    assert numbered > told.last("severa GET /v1/contactpersons")


@drivers
def test_a_project_is_made_when_its_customer_is_linked(driver: Kind) -> None:
    """Streams overlap, but none is made before the one that it needs."""
    office = renumbered(3)
    told = calls(office, driver)
    assert told.last("vnf POST /v1/customer") < told.first("vnf POST /v1/project")
    number = str(office.ours("customers", "c0")["number"])
    assert office.theirs("project", projectID="8")["customer"]["number"].lstrip("0") == number


@drivers
def test_the_first_chunk_is_small(driver: Kind) -> None:
    """After a few customers it is looked which they are, so that Severa gets their numbers soon."""
    told = calls(renumbered(60), driver)
    begin = told.first("vnf POST /v1/customer")
    assert told.answered_so_far[begin:].index("vnf GET /v1/customer") == FIRST


def communication(**fields: Any) -> Communication:
    """As Severa sends it."""
    kind = {"guid": "k", "type": "Phone"}
    return structure({"contact": {"guid": "anna"}, "communicationType": kind, **fields}, Communication)


def test_what_is_packed_comes_back_as_it_was() -> None:
    """The newest record of a key is its record; all that were kept under it come in the order in which they were."""
    pack: Pack[Model] = Pack()
    kept = [communication(guid=guid, value=f"+31 20 {guid}") for guid in "abc"]
    for key, one in zip(("anna", "ben", "anna"), kept, strict=True):
        pack.add(key, one)
    assert ([*pack], len(pack)) == (["anna", "ben"], 2)
    assert (pack["anna"], pack["ben"]) == (kept[2], kept[1])
    assert (pack.all("anna"), pack.all("ben"), pack.all("carl")) == ((kept[0], kept[2]), (kept[1],), ())
