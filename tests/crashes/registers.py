"""Registers are kept equal: no record is there twice, and both services agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache

from severa_vnf.ports import MappingStore, Observer
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.vnf.paths import at
from severa_vnf.testing.worlds import World
from tests.crashes.points import Story
from tests.flows.office import Kind as Driver
from tests.flows.office import Office, Tally
from tests.flows.registers.office import Company
from tests.registers.agreement import complaints
from tests.registers.both import look
from tests.registers.people import People
from tests.registers.quiet import cycle, until_quiet
from tests.registers.worlds import SETTINGS, Where, customer, ground, item, joined, project

ALIKE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "severa": {
        "customers": ("name",),
        "addresses": ("customer.guid", "addressline", "city"),
        "contacts": ("customer.guid", "lastName"),
        "communications": ("contact.guid", "communicationType.type"),
        "products": ("code",),
        "work_types": ("code",),
        "travel_expense_types": ("code",),
        "projects": ("number",),
    },
    "vnf": {
        "customer": ("name",),
        "contact": ("businessAccount", "lastName"),
        "inventory": ("inventoryNumber",),
        "project": ("projectID",),
        "project_task": ("projectID", "taskId"),
    },
}
"""By what two records of these worlds are told to be one."""


def _story(world: World, *streams: str, edits: Callable[[Office], None] | None = None) -> Story[Office]:
    """Of the records there are, and what persons did to them after a first cycle."""

    def begin(store: MappingStore) -> Office:
        office = Company(world, SETTINGS, store=store)
        if edits is not None:
            until_quiet(office, "sync", *streams)
            edits(office)
        return office

    def run(office: Office, driver: Driver, observer: Observer | None) -> None:
        cycle(office, driver, observer, *streams)

    def finish(office: Office, driver: Driver) -> None:
        until_quiet(office, driver, *streams)

    @cache
    def made() -> set[str]:
        return People(begin(MemoryStore()), lambda strategy: None).made

    def tally(office: Office) -> Tally:
        told = complaints(look(office.severa, office.vnf, office.bridge()), made())
        return Tally(_double(office), wrong=len(told))

    return Story(begin, run, finish, tally)


def _double(office: Office) -> int:
    double = 0
    for service in (office.severa, office.vnf):
        for name, keys in ALIKE[service.name].items():
            counted = Counter(tuple(at(one, key) for key in keys) for one in service.documents(name))
            double += sum(count - 1 for count in counted.values())
    return double


def _customers_edited(office: Office) -> None:
    office.severa.edit("customers", "customer-0000000", name="Renamed", notes="Two\nlines")
    office.severa.edit("addresses", "address-0000000", city="Delft")
    office.severa.edit("communications", "phone-0000000", value="112")
    office.severa.edit("contacts", "contact-0000000", jobTitle="CEO")
    second = office.vnf.documents("customer")[1]
    contact = {**second["mainContact"], "email": "new@1.example"}
    address = {**second["invoiceAddress"], "city": "Utrecht"}
    office.vnf.edit("customer", second["number"], number="00000777", mainContact=contact, invoiceAddress=address)
    people = office.vnf.documents("contact")
    office.vnf.edit("contact", str(people[2]["contactId"]), position="CFO", phone1="911")


def _items_edited(office: Office) -> None:
    office.severa.edit("products", "item-0000000", name="Renamed", isActive=False)
    office.severa.edit("work_types", "item-0000001", name="Other work")
    office.vnf.edit("inventory", "I/000002", description="Renamed there", defaultPrice=7)


def _projects_edited(office: Office) -> None:
    office.severa.edit("projects", "project-0000000", name="Renamed", isClosed=True)
    office.severa.edit("projects", "project-0000001", customer={"guid": "customer-0000001"})


def _world(where: Where, customers: int = 0, items: int = 0, projects: int = 0, payers: Where = "both") -> World:
    return joined(
        ground(nextCustomerNumber=900, nextProjectNumber=900),
        *(customer(place, payers if projects else where) for place in range(customers)),
        *(item(place, where) for place in range(items)),
        *(project(place, 0, where) for place in range(projects)),
    )


STORIES: Mapping[str, Story[Office]] = {
    "registers: customers made in Visma.net": _story(_world("severa", customers=2), "customers"),
    "registers: customers made in Severa": _story(_world("vnf", customers=2), "customers"),
    "registers: customers linked and renumbered": _story(_world("renumbered", customers=5), "customers"),
    "registers: customers changed": _story(_world("both", customers=2), "customers", edits=_customers_edited),
    "registers: items made in Visma.net": _story(_world("severa", items=3), "items"),
    "registers: items made in Severa": _story(_world("vnf", items=3), "items"),
    "registers: items linked": _story(_world("both", items=3), "items"),
    "registers: items changed": _story(_world("both", items=3), "items", edits=_items_edited),
    "registers: projects made in Visma.net": _story(_world("severa", customers=1, projects=2), "customers", "projects"),
    "registers: projects linked": _story(_world("both", customers=1, projects=2), "customers", "projects"),
    "registers: projects changed": _story(
        _world("both", customers=2, projects=2), "customers", "projects", edits=_projects_edited
    ),
}
