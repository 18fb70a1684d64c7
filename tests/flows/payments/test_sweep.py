"""Now and then all open balances are looked at: for what did not move the stamp of its document."""

from __future__ import annotations

from datetime import timedelta

import pytest

from severa_vnf import Settings
from tests.flows.ledger import PAID, PARTLY, SENT, Ledger
from tests.flows.office import TRANSFERRED, Kind, Office, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
IDLE = ["GET invoices", "GET customerdocument"]
SWEEP = ["GET customerdocument", "GET customerdocument", "GET invoices", "GET invoices", "GET invoicestatuses"]


def still(*places: int, settings: Settings | None = None) -> Ledger:
    """A Visma.net in which a payment does not move the stamp of what it pays, two days after all was sent."""
    silent = {"payment_bumps_invoice": False}
    ledger = Ledger.sent(Office(few(*places), settings or Settings(), vnf_switches=silent))
    ledger.days(2)
    ledger.cycle()
    return ledger


@drivers
def test_what_moved_no_stamp(driver: Kind) -> None:
    """Paid, or paid in part, without a new stamp: nobody hears of it until the sweep a day later."""
    ledger = still(0, 3, 6)
    ledger.pay(0)
    ledger.pay(1, 1)
    paid_on = ledger.today
    assert ledger.cycle(driver).outcomes == ()
    ledger.days(1)
    assert ledger.cycle(driver).counts == {"updated": 2}
    assert [ledger.stands(place) for place in range(3)] == [(PAID, paid_on), (PARTLY, paid_on), (SENT, None)]
    ledger.days(1)
    assert ledger.cycle(driver).outcomes == ()


@drivers
def test_taken_back_without_a_stamp(driver: Kind) -> None:
    """An invoice that is open again is found among the open ones."""
    ledger = still(0)
    payment = ledger.pay(0)
    ledger.days(1)
    ledger.cycle(driver)
    assert ledger.stands(0)[0] == PAID
    ledger.office.vnf.void(payment)
    ledger.days(1)
    ledger.cycle(driver)
    assert ledger.stands(0) == (SENT, None)


def test_sent_again() -> None:
    """An invoice that a person sent once more after it was paid is paid again by the next cycle."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0)
    ledger.cycle()
    ledger.office.move(0, TRANSFERRED)
    ledger.office.move(0, SENT)
    assert ledger.cycle().counts == {"updated": 1}
    assert ledger.stands(0)[0] == PAID


def test_to_be_sent_again() -> None:
    """One that a person has put back after it was paid, and that was not sent yet, is told of, and moved once it is."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0)
    ledger.cycle()
    ledger.office.move(0, TRANSFERRED)
    ledger.days(1)
    assert codes(ledger.cycle()) == ["paid-before-sent"]
    ledger.office.move(0, SENT)
    assert ledger.cycle().counts == {"updated": 1}


def test_moved_by_a_person_though_open() -> None:
    """One that a person has moved, and of which nothing was paid, is looked at and left."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.office.move(0, PARTLY)
    ledger.days(1)
    assert codes(ledger.cycle()) == ["severa-says-more-paid"]


def test_linked_after_it_was_paid() -> None:
    """A document that was linked after the list had passed it is found too."""
    ledger = Ledger.sent(Office(few(0)))
    number, guid = ledger.number(0), ledger.office.guid(0)
    ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", guid))
    ledger.pay(0)
    ledger.cycle()
    ledger.days(1)
    ledger.cycle()
    ledger.office.using("sync", lambda bridge: bridge.relink("invoices", guid, f"Invoice {number}"))
    ledger.days(1)
    ledger.cycle()
    assert ledger.stands(0)[0] == PAID


def test_unlinked() -> None:
    """What is not linked is not ours, open or not; nor is an invoice that can't be read held up by it."""
    ledger = still(0, 3)
    ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", ledger.office.guid(0)))
    ledger.pay(0)
    ledger.pay(1)
    ledger.office.spoil("invoices", ledger.office.guid(0), date="some day")
    ledger.days(1)
    assert ledger.cycle().counts == {"updated": 1}


def test_documents_that_cannot_be_read() -> None:
    """A row of the sweep that can't be read is read by itself, if Severa takes its invoice for open."""
    ledger = still(0)
    ledger.days(1)
    ledger.office.vnf.edit("customer_invoice", ledger.number(0), balanceInCurrency=None)
    assert codes(ledger.cycle()) == ["unreadable-record"]


@drivers
def test_what_it_costs(driver: Kind) -> None:
    """A sweep in which nothing is new costs two lists of Visma.net's and two of Severa's, besides the statuses."""
    ledger = Ledger.sent(Office(many(20)))
    ledger.days(1)
    ledger.forget()
    assert ledger.cycle(driver).outcomes == ()
    assert sorted(ledger.exchanges()) == sorted(["GET customerdocument", *SWEEP])
    ledger.forget()
    ledger.cycle(driver)
    assert ledger.exchanges() == IDLE


def test_how_often() -> None:
    """The setting says how often; None: never."""
    often = still(0, settings=Settings(payment_sweep=timedelta(minutes=30)))
    never = still(0, settings=Settings(payment_sweep=None))
    for ledger in (often, never):
        ledger.pay(0)
        ledger.office.clock.advance(timedelta(minutes=30))
        ledger.cycle()
    assert (often.stands(0)[0], never.stands(0)[0]) == (PAID, SENT)
    never.days(30)
    never.cycle()
    assert never.stands(0)[0] == SENT


@drivers
def test_one_that_was_put_off_is_made_again(driver: Kind) -> None:
    """A sweep that did not come to its end is made again by the next cycle."""
    ledger = still(0)
    ledger.pay(0)
    ledger.days(1)
    assert ledger.cycle(driver, deadline=0).counts == {"deferred": 1}
    assert ledger.cycle(driver).counts == {"updated": 1}
