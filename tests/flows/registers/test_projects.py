"""Projects and sales cases, which cross to Visma.net and never back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from severa_vnf.plan import Action
from severa_vnf.settings import ProjectDefaults
from severa_vnf.values import Guid
from tests.flows.office import Kind
from tests.flows.registers.office import (
    A_DAY,
    SETTINGS,
    Company,
    codes,
    customer,
    described,
    open_office,
    project,
    sale,
)
from tests.registers.worlds import UNIT

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def office_with(*fields: Any, defaults: ProjectDefaults | None = None, **more: Any) -> Company:
    """A customer with a project in Severa for each of these fields."""
    settings = evolve(SETTINGS, project_defaults=defaults or ProjectDefaults(), **more.pop("chosen", {}))
    parts = [project(1001 + place, "acme", theirs=None, ours=one) for place, one in enumerate(fields)]
    return open_office(customer("acme"), *parts, settings=settings, **more)


def status(office: Company, number: str = "1001") -> str:
    """The status of a project in Visma.net."""
    return str(office.theirs("project", projectID=number)["status"])


def tasks(office: Company) -> list[str]:
    """The tasks of all projects."""
    return [one["taskId"] for one in office.vnf.documents("project_task")]


def bill(office: Company, guid: str, role: str) -> None:
    """An invoice of that project, in the status of that role."""
    given = {"guid": "invoice", "customer": {"guid": "acme"}, "projects": [{"guid": guid}], "date": "2026-10-01"}
    office.severa.load("invoices", [{**given, "status": {"guid": getattr(office.roles(), role)}}])


@drivers
def test_the_defaults(driver: Kind) -> None:
    """A project is made with the settings' template, billing period, block and task."""
    defaults = ProjectDefaults(template="Z", billing_period="Monthly", block="hold", task="77")
    office = office_with({}, defaults=defaults)
    report = office.sync(driver=driver)
    made = office.theirs("project", projectID="1001")
    assert (described(report)[-1], report.outcomes[-1].number) == (("created", "project-1001"), "1001")
    assert [made[name] for name in ("billingPeriod", "hold", "description")] == ["Monthly", True, "Project 1001"]
    assert tasks(office) == ["77"]


@drivers
def test_a_template_that_brings_the_task(driver: Kind) -> None:
    """Where the template has the task a project is made without it: it comes with the template."""
    office = office_with({})
    template = office.theirs("project", projectID="Z")["internalID"]
    office.vnf.load("project_task", [{"projectInternalId": template, "taskId": "10", "description": "10"}])
    office.sync(driver=driver)
    [made] = [body for body in office.bodies() if "projectID" in body]
    assert "tasks" not in made


def test_no_task() -> None:
    """With task None no project gets one."""
    office = office_with({}, defaults=ProjectDefaults(task=None))
    office.sync()
    assert tasks(office) == []


@drivers
def test_the_task_is_ensured(driver: Kind) -> None:
    """An open project that is linked without the task of every invoice line gets it; a closed one does not."""
    office = open_office(
        customer("acme"),
        project(1001, "acme", theirs={"tasks": []}),
        project(1002, "acme", theirs={"tasks": [], "status": "Completed"}, ours={"isClosed": True}),
    )
    office.sync(driver=driver)
    [task] = office.vnf.documents("project_task")
    assert task["projectInternalId"] == office.theirs("project", projectID="1001")["internalID"]
    office.later()
    office.sync(driver=driver)
    assert office.writes() == []


def test_without_a_start_date() -> None:
    """A project without a start date starts on the day on which it was made."""
    office = office_with({"startDate": None, "createdDateTime": "2025-05-17T23:30:00Z"})
    office.sync()
    assert office.theirs("project", projectID="1001")["startDate"] == "2025-05-17T00:00:00"


@pytest.mark.parametrize(
    ("fields", "why"),
    [({"isInternal": True}, None), ({"isClosed": True}, "closed"), (sale("Lost"), "lost")],
    ids=["internal", "closed", "lost"],
)
def test_what_does_not_cross(fields: dict[str, Any], why: str | None) -> None:
    """Internal projects are not even asked for; one that is over before it ever crossed is not made any more."""
    office = office_with(fields)
    steps = [one for one in office.preview("projects").steps if one.record == "project-1001"]
    assert [(one.action, one.reason) for one in steps] == ([(Action.NOTHING, why)] if why else [])
    office.sync()
    assert office.all_theirs("project", projectID="1001") == []


@drivers
@pytest.mark.parametrize(
    ("change", "after"),
    [
        ({"isClosed": True}, "Completed"),
        (sale("Lost"), "Cancelled"),
        (sale("Won"), "Active"),
    ],
)
def test_closed_or_lost(change: dict[str, Any], after: str, driver: Kind) -> None:
    """A closed project is completed in Visma.net, a lost sale cancelled; one that is won goes on."""
    office = office_with({})
    office.sync()
    office.later(A_DAY)
    office.severa.edit("projects", "project-1001", **change)
    office.sync(driver=driver)
    assert status(office) == after


def test_lost_may_be_completed() -> None:
    """What a lost sale becomes is a setting."""
    office = office_with({}, defaults=ProjectDefaults(lost="Completed"))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("projects", "project-1001", **sale("Lost"))
    office.sync()
    assert status(office) == "Completed"


@drivers
def test_reopened_for_another_customer(driver: Kind) -> None:
    """A project that is opened again is active again, for the customer that it has by now."""
    office = open_office(customer("acme"), customer("bolt", "00010002"), project(1001, "acme"))
    office.severa.edit("projects", "project-1001", isClosed=True)
    office.sync()
    assert status(office) == "Completed"
    office.later(A_DAY)
    office.severa.edit("projects", "project-1001", isClosed=False, customer={"guid": "bolt"})
    office.sync(driver=driver)
    assert (status(office), office.theirs("project", projectID="1001")["customer"]["number"]) == ("Active", "00010002")


def test_a_hold_is_not_lifted() -> None:
    """A project on hold in Visma.net stays so while it is open in Severa."""
    office = open_office(customer("acme"), project(1001, "acme", theirs={"status": "OnHold"}))
    office.sync()
    office.later(A_DAY)
    office.severa.edit("projects", "project-1001", name="Other")
    office.sync()
    assert status(office) == "OnHold"
    assert office.theirs("project", projectID="1001")["description"] == "Other"


@drivers
def test_not_before_its_last_invoice(driver: Kind) -> None:
    """A closed project stays active until its invoices that wait have crossed, however long, and then is completed."""
    office = office_with({})
    office.sync()
    office.later(A_DAY)
    bill(office, "project-1001", "to_transfer")
    office.severa.edit("projects", "project-1001", isClosed=True)
    for _ in range(3):
        report = office.sync(driver=driver)
        assert (status(office), report.problems) == ("Active", ())
        office.later(A_DAY)
    office.severa.set_status("invoice", office.roles().transferred)
    assert office.sync(driver=driver).counts == {"updated": 1}
    assert (status(office), office.known("waiting projects")) == ("Completed", {})


@pytest.mark.parametrize(("role", "made"), [("to_transfer", 1), ("failed", 1), ("transferred", 0)])
def test_one_that_is_over_and_has_an_invoice(role: str, made: int) -> None:
    """A closed project that never crossed is made while an invoice of it has still to cross."""
    office = office_with({"isClosed": True})
    bill(office, "project-1001", role)
    office.sync()
    assert len(office.all_theirs("project", projectID="1001")) == made


def test_unclear_statuses() -> None:
    """Where nobody knows which invoices wait, a project is closed with its status in Severa."""
    office = office_with({})
    office.sync()
    office.later(A_DAY)
    office.severa.load(
        "invoice_statuses", [{"name": "X", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}]
    )
    office.sync("classes")
    office.severa.edit("projects", "project-1001", isClosed=True)
    office.sync("projects")
    assert status(office) == "Completed"


@drivers
def test_its_customer_comes_first(driver: Kind) -> None:
    """A project whose customer is not in Visma.net is told, and made as soon as that is, unedited."""
    office = office_with({}, chosen={"directions": {"customers": "off"}})
    office.severa.edit("customers", "acme", website="https://acme.example")  # equal ones are linked all the same
    report = office.sync(driver=driver)
    assert (described(report), codes(report)) == ([("held", "project-1001")], ["project-customer-missing"])
    office.settings = SETTINGS
    for _ in range(2):
        office.later(A_DAY)
        office.sync(driver=driver)
    assert (status(office), office.bridge().problems()) == ("Active", ())


@drivers
@pytest.mark.parametrize("listed", [True, False])
def test_sales_cases(listed: bool, driver: Kind) -> None:
    """Sales cases in progress cross too: with /projects, or by their own list where the settings say how often."""
    chosen = {} if listed else {"sales_cases": timedelta(days=1)}
    office = office_with(sale("InProgress"), {}, chosen=chosen, severa_switches={"cases_in_projects": listed})
    office.sync(driver=driver)
    assert (status(office, "1001"), status(office, "1002")) == ("Active", "Active")
    office.later()
    report = office.sync("projects", driver=driver, whole=True)
    assert (report.problems, office.writes()) == ((), [])
    office.later()
    office.severa.edit("projects", "project-1001", name="Other")
    office.sync("projects", driver=driver)
    office.later(A_DAY)
    office.sync("projects", driver=driver)
    assert office.theirs("project", projectID="1001")["description"] == "Other"
    assert any(one.endswith("/salescases") for one in office.asked()) is not listed


def test_the_list_of_cases_is_read_now_and_then() -> None:
    """Within the span of the settings their list is not read a second time."""
    office = office_with(sale("InProgress"), chosen={"sales_cases": timedelta(days=1)})
    office.sync()
    office.later()
    office.sync()
    assert [one for one in office.asked() if one.endswith("/salescases")] == []


def test_projects_of_another_company() -> None:
    """Of several companies a bridge carries its own projects; the others stay with that reason."""
    office = office_with({}, {"businessUnit": {"guid": "other unit"}}, chosen={"companies": (Guid(UNIT),)})
    office.severa.load("business_units", [{"guid": "other unit", "name": "Other", "code": "2"}])
    reasons = {one.record: one.reason for one in office.preview("projects").steps}
    assert reasons["project-1002"] == "another company"
    office.sync()
    assert [one["projectID"] for one in office.vnf.documents("project")] == ["X", "Z", "1001"]


def test_nothing_goes_back() -> None:
    """A project that is made or changed in Visma.net changes nothing in Severa; Severa's values are written again."""
    office = open_office(customer("acme"), project(1001, "acme"), project(7, "acme", ours=None))
    office.sync()
    office.later(A_DAY)
    office.vnf.edit("project", "1001", description="Renamed there")
    office.sync()
    assert [one for one in office.writes() if one.startswith("severa")] == []
    assert office.theirs("project", projectID="1001")["description"] == "Project 1001"
    assert [one["guid"] for one in office.severa.documents("projects")] == ["project-1001"]


def test_a_project_without_a_name() -> None:
    """A project that lacks what Visma.net needs is told, and crosses when it has it."""
    office = office_with({"name": " "})
    assert codes(office.sync()) == ["project-name-missing"]
    office.severa.edit("projects", "project-1001", name="Now")
    office.later(A_DAY)
    assert office.sync().problems == ()
    assert office.theirs("project", projectID="1001")["description"] == "Now"
