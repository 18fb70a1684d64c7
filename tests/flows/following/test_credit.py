"""A credit note is set against the invoice that it credits, as far as that is still open."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.following.papers import CREDIT_NOTE, CREDITED, document, due, later, log
from tests.flows.observers import When
from tests.flows.office import Kind as Driver
from tests.flows.office import Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
APPLY = Settings(apply_credit_notes=True)
NOTE = 1
"""The place of the credit note in these worlds: behind the invoice that it credits."""


def credited(settings: Settings = APPLY, **switches: Any) -> Office:
    """An invoice that is transferred and released, and its credit note, which waits."""
    office = Office(few(CREDITED, CREDIT_NOTE), settings=settings, vnf_switches=switches)
    office.move(NOTE, "Concept")
    office.cycle()
    office.vnf.release("100001")
    office.move(NOTE, "Goedgekeurd, klaar voor Financials")
    return office


def lines(office: Office) -> list[tuple[str, Decimal]]:
    """What the credit note is to be set against."""
    return [(one["refNbr"], one["amountPaid"]) for one in document(office, NOTE).get("applicationLines") or ()]


def amount(office: Office) -> Decimal:
    """What the credit note comes to."""
    return Decimal(document(office, NOTE)["amountInCurrency"])


@drivers
def test_applied(driver: Driver) -> None:
    """A credit note is written against its invoice; when it is released so much less of that is open."""
    office = credited()
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"created": 1}, [])
    assert lines(office) == [("100001", amount(office))]
    office.vnf.release("200001", "CreditNote")
    total = document(office)["amountInCurrency"]
    assert document(office)["balanceInCurrency"] == total - amount(office)
    assert (document(office, NOTE)["status"], due(office)) == ("Closed", {})


def test_only_where_chosen() -> None:
    """Without the setting a credit note stands by itself, for a person."""
    office = credited(Settings())
    office.cycle()
    assert (lines(office), office.known("following")) == ([], {})


def test_an_invoice_is_nobodys_credit() -> None:
    """Of an invoice, and of a credit note that names none, nothing is due."""
    office = Office(few(CREDITED, CREDIT_NOTE), settings=APPLY)
    office.spoil("invoices", office.guid(NOTE), reimburseInvoice=None)
    assert codes(office.cycle()) == []
    assert (lines(office), due(office)) == ([], {})


@drivers
def test_released_too(driver: Driver) -> None:
    """With Settings.release one run releases the invoice, sets its credit note against it, and releases that."""
    office = Office(few(CREDITED, CREDIT_NOTE), settings=Settings(apply_credit_notes=True, release=True))
    assert codes(office.cycle(driver)) == []
    assert [document(office, place)["status"] for place in (0, NOTE)] == ["Closed", "Closed"]
    assert amount(office) == document(office)["amountInCurrency"]


def test_released_too_when_that_takes_time() -> None:
    """While the invoice is not open yet its credit note waits, and is not released without it."""
    settings = Settings(apply_credit_notes=True, release=True)
    office = Office(few(CREDITED, CREDIT_NOTE), settings=settings, vnf_switches={"release_takes": 30})
    assert codes(office.cycle()) == ["credited-invoice-not-open"]
    assert codes(later(office)) == []
    later(office)
    assert (document(office, NOTE)["status"], due(office), log(office)) == ("Closed", {}, [])


def test_a_part_is_open() -> None:
    """No more is set against the invoice than is open of it."""
    office = credited()
    office.vnf.pay("100001", document(office)["amountInCurrency"] - 10)
    assert codes(office.cycle()) == []
    assert lines(office) == [("100001", Decimal(10))]


@drivers
def test_paid(driver: Driver) -> None:
    """Where the invoice is paid it is a problem, until the credit note is paid back."""
    office = credited()
    office.vnf.pay("100001", document(office)["amountInCurrency"])
    report = office.cycle(driver)
    assert (report.counts, codes(report), lines(office)) == ({"created": 1}, ["credited-invoice-closed"], [])
    assert "100001" in report.problems[0].text()
    office.vnf.release("200001", "CreditNote")
    assert codes(later(office, driver, hours=5)) == ["credited-invoice-closed"]
    office.vnf.edit("customer_credit_note", "200001", status="Closed")
    assert (codes(later(office, driver, hours=5)), log(office), due(office)) == ([], [], {})


@drivers
def test_not_linked(driver: Driver) -> None:
    """Where the credited invoice has no link it is a problem; once it is linked the next run goes on."""
    office = credited(Settings(apply_credit_notes=True))
    office.bridge().unlink("invoices", office.guid(0))
    office.settings = Settings(apply_credit_notes=True, release=True)
    assert codes(office.cycle(driver)) == ["credited-invoice-unknown"]
    assert document(office, NOTE)["status"] == "Balanced"
    assert codes(later(office, driver)) == ["credited-invoice-unknown"]
    office.bridge().relink("invoices", office.guid(0), "Invoice 100001")
    assert codes(later(office, driver)) == []
    assert lines(office) == [("100001", amount(office))]


def test_linked_with_a_credit_note() -> None:
    """An invoice of less than nothing is a credit note in Visma.net: none can be set against it."""
    office = credited()
    office.bridge().relink("invoices", office.guid(0), "CreditNote 777")
    assert codes(office.cycle()) == ["credited-is-a-credit-note"]


def test_its_document_is_gone() -> None:
    """Where the invoice's document was deleted nothing is written."""
    office = credited()
    office.bridge().relink("invoices", office.guid(0), "Invoice 777")
    assert codes(office.cycle()) == ["credited-invoice-gone"]


def test_not_open_yet() -> None:
    """An invoice that is not released can't be credited yet; some hours after it is, it is."""
    office = credited()
    office.vnf.edit("customer_invoice", "100001", status="Balanced")
    assert codes(office.cycle()) == ["credited-invoice-not-open"]
    office.vnf.release("100001")
    assert codes(later(office)) == ["credited-invoice-not-open"]
    assert codes(later(office, hours=5)) == []
    assert lines(office) == [("100001", amount(office))]


def test_released_before() -> None:
    """A credit note that a person released meanwhile can't be changed any more: told until it is set off by hand."""
    office = credited()
    office.vnf.edit("customer_invoice", "100001", status="Balanced")
    office.cycle()
    office.vnf.release("200001", "CreditNote")
    office.vnf.release("100001")
    assert codes(later(office, hours=5)) == ["credit-note-released-before"]
    office.vnf.edit("customer_credit_note", "200001", status="Closed")
    assert codes(later(office, hours=5)) == []


def test_another_currency() -> None:
    """An amount in one currency is never set against a document in another."""
    office = credited()
    office.vnf.edit("customer_invoice", "100001", currencyId="SEK")
    report = office.cycle()
    assert (codes(report), lines(office)) == (["credit-note-in-another-currency"], [])
    assert "SEK" in report.problems[0].text()


def test_refused() -> None:
    """Where Visma.net refuses the application it is a problem with its words."""
    office = credited()
    office.vnf.faults = Faults([Fault(Kind.VALIDATION_500, "PUT", "customerCreditNote", nth=1)])
    assert codes(office.cycle()) == ["following-waits"]
    office.vnf.edit("financial_period", document(office, NOTE)["financialPeriod"], closedInCustomerLedger=True)
    assert codes(later(office, minutes=12)) == ["credit-not-applied"]


@pytest.mark.parametrize("fault", [Kind.ANSWER_LOST, Kind.COMMITTED_500])
@drivers
def test_a_lost_answer(driver: Driver, fault: Kind) -> None:
    """The credit note is looked at, at once: it is set against its invoice once."""
    office = credited()
    office.vnf.faults = Faults([Fault(fault, "PUT", "customerCreditNote", nth=1)])
    assert codes(office.cycle(driver)) == []
    assert (lines(office), due(office)) == ([("100001", amount(office))], {})


@pytest.mark.parametrize(("fault", "waits"), [(Kind.SERVER_ERROR, 1), (Kind.UNREACHABLE, 0)])
@drivers
def test_a_lost_request(driver: Driver, fault: Kind, waits: int) -> None:
    """What is not there is written again when it can't come any more; at once, where it certainly did not arrive."""
    office = credited()
    office.vnf.faults = Faults([Fault(fault, "PUT", "customerCreditNote")])
    assert codes(office.cycle(driver)) == ["following-waits"]
    office.vnf.faults = Faults()
    assert codes(later(office, driver)) == ["following-waits"] * waits
    assert codes(later(office, driver, minutes=7)) == []
    assert (lines(office), due(office)) == ([("100001", amount(office))], {})


def test_a_credit_note_that_cannot_be_read() -> None:
    """Nothing is written on hope: the next run looks again."""
    office = credited()
    blind = When("PATCH", "/invoices", lambda: blinded(office), "after")
    assert codes(office.cycle("sync", blind)) == ["following-waits"]
    office.vnf.faults = Faults()
    assert (codes(later(office)), lines(office)) == ([], [("100001", amount(office))])


def blinded(office: Office) -> None:
    """Visma.net shows no credit note any more."""
    office.vnf.faults = Faults([Fault(Kind.SERVER_ERROR, "GET", "customerCreditNote")])


def test_gone() -> None:
    """A credit note that a person deleted is set against nothing."""
    office = credited()
    office.bridge().unlink("invoices", office.guid(0))
    office.cycle()
    office.erase("200001", "customer_credit_note")
    assert (codes(later(office, hours=5)), due(office)) == ([], {})
