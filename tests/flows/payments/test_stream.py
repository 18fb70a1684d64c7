"""What was paid in Visma.net becomes status and payment date of the invoice in Severa."""

from __future__ import annotations

from decimal import Decimal

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Updated
from tests.flows.ledger import CREDIT_NOTE, PAID, PARTLY, SENT, Ledger, written
from tests.flows.office import TRANSFERRED, Kind, Office, codes, few, many

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
def test_paid(driver: Kind) -> None:
    """An invoice that is paid gets the paid status and the day of the payment, in one PATCH."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0)
    ledger.forget()
    report = ledger.cycle(driver)
    assert report.counts == {"updated": 1}
    (patch,) = ledger.patches()
    assert written(patch) == [("/paymentDate", ledger.today), ("/status/guid", ledger.office.roles().paid)]
    assert ledger.stands(0) == (PAID, ledger.today)


@drivers
def test_paid_in_parts(driver: Kind) -> None:
    """The first part makes it partially paid, the last one paid, each with its own day."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0, 100)
    ledger.cycle(driver)
    assert ledger.stands(0) == (PARTLY, ledger.today)
    ledger.days(3)
    ledger.pay(0, 100)
    ledger.cycle(driver)
    assert ledger.stands(0) == (PARTLY, ledger.today)
    ledger.days(3)
    ledger.pay(0)
    ledger.cycle(driver)
    assert ledger.stands(0) == (PAID, ledger.today)


@drivers
def test_dutch_g_account(driver: Kind) -> None:
    """Two payments of one day, to the blocked account and to the free one, are one step in Severa."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0, 2000)
    ledger.pay(0)
    ledger.forget()
    assert ledger.cycle(driver).counts == {"updated": 1}
    assert len(ledger.patches()) == 1
    assert ledger.stands(0) == (PAID, ledger.today)


@drivers
def test_dutch_g_account_seen_in_between(driver: Kind) -> None:
    """Where a cycle comes between the two, they are two steps with one day."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0, 2000)
    ledger.cycle(driver)
    assert ledger.stands(0) == (PARTLY, ledger.today)
    ledger.pay(0)
    ledger.cycle(driver)
    assert ledger.stands(0) == (PAID, ledger.today)


@drivers
def test_one_payment_on_several_invoices(driver: Kind) -> None:
    """One payment closes one invoice and a part of another, and leaves a third alone."""
    ledger = Ledger.sent(Office(many(3)))
    ledger.book((0, ledger.open(0)), (1, Decimal(1)))
    assert ledger.cycle(driver).counts == {"updated": 2}
    assert [ledger.stands(place)[0] for place in range(3)] == [PAID, PARTLY, SENT]


def test_in_foreign_currency() -> None:
    """What is open is reckoned in the currency of the invoice."""
    ledger = Ledger.sent(Office(few(7)))
    ledger.pay(0, 1)
    ledger.cycle()
    assert ledger.stands(0)[0] == PARTLY
    ledger.pay(0)
    (outcome,) = ledger.cycle().outcomes
    assert (ledger.stands(0)[0], outcome.vnf_total and outcome.vnf_total.currency) == (PAID, "SEK")


def test_paid_too_much() -> None:
    """What the customer paid over stays on the payment: the invoice is paid."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0, 10_000)
    ledger.cycle()
    assert ledger.stands(0) == (PAID, ledger.today)


def test_the_outcome_tells_both_totals() -> None:
    """The report names the invoice, its number and both totals."""
    ledger = Ledger.sent(Office(few(0)))
    ledger.pay(0)
    (outcome,) = ledger.cycle().outcomes
    assert isinstance(outcome, Updated)
    assert (outcome.stream, outcome.record, outcome.number) == ("payments", ledger.office.guid(0), "100001")
    assert outcome.severa_total == outcome.vnf_total
    assert outcome.label.startswith("Invoice 100001, 2026-08-31, ")


LOOKED = ["GET customerdocument", "GET invoices", "GET invoices", "GET invoicestatuses"]
"""What a cycle asks where documents changed, and nothing is to be done."""


class TestCreditNotes:
    """Credit notes, and what else closes a document."""

    @drivers
    def test_own_balance(self, driver: Kind) -> None:
        """A credit note of Severa's is settled by its own balance, as an invoice is."""
        ledger = Ledger.sent(Office(few(CREDIT_NOTE)))
        ledger.pay(0, 1000)
        ledger.cycle(driver)
        assert ledger.stands(0) == (PARTLY, ledger.today)
        ledger.pay(0)
        ledger.cycle(driver)
        assert ledger.stands(0) == (PAID, ledger.today)

    @drivers
    def test_set_against_an_invoice(self, driver: Kind) -> None:
        """A credit note that is set against an invoice is settled by it; an invoice credited in part is not paid."""
        ledger = Ledger.sent(Office(few(1, CREDIT_NOTE)), but=1)
        ledger.credit(1, against=0, amount=500)
        ledger.cycle(driver)
        assert (ledger.stands(0), ledger.stands(1)) == ((SENT, None), (PARTLY, ledger.office.invoice(1)["date"]))
        ledger.pay(1)
        ledger.cycle(driver)
        assert ledger.stands(1) == (PAID, ledger.today)

    def test_paid_in_parts_and_credited_in_part(self) -> None:
        """Where the rest of an invoice is paid it is paid, on the day of the last payment."""
        ledger = Ledger.sent(Office(few(1, CREDIT_NOTE)), but=1)
        ledger.pay(0, 100)
        paid_on = ledger.today
        ledger.cycle()
        ledger.credit(1, against=0, amount=500)
        ledger.days(2)
        ledger.cycle()
        assert ledger.stands(0) == (PARTLY, paid_on)
        ledger.pay(0)
        ledger.cycle()
        assert ledger.stands(0) == (PAID, ledger.today)

    @pytest.mark.parametrize("by", ["CreditNote", "SmallBalanceWo"])
    def test_closed_without_a_payment(self, by: str) -> None:
        """An invoice that a credit note or a write-off closed is open no more: paid, on that day."""
        ledger = Ledger.sent(Office(few(0)))
        ledger.close(0, by)
        ledger.cycle()
        assert ledger.stands(0) == (PAID, ledger.today)

    @drivers
    def test_one_number_for_both(self, driver: Kind) -> None:
        """An invoice and a credit note of one number are not mistaken for each other."""
        office = Office(few(0, 3, CREDIT_NOTE), severa_switches={"unique_invoice_numbers": False})
        same = next(one for one in office.vnf.documents("number_sequence") if one["numberingId"] == "ARINVOICE")
        office.vnf.edit("number_sequence", "ARCREDNOTE", sequence=same["sequence"])
        ledger = Ledger.sent(office)
        assert ledger.number(0) == ledger.number(2)
        ledger.pay(2)
        ledger.pay(1, 1)
        ledger.cycle(driver)
        assert [ledger.stands(place)[0] for place in range(3)] == [SENT, PARTLY, PAID]


class TestBeforeItIsSent:
    """An invoice that is paid while it waits to be sent."""

    @drivers
    def test_keeps_its_status_and_moves_after(self, driver: Kind) -> None:
        """It keeps the status by which AutoInvoice sends it, with a problem; the cycle after it was sent moves it."""
        ledger = Ledger.sent(Office(few(0)), TRANSFERRED)
        ledger.pay(0)
        paid_on = ledger.today
        for _ in range(2):
            report = ledger.cycle(driver)
            assert (report.counts, codes(report)) == ({"held": 1}, ["paid-before-sent"])
            assert ledger.stands(0) == (TRANSFERRED, None)
            ledger.days(1)
        ledger.office.move(0, SENT)
        assert ledger.cycle(driver).counts == {"updated": 1}
        assert ledger.stands(0) == (PAID, paid_on)
        assert ledger.log(driver) == []
        assert ledger.office.known("payments waiting") == {}

    @drivers
    def test_waiting_costs_visma_net_nothing(self, driver: Kind) -> None:
        """While it waits only Severa is asked: what changed, all that wait in one exchange, and the statuses."""
        ledger = Ledger.sent(Office(many(5)), TRANSFERRED)
        for place in range(5):
            ledger.pay(place, 1)
        ledger.cycle(driver)
        ledger.forget()
        assert ledger.cycle(driver).counts == {"held": 5}
        assert sorted(ledger.exchanges()) == LOOKED

    def test_what_it_says_follows_the_payments(self) -> None:
        """A further payment while it waits is told."""
        ledger = Ledger.sent(Office(few(0)), TRANSFERRED)
        ledger.pay(0, 1)
        (first,) = ledger.cycle().problems
        ledger.pay(0)
        (second,) = ledger.cycle().problems
        assert (first.value.split(" in ")[0], second.value.split(" in ")[0]) == ("partly paid", "paid")
        assert len(ledger.log()) == 1

    def test_taken_back_before_it_was_sent(self) -> None:
        """Where the payment is void again before the invoice was sent, nothing waits any more."""
        ledger = Ledger.sent(Office(few(0)), TRANSFERRED)
        payment = ledger.pay(0)
        ledger.cycle()
        ledger.office.vnf.void(payment)
        assert ledger.cycle().outcomes == ()
        assert (ledger.log(), ledger.office.known("payments waiting")) == ([], {})
        ledger.office.move(0, SENT)
        assert ledger.cycle().outcomes == ()

    def test_taken_back_and_as_it_was_before(self) -> None:
        """Nor where the document is to the last figure what it was before it was paid."""
        ledger = Ledger.sent(Office(few(0), vnf_switches={"payment_bumps_invoice": False}), TRANSFERRED)
        payment = ledger.pay(0)
        assert codes(ledger.cycle()) == ["paid-before-sent"]
        ledger.office.vnf.void(payment)
        ledger.cycle()
        assert (ledger.log(), ledger.office.known("payments waiting")) == ([], {})

    def test_a_person_sets_it_to_paid(self) -> None:
        """Where a person says it is paid, there is only the day to be filled in."""
        ledger = Ledger.sent(Office(few(0)), TRANSFERRED)
        ledger.pay(0)
        ledger.cycle()
        ledger.office.move(0, PAID)
        ledger.cycle()
        assert ledger.stands(0) == (PAID, ledger.today)

    def test_unlinked_while_it_waits(self) -> None:
        """An invoice whose link a person takes away waits no longer, and its problem is closed."""
        ledger = Ledger.sent(Office(few(0)), TRANSFERRED)
        ledger.pay(0)
        ledger.cycle()
        ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", ledger.office.guid(0)))
        assert ledger.cycle().outcomes == ()
        assert (ledger.log(), ledger.office.known("payments waiting")) == ([], {})


class TestBack:
    """Payments that are taken back, and people who moved the invoice."""

    @drivers
    def test_void(self, driver: Kind) -> None:
        """A payment that is taken back takes status and day back with it, as far as others stand."""
        ledger = Ledger.sent(Office(few(0)))
        first, first_day = ledger.pay(0, 100), ledger.today
        ledger.cycle(driver)
        ledger.days(2)
        second = ledger.pay(0)
        ledger.cycle(driver)
        assert ledger.stands(0) == (PAID, ledger.today)
        ledger.office.vnf.void(second)
        ledger.cycle(driver)
        assert ledger.stands(0) == (PARTLY, first_day)
        ledger.office.vnf.void(first)
        ledger.cycle(driver)
        assert ledger.stands(0) == (SENT, None)

    @drivers
    def test_voided_and_paid_again(self, driver: Kind) -> None:
        """Between two cycles: it stays paid, with the day of the payment that stands."""
        ledger = Ledger.sent(Office(few(0)))
        payment = ledger.pay(0)
        ledger.cycle(driver)
        ledger.days(2)
        ledger.office.vnf.void(payment)
        ledger.pay(0)
        ledger.cycle(driver)
        assert ledger.stands(0) == (PAID, ledger.today)

    @drivers
    def test_a_person_moved_it_meanwhile(self, driver: Kind) -> None:
        """A status that this bridge did not set is not taken back: a problem, until both say the same."""
        ledger = Ledger.sent(Office(few(0)))
        payment = ledger.pay(0, 100)
        ledger.cycle(driver)
        ledger.office.move(0, PAID)
        ledger.office.vnf.void(payment)
        for _ in range(2):
            report = ledger.cycle(driver)
            assert (report.counts, codes(report)) == ({"held": 1}, ["severa-says-more-paid"])
        assert ledger.stands(0)[0] == PAID
        ledger.days(1)
        ledger.pay(0)
        assert ledger.cycle(driver).counts == {"updated": 1}
        assert (ledger.stands(0), ledger.log(driver)) == ((PAID, ledger.today), [])

    def test_a_person_was_first(self) -> None:
        """An invoice that a person has set to paid stays so when a part is paid, with a problem."""
        ledger = Ledger.sent(Office(few(0)))
        ledger.office.move(0, PAID)
        ledger.pay(0, 100)
        assert codes(ledger.cycle()) == ["severa-says-more-paid"]
        ledger.office.move(0, SENT)
        assert ledger.cycle().counts == {"updated": 1}
        assert ledger.stands(0)[0] == PARTLY

    def test_a_status_of_their_own(self) -> None:
        """In a status that plays no role nothing moves; put back among the others, it is moved on."""
        office = Office(few(0))
        office.settings = Settings(statuses=office.roles())
        extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
        office.severa.load("invoice_statuses", [extra])
        ledger = Ledger.sent(office, "Incasso")
        ledger.pay(0)
        assert codes(ledger.cycle()) == ["paid-in-another-status"]
        assert ledger.stands(0) == ("Incasso", None)
        office.move(0, PARTLY)
        assert ledger.cycle().counts == {"updated": 1}
        assert ledger.stands(0)[0] == PAID

    def test_severa_does_not_let_it_go_back(self) -> None:
        """Where Severa refuses the way back it is a problem, and tried again in each cycle."""
        ledger = Ledger.sent(Office(few(0), severa_switches={"read_only_accepts": ALL}))
        payment = ledger.pay(0)
        ledger.cycle()
        locked = Office(ledger.office.world, severa_switches={"read_only_accepts": ALL - {"status"}})
        ledger.office.severa._world.switches = locked.severa._world.switches
        ledger.office.vnf.void(payment)
        for _ in range(2):
            report = ledger.cycle()
            assert (report.counts, codes(report)) == ({"held": 1}, ["payment-not-taken"])
        assert ledger.stands(0)[0] == PAID


ALL = {"number", "referenceNumber", "paymentDate", "status"}


class TestIdle:
    """What a cycle costs."""

    def test_nothing_new(self) -> None:
        """Where nothing was paid one list of each service tells so, though both repeat the last two hours."""
        ledger = Ledger.sent(Office(many(3)))
        for place in range(3):
            ledger.pay(place, 1 + place)
        ledger.cycle()
        ledger.forget()
        assert ledger.cycle().outcomes == ()
        assert ledger.exchanges() == ["GET invoices", "GET customerdocument"]

    def test_what_was_made_and_not_paid(self) -> None:
        """Documents that are new and unpaid are seen once, and none of them is read by itself."""
        office = Office(many(30))
        office.settings = Settings(payment_sweep=None)
        office.cycle()
        ledger = Ledger(office)
        ledger.forget()
        assert ledger.cycle().outcomes == ()
        assert sorted(ledger.exchanges()) == LOOKED
        for place in range(30):
            ledger.release(place)
        ledger.forget()
        assert ledger.cycle().outcomes == ()
        assert sorted(ledger.exchanges()) == LOOKED

    def test_what_is_not_ours(self) -> None:
        """Documents that no invoice of Severa's is linked to cost nothing, paid or not."""
        ledger = Ledger.sent(Office(few(0, 3)))
        for place in (0, 1):
            guid = ledger.office.guid(place)
            ledger.office.using("sync", lambda bridge, guid=guid: bridge.unlink("invoices", guid))
            ledger.pay(place)
        ledger.forget()
        assert ledger.cycle().outcomes == ()
        assert ledger.exchanges() == ["GET invoices", "GET customerdocument"]

    @drivers
    @pytest.mark.parametrize("parts", [1, 2])
    def test_seven_exchanges_a_paid_invoice(self, driver: Kind, parts: int) -> None:
        """From the draft to paid, in two parts if need be: seven exchanges at the most, a few for each cycle apart."""
        office = Office(many(30))
        office.cycle(driver)
        ledger = Ledger(office)
        for place in range(30):
            office.vnf.release(ledger.number(place))
            office.move(place, SENT)
        for part in range(parts):
            for place in range(30):
                ledger.pay(place, None if part == parts - 1 else 1)
            assert ledger.cycle(driver).counts == {"updated": 30}
        asked = len(office.severa.requests) + len(office.vnf.requests)
        assert asked <= (5 + parts) * 30 + 8 + 6 + 7 * parts
        assert {ledger.stands(place) for place in range(30)} == {(PAID, ledger.today)}
