"""A document that may not stay is taken out of Visma.net again."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from severa_vnf.plan import Deferred, Held
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, When, dies
from tests.flows.office import DRAFT, FAILED, TO_TRANSFER, TRANSFERRED, Kind, Office, Tally, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def wrong() -> Office:
    """One invoice whose VAT is wrong in Severa."""
    office = Office(few(0))
    office.row(0, vatRate=9)
    return office


def released(office: Office) -> Callable[[], None]:
    """A person releases the newest document."""
    return lambda: office.vnf.release(office.documents()[-1]["referenceNumber"])


def period_closed(office: Office) -> Callable[[], None]:
    """A person locks the newest document by releasing it in a period that is closed afterwards."""

    def closes() -> None:
        released(office)()
        office.vnf.edit("financial_period", "202608", closedInCustomerLedger=True)

    return closes


def told(office: Office) -> list[str]:
    """What is open, by name."""
    return sorted(entry.cause.code for entry in office.bridge().problems())


@pytest.mark.parametrize("meanwhile", [released, period_closed])
@drivers
def test_a_document_that_cannot_be_deleted(driver: Kind, meanwhile: Callable[[Office], Callable[[], None]]) -> None:
    """Where DELETE is refused the document stays linked as rejected, and nothing is sent before it is gone."""
    office = wrong()
    report = office.cycle(driver, When("DELETE", "customerinvoice", meanwhile(office)))
    assert codes(report) == ["vat-differs", "rejected-still-in-visma-net"]
    (link,) = office.using(driver, lambda bridge: bridge.links("invoices"))
    assert (link.state, office.status(0)) == ("rejected, still in Visma.net", FAILED)
    number = office.documents()[0]["referenceNumber"]
    office.move(0, TO_TRANSFER)
    (outcome,) = office.cycle(driver).outcomes
    assert (type(outcome), outcome.problems[0].code) == (Held, "rejected-still-in-visma-net")
    office.vnf.edit("financial_period", "202608", closedInCustomerLedger=False)
    office.vnf.edit("customer_invoice", number, status="Balanced")
    office.erase(number)
    office.row(0, vatRate=21)
    assert [type(one) for one in office.cycle(driver).outcomes] == [Deferred]
    assert (office.known("links"), office.known("links back")) == ({}, {})
    assert office.cycle(driver).counts == {"created": 1}
    assert number in office.known("number gaps")[f"Invoice {number}"]["number"]


def test_why_an_invoice_failed_stays_told_beside_its_document() -> None:
    """While it stands in the failed status the reason is open: as long as its document is there, and after that."""
    office = wrong()
    office.cycle("sync", When("DELETE", "customerinvoice", released(office)))
    for days in (0, 2):
        office.clock.advance(timedelta(days=days, hours=1))
        assert office.cycle().outcomes == ()
        assert told(office) == ["rejected-still-in-visma-net", "vat-differs"]
    office.vnf.remove("customer_invoice", office.documents()[0]["referenceNumber"])
    office.clock.advance(timedelta(days=1, hours=1))
    office.cycle()
    assert (told(office), office.known("links"), office.status(0)) == (["vat-differs"], {}, FAILED)


def test_a_rejected_document_that_was_voided_holds_nothing() -> None:
    """What the problem asks for is done: the invoice is sent again, and gets a document of its own."""
    office = wrong()
    office.cycle("sync", When("DELETE", "customerinvoice", released(office)))
    (number,) = (one["referenceNumber"] for one in office.documents())
    office.vnf.edit("customer_invoice", number, status="Voided")
    office.row(0, vatRate=21)
    office.move(0, TO_TRANSFER)
    office.cycle()
    assert (office.cycle().counts, told(office)) == ({"created": 1}, [])


@drivers
def test_a_deletion_whose_answer_is_lost_is_gone_on_with(driver: Kind) -> None:
    """What was begun to be removed is removed by the next run, for the same reason."""
    office = wrong()
    office.vnf.faults = Faults([Fault(Trouble.SERVER_ERROR, method="DELETE", nth=1)])
    assert codes(office.cycle(driver)) == ["vat-differs", "service-trouble"]
    assert (office.status(0), len(office.documents())) == (TO_TRANSFER, 1)
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"refused": 1}, ["vat-differs"])
    assert (office.documents(), office.status(0)) == ([], FAILED)


def test_removed_by_hand_before_the_next_run() -> None:
    """A document that is gone when its removal goes on is as good as removed."""
    office = wrong()
    with suppress(Killed):
        office.cycle(observer=When("DELETE", "customerinvoice", dies))
    office.erase(office.documents()[0]["referenceNumber"])
    office.clock.advance(office.settings.takeover)
    assert office.cycle().counts == {"refused": 1}
    assert (office.status(0), len(office.known("number gaps"))) == (FAILED, 1)


def moved(office: Office) -> None:
    """A person changes the status."""
    office.move(0, DRAFT)


def edited(office: Office) -> None:
    """A person changes the content."""
    office.row(0, description="Something else")


def deleted(office: Office) -> None:
    """A person deletes the invoice."""
    office.severa.remove("invoices", office.guid(0))


@pytest.mark.parametrize(
    ("person", "told"),
    [(moved, f"its status is now '{DRAFT}'"), (edited, "its content"), (deleted, "it was deleted")],
)
@drivers
def test_what_a_person_does_meanwhile_is_respected(driver: Kind, person: Callable[[Office], None], told: str) -> None:
    """Status, content or invoice changed while it was carried over: the document goes, Severa is left as it is."""
    office = Office(few(0))
    report = office.cycle(driver, When("POST", "customerinvoice", lambda: person(office), "after"))
    assert [(one.code, one.value) for one in report.problems] == [("changed-meanwhile", told)]
    assert (report.counts, office.documents()) == ({"refused": 1}, [])
    assert not any(one.method == "PATCH" for one in office.severa.requests)
    assert len(office.known("number gaps")) == 1


def test_a_document_released_before_a_person_changed_the_invoice_stays() -> None:
    """Where the document of a changed invoice can't be deleted, that is told, and nothing more is sent."""
    office = Office(few(0))

    def both() -> None:
        moved(office)
        released(office)()

    report = office.cycle(observer=When("POST", "customerinvoice", both, "after"))
    assert codes(report) == ["rejected-still-in-visma-net"]
    office.move(0, TO_TRANSFER)
    assert codes(office.cycle()) == ["rejected-still-in-visma-net"]
    assert office.posts() == 1


@pytest.mark.parametrize("person", [moved, deleted])
def test_the_failed_status_is_not_forced_on_an_invoice_that_was_moved(person: Callable[[Office], None]) -> None:
    """A refused invoice that a person has moved or deleted meanwhile is left as it is."""
    office = wrong()
    office.cycle(observer=When("DELETE", "customerinvoice", lambda: person(office)))
    assert not any(one.method == "PATCH" for one in office.severa.requests)


def test_where_severa_refuses_the_failed_status_the_problem_must_do() -> None:
    """The refusal is told all the same, and the next run tries again."""
    office = wrong()
    office.severa.faults = Faults([Fault(Trouble.ANSWER_LOST, method="PATCH", nth=1)])
    assert codes(office.cycle()) == ["vat-differs"]
    assert office.status(0) == FAILED


@drivers
def test_a_linked_document_whose_deletion_was_begun(driver: Kind) -> None:
    """One that was linked, and is taken out because its invoice changed before it had the number, is gone on with."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle(driver, When("PATCH", "/invoices/", dies))
    assert len(office.known("links")) == 1
    office.row(0, description="Another text")
    office.clock.advance(timedelta(minutes=12))
    with suppress(Killed):
        office.cycle(driver, When("DELETE", "customerinvoice", dies, "after"))
    office.clock.advance(timedelta(minutes=12))
    office.until_quiet()
    assert (office.posts(), office.status(0), office.tally()) == (2, TRANSFERRED, Tally())
    assert office.bridge().problems() == ()
