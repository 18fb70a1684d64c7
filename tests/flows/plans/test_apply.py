"""What was planned is done, exactly that, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from attrs import evolve

from severa_vnf import PlanStale
from severa_vnf.plan import Plan, Report
from severa_vnf.settings import MaxChanges
from tests.flows.observers import When
from tests.flows.office import Kind
from tests.flows.plans.worlds import after_edits, of_all_kinds
from tests.flows.registers.office import Company, codes, customer, described, item, open_office, planned
from tests.registers.worlds import SETTINGS

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
worlds = pytest.mark.parametrize("world", [of_all_kinds, after_edits])
CAREFUL = evolve(SETTINGS, max_changes=MaxChanges(count=1, share=Decimal(0)))


def labels(report: Report) -> list[tuple[str, str]]:
    """What came of each record, by the name that people give it."""
    return [(type(one).__name__, one.label) for one in report.outcomes]


def records(office: Company) -> dict[str, list[dict[str, object]]]:
    """All that both services hold of the registers."""
    severa = ("customers", "addresses", "contacts", "communications", "products", "work_types", "projects")
    vnf = ("customer", "contact", "inventory", "project")
    return {
        **{name: office.severa.documents(name) for name in severa},
        **{name: office.vnf.documents(name) for name in vnf},
    }


SHOWN = ("number", "name", "email", "lastName", "value", "code", "isActive", "isClosed", "description", "status")


def shown(office: Company) -> dict[str, list[dict[str, object]]]:
    """What people see of them: all but stamps and ids."""
    return {
        name: [{field: one[field] for field in SHOWN if field in one} for one in found]
        for name, found in records(office).items()
    }


@drivers
@worlds
def test_a_plan_is_carried_out(world: Callable[[], Company], driver: Kind) -> None:
    """Applying a plan does what a run would have done, and leaves nothing to do."""
    office, other = world(), world()
    report = office.apply(office.preview(driver=driver), driver=driver)
    assert labels(report) == labels(other.sync("customers", "items", "projects"))
    assert shown(office) == shown(other)
    assert office.preview().writes == ()


@drivers
@worlds
def test_what_came_of_it(world: Callable[[], Company], driver: Kind) -> None:
    """The report of an applied plan has an outcome for each step that writes, and the problems of the others."""
    office = world()
    plan = office.preview(driver=driver)
    report = office.apply(plan, driver=driver)
    done = {"create": "created", "update": "updated", "adopt": "adopted"}
    expected = {done[action]: count for action, count in plan.counts.items() if action in done}
    assert {name: count for name, count in report.counts.items() if name != "held"} == expected
    assert codes(report) == codes(plan)
    assert report.requests["severa"] > 0
    assert report.requests["vnf"] > 0
    assert [one.problem() for one in office.bridge().problems()] == list(report.problems)


@drivers
@worlds
def test_applied_again(world: Callable[[], Company], driver: Kind) -> None:
    """A plan that was carried out already does nothing the second time."""
    office = world()
    plan = office.preview()
    office.apply(plan, driver=driver)
    before = records(office)
    office.later()
    report = office.apply(plan, driver=driver)
    assert [one for one in described(report) if one[0] != "held"] == []
    assert (office.writes(), records(office)) == ([], before)


@drivers
def test_something_else_changed(driver: Kind) -> None:
    """An edit since the preview that nobody saw in it is refused by its record's name, and nothing is written."""
    office = after_edits()
    plan = office.preview(driver=driver)
    office.severa.edit("customers", "turned", name="Quite different B.V.")
    before, remembered = records(office), office.memory()
    office.later()
    with pytest.raises(PlanStale, match=r"Customer Quite different B\.V\.") as raised:
        office.apply(plan, driver=driver)
    assert raised.value.moved == ("Customer Quite different B.V.",)
    assert (office.writes(), records(office), office.memory()) == ([], before, remembered)


def _renamed_again(office: Company) -> None:
    office.severa.edit("customers", "alike", name="Renamed twice B.V.")


def _one_more_field(office: Company) -> None:
    office.severa.edit("customers", "alike", email="more@alike.example")


def _new_customer(office: Company) -> None:
    office.severa.load("customers", [{"guid": "later", "number": 20001, "name": "Later B.V."}])


def _other_value_of_the_owner(office: Company) -> None:
    office.vnf.edit("inventory", "C3", description="Dearer")


@pytest.mark.parametrize(
    ("edited", "named"),
    [
        (_renamed_again, "Customer Renamed twice B.V."),
        (_one_more_field, "Customer Renamed B.V."),
        (_new_customer, "Customer Later B.V."),
        (_other_value_of_the_owner, "Item C3 Item C3"),
    ],
)
def test_what_moved_is_named(edited: Callable[[Company], None], named: str) -> None:
    """Another value, another field or another record: a plan that did not have it is not carried out."""
    office = after_edits()
    plan = office.preview()
    edited(office)
    office.later()
    with pytest.raises(PlanStale) as raised:
        office.apply(plan)
    assert raised.value.moved == (named,)
    assert office.writes() == []


def test_all_that_moved_is_named() -> None:
    """The records that moved are all named at once, over every stream of the plan."""
    office = after_edits()
    plan = office.preview()
    _renamed_again(office)
    _other_value_of_the_owner(office)
    with pytest.raises(PlanStale) as raised:
        office.apply(plan)
    assert raised.value.moved == ("Customer Renamed twice B.V.", "Item C3 Item C3")


def test_an_edit_that_was_taken_back() -> None:
    """What is no difference any more is left out, and the rest of the plan is done."""
    office = after_edits()
    plan = office.preview("customers")
    office.severa.edit("customers", "alike", name="Alike B.V.")
    assert "alike" not in [record for _, record in described(office.apply(plan))]
    assert office.theirs("customer", number="00010001")["name"] == "Alike B.V."
    assert office.ours("customers", "ringed")["name"] == "Turned round B.V."


def test_a_record_that_became_a_problem() -> None:
    """What can't be written any more is held with its problem: nothing but the plan is written."""
    office = of_all_kinds()
    plan = office.preview("items")
    office.severa.edit("products", "b2", code=None)
    report = office.apply(plan)
    assert codes(report) == ["code-missing", "code-missing"]
    assert office.all_theirs("inventory", inventoryNumber="B2") == []


def test_a_step_that_is_not_in_the_plan() -> None:
    """A plan from which a person took a step is refused for it: a part of a plan is no plan."""
    office = after_edits()
    plan = office.preview()
    less = evolve(plan, steps=tuple(step for step in plan.steps if step.record != "alike"))
    with pytest.raises(PlanStale) as raised:
        office.apply(less)
    assert raised.value.moved == ("Customer Renamed B.V.",)


@drivers
def test_a_plan_of_some_streams(driver: Kind) -> None:
    """Only the streams that were previewed are read and written, whatever changes in the others."""
    office = after_edits()
    plan = office.preview("items")
    _renamed_again(office)
    office.later()
    report = office.apply(plan, driver=driver)
    assert {one.stream for one in report.outcomes} == {"items"}
    assert all("inventory" in one or "worktypes" in one for one in office.writes())
    assert [record for _, record in planned(office.preview("customers"))] == ["alike", "ringed", "ours-bakker"]


@drivers
def test_an_empty_plan(driver: Kind) -> None:
    """A plan of nothing does nothing, and asks nobody."""
    office = after_edits()
    office.later()
    report = office.apply(Plan(), driver=driver)
    assert (report.outcomes, report.problems) == ((), ())
    assert (office.writes(), codes(report)) == ([], [])


@drivers
def test_the_brake_lets_a_plan_through(driver: Kind) -> None:
    """More changes than anybody expects wait; the plan of them, once somebody applies it, is done."""
    office = open_office(item("A1"), item("B2"), settings=CAREFUL)
    office.sync()
    for code in ("a1", "b2"):
        office.severa.edit("products", code, name="Everything new")
    office.later()
    braked = office.sync("items", driver=driver)
    assert (codes(braked), braked.outcomes, office.writes()) == (["too-many-changes"], (), [])
    plan = office.preview("items", driver=driver)
    assert plan.counts == {"update": 2}
    report = office.apply(plan, driver=driver)
    assert (report.counts, report.problems) == ({"updated": 2}, ())
    assert [one["description"] for one in office.all_theirs("inventory")] == ["Everything new"] * 2
    assert office.bridge().problems() == ()


def test_the_brake_holds_for_what_was_not_planned() -> None:
    """A plan that lets changes through the brake lets no others through."""
    office = open_office(*(item(code) for code in ("A1", "B2", "C3")), settings=CAREFUL)
    office.sync()
    for code in ("a1", "b2"):
        office.severa.edit("products", code, name="Everything new")
    plan = office.preview("items")
    office.severa.edit("products", "c3", name="Everything new")
    office.later()
    with pytest.raises(PlanStale, match="Item C3 Everything new"):
        office.apply(plan)
    assert office.writes() == []


def test_a_plan_of_whole_lists() -> None:
    """A plan that was made of the whole lists is carried out over the whole lists."""
    office = open_office(customer("alike"), customer("gone", "00010002"))
    office.sync()
    office.severa.remove("customers", "gone")
    plan = office.preview("customers", whole=True)
    report = office.apply(plan)
    assert codes(report) == codes(plan) == ["record-vanished"]


def test_an_edit_while_a_plan_is_carried_out() -> None:
    """What a person edits while other registers are written was not planned: it is named, and not overwritten."""
    office = open_office(customer("alike"), item("A1"))
    office.sync()
    office.severa.edit("customers", "alike", name="Renamed B.V.")
    office.severa.edit("products", "a1", name="Better")
    plan = office.preview()

    def edited() -> None:
        office.severa.edit("products", "a1", name="Best")

    with pytest.raises(PlanStale, match="Item A1 Best"):
        office.apply(plan, observer=When("PUT", "customer", edited))
    assert office.theirs("customer", number="00010001")["name"] == "Renamed B.V."
    assert office.theirs("inventory", inventoryNumber="A1")["description"] == "Item A1"
