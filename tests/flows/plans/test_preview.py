"""A preview is what the next run does, and does nothing itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.plan import TO_COME, Action, Plan
from severa_vnf.settings import Direction
from tests.flows.office import Kind
from tests.flows.plans.worlds import after_edits, of_all_kinds
from tests.flows.registers.office import A_DAY, Company, codes, customer, item, open_office, planned, project
from tests.registers.worlds import OURSELVES, SETTINGS

THERE_ARE = "customers, items, projects, invoices, payments, costs"
drivers = pytest.mark.parametrize("driver", ["sync", "async"])
worlds = pytest.mark.parametrize("world", [of_all_kinds, after_edits])
DONE = {"create": "created", "update": "updated", "adopt": "adopted"}


def changes(plan: Plan, record: str) -> dict[str, object]:
    """What is to be written for that record."""
    (step,) = [step for step in plan.steps if step.record == record]
    return {one.row: one.new for one in step.changes}


@drivers
@worlds
def test_a_preview_writes_nothing(world: Callable[[], Company], driver: Kind) -> None:
    """However much there is to do, a preview writes to neither service and remembers nothing of the records."""
    office = world()
    remembered = office.memory()
    office.later()
    plan = office.preview(driver=driver)
    assert plan.writes
    assert (office.writes(), office.memory()) == ([], remembered)


@drivers
@worlds
def test_a_preview_is_what_a_run_does(world: Callable[[], Company], driver: Kind) -> None:
    """Each record that a preview names for writing comes to that outcome, and no other record to any."""
    office = world()
    plan = office.preview(driver=driver)
    report = office.sync(driver=driver)
    told = {one.label: type(one).__name__.lower() for one in report.outcomes if type(one).__name__ != "Held"}
    assert sorted(told.values()) == sorted(DONE[step.action] for step in plan.writes)
    there = [step for step in plan.writes if not step.record.startswith("vnf ")]
    assert {step.label: DONE[step.action] for step in there}.items() <= told.items()
    assert codes(report) == codes(plan)
    assert planned(office.preview()) == []


@worlds
def test_every_way_is_seen(world: Callable[[], Company]) -> None:
    """What goes to Visma.net and what goes to Severa both stand in a plan, with the value that is written."""
    office = world()
    plan = office.preview()
    assert {change.to for step in plan.writes for change in step.changes} == {"severa", "vnf"}
    office.sync()
    theirs = {one["description"] for one in office.vnf.documents("inventory")}
    items = {str(one.new) for step in plan.writes for one in step.changes if one.row == "description"}
    assert items
    assert items <= theirs | {one["description"] for one in office.vnf.documents("project")}


def test_the_values_of_an_update() -> None:
    """An update names each field that changes, with what the other side has now and what it gets."""
    plan = after_edits().preview()
    told = {
        step.label: [(one.row, one.to, one.old, one.new) for one in step.changes]
        for step in plan.writes
        if step.action is Action.UPDATE
    }
    assert told == {
        "Customer Renamed B.V.": [("name", "vnf", "Alike B.V.", "Renamed B.V.")],
        "Customer Ringed B.V.": [
            ("name", "severa", "Ringed B.V.", "Turned round B.V."),
            ("mainContact.email", "severa", "info@ringed.example", "new@ringed.example"),
        ],
        "Contact Anna Slager": [("lastName", "vnf", "Ours-bakker", "Slager")],
        "Item B2 Better": [("description", "vnf", "Item B2", "Better")],
        "Item C3 Item C3": [("description", "severa", "Item C3", "Cheaper")],
        "Project 8 Project 8": [("status", "vnf", False, True)],
    }


def test_what_a_person_has_to_mend_is_held() -> None:
    """A record that can't cross has a step with its problem, and is no write."""
    plan = of_all_kinds().preview("items")
    (held,) = [step for step in plan.steps if step.action is Action.HOLD]
    assert (held.record, [one.code for one in held.problems]) == ("no-code", ["code-missing"])
    assert held not in plan.writes


def test_what_never_crosses_is_left_alone_with_its_reason() -> None:
    """Severa's own company is in the plan once, with why nothing is done with it."""
    plan = of_all_kinds().preview("customers")
    (ours,) = [step for step in plan.steps if step.record == OURSELVES]
    assert ours.action is Action.NOTHING
    assert ours.reason
    assert ours.label not in str(plan)


def test_what_is_to_be_made_first_counts_as_made() -> None:
    """Contact persons and projects of a customer that is still to be made are in the plan, its number to come."""
    office = of_all_kinds()
    plan = office.preview()
    assert changes(plan, "ours-bakker")["businessAccount"] == TO_COME
    assert changes(plan, "ours-bakker")["email"] == "bakker@ours.example"
    assert changes(plan, "project-8")["customer"] == TO_COME
    visser = office.internal_id("contact", lastName="Theirs-visser")
    assert str(changes(plan, f"vnf contact {visser}")["customer.guid"]).startswith(TO_COME)


def test_projects_alone() -> None:
    """Without the customers' stream a project of a customer that Visma.net does not have is held."""
    plan = of_all_kinds().preview("projects")
    held = {step.record: [one.code for one in step.problems] for step in plan.steps if step.action is Action.HOLD}
    assert held["project-8"] == ["project-customer-missing"]


@worlds
def test_two_previews_are_equal(world: Callable[[], Company]) -> None:
    """As long as nothing changes the digest stays the same; one edit, and it is another."""
    office = world()
    plan, again = office.preview(), office.preview(driver="async")
    assert (again, again.digest) == (plan, plan.digest)
    office.severa.edit("customers", "alike", name="Renamed again B.V.")
    assert office.preview().digest != plan.digest


def test_the_streams_of_a_preview() -> None:
    """A preview of some streams tells of these alone; one without a name of all."""
    office = of_all_kinds()
    assert {step.stream for step in office.preview("items", "projects").steps} == {"items", "projects"}
    assert {step.stream for step in office.preview().steps} == {"customers", "items", "projects"}


@drivers
@pytest.mark.parametrize("name", ["classes", "contacts", "Customers", ""])
def test_a_stream_that_there_is_not(driver: Kind, name: str) -> None:
    """A preview of a stream that has no plan is a mistake of the host, told with the names that there are."""
    with pytest.raises(ValueError, match=rf"no such stream: {name}; there are: {THERE_ARE}$"):
        of_all_kinds().preview("items", name, driver=driver)


def test_a_register_that_is_off() -> None:
    """A register whose direction is off is in no plan and no cycle, and its lists are not read."""
    office = open_office(item("A1", theirs=None), settings=_directed(items="off"))
    assert office.preview() == office.preview("items", "customers", "projects")
    assert [step.stream for step in office.preview("items").steps] == []
    office.later()
    office.sync()
    assert not [one for one in office.asked() if "products" in one or "inventory" in one]
    assert office.writes() == []


def test_a_direction_narrows_a_plan() -> None:
    """What is new on the side that does not cross is left alone, and a plan says why."""
    office = open_office(
        item("A1", theirs=None), item("B2", ours=None), settings=_directed(items="to_severa", customers="off")
    )
    plan = office.preview("items")
    inventory = office.internal_id("inventory", inventoryNumber="B2")
    assert planned(plan) == [("create", f"vnf {inventory}")]
    (left,) = [step for step in plan.steps if step.action is Action.NOTHING]
    assert (left.record, left.reason) == ("a1", "the register does not cross that way")


def test_a_list_that_cannot_be_believed() -> None:
    """Where a list is much shorter than the links the plan has no step of that register, and says so."""
    office = open_office(*(customer(f"c{n}", f"0002000{n}") for n in range(8)))
    office.sync()
    office.later(A_DAY)
    for place in range(7):
        office.severa.remove("customers", f"c{place}")
    plan = office.preview(whole=True)
    assert [one.code for one in plan.problems] == ["list-too-short"]
    assert plan.problems[0].text() in str(plan)
    assert plan.writes == ()


def test_a_whole_preview_reads_the_lists_from_end_to_end() -> None:
    """What vanished without a trace is found by a preview of the whole lists, and held."""
    office = open_office(customer("alike"), customer("gone", "00010002"))
    office.sync()
    office.later(A_DAY)
    office.severa.remove("customers", "gone")
    assert codes(office.preview("customers")) == []
    plan = office.preview("customers", whole=True)
    assert codes(plan) == ["record-vanished"]
    assert [step.record for step in plan.steps if step.action is Action.HOLD] == ["gone"]


def _directed(**ways: Direction) -> Settings:
    return evolve(SETTINGS, directions=ways)


def back(plan: Plan) -> dict[str, object]:
    """The numbers that Severa's records would get, by the records."""
    every = ((step.record, one) for step in plan.steps for one in step.changes)
    return {record: one.new for record, one in every if (one.row, one.to) == ("number", "severa")}


def test_a_number_that_comes_back() -> None:
    """A customer that is made in Visma.net shows that its number will be Visma.net's; where it stays, it does not."""
    office = open_office(customer("ours", "00010004", theirs=None))
    assert back(office.preview("customers")) == {"ours": TO_COME}
    office.settings = evolve(SETTINGS, owns_customer_numbers=False)
    assert back(office.preview("customers")) == {}


def test_a_task_that_is_made() -> None:
    """A project that lacks the task of every invoice line shows that it is made, whether it is linked or not."""
    office = open_office(customer("acme"), project(1001, "acme", theirs={"tasks": []}))
    assert changes(office.preview(), "project-1001")["taskId"] == "10"
    office.apply(office.preview())
    (task,) = office.vnf.documents("project_task")
    assert (task["taskId"], office.preview().writes) == ("10", ())
