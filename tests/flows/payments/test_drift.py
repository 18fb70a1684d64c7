"""A transferred document that changed, or an invoice whose number did, is told with both sides and never repaired."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.ports import Delete, Put
from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.ledger import CREDIT_NOTE, PAID, SENT, Ledger
from tests.flows.observers import When
from tests.flows.office import TO_TRANSFER, Kind, Office, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
CHANGED, VOIDED, REVERSED = "changed-in-visma-net", "voided-in-visma-net", "reversed-in-visma-net"
NUMBER = "number-changed-in-severa"


def sent(*places: int, settings: Settings | None = None) -> Ledger:
    """Invoices that were transferred, released and sent, and the first sweep is over."""
    ledger = Ledger.sent(Office(few(*places), settings or Settings()))
    ledger.days(2)
    ledger.cycle()
    ledger.forget()
    return ledger


def of_total(amount: object) -> dict[str, Any]:
    """An open document that comes to this."""
    return {"amountInCurrency": amount, "balanceInCurrency": amount}


def writes(ledger: Ledger) -> list[str]:
    """What was written to either service, payments' own statuses included."""
    return [one for one in ledger.exchanges() if not one.startswith("GET")]


def value(ledger: Ledger) -> str:
    """What the one open problem says is wrong."""
    (entry,) = ledger.office.bridge().problems()
    return entry.cause.value


CHANGES = [
    ({"customer": {"number": "10009", "name": "Another"}}, "Customer", "10009 in Visma.net"),
    ({"documentDate": "2026-07-01"}, "Date", "2026-08-31 in Severa, 2026-08-31 -> 2026-07-01 in Visma.net"),
    ({"currencyId": "SEK"}, "Currency", "EUR in Severa, EUR -> SEK in Visma.net"),
    (of_total(7), "Total", "-> 7 EUR in Visma.net"),
]


class TestChangedInVismaNet:
    """What a document says of itself."""

    @drivers
    @pytest.mark.parametrize(("fields", "field", "told"), CHANGES, ids=[one[1] for one in CHANGES])
    def test_told(self, driver: Kind, fields: dict[str, Any], field: str, told: str) -> None:
        """Customer, date, currency or total changed is told with both sides; nothing is written to either."""
        ledger = sent(0)
        ledger.change(**fields)
        report = ledger.cycle(driver)
        assert codes(report) == [CHANGED]
        (problem,) = report.problems
        assert (problem.stream, problem.record, problem.field) == ("drift", ledger.office.guid(0), field)
        assert problem.label.startswith("Invoice 100001, 2026-08-31")
        assert told in problem.value
        assert writes(ledger) == []

    @drivers
    def test_stays_until_it_is_put_back(self, driver: Kind) -> None:
        """It is told in each cycle, though the document moves no more, and closed by the one that finds it gone."""
        ledger = sent(0)
        before = ledger.document(0)["documentDate"]
        ledger.change(documentDate="2026-07-01")
        for _ in range(3):
            ledger.cycle(driver)
            ledger.days(1)
        (entry,) = ledger.office.bridge().problems()
        assert (entry.cause.code, entry.attempts) == (CHANGED, 3)
        ledger.change(documentDate=before)
        assert codes(ledger.cycle(driver)) == []
        assert (ledger.log(driver), ledger.office.known("drift")) == ([], {})

    @drivers
    def test_stays_until_severa_says_the_same(self, driver: Kind) -> None:
        """Where Severa's invoice is changed too, both agree: that is what the document should say from now on."""
        ledger = sent(0)
        ledger.change(documentDate="2026-07-01")
        ledger.cycle(driver)
        ledger.office.severa.edit("invoices", ledger.office.guid(0), date="2026-07-01")
        assert codes(ledger.cycle(driver)) == []
        ledger.change(documentDate="2026-08-31")
        assert codes(ledger.cycle(driver)) == [CHANGED]
        assert "2026-07-01 -> 2026-08-31 in Visma.net" in value(ledger)

    def test_a_cent(self) -> None:
        """A total that moved and still agrees with Severa's is no drift."""
        ledger = sent(0)
        ledger.change(**of_total(Decimal(ledger.document(0)["amountInCurrency"]) + Decimal("0.05")))
        assert codes(ledger.cycle()) == []

    def test_credit_note(self) -> None:
        """A credit note, whose total has a minus in Severa alone, is held against it without."""
        ledger = sent(CREDIT_NOTE)
        total = ledger.document(0)["amountInCurrency"]
        ledger.change(**of_total(7))
        assert codes(ledger.cycle()) == [CHANGED]
        ledger.change(**of_total(total))
        assert codes(ledger.cycle()) == []

    def test_renumbered_customer(self) -> None:
        """A customer that is not linked any more, and has another number on both sides, is the same customer."""
        ledger = sent(0)
        guid = ledger.office.invoice(0)["customer"]["guid"]
        record = ledger.office.store.read("acme", "links customers", [guid])[guid]
        ledger.office.store.commit("acme", [Delete("links customers", guid, record.version)])
        ledger.office.severa.edit("customers", guid, number=77)
        ledger.change(customer={"number": "77", "name": "The same"})
        assert codes(ledger.cycle()) == []

    def test_renumbered_customer_of_the_register(self) -> None:
        """So is one whose number the register of customers knows, be it not yet in Severa."""
        ledger = sent(0)
        office = ledger.office
        office.using("sync", lambda bridge: bridge.sync("customers"))
        guid = office.invoice(0)["customer"]["guid"]
        record = next(one for one in office.store.scan("acme", "links customers") if one.key == guid)
        number = loads(record.value.encode())["number"]
        ledger.change(customer={"number": "0001", "name": "Before"})
        ledger.cycle()
        assert ledger.log() == [CHANGED]
        ledger.change(customer={"number": number, "name": "The same"})
        assert codes(ledger.cycle()) == []

    def test_previewed(self) -> None:
        """A preview tells what has drifted as far as it is known, and does nothing of it."""
        ledger = sent(0, 3)
        forget_terms(ledger)
        ledger.change(1, documentDate="2026-07-01")
        ledger.cycle()
        ledger.change(0, status="Voided")
        ledger.change(1, documentDate="2026-07-02")
        ledger.cycle()
        plan = ledger.office.using("sync", lambda bridge: bridge.preview("payments"))
        assert sorted(problem.code for problem in plan.problems) == [CHANGED, VOIDED]
        assert plan.steps == ()
        ledger.change(0, status="Open")
        ledger.office.using("sync", lambda bridge: bridge.preview("payments"))
        assert sorted(ledger.log()) == [CHANGED, VOIDED]

    def test_what_it_costs(self) -> None:
        """Nothing but what looking for payments costs where nothing drifted; else one list of Severa's for all."""
        ledger = sent(0, 3, 5)
        ledger.change(0, invoiceText="Another text")
        ledger.cycle()
        ledger.forget()
        ledger.cycle()
        assert ledger.exchanges() == ["GET invoices", "GET customerdocument"]
        for place in range(3):
            ledger.change(place, documentDate="2026-07-01")
        ledger.cycle()
        ledger.forget()
        assert codes(ledger.cycle()) == [CHANGED] * 3
        assert sorted(ledger.exchanges()) == ["GET customerdocument", "GET invoices", "GET invoices"]


class TestVoidedAndReversed:
    """What ends a document."""

    @drivers
    def test_voided(self, driver: Kind) -> None:
        """A document that was voided is told, with the status that the invoice has in Severa."""
        ledger = sent(0)
        ledger.change(status="Voided")
        assert codes(ledger.cycle(driver)) == [VOIDED]
        assert value(ledger) == "100001 in Visma.net, 'Verzonden' in Severa"
        assert writes(ledger) == []

    @drivers
    def test_reversed(self, driver: Kind) -> None:
        """One that a credit note undoes of which Severa knows nothing is told, and closes when they are linked."""
        ledger = sent(0, CREDIT_NOTE)
        number = ledger.number(1)
        ledger.undo(number)
        report = ledger.cycle(driver)
        assert (codes(report), ledger.stands(0)[0]) == ([], PAID)
        ledger.office.using(driver, lambda bridge: bridge.unlink("invoices", ledger.office.guid(1)))
        ledger.change(invoiceText="Once more")
        assert codes(ledger.cycle(driver)) == [REVERSED]
        assert f"CreditNote {number} / " in value(ledger)
        name = f"CreditNote {number}"
        ledger.office.using(driver, lambda bridge: bridge.relink("invoices", ledger.office.guid(1), name))
        assert codes(ledger.cycle(driver)) == []
        assert ledger.office.known("drift") == {}

    def test_the_reversal_is_taken_back(self) -> None:
        """Where the credit note is off the document again, all is well."""
        ledger = sent(0)
        ledger.undo("200009")
        assert codes(ledger.cycle()) == [REVERSED]
        total = ledger.document(0)["amountInCurrency"]
        ledger.change(status="Open", balanceInCurrency=total, applications=[])
        assert codes(ledger.cycle()) == []
        assert (ledger.log(), ledger.stands(0)[0]) == ([], SENT)

    def test_credited_in_part(self) -> None:
        """A credit note for a part undoes nothing."""
        ledger = sent(0)
        ledger.undo("200009", rest=5)
        ledger.cycle()
        assert ledger.log() == []

    @drivers
    def test_deleted(self, driver: Kind) -> None:
        """A document that was deleted is found by the daily sweep, and closed where a person unlinks the invoice."""
        ledger = Ledger.sent(Office(few(0)), but=0)
        ledger.office.erase(ledger.number(0))
        assert codes(ledger.cycle(driver)) == []
        ledger.days(1)
        assert codes(ledger.cycle(driver)) == ["document-gone"]
        assert ledger.log(driver) == ["document-gone"]
        ledger.office.using(driver, lambda bridge: bridge.unlink("invoices", ledger.office.guid(0)))
        ledger.cycle(driver)
        assert ledger.log(driver) == []


class TestNumberChangedInSevera:
    """What Severa says."""

    @drivers
    def test_told(self, driver: Kind) -> None:
        """It is told with both numbers by the next cycle, and closed as soon as the number is back."""
        ledger = sent(0)
        guid = ledger.office.guid(0)
        ledger.office.severa.edit("invoices", guid, number=4711)
        assert codes(ledger.cycle(driver)) == [NUMBER]
        assert value(ledger) == "4711 in Severa, 100001 in Visma.net"
        assert codes(ledger.cycle(driver)) == [NUMBER]
        ledger.office.severa.edit("invoices", guid, number=100001)
        assert codes(ledger.cycle(driver)) == []
        assert writes(ledger) == []

    def test_of_a_paid_invoice(self) -> None:
        """One that is paid, so that no list of open ones has it, is seen among those that changed."""
        ledger = sent(0)
        ledger.pay(0)
        ledger.cycle()
        ledger.days(3)
        ledger.cycle()
        ledger.office.severa.edit("invoices", ledger.office.guid(0), number=None)
        ledger.days(1)
        assert codes(ledger.cycle()) == [NUMBER]
        assert value(ledger) == "None in Severa, 100001 in Visma.net"

    def test_not_of_one_that_is_not_settled(self) -> None:
        """An invoice that is linked and waits for its number has no other number."""
        office = Office(few(0))
        stop = Faults([Fault(Trouble.SERVER_ERROR, method="PATCH", nth=place) for place in range(1, 9)])
        office.severa.faults = stop
        office.cycle()
        assert list(office.known("links")) == list(office.known("intents")) == [office.guid(0)]
        assert codes(Ledger(office).cycle()) == []

    def test_not_of_one_that_was_refused(self) -> None:
        """Nor has one whose document is to go and can't be deleted."""
        office = Office(few(0))
        office.total(0, "7")
        releases = When("DELETE", "customerinvoice", lambda: office.vnf.release("100001"))
        assert codes(office.cycle("sync", releases)) == ["total-differs", "rejected-still-in-visma-net"]
        assert codes(Ledger(office).cycle()) == []


class TestWhatIsRemembered:
    """The link keeps what the document said; what drifted is kept until both agree."""

    def test_links_from_before(self) -> None:
        """A link that does not say what its document said learns it at first sight, and tells what comes after."""
        ledger = sent(0, 3)
        forget_terms(ledger)
        ledger.change(0, documentDate="2026-07-01")
        ledger.change(1, status="Voided")
        assert codes(ledger.cycle()) == [VOIDED]
        ledger.change(0, documentDate="2026-07-02")
        assert sorted(codes(ledger.cycle())) == [CHANGED, VOIDED]

    def test_number_of_a_link_from_before(self) -> None:
        """Of a document that nobody sees any more, the number is told as soon as it is."""
        ledger = sent(0)
        forget_terms(ledger)
        ledger.change(status="Hold")
        ledger.office.vnf.edit("customer_invoice", ledger.number(0), documentDate=None)
        ledger.days(3)
        ledger.office.severa.edit("invoices", ledger.office.guid(0), number=4711)
        assert codes(ledger.cycle()) == []

    @drivers
    @pytest.mark.parametrize("how", ["relink", "unlink", "forget"])
    def test_a_person_decides(self, driver: Kind, how: str) -> None:
        """Linked anew, the document is taken as it is; unlinked, it is no matter of ours. Either ends the problem."""
        ledger = sent(0)
        ledger.change(documentDate="2026-07-01")
        ledger.cycle(driver)
        guid, name = ledger.office.guid(0), [f"Invoice {ledger.number(0)}"] if how == "relink" else []
        ledger.office.using(driver, lambda bridge: getattr(bridge, how)("invoices", guid, *name))
        assert (ledger.log(driver), ledger.office.known("drift")) == ([], {})
        assert codes(ledger.cycle(driver)) == []
        assert ledger.log(driver) == []

    def test_another_is_linked_with_the_document(self) -> None:
        """Where another invoice takes the document over, what was told of the first ends with the next cycle.

        That one has another number than the document: that is told.
        """
        ledger = sent(0, 3)
        ledger.change(0, documentDate="2026-07-01")
        ledger.cycle()
        named = f"Invoice {ledger.number(0)}"
        ledger.office.using("sync", lambda bridge: bridge.relink("invoices", ledger.office.guid(1), named))
        ledger.cycle()
        assert list(ledger.office.known("drift")) == [ledger.office.guid(1)]
        assert ledger.log() == [NUMBER]

    def test_no_time(self) -> None:
        """A cycle without time to look tells what it knows, and the next one looks again."""
        ledger = sent(0, 3)
        ledger.change(0, documentDate="2026-07-01")
        ledger.cycle()
        ledger.change(1, status="Voided")
        assert codes(ledger.cycle(deadline=0)) == [CHANGED]
        assert ledger.log() == [CHANGED]
        assert sorted(codes(ledger.cycle())) == [CHANGED, VOIDED]

    def test_no_time_after_another_took_it_over(self) -> None:
        """Nor does a cycle without time tell of an invoice whose document another has by now."""
        ledger = sent(0, 3)
        ledger.change(0, documentDate="2026-07-01")
        ledger.cycle()
        named = f"Invoice {ledger.number(0)}"
        ledger.office.using("sync", lambda bridge: bridge.relink("invoices", ledger.office.guid(1), named))
        assert codes(ledger.cycle(deadline=0)) == []
        assert ledger.office.known("drift") == {}

    def test_the_invoice_is_gone(self) -> None:
        """Where Severa has the invoice no more, what was told stays told beside that."""
        ledger = sent(0)
        ledger.change(documentDate="2026-07-01")
        ledger.cycle()
        number = ledger.number(0)
        ledger.office.severa.remove("invoices", ledger.office.guid(0))
        ledger.office.vnf.edit("customer_invoice", number, documentDate="2026-07-02")
        assert sorted(codes(ledger.cycle())) == [CHANGED, "invoice-deleted-after-transfer"]

    def test_statuses_unclear(self) -> None:
        """A cycle that can't tell the statuses closes nothing."""
        ledger = sent(0)
        ledger.change(documentDate="2026-07-01")
        ledger.cycle()
        extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
        ledger.office.severa.load("invoice_statuses", [extra])
        ledger.pay(0, 1)
        assert codes(ledger.cycle()) == ["statuses-unclear"]
        assert sorted(ledger.log()) == [CHANGED, "statuses-unclear"]

    def test_sent_again_by_a_person(self) -> None:
        """An invoice that is put back to be transferred is held against its document as before."""
        ledger = sent(0)
        ledger.change(**of_total(7))
        ledger.cycle()
        ledger.office.move(0, TO_TRANSFER)
        assert codes(ledger.office.cycle()) == ["sent-again-and-different"]


def forget_terms(ledger: Ledger) -> None:
    """The links of an older version."""
    records = ledger.office.store.scan("acme", "links")
    puts = []
    for record in records:
        link = loads(record.value.encode())
        del link["terms"]
        puts.append(Put("links", record.key, dumps(link).decode(), record.version))
    ledger.office.store.commit("acme", puts)
