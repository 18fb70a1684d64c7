"""What a run would do with the costs, before it does it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from severa_vnf import PlanStale, Settings
from severa_vnf.flows.costs.planning import plan_costs
from severa_vnf.plan import Action, Plan
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.values import Guid
from tests.flows.costs.purchases import Buyer, line
from tests.flows.costs.test_files import OLD, billed, names
from tests.flows.costs.test_held import close
from tests.flows.costs.test_never_twice import official
from tests.flows.observers import When
from tests.flows.office import Kind as Driver


def plan(here: Buyer) -> Plan:
    """What would be done now."""
    made: Plan = here.bridge()._driver.work(lambda: plan_costs(here.settings))
    return made


def test_new_lines() -> None:
    """Each new line is a step that shows its fee; nothing is written, in Severa or of what is remembered."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    close(here, "1002")
    before = here.known("costs"), here.known("cost start")
    steps = plan(here).steps
    assert [(step.action, step.record) for step in steps] == [
        (Action.CREATE, "Invoice 1 1"),
        (Action.HOLD, "Invoice 1 2"),
    ]
    assert {change.row: change.new for change in steps[0].changes} == {
        "description": "Steel, 1, 50000 Staal & Co",
        "eventDate": "2026-10-30",
        "unitCost": "100",
        "unitPrice": "0",
    }
    assert [problem.code for problem in steps[1].problems] == ["cost-project-closed"]
    assert (here.fees(), (here.known("costs"), here.known("cost start"))) == ([], before)


def test_what_is_there() -> None:
    """At the first run a fee that is there is adopted by one line, and a deleted one holds a line up."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.bill("1", line(100), line(100))
    official(here)
    assert [step.action for step in plan(here).steps] == [Action.ADOPT, Action.CREATE]
    here.severa.remove("project_fees", official(here))
    assert [step.action for step in plan(here).steps] == [Action.ADOPT, Action.HOLD]


def test_what_changed() -> None:
    """A correction is an update; where the fee was deleted, or the project is another company's, nothing is done."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7), line(5))
    here.cycle()
    here.severa.remove("project_fees", here.fees()[1]["guid"])
    here.severa.load("business_units", [{"guid": "other", "name": "Other"}])
    here.severa.edit("projects", here.project("1002"), businessUnit={"guid": "other"})
    here.settings = Settings(companies=(Guid(here.world.severa["business_units"][0]["guid"]),))
    here.amend("1", line(120), line(9), line(5), line(6, "1002"))
    assert [(step.action, step.reason) for step in plan(here).steps] == [
        (Action.UPDATE, "A correction."),
        (Action.NOTHING, "Its fee was deleted in Severa, and stays away."),
        (Action.NOTHING, "The project is another company's."),
    ]


def test_what_nobody_knows() -> None:
    """A line in doubt is held until it can be sent again, or is found."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "projectfees", nth=1)])
    here.cycle()
    assert [step.action for step in plan(here).steps] == [Action.HOLD]
    here.clock.advance(timedelta(minutes=12))
    assert [step.action for step in plan(here).steps] == [Action.CREATE]


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_plan_is_carried_out(driver: Driver) -> None:
    """Applying a plan makes the fees that it shows, and leaves nothing to do."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    found: Plan = here.using(driver, lambda bridge: bridge.preview("costs"))
    assert found == plan(here)
    assert here.using(driver, lambda bridge: bridge.apply(found)).counts == {"created": 2}
    assert (here.costs(), here.costs("1002"), here.bridge().preview("costs").steps) == (["100"], ["7"], ())


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_what_moved_is_named(driver: Driver) -> None:
    """Where a line changed since, or another was booked, nothing is made, and the lines are named."""
    here = Buyer().begun()
    here.bill("1", line(100))
    found = here.bridge().preview("costs")
    here.amend("1", line(101))
    here.bill("2", line(5))
    with pytest.raises(PlanStale, match="Purchase Invoice 1, line 1, 101 EUR") as stale:
        here.using(driver, lambda bridge: bridge.apply(found))
    assert (len(stale.value.moved), here.fees()) == (2, [])


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_what_moves_in_the_moment_between_is_left(driver: Driver) -> None:
    """A line that is booked after the plan was found to hold is left for the next run."""
    here = Buyer().begun()
    here.bill("1", line(100))
    found = here.bridge().preview("costs")
    lists = 0

    def happens() -> None:
        nonlocal lists
        lists += 1
        if lists == 2:  # the plan was found to hold, and is being done
            here.bill("2", line(5))

    observer = When("GET", "supplierInvoice", happens)
    report = here.using(driver, lambda bridge: bridge.apply(found), observer)
    assert (report.counts, here.costs()) == ({"created": 1, "deferred": 1}, ["100"])
    assert here.cycle(driver).counts == {"created": 1}
    assert here.costs() == ["100", "5"]


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_files_are_steps_too(driver: Driver) -> None:
    """A file is a step for each project that it goes to; applied, it is there, described as the fee is."""
    here = billed(Buyer(), "../scan.pdf")
    found: Plan = here.using(driver, lambda bridge: bridge.preview("costs"))
    files = [step for step in found.steps if step.part]
    assert [(step.action, step.record, step.label, step.reason) for step in files] == [
        (Action.CREATE, "Invoice 1", "Purchase Invoice 1, scan.pdf", f"To project {number}.") for number in (1001, 1002)
    ]
    told = {change.row: change.new for change in files[0].changes}
    assert told == {
        "name": "scan.pdf",
        "description": "Steel, 1, 50000 Staal & Co",
        "project": here.project("1001"),
    }
    assert (names(here), here.known("costs")) == ([], {})
    here.using(driver, lambda bridge: bridge.apply(found))
    assert (len(here.fees()), names(here), here.waiting()) == (2, ["scan.pdf"] * 2, [])


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_file_that_is_there(driver: Driver) -> None:
    """In the first run a file that hangs on the project already is adopted with its fee."""
    here = billed(Buyer(settings=Settings(go_live=date(2026, 10, 1))), "scan.pdf")
    here.cycle()
    here.store = Buyer().store
    found: Plan = here.using(driver, lambda bridge: bridge.preview("costs"))
    assert [(step.action, bool(step.part)) for step in found.steps] == [
        (Action.ADOPT, False),
        (Action.ADOPT, False),
        (Action.ADOPT, True),
        (Action.ADOPT, True),
    ]
    here.using(driver, lambda bridge: bridge.apply(found))
    assert (names(here), here.bridge().preview("costs").steps) == (["scan.pdf"] * 2, ())


def test_a_file_in_doubt() -> None:
    """A file of which nobody knows whether it arrived is held, and so is every file where Severa takes none."""
    here = billed(Buyer(), "scan.pdf")
    here.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "files", nth=1)])
    here.cycle()
    held = next(step for step in plan(here).steps if step.action is Action.HOLD)
    assert [problem.code for problem in held.problems] == ["cost-waits-for-certainty"]
    here = billed(Buyer(severa_switches=OLD), "scan.pdf")
    here.cycle()
    here.bill("2", line(5))
    here.vnf.attach("supplier_invoice", "Invoice/2", "b.pdf", b"b")
    held = next(step for step in plan(here).steps if step.part)
    assert [problem.code for problem in held.problems] == ["cost-file-route-missing"]


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_a_file_that_comes_in_the_moment_between_is_left(driver: Driver) -> None:
    """A revision that comes after the plan was found to hold is left for the next run; before, the plan is stale."""
    here = billed(Buyer(), "scan.pdf")
    found = here.bridge().preview("costs")
    lists = 0

    def happens() -> None:
        nonlocal lists
        lists += 1
        if lists == 2:  # the plan was found to hold, and is being done
            here.vnf.attach("supplier_invoice", "Invoice/1", "late.pdf", b"late")

    here.using(driver, lambda bridge: bridge.apply(found), When("GET", "supplierInvoice", happens))
    assert (names(here), here.waiting()) == (["scan.pdf"] * 2, ["Invoice 1"])
    with pytest.raises(PlanStale, match=r"Purchase Invoice 1, late\.pdf"):
        here.using(driver, lambda bridge: bridge.apply(found))
    here.cycle(driver)
    assert (sorted(names(here)), here.waiting()) == (["late.pdf"] * 2 + ["scan.pdf"] * 2, [])


@pytest.mark.parametrize("first", [True, False])
def test_a_file_of_what_is_closed(first: bool) -> None:
    """A line that can't be carried now brings no file along either, whether or not its fee was looked for."""
    here = Buyer() if first else Buyer().begun()
    here.bill("1", line(100))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"scan")
    close(here, "1001")
    assert [(step.action, step.record) for step in plan(here).steps] == [(Action.HOLD, "Invoice 1 1")]
    here.cycle()
    assert (here.fees(), names(here)) == ([], [])
