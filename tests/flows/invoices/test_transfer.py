"""What the transfer of an invoice does, from the status that asks for it to the number that comes back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.plan import Adopted, Created, Held, Refused
from severa_vnf.testing.exchange import loads
from tests.flows.observers import When
from tests.flows.office import DRAFT, FAILED, HELD, MARK, TO_TRANSFER, TRANSFERRED, Kind, Office, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
def test_number_reference_and_status_come_back_in_one_write(driver: Kind) -> None:
    """Severa gets the number, the payment reference and the next status in one PATCH, in this order."""
    office = Office(few(0))
    office.cycle(driver)
    (document,) = office.documents()
    (patch,) = [one for one in office.severa.requests if one.method == "PATCH"]
    status = office.invoice(0)["status"]["guid"]
    assert [(one["op"], one["path"], one["value"]) for one in loads(patch.body)] == [
        ("Replace", "/number", int(document["referenceNumber"])),
        ("Replace", "/referenceNumber", document["paymentReference"]),
        ("Replace", "/status/guid", status),
    ]
    assert office.status(0) == TRANSFERRED


@pytest.mark.parametrize("place", [0, 6], ids=["invoice", "credit note"])
def test_the_document_is_marked_and_left_alone_by_visma_net(place: int) -> None:
    """A document carries the invoice's mark in its note and is neither e-mailed, printed nor sent to AutoInvoice."""
    office = Office(few(place))
    office.cycle()
    (document,) = office.documents()
    assert document["note"] == MARK + office.guid(0)
    flags = [document[name] for name in ("sendToAutoInvoice", "dontEmail", "dontPrint")]
    assert flags == [False, True, True]


@drivers
def test_a_wrong_vat_rate_is_refused(driver: Kind) -> None:
    """A document of another total is deleted again, its invoice gets the failed status, and the row is named."""
    office = Office(few(0, wrong_vat=True))
    report = office.cycle(driver)
    assert report.counts == {"created": 1, "refused": 1}
    assert [document["note"] for document in office.documents()] == [MARK + office.guid(0)]
    assert office.status(1) == FAILED
    (problem,) = report.problems
    assert problem.code == "vat-differs"
    assert problem.text().count("Row 1 'Senior advies', 9 % in Severa, carries 21 % in Visma.net") == 1


def test_a_number_in_vain_keeps_its_reason() -> None:
    """The number of a document that was deleted again is remembered with the reason, for the auditor."""
    office = Office(few(0, wrong_vat=True))
    report = office.cycle()
    (gap,) = office.known("number gaps").values()
    assert gap["number"] not in {document["referenceNumber"] for document in office.documents()}
    assert (gap["guid"], gap["reason"]) == (office.guid(1), report.problems[0].text())


@pytest.mark.parametrize("more", ["0.05", "-0.05", "0.06", "-0.06"])
def test_totals_may_differ_by_five_cents(more: str) -> None:
    """A difference of 0.05 passes and one of 0.06 does not, whichever side is larger."""
    office = Office(few(0))
    office.total(0, more)
    (outcome,) = office.cycle().outcomes
    assert isinstance(outcome, Created if more.endswith("5") else Refused)
    assert codes(office.cycle()) == []


def test_another_difference_names_both_totals() -> None:
    """Where no row has another rate, the problem gives both totals and the difference."""
    office = Office(few(0))
    office.total(0, "1.00")
    (problem,) = office.cycle().problems
    assert (problem.code, "difference -1.00" in problem.value) == ("total-differs", True)


def test_the_tolerance_is_a_setting() -> None:
    """A host may allow another difference."""
    office = Office(few(0), Settings(tolerance=Decimal(0)))
    office.total(0, "0.01")
    assert office.cycle().counts == {"refused": 1}


@drivers
def test_numbers_follow_the_dates(driver: Kind) -> None:
    """Invoices of later dates have higher numbers, in whatever order Severa lists them."""
    world = few(11, 5, 3, 0, 4, 7)
    office = Office(world)
    office.cycle(driver)
    found = sorted((one["documentDate"], one["referenceNumber"]) for one in office.documents())
    assert [number for _, number in found] == sorted(number for _, number in found)
    assert len(found) == 6


@drivers
def test_a_held_invoice_holds_up_nobody(driver: Kind) -> None:
    """What only an edit in Severa can mend gets the failed status, where it can be edited; later ones cross."""
    office = Office(few(HELD, 10, 11))
    report = office.cycle(driver)
    assert report.counts == {"refused": 1, "created": 2}
    assert (codes(report), office.status(0)) == (["row-without-code"], FAILED)


def test_a_held_invoice_waits_where_the_settings_say_so() -> None:
    """With `held_invoices="wait"` it keeps its status, and is told in each run."""
    office = Office(few(HELD), Settings(held_invoices="wait"))
    for _ in range(2):
        report = office.cycle()
        assert (report.counts, codes(report), office.status(0)) == ({"held": 1}, ["row-without-code"], TO_TRANSFER)


def test_an_invoice_with_a_number_is_never_marked_as_failed() -> None:
    """It may have gone to its customer: what is wrong with it is told, and its status stays."""
    office = Office(few(0))
    office.cycle()
    office.erase(office.documents()[0]["referenceNumber"])
    office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
    office.row(0, code=[])
    office.move(0, TO_TRANSFER)
    report = office.cycle()
    assert (report.counts, codes(report), office.status(0)) == ({"held": 1}, ["row-without-code"], TO_TRANSFER)


def test_a_problem_of_a_failed_invoice_stays_told() -> None:
    """As long as it stands in the failed status somebody has to mend it; moved away, its problem is closed."""
    office = Office(few(HELD))
    office.cycle()
    office.cycle()
    assert [entry.cause.code for entry in office.bridge().problems()] == ["row-without-code"]
    office.move(0, DRAFT)
    office.cycle()
    assert office.bridge().problems() == ()


@drivers
def test_many_dates_are_worked_on_in_bounded_steps(driver: Kind) -> None:
    """A backlog of more dates than are worked on side by side crosses in one cycle, in order."""
    world = many(60)
    days = [f"2026-{7 + day // 30:02}-{1 + day % 30:02}" for day in range(60)]
    dated = [{**one, "date": day} for one, day in zip(world.severa["invoices"], days, strict=True)]
    office = Office(evolve(world, severa={**world.severa, "invoices": dated}))
    assert office.cycle(driver).counts == {"created": 60}
    numbers = [one["referenceNumber"] for one in sorted(office.documents(), key=lambda one: str(one["documentDate"]))]
    assert numbers == sorted(numbers)


@drivers
def test_after_the_deadline_nothing_is_begun(driver: Kind) -> None:
    """The document in hand is finished, the rest waits for the next run, which still finds what is there."""
    office = Office(few(0, 3, 5))
    slow = When("POST", "customerinvoice", lambda: office.clock.advance(timedelta(seconds=60)))
    report = office.using(driver, lambda bridge: bridge.sync("invoices", deadline=60), slow)
    assert report.counts == {"created": 1, "deferred": 2}
    assert (office.status(0), len(office.documents())) == (TRANSFERRED, 1)
    assert office.known("marks") == {}
    assert office.cycle(driver).counts == {"created": 2}
    assert len(office.known("marks")) == 1


@drivers
def test_one_invoice_alone(driver: Kind) -> None:
    """transfer_invoice carries over that one and touches no other, nor how far the documents were read."""
    office = Office(few(0, 3))
    report = office.using(driver, lambda bridge: bridge.transfer_invoice(office.guid(1)))
    assert [outcome.record for outcome in report.outcomes] == [office.guid(1)]
    assert [document["note"] for document in office.documents()] == [MARK + office.guid(1)]
    assert office.known("marks") == {}


def test_an_invoice_that_does_not_wait_is_left_alone() -> None:
    """transfer_invoice does nothing for an invoice in another status."""
    office = Office(few(0))
    office.move(0, DRAFT)
    assert office.using("sync", lambda bridge: bridge.transfer_invoice(office.guid(0))).outcomes == ()
    assert office.documents() == []


def test_a_number_too_big_for_severa() -> None:
    """A document whose number Severa can't hold is taken out again, and the series is named."""
    office = Office(few(0))
    office.vnf.edit("number_sequence", "ARINVOICE", sequence=[_from("2147483648")])
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"refused": 1}, ["number-does-not-fit"])
    assert office.documents() == []


def test_a_number_with_letters() -> None:
    """So is one whose number has letters."""
    office = Office(few(0))
    lettered = When("POST", "customerinvoice", lambda: _renumber(office, "AR00001"), "after")
    report = office.cycle(observer=lettered)
    assert (report.counts, codes(report)) == ({"refused": 1}, ["number-does-not-fit"])
    assert office.documents() == []


def _renumber(office: Office, number: str) -> None:
    (document,) = office.documents()
    office.vnf.edit("customer_invoice", document["referenceNumber"], referenceNumber=number)


def _from(start: str) -> dict[str, object]:
    return {"numberingId": "ARINVOICE", "nextNumber": start, "lastNbr": start, "endNbr": "9" * 10, "nbrStep": 1}


def test_leading_zeros_are_no_obstacle() -> None:
    """A number with leading zeros is Severa's number without them, and still leads to its document."""
    office = Office(few(0))
    office.vnf.edit("number_sequence", "ARINVOICE", sequence=[_from("000101")])
    office.cycle()
    assert office.invoice(0)["number"] == 101
    office.move(0, FAILED)
    (outcome,) = office.cycle().outcomes
    assert (type(outcome), outcome.number) == (Adopted, "000101")


def test_an_invoice_that_gives_money_back_crosses_as_a_credit_note() -> None:
    """A negative invoice becomes a credit note of the same amount without its sign."""
    office = Office(few(0))
    office.row(0, quantity=-40)
    total = office.invoice(0)["totalIncludingTax"]["amount"]
    assert total < 0
    assert office.cycle().counts == {"created": 1}
    (note,) = office.vnf.documents("customer_credit_note")
    assert note["amountInCurrency"] == -total


def test_currencies_must_agree() -> None:
    """A document in another currency than its invoice is no document of it."""

    def in_dollars(document: Any, invoice: Any, rows: Any) -> Any:
        return evolve(document, currency_id="USD")

    office = Office(few(0), Settings(extend=(in_dollars,)))
    report = office.cycle()
    assert codes(report) == ["currency-differs"]
    assert isinstance(report.outcomes[0], Refused)


def test_no_linked_customer_no_document() -> None:
    """An invoice whose customer is not linked is held, though Visma.net has one of its number."""
    office = Office(few(0))
    office.bridge().sync("classes")
    report = office.bridge().sync("invoices")
    assert (isinstance(report.outcomes[0], Held), codes(report)) == (
        True,
        ["customer-not-linked", "project-not-linked"],
    )
