from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import astuple
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping.payments import (
    Balance,
    Move,
    Settlement,
    Standing,
    balance_of,
    payment_to_severa,
    standing_of,
)
from severa_vnf.mapping.table import Trouble
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Code, Guid, Money
from severa_vnf.vnf.customer_document import CustomerDocument
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.documents import Application, DocumentStatus
from severa_vnf.wire.decode import structure

ROLES = InvoiceStatuses(
    **{name: Guid(name) for name in ("failed", "to_transfer", "transferred", "sent", "partially_paid", "paid")}
)
START = date(2026, 11, 1)
LADDER = (ROLES.sent, ROLES.partially_paid, ROLES.paid)


def row(kind: str, number: str, amount: int | str, later: int = 0, **more: Any) -> Application:
    """Something set against a document, some days after the first of November."""
    return Application(
        doc_type=kind,
        ref_nbr=Code(number),
        amount_paid=Decimal(amount),
        application_date=START + timedelta(days=later),
        **more,
    )


def standing(*rows: Application, total: int = 121, rest: int | None = None, status: str | None = None) -> Standing:
    """How far a document of 121 is settled by these; its balance follows from them unless it is given."""
    left = Decimal(total) - sum((one.amount_paid or Decimal(0) for one in rows), Decimal(0))
    left = left if rest is None else Decimal(rest)
    stands = DocumentStatus(status or ("Open" if left > 0 else "Closed"))
    return standing_of(Balance(stands, Money(Decimal(total), "EUR"), left, applied=rows))


def on(later: int) -> date:
    """Some days after the first of November."""
    return START + timedelta(days=later)


class TestStanding:
    """How far a document is settled."""

    def test_unpaid(self) -> None:
        """Open for all it comes to: unpaid."""
        assert standing() == Standing(Settlement.UNPAID)

    @pytest.mark.parametrize("status", [one for one in DocumentStatus if one not in ("Open", "Closed")])
    def test_not_released(self, status: str) -> None:
        """What is not released, or void, is not paid whatever it says to be open."""
        assert standing(rest=0, status=status) == Standing(Settlement.UNPAID)

    def test_partly_paid(self) -> None:
        """Open for less: partly paid, on the day of the last payment."""
        paid = row("Payment", "1", 20, 4), row("Payment", "2", 30, 2)
        assert standing(*paid) == Standing(Settlement.PARTLY_PAID, on(4))

    def test_paid(self) -> None:
        """Nothing open: paid, on the day of the last payment."""
        assert standing(row("Payment", "1", 100), row("Payment", "2", 21, 7)) == Standing(Settlement.PAID, on(7))

    def test_dutch_g_account(self) -> None:
        """Wages tax and VAT go to the blocked account, the rest to the free one: two payments, one day, paid."""
        assert standing(row("Payment", "1", 48, 3), row("Payment", "2", 73, 3)) == Standing(Settlement.PAID, on(3))

    def test_prepayment(self) -> None:
        """What was paid before the invoice was made is a payment."""
        assert standing(row("Prepayment", "1", 121, -9)) == Standing(Settlement.PAID, on(-9))

    @pytest.mark.parametrize(
        ("kind", "state"),
        [
            ("CreditNote", Settlement.CREDITED),
            ("SmallBalanceWo", Settlement.WRITTEN_OFF),
            ("SmallCreditWo", Settlement.WRITTEN_OFF),
        ],
    )
    def test_closed_by_no_payment(self, kind: str, state: Settlement) -> None:
        """A credit note or a write-off closes too; its day is that of what closed it."""
        assert standing(row(kind, "1", 121, 5)) == Standing(state, on(5))

    @pytest.mark.parametrize("kind", ["CreditNote", "SmallBalanceWo"])
    def test_closed_by_a_payment_and_something_else(self, kind: str) -> None:
        """Where anything was paid the invoice is paid, on the day of the payment and not of the credit."""
        assert standing(row("Payment", "1", 100, 1), row(kind, "1", 21, 8)) == Standing(Settlement.PAID, on(1))

    def test_credited_and_written_off(self) -> None:
        """Where both closed it and nobody paid, it was credited."""
        assert standing(row("SmallBalanceWo", "1", 1, 9), row("CreditNote", "2", 120, 8)).state is Settlement.CREDITED

    def test_credited_in_part(self) -> None:
        """Of an invoice that was credited in part and not paid, nothing is paid."""
        assert standing(row("CreditNote", "1", 21)) == Standing(Settlement.UNPAID)

    def test_credited_and_paid_in_part(self) -> None:
        """One that was credited in part and paid in part is partly paid."""
        rows = row("CreditNote", "1", 21, 6), row("Payment", "1", 50, 3)
        assert standing(*rows) == Standing(Settlement.PARTLY_PAID, on(3))

    def test_overpaid(self) -> None:
        """Where more was set against it than it came to it is overpaid."""
        assert standing(row("Payment", "1", 200)) == Standing(Settlement.OVERPAID, on(0))

    def test_void(self) -> None:
        """A payment and the one that undoes it are nothing, and no payment."""
        assert standing(row("Payment", "1", 121, 1), row("VoidPayment", "1", -121, 2)) == Standing(Settlement.UNPAID)

    def test_void_in_part(self) -> None:
        """Of two payments one was taken back: the day is that of the other, though it is the earlier."""
        rows = row("Payment", "1", 50, 1), row("Payment", "2", 71, 5), row("VoidPayment", "2", -71, 6)
        assert standing(*rows) == Standing(Settlement.PARTLY_PAID, on(1))

    def test_voided_and_paid_again(self) -> None:
        """The amounts of void rows add up, they are not new payments: the day is that of the payment that stands."""
        rows = row("Payment", "1", 121, 9), row("VoidPayment", "1", -121, 10), row("Payment", "2", 121, 4)
        assert standing(*rows) == Standing(Settlement.PAID, on(4))

    def test_the_same_payment_applied_again(self) -> None:
        """An application that was reversed and made again counts with its later day."""
        rows = row("Payment", "1", 121, 1), row("Payment", "1", -121, 2), row("Payment", "1", 121, 3)
        assert standing(*rows) == Standing(Settlement.PAID, on(3))

    def test_numbers_are_told_apart_by_kind(self) -> None:
        """A credit note and a payment may have one number."""
        rows = row("CreditNote", "1", 21, 9), row("Payment", "1", 100, 2)
        assert standing(*rows) == Standing(Settlement.PAID, on(2))

    def test_not_released_application(self) -> None:
        """A payment that is entered and not released has not been paid."""
        rows = row("Payment", "1", 50, 1), row("Payment", "2", 71, 5, released=False)
        assert standing(*rows, rest=71) == Standing(Settlement.PARTLY_PAID, on(1))

    @pytest.mark.parametrize(("rest", "state"), [(21, Settlement.PARTLY_PAID), (0, Settlement.PAID)])
    def test_nobody_told_by_what(self, rest: int, state: Settlement) -> None:
        """Where only the balance is told, it is taken for paid, on no day."""
        assert standing(rest=rest) == Standing(state)

    def test_an_application_that_tells_nothing(self) -> None:
        """Nor does an application without amount, or without a day, tell one."""
        rows = Application(doc_type="Payment"), Application(amount_paid=Decimal(121))
        assert standing(*rows) == Standing(Settlement.PAID)

    def test_of_nothing(self) -> None:
        """A document over nothing is closed as soon as it is released, and so paid."""
        assert standing(total=0) == Standing(Settlement.PAID)

    def test_credit_note(self) -> None:
        """A credit note is settled by the invoice that it is set against, or by a refund."""
        rows = row("Invoice", "100001", 100, 1), row("Refund", "7", 21, 2)
        assert standing(*rows) == Standing(Settlement.PAID, on(2))

    @given(
        st.lists(st.tuples(st.integers(1, 30), st.integers(0, 20), st.booleans()), max_size=6),
        st.randoms(use_true_random=False),
    )
    def test_any(self, payments: list[tuple[int, int, bool]], chance: Any) -> None:
        """Of any payments in any order, those taken back are as if they had never been."""
        rows = [row("Payment", str(number), amount, later) for number, (amount, later, _) in enumerate(payments)]
        rows += [
            row("VoidPayment", str(number), -amount, later + 1)
            for number, (amount, later, void) in enumerate(payments)
            if void
        ]
        chance.shuffle(rows)
        kept = [(amount, later) for amount, later, void in payments if not void]
        paid = sum(amount for amount, _ in kept)
        state = Settlement.UNPAID if not paid else Settlement.PARTLY_PAID if paid < 100 else Settlement.PAID
        state = Settlement.OVERPAID if paid > 100 else state
        assert standing(*rows, total=100) == Standing(state, max((on(later) for _, later in kept), default=None))


WIRE: dict[str, Any] = {
    "documentType": "Invoice",
    "referenceNumber": "100001",
    "status": "Open",
    "currencyId": "EUR",
    "amountInCurrency": 121,
    "balanceInCurrency": Decimal("71.00"),
    "lastModifiedDateTime": "2026-11-03T08:00:00.5",
}


class TestBalance:
    """What a document shows."""

    def test_listed_and_read_alone(self) -> None:
        """A row of the list and the document itself are the same; only the second tells what was applied."""
        rows = [{"docType": "Payment", "refNbr": "1", "amountPaid": 50, "applicationDate": "2026-11-02T00:00:00"}]
        listed = balance_of(structure(WIRE, CustomerDocument))
        alone = balance_of(structure({**WIRE, "balanceInCurrency": 71, "applications": rows}, CustomerInvoice))
        assert str(listed) == str(alone) == "Open 71 2026-11-03T08:00:00.500"
        assert listed is not None
        assert alone is not None
        assert (listed.applied, standing_of(alone)) == (None, Standing(Settlement.PARTLY_PAID, date(2026, 11, 2)))

    def test_no_balance(self) -> None:
        """A document that does not tell what is open of it has none."""
        assert balance_of(structure({**WIRE, "balanceInCurrency": None}, CustomerInvoice)) is None

    def test_amounts_are_of_one_currency(self) -> None:
        """The total is in the document's currency; one that names none has an amount all the same."""
        found = balance_of(structure({**WIRE, "currencyId": None}, CustomerDocument))
        assert found is not None
        assert found.total == Money(Decimal(121), "")


def decided(
    status: str, state: Settlement, day: date | None = None, *, paid_on: date | None = None, agreed: str | None = None
) -> Move | Trouble | None:
    """What becomes of an invoice in that status."""
    wire = {
        "guid": "one",
        "date": "2026-10-31",
        "status": {"guid": status, "name": status.title()},
        "paymentDate": paid_on and paid_on.isoformat(),
    }
    return payment_to_severa(structure(wire, Invoice), Standing(state, day), ROLES, Guid(agreed) if agreed else None)


CLOSED = [Settlement.PAID, Settlement.OVERPAID, Settlement.CREDITED, Settlement.WRITTEN_OFF]


class TestMove:
    """What the Severa invoice gets."""

    @pytest.mark.parametrize("state", CLOSED)
    @pytest.mark.parametrize("status", ["sent", "partially_paid"])
    def test_closed(self, status: str, state: Settlement) -> None:
        """Nothing open any more: paid, whoever closed it, with the day."""
        assert decided(status, state, START) == Move(ROLES.paid, START)

    def test_partly(self) -> None:
        """A part of it: partially paid, with the day."""
        assert decided("sent", Settlement.PARTLY_PAID, START) == Move(ROLES.partially_paid, START)

    @pytest.mark.parametrize(
        ("status", "state"), [("partially_paid", Settlement.PARTLY_PAID), ("paid", Settlement.PAID)]
    )
    def test_another_day(self, status: str, state: Settlement) -> None:
        """A later payment moves the day, though the status stays."""
        assert decided(status, state, on(3), paid_on=START) == Move(Guid(status), on(3))

    @pytest.mark.parametrize(
        ("status", "state", "day"),
        [
            ("sent", Settlement.UNPAID, None),
            ("partially_paid", Settlement.PARTLY_PAID, START),
            ("paid", Settlement.PAID, START),
            ("paid", Settlement.PAID, None),
        ],
    )
    def test_right(self, status: str, state: Settlement, day: date | None) -> None:
        """Where both sides say the same nothing is written; a day that nobody tells changes none."""
        assert decided(status, state, day, paid_on=START) is None

    @pytest.mark.parametrize("status", ["failed", "to_transfer", "transferred"])
    @pytest.mark.parametrize("state", [one for one in Settlement if one is not Settlement.UNPAID])
    def test_before_it_is_sent(self, status: str, state: Settlement) -> None:
        """Paid before it was sent: it keeps its status, else AutoInvoice never sends it (*Hierna*)."""
        found = decided(status, state, START)
        assert isinstance(found, Trouble)
        assert (found.rule.code, found.field) == ("paid-before-sent", "Status")
        assert found.value == f"{state} in Visma.net, '{status.title()}' in Severa"

    def test_in_a_status_of_their_own(self) -> None:
        """In a status that plays no role a person must say how it goes on."""
        found = decided("collection", Settlement.PAID, START)
        assert isinstance(found, Trouble)
        assert found.rule.code == "paid-in-another-status"

    @pytest.mark.parametrize("status", ["failed", "to_transfer", "transferred", "collection", "sent"])
    def test_unpaid(self, status: str) -> None:
        """Where nothing was paid, and Severa does not say that it was, there is nothing to say."""
        assert decided(status, Settlement.UNPAID) is None

    @pytest.mark.parametrize(
        ("status", "state", "back"),
        [
            ("paid", Settlement.UNPAID, Move(ROLES.sent, None)),
            ("partially_paid", Settlement.UNPAID, Move(ROLES.sent, None)),
            ("paid", Settlement.PARTLY_PAID, Move(ROLES.partially_paid, START)),
        ],
    )
    def test_back(self, status: str, state: Settlement, back: Move) -> None:
        """A payment taken back moves the invoice back from where both sides had agreed, and from nowhere else."""
        day = back.payment_date
        assert decided(status, state, day, paid_on=on(9), agreed=status) == back
        for agreed in (None, "sent"):
            found = decided(status, state, day, paid_on=on(9), agreed=agreed)
            assert isinstance(found, Trouble)
            assert found.rule.code == "severa-says-more-paid"

    @given(
        st.sampled_from([*astuple(ROLES), Guid("collection")]),
        st.sampled_from(Settlement),
        st.none() | st.dates(),
        st.none() | st.dates(),
        st.none() | st.sampled_from(LADDER),
    )
    def test_laws(
        self, status: Guid, state: Settlement, day: date | None, paid_on: date | None, agreed: Guid | None
    ) -> None:
        """What was not sent does not move, nor back what was not agreed; after a move nothing is left to do."""
        found = decided(status, state, day, paid_on=paid_on, agreed=agreed)
        if isinstance(found, Move):
            assert status in LADDER
            assert LADDER.index(found.status) >= LADDER.index(status) or status == agreed
            after = decided(found.status, state, day, paid_on=found.payment_date, agreed=found.status)
            assert after is None
