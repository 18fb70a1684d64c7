"""The same few questions to either service: a list, a record, a new record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import httpx

from severa_vnf.testing import Fault, Faults, Kind, SeveraSimulator, VnfSimulator
from severa_vnf.testing.exchange import loads
from tests.testing.severa.caller import BASE, CUSTOMER, Caller, simulator
from tests.testing.vnf.office import Office, wrapped


class Talk(ABC):
    """Four customers, read by twos, at either service."""

    collection: str
    id: str
    """The field that tells one from another."""
    own: str
    """The first one's."""
    stamp: str
    sim: SeveraSimulator | VnfSimulator

    @abstractmethod
    def page(self, number: int = 1) -> httpx.Response:
        """A page of two customers."""

    @abstractmethod
    def since(self, moment: str) -> list[Any]:
        """The customers that changed since."""

    @abstractmethod
    def create(self, name: str = "New") -> httpx.Response:
        """A new customer."""

    @abstractmethod
    def send(self, method: str, path: str) -> httpx.Response:
        """Any request, with the token."""

    def record(self, own: str) -> httpx.Response:
        """One customer."""
        return self.send("GET", f"{'customers' if self.id == 'guid' else 'customer'}/{own}")

    def struck(self, kind: Kind, **more: Any) -> Faults:
        """From now on every request meets this kind."""
        self.sim.faults = Faults([Fault(kind, **more)])
        return self.sim.faults

    def made(self) -> str:
        """Make a customer; its key."""
        assert self.create().status_code == 201
        return str(self.sim.documents(self.collection)[-1][self.id])

    def held(self) -> list[str]:
        """The names that the service holds."""
        return [row["name"] for row in self.sim.documents(self.collection)]


class SeveraTalk(Talk):
    """Severa."""

    collection, id, own, stamp = "customers", "guid", CUSTOMER, "createdDateTime"

    def __init__(self) -> None:
        self.sim = simulator(page_cap=2)
        self.sim.load("customers", [{"guid": f"c{n}", "name": f"C{n}"} for n in range(3)])
        self.caller = Caller(self.sim)

    def page(self, number: int = 1) -> httpx.Response:
        """By the token of the first page, if it is another."""
        if number == 1:
            return self.caller.get("customers")
        faults, self.sim.faults = self.sim.faults, Faults()
        token = self.page().headers["NextPageToken"]
        self.sim.faults = faults
        return self.caller.get("customers", pageToken=token)

    def since(self, moment: str) -> list[Any]:
        """By changedSince."""
        return rows(self.caller.get("customers", changedSince=f"{moment}Z"))

    def create(self, name: str = "New") -> httpx.Response:
        """With its name."""
        return self.caller.post("customers", {"name": name})

    def send(self, method: str, path: str) -> httpx.Response:
        """Under the base."""
        return self.caller.http.request(method, f"{BASE}/{path}")


class VnfTalk(Talk):
    """Visma.net."""

    collection, id, own, stamp = "customer", "number", "10000", "lastModifiedDateTime"

    def __init__(self) -> None:
        self.office = Office()
        self.sim = self.office.sim
        extra = [{"number": f"1000{n}", "name": f"C{n}", "customerClass": {"id": "DOMESTIC"}} for n in (8, 9)]
        self.sim.load("customer", extra)

    def page(self, number: int = 1) -> httpx.Response:
        """By its number."""
        return self.office.client.get("/v1/customer", params={"pageSize": 2, "pageNumber": number})

    def since(self, moment: str) -> list[Any]:
        """By lastModifiedDateTime."""
        query = {"lastModifiedDateTime": moment, "lastModifiedDateTimeCondition": ">="}
        return rows(self.office.client.get("/v1/customer", params=query))

    def create(self, name: str = "New") -> httpx.Response:
        """With its name."""
        return self.office.post("/v1/customer", **wrapped(name=name, customerClassId="DOMESTIC"))

    def send(self, method: str, path: str) -> httpx.Response:
        """Under /v1."""
        return self.office.client.request(method, f"/v1/{path}")


def rows(reply: httpx.Response) -> list[Any]:
    """The rows of a list, which must have come."""
    assert reply.status_code == 200, reply.text
    found: list[Any] = loads(reply.content)
    return found


def own_404(talk: Talk, reply: httpx.Response) -> bool:
    """Whether this is the service's own way to say that there is nothing."""
    own = reply.content == b"" if isinstance(talk, SeveraTalk) else set(reply.json()) == {"message"}
    return reply.status_code == 404 and own
