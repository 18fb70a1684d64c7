"""Payments that meet a trouble: lost answers, refusals, what can't be read, what is gone, and a deadline."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.flows.ask import Hold, Lease, Send
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.payments.balances import Item
from severa_vnf.flows.payments.paying import Came, Paying
from severa_vnf.mapping.payments import Balance
from severa_vnf.plan import Deferred, Held, Updated
from severa_vnf.severa.invoices import Invoice
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from severa_vnf.values import Code, Guid, Money
from severa_vnf.vnf.documents import Application, DocumentStatus
from severa_vnf.wire.decode import structure
from tests.flows.ledger import PAID, SENT, Ledger
from tests.flows.observers import Killed, When, stops
from tests.flows.office import Kind, Office, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
LOST = [Trouble.ANSWER_LOST, Trouble.COMMITTED_500, Trouble.SERVER_ERROR, Trouble.UNREACHABLE]


def paid(*places: int) -> Ledger:
    """Invoices that were sent and then paid."""
    ledger = Ledger.sent(Office(few(*places)))
    for place in range(len(places)):
        ledger.pay(place)
    return ledger


@drivers
@pytest.mark.parametrize("kind", [*LOST, Trouble.OTHER_LOCATION])
def test_the_answer_of_severa_is_lost(driver: Kind, kind: Trouble) -> None:
    """A PATCH whose end nobody knows is put off, and the next cycle sees for itself."""
    ledger = paid(0, 3)
    ledger.office.severa.faults = Faults([Fault(kind, method="PATCH", path=ledger.office.guid(0))])
    report = ledger.cycle(driver)
    assert (report.counts, codes(report)) == ({"deferred": 1, "updated": 1}, ["payment-waits"])
    ledger.office.severa.faults = Faults()
    ledger.cycle(driver)
    assert {ledger.stands(place) for place in (0, 1)} == {(PAID, ledger.today)}
    assert (ledger.log(driver), ledger.office.known("payments waiting")) == ([], {})


@drivers
def test_visma_net_does_not_tell_what_was_paid(driver: Kind) -> None:
    """Where the document can't be had the payment is put off; it is remembered, though the list has moved on."""
    ledger = paid(0)
    ledger.office.vnf.faults = Faults([Fault(Trouble.SERVER_ERROR, path="customerinvoice/")])
    for _ in range(2):
        (outcome,) = ledger.cycle(driver).outcomes
        assert (type(outcome), outcome.problems[0].code) == (Deferred, "payment-waits")
        ledger.days(4)
    ledger.office.vnf.faults = Faults()
    ledger.office.settings = Settings(payment_sweep=None)
    assert ledger.cycle(driver).counts == {"updated": 1}
    assert (ledger.stands(0)[0], ledger.log(driver)) == (PAID, [])


def test_a_trouble_that_is_over_is_told_by_nobody() -> None:
    """Wherever the run is cut off in which a payment comes over, the next one closes what was told of it."""
    for stop in stops("after"):
        ledger = paid(0)
        ledger.office.severa.faults = Faults([Fault(Trouble.SERVER_ERROR, method="PATCH")])
        assert codes(ledger.cycle()) == ["payment-waits"]
        ledger.office.severa.faults = Faults()
        with suppress(Killed):
            ledger.cycle("sync", stop)
        ledger.days(4)
        ledger.cycle()
        assert (ledger.stands(0)[0], ledger.log("sync"), ledger.office.known("payments waiting")) == (PAID, [], {})


def test_not_all_that_is_refused_is_tried_again_at_once() -> None:
    """Of many that Severa refuses a cycle tries some again, those first that have waited longest, all in their turn."""
    office = Office(many(30), severa_switches={"read_only_accepts": {"number", "referenceNumber", "status"}})
    ledger = Ledger.sent(office)
    for place in range(30):
        ledger.pay(place, 1)
    assert ledger.cycle().counts == {"held": 30}
    tried = [{outcome.record for outcome in ledger.cycle().outcomes} for _ in range(2)]
    assert [len(guids) for guids in tried] == [25, 25]
    assert tried[0] | tried[1] == {office.guid(place) for place in range(30)}
    assert len(ledger.log()) == 30


def answers(kept: dict[str, Any]) -> Came:
    """What comes of an invoice that is sent and then paid, where Severa's answer to the PATCH shows these fields."""
    roles = Office(few(0)).roles()
    wire = {"guid": "one", "date": "2026-10-31", "status": {"guid": roles.sent, "name": SENT}}
    row = Application(
        doc_type="Payment", ref_nbr=Code("1"), amount_paid=Decimal(121), application_date=date(2026, 11, 3)
    )
    balance = Balance(DocumentStatus.CLOSED, Money(Decimal(121), "EUR"), Decimal(0), applied=(row,))
    item = Item(Guid("one"), Key(False, "100001"), balance)
    flow = Paying(item, structure(wire, Invoice), roles).settle(None)
    assert isinstance(next(flow), Hold)
    assert isinstance(flow.send(Lease(datetime(2026, 11, 3, tzinfo=UTC), 30)), Send)
    asked = {"status": {"guid": roles.paid, "name": PAID}, "paymentDate": "2026-11-03"}
    with pytest.raises(StopIteration) as ended:
        flow.send(structure({**wire, **asked, **kept}, Invoice))
    came: Came = ended.value.value
    return came


def test_severa_does_not_keep_the_day() -> None:
    """Where Severa keeps the status and not the day, the invoice has moved, and that is told once."""
    came = answers({"paymentDate": None})
    assert isinstance(came.outcome, Updated)
    (problem,) = came.outcome.problems
    assert (problem.code, problem.value) == ("payment-not-taken", f"'{PAID}' / None")
    assert [write.space for write in came.writes] == ["payments"]


def test_severa_does_not_keep_the_status() -> None:
    """Where it does not keep the status, that is told, and tried again."""
    came = answers({"status": {"guid": "another", "name": "Incasso"}})
    assert isinstance(came.outcome, Held)
    assert came.outcome.problems[0].code == "payment-not-taken"
    assert [write.space for write in came.writes] == ["payments waiting"]


@drivers
def test_severa_refuses(driver: Kind) -> None:
    """Where Severa refuses, that is told in each cycle until it takes it."""
    office = Office(few(0), severa_switches={"read_only_accepts": {"number", "referenceNumber", "status"}})
    ledger = Ledger.sent(office)
    ledger.pay(0)
    for _ in range(2):
        report = ledger.cycle(driver)
        assert (report.counts, codes(report)) == ({"held": 1}, ["payment-not-taken"])
        ledger.days(1)
    for role in (office.roles().sent, office.roles().paid):
        office.severa.edit("invoice_statuses", role, isReadOnly=False)
    assert ledger.cycle(driver).counts == {"updated": 1}
    assert (ledger.stands(0)[0], ledger.log(driver)) == (PAID, [])


@drivers
def test_the_document_is_gone(driver: Kind) -> None:
    """A document that is not there any more when it is read is a problem, which is closed with the link."""
    ledger = paid(0)
    ledger.office.vnf.faults = Faults()
    number = ledger.number(0)
    renumbers = When("GET", "customerinvoice/", lambda: _renumber(ledger, number))
    assert codes(ledger.cycle(driver, renumbers)) == ["document-gone"]
    assert codes(ledger.cycle(driver)) == ["document-gone"]
    ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", ledger.office.guid(0)))
    ledger.cycle(driver)
    assert ledger.log(driver) == []


def _renumber(ledger: Ledger, number: str) -> None:
    ledger.office.vnf.edit("customer_invoice", number, referenceNumber="7")


@drivers
def test_the_invoice_is_gone(driver: Kind) -> None:
    """An invoice that was deleted in Severa is a problem that names its document; the others are moved."""
    ledger = paid(0, 3)
    number = ledger.number(0)
    ledger.office.severa.remove("invoices", ledger.office.guid(0))
    report = ledger.cycle(driver)
    assert (report.counts, codes(report)) == ({"held": 1, "updated": 1}, ["invoice-deleted-after-transfer"])
    assert f"after its transfer as Invoice {number}" in str(report.problems[0])
    ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", ledger.office.guid(0)))
    ledger.cycle(driver)
    assert ledger.log(driver) == []


def test_another_number_in_severa() -> None:
    """An invoice whose number a person has changed is found by its guid."""
    ledger = paid(0)
    ledger.office.severa.edit("invoices", ledger.office.guid(0), number=77)
    ledger.cycle()
    assert ledger.stands(0) == (PAID, ledger.today)


def test_a_number_that_is_none() -> None:
    """Nor is a document asked for by a number that Severa can't have."""
    ledger = paid(0)
    ledger.office.vnf.edit("customer_invoice", ledger.number(0), referenceNumber="AR7")
    ledger.office.using("sync", lambda bridge: bridge.relink("invoices", ledger.office.guid(0), "Invoice AR7"))
    ledger.cycle()
    assert ledger.stands(0) == (PAID, ledger.today)


@drivers
def test_an_invoice_that_cannot_be_read(driver: Kind) -> None:
    """An invoice of Severa's that can't be read is a problem; the others are moved."""
    ledger = paid(0, 3)
    ledger.office.spoil("invoices", ledger.office.guid(0), date="the day before yesterday")
    report = ledger.cycle(driver)
    assert (report.counts, codes(report)) == ({"held": 1, "updated": 1}, ["unreadable-record"])
    ledger.office.spoil("invoices", ledger.office.guid(0), date="2026-08-31")
    ledger.cycle(driver)
    assert (ledger.stands(0)[0], ledger.log(driver)) == (PAID, [])


@drivers
def test_a_document_that_cannot_be_read(driver: Kind) -> None:
    """A row that can't be read is read by itself; where that fails too it is a problem, until it can be."""
    ledger = paid(0, 3)
    number = ledger.number(0)
    ledger.office.vnf.edit("customer_invoice", number, status="Settled")
    for count in ({"held": 1, "updated": 1}, {"held": 1}):
        report = ledger.cycle(driver)
        assert (report.counts, codes(report)) == (count, ["unreadable-record"])
    ledger.office.vnf.edit("customer_invoice", number, status="Closed")
    ledger.cycle(driver)
    assert (ledger.stands(0)[0], ledger.log(driver)) == (PAID, [])


@drivers
def test_a_document_that_does_not_tell_its_balance(driver: Kind) -> None:
    """Nor does one move anything that tells everything but what is open of it."""
    ledger = paid(0)
    ledger.office.vnf.edit("customer_invoice", ledger.number(0), balanceInCurrency=None)
    report = ledger.cycle(driver)
    assert (report.counts, codes(report)) == ({"held": 1}, ["unreadable-record"])
    assert "does not tell what is open" in report.problems[0].value


def test_rows_that_are_nobodys() -> None:
    """A row that can't be read and is no invoice, or is not linked, is no matter of ours; a nameless one is told."""
    ledger = paid(0)
    vnf = ledger.office.vnf
    lost = {"status": "Lost", "amountInCurrency": 1, "balanceInCurrency": 1}
    vnf.load("customer_document", [{"referenceNumber": "1", "documentType": "Payment", **lost}])
    vnf.load("customer_document", [{"referenceNumber": "1", "documentType": "Invoice", **lost}])
    vnf.load("customer_document", [{"referenceNumber": "2", "documentType": None, **lost}])
    report = ledger.cycle()
    assert (report.counts, codes(report)) == ({"updated": 1}, ["unreadable-record"])
    assert report.problems[0].record == "customerdocument"


@drivers
def test_unclear_statuses(driver: Kind) -> None:
    """Where nobody knows which status is which nothing moves, and it is made up for later."""
    ledger = paid(0)
    roles = ledger.office.roles()
    extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
    ledger.office.severa.load("invoice_statuses", [extra])
    report = ledger.cycle(driver)
    assert (report.outcomes, codes(report)) == ((), ["statuses-unclear"])
    ledger.days(2)
    ledger.office.settings = Settings(statuses=roles)
    assert ledger.cycle(driver).counts == {"updated": 1}
    assert ledger.log(driver) == []


@drivers
def test_after_the_deadline_nothing_is_begun(driver: Kind) -> None:
    """What there is no time for is put off to the next cycle, problems and all."""
    ledger = Ledger.sent(Office(few(0, 3)), "In Financials, verzend naar klant")
    ledger.pay(0)
    ledger.cycle()
    ledger.pay(1)
    report = ledger.cycle(driver, deadline=0)
    assert (report.counts, codes(report)) == ({"deferred": 2}, [])
    assert ledger.log(driver) == ["paid-before-sent"]
    assert ledger.cycle(driver).counts == {"held": 2}


@drivers
def test_the_one_in_hand_is_finished(driver: Kind) -> None:
    """A deadline that comes while one is written lets that one end."""
    ledger = paid(0)
    slow = When("PATCH", "invoices", lambda: ledger.office.clock.advance(timedelta(seconds=60)))
    assert ledger.cycle(driver, slow, deadline=30).counts == {"updated": 1}


def test_an_own_choice_of_statuses() -> None:
    """The roles may be those that the host names."""
    ledger = paid(0)
    roles = ledger.office.roles()
    ledger.office.settings = Settings(statuses=evolve(roles, sent=roles.transferred, transferred=roles.sent))
    assert codes(ledger.cycle()) == ["paid-before-sent"]
    assert ledger.stands(0)[0] == SENT


@drivers
def test_what_changed_in_severa_cannot_be_listed(driver: Kind) -> None:
    """Then payments say so and wait, and invoices are transferred as ever."""
    office = Office(few(0))
    office.severa.faults = Faults([Fault(Trouble.HTML_403, "GET", "/invoices$", nth=1)])
    report = office.using(driver, lambda bridge: bridge.sync("invoices", "payments"))
    assert (report.counts, codes(report)) == ({"created": 1}, ["list-not-read"])
    assert report.problems[0].stream == "payments"
