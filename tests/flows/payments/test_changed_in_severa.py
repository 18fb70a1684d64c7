"""What people do to an invoice in Severa after its transfer is told by the next run."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import pytest

from severa_vnf import Settings
from severa_vnf.errors import Forbidden
from severa_vnf.flows.ask import Flow, Send
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.payments.balances import Item
from severa_vnf.flows.payments.numbered import invoices_of
from severa_vnf.flows.payments.paying import Paying
from severa_vnf.mapping.table import Trouble
from severa_vnf.ports import Put
from severa_vnf.severa.invoices import Invoice
from severa_vnf.testing.exchange import dumps, loads
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Wrong
from severa_vnf.values import Guid
from severa_vnf.wire.decode import structure
from tests.flows.ledger import CREDIT_NOTE, PAID, PARTLY, SENT, Ledger
from tests.flows.observers import When
from tests.flows.office import DRAFT, TO_TRANSFER, TRANSFERRED, Kind, Office, codes, few, many

T = TypeVar("T")

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
CHANGED, DELETED, SKIPPED = "invoice-changed-after-transfer", "invoice-deleted-after-transfer", "transfer-skipped"
BY_HAND = "severa-says-more-paid"


def sent(*places: int) -> Ledger:
    """Invoices that were transferred, released and sent."""
    return Ledger.sent(Office(few(*places)))


def edit(ledger: Ledger, place: int = 0, **fields: Any) -> None:
    """A person changes an invoice in Severa."""
    ledger.office.severa.edit("invoices", ledger.office.guid(place), **fields)


def forget_said(ledger: Ledger) -> None:
    """The links of an older version do not say what the invoice said."""
    for record in ledger.office.store.scan("acme", "links"):
        link = {**loads(record.value.encode()), "said": None}
        ledger.office.store.commit("acme", [Put("links", record.key, dumps(link).decode(), record.version)])


def another(ledger: Ledger, place: int = 0) -> dict[str, Any]:
    """A customer of Severa's who does not pay this invoice."""
    mine = ledger.office.invoice(place)["customer"]["guid"]
    every = ledger.office.severa.documents("customers")
    found = next(one for one in every if one["guid"] != mine and one["number"])
    return {name: found[name] for name in ("guid", "name", "number")}


class TestChanged:
    """Amount, rows, customer, date and currency."""

    @drivers
    def test_amount(self, driver: Kind) -> None:
        """A row that was changed is told with both totals, in each run until it is put back."""
        ledger = sent(0)
        quantity = next(iter(ledger.office.severa.documents("invoice_rows")))["quantity"]
        ledger.office.row(0, quantity=quantity + 5)
        report = ledger.cycle(driver)
        assert codes(report) == [CHANGED]
        assert report.problems[0].field == "Total"
        assert "7670.02 -> " in report.problems[0].value
        ledger.days(4)
        assert ledger.log(driver) == codes(ledger.cycle(driver)) == [CHANGED]
        ledger.office.row(0, quantity=quantity)
        assert codes(ledger.cycle(driver)) == ledger.log(driver) == []

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"date": "2026-07-01"}, "Date"),
            ({"currency": {"guid": "5", "code": "SEK"}}, "Currency"),
            ({"totalExcludingTax": {"amount": 1, "currencyCode": "EUR"}}, "Sum of the rows"),
        ],
    )
    def test_fields(self, fields: dict[str, Any], field: str) -> None:
        """Each is told by its name, and no other with it."""
        ledger = sent(0)
        edit(ledger, **fields)
        (problem,) = ledger.cycle().problems
        assert (problem.code, problem.field, problem.record) == (CHANGED, field, ledger.office.guid(0))

    def test_within_the_tolerance(self) -> None:
        """Cents within the tolerance are no change, and a note or another text is none."""
        ledger = sent(0)
        ledger.office.total(0, "0.05")
        edit(ledger, notes="Call them")
        assert codes(ledger.cycle()) == []

    def test_a_credit_note(self) -> None:
        """A credit note's total, with a minus in Severa alone, is held against its document without."""
        ledger = sent(CREDIT_NOTE)
        edit(ledger, notes="x")
        assert codes(ledger.cycle()) == []
        ledger.office.total(0, "-10")
        assert codes(ledger.cycle()) == [CHANGED]

    def test_both_sides_alike(self) -> None:
        """Where the document was changed in the same way, both agree from then on."""
        ledger = sent(0)
        edit(ledger, date="2026-07-01")
        assert codes(ledger.cycle()) == [CHANGED]
        ledger.change(documentDate="2026-07-01")
        assert codes(ledger.cycle()) == []

    def test_another_customer(self) -> None:
        """Another customer is told by name."""
        ledger = sent(0)
        other = another(ledger)
        edit(ledger, customer=other)
        (problem,) = ledger.cycle().problems
        assert (problem.code, problem.field) == (CHANGED, "Customer")
        assert f"-> {other['name']} in Severa" in problem.value

    def test_a_customer_was_merged(self) -> None:
        """Many invoices that got another customer together are one problem, with their count."""
        ledger = Ledger.sent(Office(many(3)))
        other = another(ledger)
        for place in range(3):
            edit(ledger, place, customer=other)
        (problem,) = ledger.cycle().problems
        assert (problem.code, problem.field, problem.value.endswith("(3)")) == (CHANGED, "Customer", True)
        for place in range(3):
            ledger.change(place, customer={"number": str(other["number"])})
        assert codes(ledger.cycle()) == ledger.log() == []

    def test_no_stamp_moved(self) -> None:
        """Where an edit does not move the invoice's stamp, the sweep compares what it reads."""
        ledger = sent(0)
        ledger.days(3)
        ledger.cycle()
        ledger.office.spoil("invoices", ledger.office.guid(0), date="2026-07-01")
        assert codes(ledger.cycle()) == []
        ledger.days(1)
        assert codes(ledger.cycle()) == [CHANGED]

    def test_links_of_an_older_version(self) -> None:
        """Where nobody remembers what the invoice said, its total is held against the document's; the rest is learnt.

        From then on it is told too.
        """
        ledger = sent(0, 3)
        forget_said(ledger)
        edit(ledger, 0, date="2026-07-01")
        ledger.office.total(1, "7")
        (problem,) = ledger.cycle().problems
        assert (problem.code, problem.field, problem.record) == (CHANGED, "Total", ledger.office.guid(1))
        edit(ledger, 0, date="2026-07-02")
        assert sorted(one.field for one in ledger.cycle().problems) == ["Date", "Total"]

    def test_sent_again(self) -> None:
        """One that is put back to be transferred is compared by the transfer alone."""
        ledger = sent(0)
        ledger.office.total(0, "7")
        ledger.office.move(0, TO_TRANSFER)
        assert codes(ledger.cycle()) == []
        report = ledger.office.using("sync", lambda bridge: bridge.sync("invoices", "payments"))
        assert codes(report) == ["sent-again-and-different"]

    def test_what_a_transfer_wrote_in_this_run(self) -> None:
        """What changed before the transfer wrote its number is no news after it."""
        office = Office(few(0))
        office.using("sync", lambda bridge: bridge.sync("payments"))
        edit(Ledger(office), notes="x")
        report = office.using("sync", lambda bridge: bridge.sync("invoices", "payments"))
        assert (report.counts, codes(report)) == ({"created": 1}, [])

    def test_linked_by_a_person(self) -> None:
        """What a person has linked is taken as it is, totals and all; what changes after that is told."""
        ledger = sent(0)
        ledger.change(amountInCurrency=7, balanceInCurrency=7)
        assert codes(ledger.cycle()) == ["changed-in-visma-net"]
        guid, name = ledger.office.guid(0), f"Invoice {ledger.number(0)}"
        ledger.office.using("sync", lambda bridge: bridge.relink("invoices", guid, name))
        for _ in range(2):
            assert codes(ledger.cycle()) == []
            ledger.days(1)
        ledger.office.total(0, "7")
        assert codes(ledger.cycle()) == [CHANGED]


class TestDeleted:
    """An invoice that is not in Severa any more."""

    @drivers
    def test_told_by_the_sweep(self, driver: Kind) -> None:
        """It is told by the daily sweep with its document, and until it is unlinked."""
        ledger = sent(0, 3)
        number, guid = ledger.number(0), ledger.office.guid(0)
        ledger.office.severa.remove("invoices", guid)
        assert codes(ledger.cycle(driver)) == []
        ledger.days(1)
        report = ledger.cycle(driver)
        assert codes(report) == [DELETED]
        assert f"Invoice {number}" in str(report.problems[0])
        ledger.days(4)
        assert codes(ledger.cycle(driver)) == [DELETED]
        ledger.office.using(driver, lambda bridge: bridge.unlink("invoices", guid))
        assert codes(ledger.cycle(driver)) == ledger.log(driver) == []

    def test_put_back_to_a_draft(self) -> None:
        """One that a person has taken back and changes is there, and told of once it is deleted."""
        ledger = sent(0)
        ledger.office.move(0, DRAFT)
        ledger.days(1)
        assert codes(ledger.cycle()) == []
        ledger.office.severa.remove("invoices", ledger.office.guid(0))
        ledger.days(1)
        assert codes(ledger.cycle()) == [DELETED]


class TestPaidByHand:
    """A status that no payment of Visma.net's tells."""

    @drivers
    @pytest.mark.parametrize("status", [PARTLY, PAID])
    def test_told_at_once(self, driver: Kind, status: str) -> None:
        """It is told by the next run, without a document being read, until both say the same."""
        ledger = sent(0)
        ledger.office.move(0, status)
        ledger.forget()
        assert codes(ledger.cycle(driver)) == [BY_HAND]
        assert not [one for one in ledger.exchanges() if one.startswith("GET customerinvoice")]
        ledger.days(4)
        assert codes(ledger.cycle(driver)) == [BY_HAND]
        ledger.office.move(0, SENT)
        assert codes(ledger.cycle(driver)) == ledger.log(driver) == []

    def test_sent_by_hand(self) -> None:
        """What is sent on costs nothing in Visma.net."""
        ledger = Ledger.sent(Office(many(5)), TRANSFERRED)
        for place in range(5):
            ledger.office.move(place, SENT)
        ledger.forget()
        assert codes(ledger.cycle()) == []
        assert sum(one.startswith("GET customer") for one in ledger.exchanges()) == 1

    def test_remembered_by_an_older_version(self) -> None:
        """Where nobody remembers how far it was settled, the document is read."""
        ledger = sent(0)
        (record,) = ledger.office.store.scan("acme", "payments")
        even = {**loads(record.value.encode()), "state": None}
        ledger.office.store.commit("acme", [Put("payments", record.key, dumps(even).decode(), record.version)])
        ledger.office.move(0, PAID)
        assert codes(ledger.cycle()) == [BY_HAND]

    def test_set_back_by_hand(self) -> None:
        """A paid invoice that a person has set back is moved on again."""
        ledger = sent(0)
        ledger.pay(0)
        ledger.cycle()
        ledger.office.move(0, SENT)
        assert ledger.cycle().counts == {"updated": 1}
        assert ledger.stands(0)[0] == PAID


def began(settings: Settings | None = None, *places: int, status: str = DRAFT) -> Ledger:
    """A first run with everything in that status, and a quarter of an hour more."""
    ledger = Ledger(Office(few(*(places or (0,))), settings or Settings()))
    for place in range(len(places or (0,))):
        ledger.office.move(place, status)
    whole(ledger)
    ledger.office.clock.advance(timedelta(minutes=15))
    return ledger


def whole(ledger: Ledger, driver: Kind = "sync") -> list[str]:
    """The codes of what a cycle of invoices and payments tells."""
    ledger.office.clock.advance(timedelta(minutes=5))
    return codes(ledger.office.using(driver, lambda bridge: bridge.sync("invoices", "payments")))


class TestSkipped:
    """An invoice that stands behind the transfer and was never transferred."""

    @drivers
    @pytest.mark.parametrize("status", [TRANSFERRED, SENT, PARTLY, PAID])
    def test_told_at_once(self, driver: Kind, status: str) -> None:
        """It is told by the next run with its status, and closed as soon as it is put back."""
        ledger = began()
        ledger.office.move(0, status)
        assert whole(ledger, driver) == [SKIPPED]
        (entry,) = ledger.office.bridge().problems()
        assert (entry.record, entry.cause.value) == (ledger.office.guid(0), f"'{status}'")
        ledger.days(4)
        assert whole(ledger, driver) == ledger.log(driver) == [SKIPPED]
        ledger.office.move(0, DRAFT)
        assert whole(ledger, driver) == ledger.log(driver) == []

    def test_moved_on(self) -> None:
        """It is told with the status that it has now."""
        ledger = began()
        ledger.office.move(0, SENT)
        whole(ledger)
        ledger.office.move(0, PAID)
        assert whole(ledger) == [SKIPPED]
        assert ledger.office.bridge().problems()[0].cause.value == f"'{PAID}'"

    def test_what_stood_there_before(self) -> None:
        """What stood there before the first run is no matter of ours, though it is changed or paid since."""
        ledger = began(status=SENT)
        edit(ledger, notes="x")
        assert whole(ledger) == []
        ledger.office.move(0, PAID)
        ledger.days(2)
        assert whole(ledger) == []

    def test_paid_before(self) -> None:
        """Nor is one that was paid before that day."""
        ledger = began(status=PAID)
        edit(ledger, paymentDate="2026-10-01")
        assert whole(ledger) == []

    @pytest.mark.parametrize(("fence", "told"), [(date(2026, 8, 1), [SKIPPED]), (date(2026, 9, 1), [])])
    def test_go_live(self, fence: date, told: list[str]) -> None:
        """Where a day was chosen, what is dated earlier never crosses."""
        ledger = began(Settings(go_live=fence))
        ledger.office.move(0, SENT)
        assert whole(ledger) == told

    def test_dated_since(self) -> None:
        """Without the sweep nobody knows what stood there before: what is dated since is told."""
        ledger = began(Settings(payment_sweep=None), 0, 3)
        edit(ledger, 1, date="2026-12-01")
        for place in (0, 1):
            ledger.office.move(place, SENT)
        assert whole(ledger) == [SKIPPED]
        assert ledger.office.bridge().problems()[0].record == ledger.office.guid(1)

    def test_made_since(self) -> None:
        """One that was made after the first run is told, whatever its date."""
        ledger = began(Settings(payment_sweep=None))
        made = ledger.office.invoice(0)
        copy = {**made, "guid": "5" + made["guid"][1:], "number": None, "createdDateTime": "2027-01-01T00:00:00Z"}
        ledger.office.severa.load("invoices", [copy])
        ledger.office.severa.set_status(copy["guid"], ledger.office.roles().sent)
        assert whole(ledger) == [SKIPPED]

    def test_without_a_number(self) -> None:
        """One that has no number has no document of that number: it is told, and none is asked for."""
        ledger = began()
        ledger.office.move(0, SENT)
        edit(ledger, number=None)
        ledger.forget()
        assert whole(ledger) == [SKIPPED]
        assert not [one for one in ledger.exchanges() if one.startswith("GET customerinvoice/")]

    def test_a_document_of_its_number(self) -> None:
        """One that another has carried over has a document of its number: that is asked for once."""
        ledger = sent(0)
        guid = ledger.office.guid(0)
        ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", guid))
        edit(ledger, notes="x")
        ledger.forget()
        assert codes(ledger.cycle()) == []
        assert f"GET customerinvoice/{ledger.number(0)}" in ledger.exchanges()
        ledger.forget()
        assert codes(ledger.cycle()) == []
        assert ledger.exchanges() == ["GET invoices", "GET customerdocument"]

    def test_nobody_can_see_the_document(self) -> None:
        """Where that can't be looked for nothing is told yet."""
        ledger = began()
        ledger.office.move(0, SENT)
        ledger.office.vnf.faults = Faults(
            [Fault(Wrong.SERVER_ERROR, path="customerinvoice/", nth=n) for n in range(1, 9)]
        )
        assert whole(ledger) == []
        ledger.office.vnf.faults = Faults()
        assert whole(ledger) == [SKIPPED]

    def test_linked_since(self) -> None:
        """A link that a person makes ends it."""
        ledger = began(None, 0, 3)
        ledger.office.move(1, TO_TRANSFER)
        whole(ledger)
        number = ledger.office.documents()[0]["referenceNumber"]
        ledger.office.move(0, SENT)
        assert whole(ledger) == [SKIPPED]
        guid = ledger.office.guid(0)
        ledger.office.using("sync", lambda bridge: bridge.relink("invoices", guid, f"Invoice {number}"))
        assert SKIPPED not in whole(ledger)

    def test_deleted_since(self) -> None:
        """So does the invoice's end, which the sweep sees; what can't be read then stays told."""
        ledger = began()
        ledger.office.move(0, PAID)
        whole(ledger)
        guid = ledger.office.guid(0)
        before = ledger.office.invoice(0)["date"]
        ledger.office.spoil("invoices", guid, date="some day")
        ledger.days(1)
        assert SKIPPED in whole(ledger)
        ledger.office.spoil("invoices", guid, date=before)
        ledger.office.severa.remove("invoices", guid)
        ledger.days(1)
        assert whole(ledger) == []

    def test_statuses_unclear(self) -> None:
        """A cycle that can't tell the statuses closes nothing."""
        ledger = began()
        ledger.office.move(0, SENT)
        whole(ledger)
        extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
        ledger.office.severa.load("invoice_statuses", [extra])
        ledger.days(1)
        whole(ledger)
        assert SKIPPED in ledger.log()


class TestWhoWaits:
    """An idle cycle asks once which invoices changed, and nobody who waits is missed by that."""

    def lists(self, ledger: Ledger) -> int:
        """How many lists of invoices a cycle asks Severa for."""
        ledger.forget()
        whole(ledger)
        return sum(one == "GET invoices" for one in ledger.exchanges())

    def test_one_list(self) -> None:
        """Where nobody waited and nothing changed, the changes are asked for alone; once a day both are."""
        ledger = began()
        whole(ledger)
        assert self.lists(ledger) == 1
        ledger.days(1)
        assert self.lists(ledger) > 1

    @drivers
    def test_who_comes_is_seen(self, driver: Kind) -> None:
        """An invoice that is approved crosses in the next cycle."""
        ledger = began()
        whole(ledger, driver)
        ledger.office.move(0, TO_TRANSFER)
        whole(ledger, driver)
        assert ledger.office.status(0) == TRANSFERRED

    def test_seen_by_payments_alone(self) -> None:
        """One that only cycles of payments have seen is not forgotten, however many there were."""
        ledger = began()
        ledger.office.move(0, TO_TRANSFER)
        for _ in range(5):
            ledger.cycle()
            ledger.office.clock.advance(timedelta(hours=5))
        whole(ledger)
        assert ledger.office.status(0) == TRANSFERRED

    def test_no_stamp_moved(self) -> None:
        """One whose approval moved no stamp crosses a day later."""
        ledger = began()
        for _ in range(2):
            whole(ledger)
            ledger.days(3)
        whole(ledger)
        ledger.office.spoil("invoices", ledger.office.guid(0), status={"guid": ledger.office.roles().to_transfer})
        whole(ledger)
        assert ledger.office.status(0) == TO_TRANSFER
        ledger.days(1)
        whole(ledger)
        assert ledger.office.status(0) == TRANSFERRED

    def test_a_change_that_cannot_be_read(self) -> None:
        """Where a change can't be read anybody may wait."""
        ledger = began(None, 0, 3)
        edit(ledger, 1, notes="x")
        ledger.office.spoil("invoices", ledger.office.guid(1), date="some day")
        assert self.lists(ledger) > 1


class TestRejectedAndStrangers:
    """Payments go by a link that stands, and by its own document."""

    @drivers
    def test_a_rejected_document(self, driver: Kind) -> None:
        """What is paid of a document that is to go again moves nothing."""
        office = Office(few(0))
        office.total(0, "7")
        releases = When("DELETE", "customerinvoice", lambda: office.vnf.release("100001"))
        office.cycle("sync", releases)
        office.move(0, SENT)
        office.vnf.pay("100001", 100)
        ledger = Ledger(office)
        for _ in range(2):
            ledger.days(1)
            ledger.cycle(driver)
        assert ledger.stands(0) == (SENT, None)

    @drivers
    def test_a_strangers_document(self, driver: Kind) -> None:
        """Nor does one of that number that is of another customer by now; that is told once."""
        ledger = sent(0)
        ledger.pay(0)
        ledger.change(customer={"number": "10009", "name": "Another"})
        for _ in range(2):
            assert codes(ledger.cycle(driver)) == ["changed-in-visma-net"]
            ledger.days(1)
        assert ledger.stands(0) == (SENT, None)

    def test_a_strangers_document_read_by_itself(self) -> None:
        """Read by itself it moves nothing either."""
        ledger = sent(0)
        rest = ledger.document(0)["balanceInCurrency"] - 100
        ledger.office.vnf.edit("customer_invoice", ledger.number(0), balanceInCurrency=None)
        ledger.cycle()
        wire = {"balanceInCurrency": rest, "customer": {"number": "10009", "name": "Another"}, "currencyId": None}
        ledger.office.vnf.edit("customer_invoice", ledger.number(0), **wire)
        assert "changed-in-visma-net" in codes(ledger.cycle())
        assert ledger.stands(0) == (SENT, None)


REFUSED = Forbidden("not this one", system="vnf", method="GET", path="/", status=403)


def ended(flow: Flow[T], answer: object) -> T:
    """What comes of a flow whose one open question is answered so."""
    with pytest.raises(StopIteration) as end:
        flow.send(answer)
    value: T = end.value.value
    return value


class TestForbidden:
    """A refusal of one record is that record's trouble: nobody else hears of it."""

    def test_a_document(self) -> None:
        """A document that may not be read is held, and looked at again."""
        office = Office(few(0))
        wire = {"guid": "one", "date": "2026-10-31", "status": {"guid": office.roles().sent, "name": SENT}}
        item = Item(Guid("one"), Key(False, "100001"), None)
        flow = Paying(item, structure(wire, Invoice), office.roles()).settle(None)
        assert isinstance(next(flow), Send)
        came = ended(flow, REFUSED)
        assert came.outcome is not None
        assert [problem.code for problem in came.outcome.problems] == ["unreadable-record"]
        assert [write.space for write in came.writes] == ["payments waiting"]

    def test_an_invoice(self) -> None:
        """So is an invoice."""
        flow = invoices_of({Guid("one"): Key(False, "AR7")}, {})
        assert isinstance(next(flow), Send)
        found = ended(flow, REFUSED)[Guid("one")]
        assert isinstance(found, Trouble)
        assert found.rule.code == "unreadable-record"


def test_a_total_of_nothing() -> None:
    """An invoice whose total is taken away differs by all of it."""
    ledger = sent(0)
    edit(ledger, totalIncludingTax={"amount": Decimal(0), "currencyCode": "EUR"})
    assert codes(ledger.cycle()) == [CHANGED]
