"""What Visma.net refuses comes back as a problem that names its cause."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.testing.vnf.parts import VISIBLE
from tests.flows.observers import When
from tests.flows.office import FAILED, Kind, Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
CUSTOMER, ITEM, PROJECT = "10001", "JUNIOR", "1001"


def edited(collection: str, key: str, **fields: object) -> Callable[[Office], None]:
    """A person changes a record in Visma.net."""
    return lambda office: office.vnf.edit(collection, key, **fields)


def task_completed(office: Office) -> None:
    """A person completes the task that the invoice's lines name."""
    (task,) = (one for one in office.vnf.documents("project_task") if one["projectID"] == PROJECT)
    office.vnf.edit("project_task", str(task["internalId"]), status="Completed")


CAUSES = {
    "customer unknown": ("customer-unknown", CUSTOMER, edited("customer", CUSTOMER, number="99999")),
    "customer on hold": ("customer-blocked", "(OnHold)", edited("customer", CUSTOMER, status="OnHold")),
    "customer inactive": ("customer-blocked", "(Inactive)", edited("customer", CUSTOMER, status="Inactive")),
    "item unknown": ("item-unknown", ITEM, edited("inventory", ITEM, inventoryNumber="OTHER")),
    "item inactive": ("item-blocked", "(Inactive)", edited("inventory", ITEM, status="Inactive")),
    "item not sold": ("item-blocked", "(NoSales)", edited("inventory", ITEM, status="NoSales")),
    "project completed": ("project-blocked", "(Completed)", edited("project", PROJECT, status="Completed")),
    "project on hold": (
        "project-blocked",
        "(Planned, hold)",
        edited("project", PROJECT, status="Planned", hold=True),
    ),
    "project invisible": (
        "project-not-in-receivables",
        PROJECT,
        edited("project", PROJECT, visibility={**VISIBLE, "visibleInAr": False}),
    ),
    "project unknown": ("project-unknown", PROJECT, edited("project", PROJECT, projectID="X99")),
    "period closed": ("period-closed", "2026-08-31", edited("financial_period", "202608", closedInCustomerLedger=True)),
    "period not open": ("period-closed", "2026-08-31", edited("financial_period", "202608", active=False)),
    "anything else": ("rejected-by-visma-net", "Task '10'", task_completed),
}


@pytest.mark.parametrize(("code", "value", "person"), CAUSES.values(), ids=CAUSES)
@drivers
def test_each_cause_has_its_problem(driver: Kind, code: str, value: str, person: Callable[[Office], None]) -> None:
    """The problem is of the cause's own kind, the invoice fails in Severa, and nothing is left or unknown."""
    office = Office(few(0))
    office.link_registers()
    person(office)
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"refused": 1}, [code])
    assert value in report.problems[0].value
    assert (office.status(0), office.documents(), office.known("intents")) == (FAILED, [], {})
    assert office.cycle(driver).outcomes == ()


def test_every_cause_is_told_at_once() -> None:
    """People mend a record in one sitting: all that stands in the way is listed."""
    office = Office(few(0))
    office.vnf.edit("customer", CUSTOMER, status="OnHold")
    office.vnf.edit("inventory", ITEM, status="Inactive")
    office.vnf.edit("inventory", "KM", status="Inactive")
    report = office.cycle()
    assert codes(report) == ["customer-blocked", "item-blocked", "item-blocked"]
    assert [problem.field for problem in report.problems] == ["Customer", "Row 2", "Row 3"]


def test_an_invoice_without_a_project() -> None:
    """Where no project stands on the document none is looked for."""
    world = few(0)
    invoices = [{**one, "projects": []} for one in world.severa["invoices"]]
    office = Office(evolve(world, severa={**world.severa, "invoices": invoices}))
    office.vnf.edit("customer", CUSTOMER, status="OnHold")
    assert codes(office.cycle()) == ["customer-blocked"]


def test_a_period_without_dates_is_passed_over() -> None:
    """A period that does not say when it is can't be the cause."""
    office = Office(few(0))
    office.vnf.edit("financial_period", "200501", startDate=None)
    office.vnf.edit("financial_period", "200502", closedInCustomerLedger=True)
    task_completed(office)
    assert codes(office.cycle()) == ["rejected-by-visma-net"]


def test_a_record_that_cannot_be_read_explains_nothing() -> None:
    """A cause that can't be read does not end the run: the service's own words must do, and others cross."""
    office = Office(few(0, 3))
    office.vnf.edit("customer", CUSTOMER, status="Sleeping")
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"refused": 1, "created": 1}, ["rejected-by-visma-net"])
    assert "Sleeping" in report.problems[0].value


def test_a_refused_invoice_that_a_person_moved_is_left_alone() -> None:
    """An invoice that is no longer in its status when it is refused keeps the one that a person gave it."""
    office = Office(few(0), Settings(statuses=None))
    office.vnf.edit("customer", CUSTOMER, status="OnHold")
    office.cycle(observer=When("POST", "customerinvoice", lambda: office.move(0, "Concept"), "after"))
    assert office.status(0) == "Concept"
