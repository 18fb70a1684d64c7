"""A company whose registers are kept equal: records on either side, or on both and alike but for what is said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from severa_vnf import Settings
from severa_vnf.plan import Explained, Plan, Report
from severa_vnf.testing.exchange import loads
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.worlds import World
from tests.flows.office import Kind, Office
from tests.registers.worlds import COUNTRIES, CURRENCIES, METHODS, OWNER, SETTINGS, STATES, UNIT, ground, joined

Document = dict[str, Any]
Fields = Mapping[str, Any]
A_DAY = timedelta(hours=30)
"""After so long nothing is read again that did not change."""
MINUTES = timedelta(minutes=5)
INTERNAL = {"customer": "internalId", "contact": "contactId", "inventory": "inventoryId", "project": "internalID"}
TYPES = {
    "products": ("NonStockItem", "NONSTOCK", {"type": "FixedFees"}),
    "work_types": ("LaborItem", "LABOR", {}),
    "travel_expense_types": ("ExpenseItem", "EXPENSE", {"expenseClass": "OtherTravelExpense"}),
}
SAME: Fields = {}


def open_office(*parts: World, settings: Settings = SETTINGS, **more: Any) -> Company:
    """A company with these records in it."""
    return Company(joined(ground(nextCustomerNumber=900, nextProjectNumber=900), *parts), settings, **more)


class Company(Office):
    """Both services, and what happens in them and between them."""

    def link_registers(self) -> None:
        """Its registers have cycles of their own."""

    def sync(self, *streams: str, driver: Kind = "sync", observer: Any = None, **how: Any) -> Report:
        """A cycle of the registers in a fresh process, or of these streams."""
        chosen = streams or ("classes", "customers", "items", "projects")
        report: Report = self.using(driver, lambda bridge: bridge.sync(*chosen, **how), observer)
        return report

    def preview(self, *streams: str, driver: Kind = "sync", **how: Any) -> Plan:
        """What a cycle would do."""
        plan: Plan = self.using(driver, lambda bridge: bridge.preview(*streams, **how))
        return plan

    def apply(self, plan: Plan, driver: Kind = "sync", observer: Any = None) -> Report:
        """Do what was planned."""
        report: Report = self.using(driver, lambda bridge: bridge.apply(plan), observer)
        return report

    def explain(self, register: str, guid: str, driver: Kind = "sync") -> Explained:
        """Why a record is as it is."""
        told: Explained = self.using(driver, lambda bridge: bridge.explain(register, guid))
        return told

    def strike(self, system: str, *faults: Fault) -> None:
        """From now on one of the services has these troubles and no others."""
        (self.severa if system == "severa" else self.vnf).faults = Faults(faults)

    def later(self, span: timedelta = MINUTES) -> None:
        """Time passes; what was asked for so far is forgotten."""
        self.clock.advance(span)
        self.severa.requests.clear()
        self.vnf.requests.clear()

    def asked(self) -> list[str]:
        """The calls since then, but for those that are lists of changes."""
        return [f"{name} {one.method} {one.path}" for name, one in self._requests() if one.method == "GET"]

    def writes(self) -> list[str]:
        """The calls since then that wrote."""
        return [f"{name} {one.method} {one.path}" for name, one in self._requests() if one.method != "GET"]

    def bodies(self) -> list[Any]:
        """What they wrote."""
        return [loads(one.body) for _, one in self._requests() if one.method != "GET" and one.body]

    def _requests(self) -> list[tuple[str, Any]]:
        return [(one.name, request) for one in (self.severa, self.vnf) for request in one.requests]

    def ours(self, collection: str, guid: str) -> Document:
        """A record as Severa has it now."""
        return next(one for one in self.severa.documents(collection) if one["guid"] == guid)

    def theirs(self, collection: str, **fields: object) -> Document:
        """The one in Visma.net that has these."""
        [found] = self.all_theirs(collection, **fields)
        return found

    def all_theirs(self, collection: str, **fields: object) -> list[Document]:
        """All in Visma.net that have these."""
        return [one for one in self.vnf.documents(collection) if fields.items() <= one.items()]

    def internal_id(self, collection: str, **fields: object) -> str:
        """The internal id of the one in Visma.net that has these."""
        return str(self.theirs(collection, **fields)[INTERNAL[collection]])

    def memory(self) -> dict[str, Any]:
        """All that is remembered of the registers' records."""
        spaces = ("links", "links back", "numbers", "begun", "waiting")
        names = [f"{space} {name}" for space in spaces for name in ("customers", "contacts", "items", "projects")]
        return {name: self.known(name) for name in names}


def customer(key: str, number: str = "00010001", ours: Fields | None = SAME, theirs: Fields | None = SAME) -> World:
    """A customer of that guid, with that number in Visma.net. None: that side does not have it."""
    name, mail = f"{key.capitalize()} B.V.", f"info@{key}.example"
    severa = {
        "guid": key,
        "number": int(number),
        "name": name,
        "currency": {"guid": CURRENCIES["EUR"], "code": "EUR"},
        "paymentTerm": 30,
        "email": mail,
    }
    vnf = {
        "number": number,
        "name": name,
        "status": "Active",
        "customerClass": {"id": "DOMESTIC"},
        "currencyId": "EUR",
        "creditTerms": {"id": "30", "description": "30 days"},
        "mainContact": {"email": mail},
    }
    return _on("customers", severa, ours, "customer", vnf, theirs)


def address(guid: str, owner: str, **fields: Any) -> World:
    """An address in Severa, of that customer."""
    made = {
        "guid": guid,
        "customer": {"guid": owner},
        "addressline": "Dorpsstraat 1",
        "postalCode": "1234 AB",
        "city": "Delft",
        "country": {"guid": COUNTRIES["NL"][0]},
        **fields,
    }
    return World({"addresses": [made]}, {})


PLACE = {
    "addressLine1": "Dorpsstraat 1",
    "postalCode": "1234 AB",
    "city": "Delft",
    "country": {"id": "NL", "name": "Nederland"},
}
"""The same address in Visma.net."""


def contact(
    key: str, owner: str, number: str = "00010001", ours: Fields | None = SAME, theirs: Fields | None = SAME
) -> World:
    """A contact person of that guid, of the customer of that guid and number."""
    severa = {"guid": key, "customer": {"guid": owner}, "firstName": "Anna", "lastName": key.capitalize()}
    vnf = {"businessAccount": number, "firstName": "Anna", "lastName": key.capitalize()}
    return _on("contacts", severa, ours, "contact", vnf, theirs)


def communication(guid: str, person: str, method: str, value: str) -> World:
    """A telephone number or the like, of that contact person."""
    kind = {"guid": METHODS[method], "type": method}
    made = {"guid": guid, "contact": {"guid": person}, "communicationType": kind, "value": value}
    return World({"communications": [made]}, {})


def item(code: str, register: str = "products", ours: Fields | None = SAME, theirs: Fields | None = SAME) -> World:
    """An item of that code; its guid is the code in small letters."""
    kind, item_class, more = TYPES[register]
    severa = {"guid": code.lower(), "code": code, "name": f"Item {code}", **more}
    vnf = {
        "inventoryNumber": code,
        "description": f"Item {code}",
        "type": kind,
        "itemClass": {"id": item_class, "type": kind},
        "defaultPrice": 0,
    }
    return _on(register, severa, ours, "inventory", vnf, theirs)


def project(
    number: int, owner: str, payer: str = "00010001", ours: Fields | None = SAME, theirs: Fields | None = SAME
) -> World:
    """A project of that number, of the customer of that guid and number; its guid is `project-` and the number."""
    severa = {
        "guid": f"project-{number}",
        "number": number,
        "name": f"Project {number}",
        "customer": {"guid": owner},
        "startDate": "2026-02-01",
        "projectOwner": OWNER,
        "businessUnit": {"guid": UNIT},
    }
    vnf = {
        "projectID": str(number),
        "description": f"Project {number}",
        "customer": {"number": payer, "name": ""},
        "startDate": "2026-02-01T00:00:00",
        "status": "Active",
        "billingPeriod": "OnDemand",
        "restrictEmployees": True,
        "tasks": [{"taskId": "10", "description": "10", "status": "Active"}],
    }
    return _on("projects", severa, ours, "project", vnf, theirs)


def sale(state: str) -> Fields:
    """The sales status of a project."""
    return {"salesStatus": {"salesStatusTypeGuid": STATES[state]}}


def _on(name: str, severa: Fields, ours: Fields | None, twin: str, vnf: Fields, theirs: Fields | None) -> World:
    return World(
        {} if ours is None else {name: [{**severa, **ours}]}, {} if theirs is None else {twin: [{**vnf, **theirs}]}
    )


def described(report: Report) -> list[tuple[str, str]]:
    """What came of each record."""
    return [(type(one).__name__.lower(), one.record) for one in report.outcomes]


def planned(plan: Plan) -> list[tuple[str, str]]:
    """What would be done with each record."""
    return [(one.action.value, one.record) for one in plan.writes]


def codes(report: Report | Plan) -> list[str]:
    """The rules that its problems are of."""
    held = [problem for step in report.steps for problem in step.problems] if isinstance(report, Plan) else []
    return sorted(problem.code for problem in (*report.problems, *held))
