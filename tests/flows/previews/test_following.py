"""What follows a transfer stands in the plan: each file, application and release, and the setting that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from severa_vnf import PlanStale, Settings
from severa_vnf.plan import TO_COME, Action, Plan, Step
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Mishap
from tests.crashes.following import ALL, begin, ended
from tests.flows.following.papers import CREDIT_NOTE, CREDITED, document, due, filed, hung, later
from tests.flows.following.test_credit import NOTE, credited
from tests.flows.following.test_release import unreadable
from tests.flows.observers import Killed, Stop, When, dies
from tests.flows.office import DRAFT, TO_TRANSFER, Kind, Office, few
from tests.flows.previews.test_invoices import apply, preview, writes

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
RELEASED = Settings(attachments=True, release=True)


def follows(plan: Plan) -> list[Step]:
    """The steps that are no invoices."""
    return [step for step in plan.steps if step.part]


def told(plan: Plan) -> list[tuple[str, str, dict[str, Any]]]:
    """What would be written after the invoices: its kind, the setting that asks for it, its fields."""
    return [
        (step.part.split()[0], step.reason.removeprefix("Settings."), {one.row: one.new for one in step.changes})
        for step in follows(plan)
    ]


def held(plan: Plan) -> list[str]:
    """The problems of what waits."""
    return [problem.code for step in plan.steps if step.action is Action.HOLD for problem in step.problems]


@drivers
def test_of_an_invoice_that_is_to_be_made(driver: Kind) -> None:
    """Each file, the PDF and the release are steps of their own, and nothing is written, not even remembered."""
    settings = Settings(attachments=True, invoice_pdf=True, release=True)
    office = filed("scan.pdf", "../scan.pdf", settings=settings)
    plan = preview(office, driver)
    hangs = [{"attachments": name, "sendToAutoinvoice": False} for name in ("scan.pdf", "scan (2).pdf")]
    assert told(plan) == [
        ("file", "invoice_pdf", {"attachments": f"Invoice {TO_COME}.pdf", "sendToAutoinvoice": False}),
        ("file", "attachments", hangs[0]),
        ("file", "attachments", hangs[1]),
        ("release", "release", {"action": "release"}),
    ]
    assert {step.record for step in plan.steps} == {office.guid(0)}
    assert (writes(office), office.known("following")) == (0, {})


@drivers
def test_applied(driver: Kind) -> None:
    """Applied, an invoice and its credit note come to where a run brings them; then there is nothing to do."""
    office, other = begin(MemoryStore()), begin(MemoryStore())
    apply(office, preview(office, driver), driver)
    other.cycle()
    assert ended(office) == ended(other)
    assert preview(office).steps == ()


@drivers
def test_a_credit_note(driver: Kind) -> None:
    """Against an invoice that is open a credit note's application shows number and amount, once the note is there."""
    office = credited()
    assert told(preview(office, driver)) == [
        (
            "credit",
            "apply_credit_notes",
            {"applicationLines.1.refNbr": "100001", "applicationLines.1.amountPaid": TO_COME},
        )
    ]
    office.vnf.faults = Faults([Fault(Mishap.SERVER_ERROR, "PUT", "customerCreditNote", nth=1)])
    office.cycle()
    office.clock.advance(office.settings.takeover)
    plan = preview(office, driver)
    amount = str(document(office, NOTE)["amountInCurrency"])
    [(_, _, fields)] = told(plan)
    assert fields == {"applicationLines.1.refNbr": "100001", "applicationLines.1.amountPaid": amount}
    apply(office, plan, driver)
    assert due(office) == {}


def test_a_credit_note_that_can_not_be_applied() -> None:
    """Where the invoice is not open, or not linked, the credit note is held with its problem, and not released."""
    office = Office(few(CREDITED, CREDIT_NOTE), settings=Settings(apply_credit_notes=True))
    assert (held(preview(office)), told(preview(office))) == (["credited-invoice-not-open"], [])
    office.settings = ALL
    office.move(0, DRAFT)
    plan = preview(office)
    assert held(plan) == ["credited-invoice-unknown"]
    assert [kind for kind, _, _ in told(plan)] == ["file"]


def test_a_file_that_is_too_large() -> None:
    """It is held, as far as Severa tells how large it is, and the others are shown."""
    office = filed("a.pdf", "much larger.pdf", settings=Settings(attachments=True, attachment_limit=10))
    plan = preview(office)
    assert (held(plan), [step.label.rpartition(", ")[2] for step in follows(plan)]) == (
        ["invoice-file-too-large"],
        ["a.pdf"],
    )
    apply(office, plan)
    assert hung(office) == {"a.pdf": 1}


@drivers
def test_of_an_invoice_that_is_there(driver: Kind) -> None:
    """What could not be done after a transfer is shown until it is: while it rests it is held, then it is a step."""
    office = filed("a.pdf", "b.pdf", settings=RELEASED)
    office.vnf.faults = Faults([Fault(Mishap.SERVER_ERROR, "POST", "/attachment", nth=1)])
    office.cycle()
    plan = preview(office, driver)
    assert (held(plan), told(plan)) == (["following-waits"], [])
    office.clock.advance(office.settings.takeover)
    plan = preview(office, driver)
    assert [kind for kind, _, _ in told(plan)] == ["file", "release"]
    assert "Invoice 100001" in follows(plan)[0].label
    apply(office, plan, driver)
    assert (hung(office), due(office), document(office)["status"]) == ({"a.pdf": 1, "b.pdf": 1}, {}, "Open")


def test_a_file_that_hangs_there() -> None:
    """Of a file that arrived, and was not seen there, only the mark is left to be written."""
    office = filed("a.pdf")
    office.cycle("sync", When("POST", "/attachment", lambda: unreadable(office, 1), "after"))
    office.vnf.faults = Faults()
    office.clock.advance(office.settings.takeover)
    assert told(preview(office)) == [("file", "attachments", {"sendToAutoinvoice": False})]


@drivers
def test_what_moved_is_named(driver: Kind) -> None:
    """Where a file came after the plan was made, nothing is written, and it is named."""
    office = filed("a.pdf")
    plan = preview(office, driver)
    office.severa.attach(office.guid(0), "b.pdf", b"late")
    with pytest.raises(PlanStale) as stale:
        apply(office, plan, driver)
    assert ([label.rpartition(", ")[2] for label in stale.value.moved], writes(office)) == (["b.pdf"], 0)


def test_a_file_in_the_place_of_another() -> None:
    """So where a file gave way to another one of its name: it is told by its guid."""
    office = filed("a.pdf")
    plan = preview(office)
    [file] = office.severa.documents("invoice_files")
    office.severa.remove("invoice_files", file["guid"])
    office.severa.attach(office.guid(0), "a.pdf", b"another")
    with pytest.raises(PlanStale):
        apply(office, plan)


@drivers
def test_what_comes_in_the_moment_between_is_left(driver: Kind) -> None:
    """A file that comes when the plan was found to hold is left for the next run, and the release with it."""
    office = filed("a.pdf", settings=RELEASED)
    plan = preview(office, driver)
    late = When("PATCH", "/invoices/", lambda: office.severa.attach(office.guid(0), "b.pdf", b"late"))
    apply(office, plan, driver, late)
    assert (hung(office), document(office)["status"]) == ({"a.pdf": 1}, "Balanced")
    later(office, driver)
    assert (hung(office), document(office)["status"], due(office)) == ({"a.pdf": 1, "b.pdf": 1}, "Open", {})


def at_reading(nth: int, happens: Callable[[], object]) -> When:
    """It happens before the invoice's document is read for the n-th time: when a plan was found to hold."""
    turns = [happens, *[lambda: None] * (nth - 1)]
    return When("GET", "customerinvoice/100001", lambda: turns.pop()() if turns else None)


@drivers
def test_another_amount_is_left(driver: Kind) -> None:
    """Where less is open by then than was planned, the credit note is left as it is, and is not released."""
    office = credited()
    office.settings = Settings(apply_credit_notes=True, release=True)
    office.vnf.faults = Faults([Fault(Mishap.SERVER_ERROR, "PUT", "customerCreditNote", nth=1)])
    office.cycle()
    office.clock.advance(office.settings.takeover)
    plan = preview(office, driver)
    assert [kind for kind, _, _ in told(plan)] == ["credit", "release"]
    apply(office, plan, driver, at_reading(2, lambda: office.vnf.pay("100001", 1)))
    assert (due(office), document(office, NOTE)["status"]) == ({office.guid(NOTE): ["credit", "release"]}, "Balanced")
    later(office, driver)
    assert (due(office), document(office, NOTE)["status"]) == ({}, "Open")


@drivers
def test_a_release_that_was_not_planned_is_left(driver: Kind) -> None:
    """A document that can be released only since is not, in this run."""
    office = filed("a.pdf", settings=RELEASED)
    office.vnf.faults = Faults([Fault(Mishap.SERVER_ERROR, "POST", "/attachment", nth=1)])
    office.cycle()
    office.clock.advance(office.settings.takeover)
    office.vnf.edit("customer_invoice", "100001", status="Scheduled")
    plan = preview(office, driver)
    assert [kind for kind, _, _ in told(plan)] == ["file"]
    put_back = at_reading(3, lambda: office.vnf.edit("customer_invoice", "100001", status="Balanced"))
    apply(office, plan, driver, put_back)
    assert (hung(office), due(office)) == ({"a.pdf": 1}, {office.guid(0): ["release"]})
    later(office, driver)
    assert document(office)["status"] == "Open"


@pytest.mark.parametrize("when", ["before", "after"])
@drivers
def test_an_interruption_anywhere(driver: Kind, when: Any) -> None:
    """Killed at any exchange or commit and applied again, a plan is not stale and everything is done once."""
    whole = begin(MemoryStore())
    whole.cycle()
    point, more = 1, True
    while more:
        office = begin(MemoryStore())
        plan = preview(office, driver)
        stop = Stop(point, when)
        with suppress(Killed):
            apply(office, plan, driver, stop)
        office.clock.advance(office.settings.lease * 15)
        apply(office, plan, driver)
        later(office, driver, hours=5)
        assert (ended(office), due(office)) == (ended(whole), {})
        point, more = point + 9, stop.dead
    assert point > 60


def test_of_a_document_that_is_adopted() -> None:
    """After a document was made and not linked yet, what is due of it shows with its number."""
    office = filed(settings=Settings(invoice_pdf=True))
    with suppress(Killed):
        office.cycle(observer=When("POST", "customerinvoice", dies, "after"))
    office.clock.advance(office.settings.lease * 3)
    [(_, _, fields)] = told(preview(office))
    assert fields["attachments"] == "Invoice 100001.pdf"


def test_of_a_document_that_was_linked_and_not_numbered() -> None:
    """After an invoice was linked, and its number not written, what is due comes with the number."""
    office = filed("a.pdf")
    with suppress(Killed):
        office.cycle(observer=When("PATCH", "/invoices/", dies))
    office.clock.advance(office.settings.lease * 3)
    assert [kind for kind, _, _ in told(preview(office))] == ["file"]


def test_of_a_document_that_is_taken_out() -> None:
    """Of a document that is taken out of Visma.net again nothing is due, before it is gone or after."""
    office = filed("a.pdf")
    office.row(0, vatRate=9)
    with suppress(Killed):
        office.cycle(observer=When("DELETE", "customerinvoice", dies))
    office.clock.advance(office.settings.lease * 3)
    assert told(preview(office)) == []
    with suppress(Killed):
        office.cycle(observer=When("DELETE", "customerinvoice", dies, "after"))
    office.clock.advance(office.settings.lease * 3)
    assert told(preview(office)) == []


def test_of_an_invoice_that_is_put_back() -> None:
    """One whose document has no other fault than its number's absence has all that is due done already."""
    office = filed("a.pdf")
    office.cycle()
    office.move(0, TO_TRANSFER)
    assert told(preview(office)) == []


def test_a_new_store() -> None:
    """A credit note is set against an invoice that would be linked by its number; of that one nothing is due."""
    office = credited()
    office.store = MemoryStore()
    plan = preview(office)
    assert [(kind, fields["applicationLines.1.refNbr"]) for kind, _, fields in told(plan)] == [("credit", "100001")]


@drivers
def test_two_previews_are_equal(driver: Kind) -> None:
    """As long as nothing changes a preview is the same, at either driver."""
    office = begin(MemoryStore())
    assert preview(office, driver).digest == preview(office).digest
