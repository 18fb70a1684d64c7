"""What changes seldom is read when it has to be: by its own stream, or by a run that has something to do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from severa_vnf.errors import AuthError, ServiceDown
from severa_vnf.flows.classes import STALE, kept
from severa_vnf.flows.look_ups import READ
from severa_vnf.settings import ProjectDefaults
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Faulty
from severa_vnf.values import Guid
from tests.flows.office import Kind
from tests.flows.registers.office import Company, customer, item, open_office, project
from tests.registers.worlds import SETTINGS, UNIT

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
LOOK_UPS = "/rest-api/v1/currencies"


def reads(office: Company) -> int:
    """How often the look-ups were read since."""
    return sum(LOOK_UPS in one for one in office.asked())


def age(office: Company) -> timedelta:
    """How long ago the oldest of them was read."""
    return office.clock.now() - office.bridge()._driver.run(kept()).age


@drivers
def test_their_own_stream_reads_them_again(driver: Kind) -> None:
    """`sync("classes")` reads all look-ups, however fresh they are."""
    office = open_office(customer("alike"))
    office.sync("classes", driver=driver)
    office.later()
    report = office.sync("classes", driver=driver)
    assert (reads(office), report.outcomes, office.writes()) == (1, (), [])
    assert age(office) < timedelta(minutes=1)


@drivers
def test_a_cycle_with_nothing_to_do_leaves_them(driver: Kind) -> None:
    """However old they are, an idle cycle does not read them again."""
    office = open_office(customer("alike"))
    office.sync()
    office.later(10 * STALE)
    office.sync(driver=driver)
    assert reads(office) == 0


@drivers
def test_a_cycle_with_something_to_do_reads_what_is_old(driver: Kind) -> None:
    """Look-ups older than a day are read again before anything is decided by them: once, whatever else there is."""
    office = open_office(customer("alike"), item("A1"))
    office.sync()
    office.severa.load("currencies", [{"guid": "krone", "code": "DKK", "name": "Krone"}])
    office.later(STALE + timedelta(hours=1))
    office.vnf.edit("customer", "00010001", name="Renamed B.V.")
    office.severa.edit("products", "a1", name="Better")
    office.sync(driver=driver)
    assert reads(office) == 1
    assert office.bridge()._driver.run(kept("currencies")).currencies[Guid("krone")] == "DKK"


def test_a_cycle_with_something_to_do_leaves_what_is_fresh() -> None:
    """Within a day they are taken from the store."""
    office = open_office(customer("alike"))
    office.sync()
    office.later(STALE - timedelta(hours=1))
    office.severa.edit("customers", "alike", name="Renamed B.V.")
    assert office.sync().counts == {"updated": 1}
    assert reads(office) == 0


def test_what_is_read_again_decides() -> None:
    """A term that was added since is known when a customer needs it."""
    office = open_office(customer("alike"))
    office.sync()
    office.later(STALE + timedelta(hours=1))
    office.vnf.load("credit_term", [{"termsId": "45", "description": "45 days", "dueDay1": 45}])
    office.severa.edit("customers", "alike", paymentTerm=45)
    assert office.sync("customers").problems == ()
    assert office.theirs("customer", number="00010001")["creditTerms"]["id"] == "45"


def refused(name: str) -> dict[str, object]:
    """What comes of a look-up whose list may not be read."""
    flow = READ[name](SETTINGS)
    next(flow)
    with pytest.raises(StopIteration) as done:
        flow.throw(AuthError("no", system="vnf", method="GET", path="/v1/branch", status=403))
    found: dict[str, object] = done.value.value
    return found


@pytest.mark.parametrize("name", ["customer_classes", "item_classes", "branches", "number_series", "segmented_keys"])
def test_what_only_the_host_looks_at_may_be_out_of_reach(name: str) -> None:
    """A list that is there for the host to look at is empty without the right to read it."""
    assert refused(name) == {}


@pytest.mark.parametrize("name", ["credit_terms", "currencies", "template_tasks"])
def test_what_decides_must_be_in_reach(name: str) -> None:
    """A list by which records are mapped ends the run when it may not be read."""
    with pytest.raises(AuthError):
        refused(name)


def test_the_task_that_the_template_brings() -> None:
    """A project made after a template that has the task gets it from there: it is not inserted a second time."""
    office = open_office(customer("alike"), project(8, "alike", theirs=None))
    office.vnf.load("project_task", [{"projectID": "Z", "taskId": "10", "description": "10", "status": "Active"}])
    plan = office.preview()
    (step,) = [one for one in plan.steps if one.record == "project-8"]
    assert not [one for one in step.changes if one.row.startswith("tasks")]


def test_the_task_that_the_template_does_not_bring() -> None:
    """Without it in the template the task is made with the project."""
    office = open_office(customer("alike"), project(8, "alike", theirs=None))
    (step,) = [one for one in office.preview().steps if one.record == "project-8"]
    assert ("tasks.1.taskId", "10") in [(one.row, one.new) for one in step.changes]
    office.sync()
    assert [one["taskId"] for one in office.all_theirs("project_task", projectID="8")] == ["10"]


def test_a_template_that_is_not_there() -> None:
    """Where there is no such template a project gets its task all the same, and Visma.net tells what it lacks."""
    settings = evolve(SETTINGS, project_defaults=ProjectDefaults(template="NONE"))
    office = open_office(customer("alike"), project(8, "alike", theirs=None), settings=settings)
    office.sync("classes")
    assert office.bridge()._driver.run(kept("template_tasks")).template_tasks == []
    (step,) = [one for one in office.preview().steps if one.record == "project-8"]
    assert ("tasks.1.taskId", "10") in [(one.row, one.new) for one in step.changes]


@pytest.mark.parametrize(("more", "code", "expected"), [((), "1", {}), (("2",), "1", {UNIT: "1"}), (("2",), "9", {})])
def test_the_branch_of_a_business_unit(more: tuple[str, ...], code: str, expected: dict[str, str]) -> None:
    """Of several branches a unit's is the one that its code names; a company of one branch needs none."""
    office = open_office()
    office.vnf.load("branch", [{"number": number, "name": f"Branch {number}"} for number in more])
    office.severa.edit("business_units", UNIT, code=code)
    office.sync("classes")
    found = office.bridge()._driver.run(kept())
    assert found.given(SETTINGS).branches == expected


def test_a_service_that_fails() -> None:
    """A service that fails while look-ups are read ends the run before anything is written."""
    office = open_office(customer("alike", theirs=None))
    office.severa.faults = Faults([Fault(Faulty.SERVER_ERROR, path="/currencies")])
    office.later()
    with pytest.raises(ServiceDown):
        office.sync()
    assert office.writes() == []
