"""What a run would do with the invoices, before it does it; and doing exactly that."""

from __future__ import annotations

from contextlib import suppress
from typing import Literal

import pytest

from severa_vnf import CustomerClasses, PlanStale, Settings
from severa_vnf.plan import TO_COME, Action, Created, Plan, Report, Step
from severa_vnf.ports import Observer
from severa_vnf.stores import MemoryStore
from tests.flows.observers import Killed, When, dies, stops
from tests.flows.office import FAILED, HELD, TO_TRANSFER, TRANSFERRED, Kind, Office, Tally, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
EVERY = tuple(place for place in range(12) if place != HELD)
SPACES = ("links", "links back", "intents", "marks", "problems", "number gaps")


def preview(office: Office, driver: Kind = "sync") -> Plan:
    """What would be done now."""
    plan: Plan = office.using(driver, lambda bridge: bridge.preview("invoices"))
    return plan


def apply(office: Office, plan: Plan, driver: Kind = "sync", observer: Observer | None = None) -> Report:
    """Do it, in a fresh process."""
    report: Report = office.using(driver, lambda bridge: bridge.apply(plan), observer)
    return report


def only(plan: Plan) -> Step:
    """The plan's only step."""
    (step,) = plan.steps
    return step


def changes(step: Step) -> dict[str, object]:
    """What would be written, by the names of the fields; what goes to Severa has its name in front."""
    return {("severa " if one.to == "severa" else "") + one.row: one.new for one in step.changes}


def writes(office: Office) -> int:
    """How often either service was asked to change something; tokens are no change."""
    every = (*office.severa.requests, *office.vnf.requests)
    return sum(one.method != "GET" and "token" not in one.path for one in every)


@drivers
def test_each_waiting_invoice_is_a_step(driver: Kind) -> None:
    """What can be sent is created with header and lines; what can't gets the failed status, and has its problems."""
    office = Office(few(0, HELD))
    plan = preview(office, driver)
    steps = {step.record: step for step in plan.steps}
    made, held = steps[office.guid(0)], steps[office.guid(1)]
    assert (made.action, held.action) == (Action.CREATE, Action.UPDATE)
    assert [problem.code for problem in held.problems] == ["row-without-code"]
    assert changes(held) == {"severa status": FAILED}
    written = changes(made)
    assert written["customerNumber"] == "10001"
    assert written["documentDate"] == "2026-08-31"
    assert written["invoiceLines.1.inventoryNumber"] == "SENIOR"
    assert written["invoiceLines.3.inventoryNumber"] == "KM"
    assert written["severa number"] == TO_COME
    assert written["severa status"] == TRANSFERRED
    assert set(plan.writes) == {made, held}


@drivers
def test_a_preview_writes_nothing(driver: Kind) -> None:
    """Neither service is written to, and of all that is remembered only look-ups are new."""
    office = Office(few(*EVERY, HELD))
    preview(office, driver)
    assert writes(office) == 0
    assert [office.known(space) for space in SPACES] == [{}] * len(SPACES)


@drivers
def test_two_previews_are_equal(driver: Kind) -> None:
    """As long as nothing changes a preview is the same, at either driver."""
    office = Office(few(*EVERY, HELD))
    assert preview(office, driver).digest == preview(office).digest


@drivers
def test_a_plan_is_carried_out(driver: Kind) -> None:
    """Applying a plan does what a run would have done, and leaves nothing to do."""
    office = Office(few(*EVERY))
    report = apply(office, preview(office, driver), driver)
    assert report.counts == {"created": len(EVERY)}
    assert (office.tally(), preview(office).steps) == (Tally(), ())


@drivers
def test_what_was_planned_is_what_is_sent(driver: Kind) -> None:
    """The document has what the plan said, field by field."""
    office = Office(few(0))
    plan = preview(office, driver)
    apply(office, plan, driver)
    (document,) = office.documents()
    written = changes(only(plan))
    assert written["note"] == document["note"]
    lines = [document["invoiceLines"][place]["inventoryNumber"] for place in range(3)]
    assert [written[f"invoiceLines.{place}.inventoryNumber"] for place in (1, 2, 3)] == lines


@drivers
def test_what_moved_is_named(driver: Kind) -> None:
    """Where an invoice changed since, nothing is written, and it is named."""
    office = Office(few(0, 3))
    plan = preview(office, driver)
    office.row(0, quantity=2)
    with pytest.raises(PlanStale) as stale:
        apply(office, plan, driver)
    assert [office.guid(0) in label for label in stale.value.moved] == [True]
    assert writes(office) == 0


def test_what_is_new_makes_a_plan_stale() -> None:
    """So does an invoice that waits only now, and one that was held and is mended."""
    office = Office(few(0, 3))
    office.move(1, "Concept")
    plan = preview(office)
    office.move(1, TO_TRANSFER)
    with pytest.raises(PlanStale):
        apply(office, plan)
    office = Office(few(0))
    price = office.severa.documents("invoice_rows")[0]["unitPrice"]
    office.row(0, unitPrice=None)
    plan = preview(office)
    office.row(0, unitPrice=price)
    with pytest.raises(PlanStale):
        apply(office, plan)


@drivers
def test_what_moves_in_the_moment_between_is_left(driver: Kind) -> None:
    """An invoice that changes after the plan was found to hold is left for the next run; the others cross."""
    office = Office(few(0, 3))
    plan = preview(office, driver)
    lists = 0

    def happens() -> None:
        nonlocal lists
        lists += 1
        if lists == 2:  # the plan was found to hold, and is being done
            office.row(0, quantity=2)

    report = apply(office, plan, driver, When("GET", "invoicestatuses", happens))
    assert lists == 2
    assert report.counts == {"created": 1, "deferred": 1}
    assert office.status(0) == TO_TRANSFER
    assert office.cycle().counts == {"created": 1}
    assert office.tally() == Tally()


@pytest.mark.parametrize(("method", "path"), [("GET", "customerinvoice/"), ("PATCH", "invoices/")])
@drivers
def test_an_interrupted_plan_goes_on(driver: Kind, method: str, path: str) -> None:
    """Applied again after an interruption, a plan adopts what it has made: nothing of it moved."""
    office = Office(few(0, 3))
    plan = preview(office, driver)
    with suppress(Killed):
        apply(office, plan, driver, When(method, path, dies))
    office.clock.advance(office.settings.lease * 3)
    left = preview(office, driver)
    assert Action.ADOPT in {step.action for step in left.steps} or Action.UPDATE in {step.action for step in left.steps}
    apply(office, plan, driver)
    assert (office.tally(), preview(office).writes) == (Tally(), ())


def test_a_document_that_is_there_is_adopted() -> None:
    """One that was made and whose number Severa does not have is a step that shows the number."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(observer=When("POST", "customerinvoice", dies, "after"))
    office.clock.advance(office.settings.lease * 3)
    step = only(preview(office))
    number = int(office.documents()[0]["referenceNumber"])
    assert (step.action, step.reason) == (Action.ADOPT, "There is a document of this invoice.")
    assert (changes(step)["severa number"], changes(step)["severa status"]) == (number, TRANSFERRED)
    apply(office, preview(office))
    assert office.tally() == Tally()


def test_one_that_is_linked_gets_its_status_back() -> None:
    """A transferred invoice that somebody put back is a step without a new number."""
    office = Office(few(0))
    office.cycle()
    office.move(0, TO_TRANSFER)
    step = only(preview(office))
    assert (step.action, step.reason) == (Action.UPDATE, "Document 100001")
    assert changes(step) == {"severa status": TRANSFERRED}


def test_what_is_only_remembered_is_no_step_to_write() -> None:
    """Where both sides have all of it and this bridge alone does not know, nothing is to be written."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(observer=When("PATCH", "invoices/", dies, "after"))
    office.clock.advance(office.settings.lease * 3)
    plan = preview(office)
    assert (only(plan).action, plan.writes) == (Action.NOTHING, ())
    apply(office, plan)
    assert office.known("intents") == {}


def test_a_removal_that_was_interrupted() -> None:
    """A document that is being taken out again is a step that says so."""
    office = Office(few(0))
    office.row(0, vatRate=9)
    with suppress(Killed):
        office.cycle(observer=When("DELETE", "customerinvoice", dies))
    office.clock.advance(office.settings.lease * 3)
    plan = preview(office)
    assert (only(plan).action, only(plan).reason) == (
        Action.UPDATE,
        "Its document is taken out of Visma.net again.",
    )
    apply(office, plan)
    assert (office.documents(), office.status(0)) == ([], FAILED)


def test_a_customer_that_is_still_to_be_made() -> None:
    """In a plan of all streams an invoice has its customer's number to come; applied, it has the number."""
    office = Office(few(0), Settings(customer_classes=CustomerClasses(default="DOMESTIC")))
    guid = office.severa.documents("invoices")[0]["customer"]["guid"]
    office.severa.edit("invoices", office.guid(0), customer={"guid": guid, "number": None})
    office.severa.edit("customers", guid, number=None, name="Nieuw B.V.")
    alone = only(preview(office))
    assert [problem.code for problem in alone.problems] == ["customer-not-linked"]
    plan = office.bridge().preview()
    (step,) = [one for one in plan.steps if one.stream == "invoices"]
    assert str(changes(step)["customerNumber"]).startswith(TO_COME)
    report = office.bridge().apply(plan)
    (made,) = [one for one in report.outcomes if one.stream == "invoices"]
    assert (type(made), office.tally()) == (Created, Tally())


@drivers
def test_many_of_one_day(driver: Kind) -> None:
    """Invoices of one day are shown and sent side by side, each once."""
    office = Office(many(6))
    plan = preview(office, driver)
    assert plan.counts == {"create": 6}
    assert apply(office, plan, driver).counts == {"created": 6}
    assert office.tally() == Tally()


@pytest.mark.parametrize("when", ["before", "after"])
@drivers
def test_an_interruption_anywhere(driver: Kind, when: Literal["before", "after"]) -> None:
    """Killed at any exchange or commit and applied again, a plan makes each document once and is not stale."""
    for stop in stops(when, 4):
        office = Office(few(0))
        plan = preview(office, driver)
        with suppress(Killed):
            apply(office, plan, driver, stop)
        office.clock.advance(office.settings.lease * 3)
        apply(office, plan, driver)
        assert office.tally() == Tally()
    assert stop.at > 20


@drivers
def test_a_new_store_adopts_earlier_invoices(driver: Kind) -> None:
    """What another bridge has transferred is linked by number and total; a preview shows it, and links nothing."""
    office = Office(few(0, 3, 6))
    office.cycle()
    links = office.known("links")
    office.store = MemoryStore()
    plan = preview(office, driver)
    assert {(step.record, step.action, step.reason) for step in plan.steps} == {
        (guid, Action.ADOPT, f"Document {link['number']}, by number and total") for guid, link in links.items()
    }
    assert office.known("links") == {}
    apply(office, plan, driver)
    assert (office.known("links"), preview(office).steps) == (links, ())


def test_unclear_statuses() -> None:
    """Where nobody can tell which status is which, that is all that a preview has to say."""
    office = Office(few(0))
    extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
    office.severa.load("invoice_statuses", [extra])
    plan = preview(office)
    assert (plan.steps, [problem.code for problem in plan.problems]) == ((), ["statuses-unclear"])
