"""What becomes of a document whose total differs: rejected, borne with a warning, or measured by its currency."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Created, Refused
from severa_vnf.rules import Severity
from severa_vnf.stores import MemoryStore
from tests.flows.ledger import CREDIT_NOTE, Ledger
from tests.flows.observers import Killed, When, dies
from tests.flows.office import FAILED, TO_TRANSFER, TRANSFERRED, Kind, Office, Tally, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
WARN = Settings(total_policy="warn")
STAYS = "total-differs-and-stays"
SEK = 7
"""The place of a document in Swedish crowns."""


def off(more: str, place: int = 0, settings: Settings = WARN) -> Office:
    """An office with one invoice whose total in Severa is so much larger than its rows give."""
    office = Office(few(place), settings)
    office.total(0, more)
    return office


class TestReject:
    """The default, as the documentation has it."""

    @drivers
    @pytest.mark.parametrize(("more", "kind"), [("0.05", Created), ("-0.05", Created), ("0.06", Refused)])
    def test_by_the_tolerance(self, driver: Kind, more: str, kind: type) -> None:
        """A difference of more than 0.05 takes the document out again; 0.05 does not."""
        office = off(more, settings=Settings())
        (outcome,) = office.cycle(driver).outcomes
        assert type(outcome) is kind

    def test_another_tolerance(self) -> None:
        """The tolerance may be another, for all currencies."""
        assert off("1.00", settings=Settings(tolerance=Decimal(1))).cycle().counts == {"created": 1}


class TestByCurrency:
    """A tolerance for each currency."""

    @drivers
    @pytest.mark.parametrize(("more", "counted"), [("1", "created"), ("1.01", "refused")])
    def test_of_the_currency(self, driver: Kind, more: str, counted: str) -> None:
        """An invoice in a currency that is named is measured by its tolerance, in that currency and not in euros."""
        office = off(more, SEK, Settings(total_policy={"SEK": Decimal(1)}))
        assert office.cycle(driver).counts == {counted: 1}

    @drivers
    def test_a_currency_without_cents(self, driver: Kind) -> None:
        """A total in yen may be off by a whole yen, where that is chosen."""
        counts = []
        for policy in ("reject", {"JPY": Decimal(1)}):
            office = in_yen(Settings(total_policy=policy))
            counts.append(office.cycle(driver).counts)
        assert counts == [{"refused": 1}, {"created": 1}]

    def test_others_have_the_common_one(self) -> None:
        """Where a currency is not named the common tolerance holds."""
        office = off("0.06", settings=Settings(total_policy={"JPY": Decimal(1)}))
        assert codes(office.cycle()) == ["total-differs"]

    def test_nothing_drifts_within_it(self) -> None:
        """A document's total may move within it after the transfer, and a lost store still knows the pair."""
        ledger = Ledger.sent(off("1", SEK, Settings(total_policy={"SEK": Decimal(1)})))
        total = Decimal(ledger.document(0)["amountInCurrency"])
        fields = {"amountInCurrency": total + 2, "balanceInCurrency": total + 2}
        ledger.office.vnf.edit("customer_invoice", ledger.number(0), **fields)
        assert codes(ledger.cycle()) == []
        guid = ledger.office.guid(0)
        ledger.office.using("sync", lambda bridge: bridge.unlink("invoices", guid))
        ledger.office.using("sync", lambda bridge: bridge.rebuild())
        assert list(ledger.office.known("links")) == [guid]


def in_yen(settings: Settings) -> Office:
    """An office with an invoice in yen that is a yen off."""
    office = Office(few(SEK), settings)
    office.vnf.load("currency", [{"id": "JPY", "exchangeRate": Decimal("0.006")}])
    currency = office.invoice(0)["currency"]
    office.severa.edit("currencies", currency["guid"], code="JPY")
    office.severa.edit("invoices", office.guid(0), currency={**currency, "code": "JPY"})
    for row in office.severa.documents("invoice_rows"):
        office.severa.edit("invoice_rows", row["guid"], unitPrice={**row["unitPrice"], "currencyCode": "JPY"})
    office.total(0, "1")
    return office


class TestWarn:
    """The document stays, and a problem with it."""

    @drivers
    def test_stays_and_is_numbered(self, driver: Kind) -> None:
        """The invoice gets its number and status; the problem names both totals and why they differ."""
        office = off("7")
        report = office.cycle(driver)
        assert (report.counts, codes(report)) == ({"created": 1}, [STAYS])
        assert (office.status(0), office.tally()) == (TRANSFERRED, Tally())
        (problem,) = report.problems
        assert "difference -7" in problem.value
        assert "Severa's total is" in problem.value
        assert problem.rule.severity is Severity.WARNING

    @drivers
    def test_open_until_the_totals_agree(self, driver: Kind) -> None:
        """It stays in the error log, once, through cycles of all streams, until Severa's total is put right."""
        office = off("7")
        ledger = Ledger(office)
        office.cycle(driver)
        for _ in range(2):
            assert codes(office.cycle(driver)) == []
            assert codes(ledger.cycle(driver)) == [STAYS]
            assert ledger.log(driver) == [STAYS]
        (entry,) = office.bridge().problems()
        assert entry.label.startswith("Invoice 100001")
        office.total(0, "-7")
        assert codes(ledger.cycle(driver)) == []
        assert (ledger.log(driver), office.known("drift")) == ([], {})

    @drivers
    def test_told_once(self, driver: Kind) -> None:
        """A cycle of several streams tells it once."""
        office = off("7")
        report = office.using(driver, lambda bridge: bridge.sync("invoices", "payments"))
        assert (codes(report), Ledger(office).log(driver)) == ([STAYS], [STAYS])

    def test_closed_by_visma_net(self) -> None:
        """So it is where the document is put right instead."""
        ledger = Ledger(off("7"))
        ledger.office.cycle()
        ledger.cycle()
        right = ledger.office.invoice(0)["totalIncludingTax"]["amount"]
        fields = {"amountInCurrency": right, "balanceInCurrency": right}
        ledger.office.vnf.edit("customer_invoice", ledger.number(0), **fields)
        assert codes(ledger.cycle()) == []

    def test_changed_to_something_else(self) -> None:
        """A document that changes later, and still differs, is told as changed."""
        ledger = Ledger(off("7"))
        ledger.office.cycle()
        ledger.office.vnf.edit("customer_invoice", ledger.number(0), amountInCurrency=1, balanceInCurrency=1)
        assert codes(ledger.cycle()) == ["changed-in-visma-net"]

    def test_visma_nets_own_rounding(self) -> None:
        """What Visma.net's rounding of the whole document added is no part of the difference, then or later."""
        office = Office(few(0), WARN, vnf_switches={"document_rounding": Decimal(50)})
        office.total(0, "0.06")
        assert codes(office.cycle()) == [STAYS]
        office.total(0, "-0.06")
        assert codes(Ledger(office).cycle()) == []

    def test_within_the_tolerance(self) -> None:
        """Where the totals agree nothing is said."""
        assert codes(off("0.05").cycle()) == []

    @pytest.mark.parametrize("policy", ["warn", "reject"])
    def test_only_rounding(self, policy: Any) -> None:
        """Where Visma.net holds fewer decimals of a price, that is said, whether the document stays or not."""
        office = Office(few(0), Settings(total_policy=policy), vnf_switches={"unit_price_decimals": 2})
        report = office.cycle()
        assert codes(report) == [STAYS if policy == "warn" else "total-differs"]
        assert "Only rounding: Visma.net holds the price of row 3" in report.problems[0].value

    @drivers
    def test_another_vat_rate(self, driver: Kind) -> None:
        """A row with another rate than Visma.net's makes the totals differ: it stays, and the row is named."""
        office = Office(few(0, wrong_vat=True), WARN)
        report = office.cycle(driver)
        assert (report.counts, codes(report)) == ({"created": 2}, [STAYS])
        assert "% VAT in Severa, where Visma.net's item and customer zone give" in report.problems[0].value

    def test_credit_note(self) -> None:
        """A credit note too, which has a minus in Severa."""
        office = off("-7", CREDIT_NOTE)
        assert codes(office.cycle()) == [STAYS]
        assert codes(Ledger(office).cycle()) == [STAYS]

    @drivers
    @pytest.mark.parametrize("how", ["item", "quantity", "sign", "row gone", "currency"])
    def test_never_hides_another_difference(self, driver: Kind, how: str) -> None:
        """Where items, quantities, the sign or the currency differ the document is taken out, as ever."""
        office = off("7")
        report = office.cycle(driver, When("POST", "customerinvoice", lambda: spoil(office, how), "after"))
        assert (report.counts, office.status(0), office.documents()) == ({"refused": 1}, FAILED, [])
        assert STAYS not in codes(report)

    def test_a_number_that_does_not_fit(self) -> None:
        """Nor is a number borne that Severa can't hold."""
        office = off("7")
        (found,) = next(one for one in office.vnf.documents("number_sequence") if one["numberingId"] == "ARINVOICE")[
            "sequence"
        ]
        series = {**found, "nextNumber": "2147483648", "endNbr": "3147483648"}
        office.vnf.edit("number_sequence", "ARINVOICE", sequence=[series])
        assert codes(office.cycle()) == ["number-does-not-fit", "total-differs"]

    @drivers
    def test_sent_again(self, driver: Kind) -> None:
        """An invoice that is sent once more as it was gets its status back; changed, it is told."""
        office = off("7")
        office.cycle(driver)
        office.move(0, TO_TRANSFER)
        assert office.cycle(driver).counts == {"adopted": 1}
        assert office.status(0) == TRANSFERRED
        office.move(0, TO_TRANSFER)
        office.total(0, "1")
        assert codes(office.cycle(driver)) == ["sent-again-and-different"]

    def test_a_lost_store(self) -> None:
        """A store that does not know of it links by equal totals alone, and leaves it to a person."""
        office = off("7")
        office.cycle()
        office.store = MemoryStore()
        office.link_registers()
        assert codes(office.using("sync", lambda bridge: bridge.rebuild())) == ["numbered-alike"]

    @drivers
    @pytest.mark.parametrize("path", ["invoices", "customerinvoice"])
    def test_a_host_dies(self, driver: Kind, path: str) -> None:
        """Stopped when the document is made or linked, the next cycles come to the same end, the warning included."""
        office = off("7")
        verb = "PATCH" if path == "invoices" else "POST"
        with suppress(Killed):
            office.cycle(driver, When(verb, path, dies, "after" if verb == "POST" else "before"))
        office.clock.advance(office.settings.takeover)
        office.until_quiet(driver)
        ledger = Ledger(office)
        assert codes(ledger.cycle(driver)) == [STAYS]
        assert (office.posts(), office.tally(), ledger.log(driver)) == (1, Tally(), [STAYS])

    def test_taken_out_after_all(self) -> None:
        """Where the invoice is moved before it has its number the document goes, and the warning with it."""
        office = off("7")
        with suppress(Killed):
            office.cycle("sync", When("PATCH", "invoices", dies))
        office.clock.advance(office.settings.takeover)
        office.move(0, "Concept")
        assert (codes(office.cycle()), office.documents()) == (["changed-meanwhile"], [])
        assert codes(Ledger(office).cycle()) == []
        assert office.known("drift") == {}


def _first(**fields: Any) -> dict[str, Any]:
    return {"invoiceLines": lambda lines: [{**lines[0], **fields}, *lines[1:]]}


SPOILS: dict[str, dict[str, Any]] = {
    "item": _first(inventoryNumber="OTHER"),
    "quantity": _first(quantity=99),
    "sign": {"invoiceLines": lambda lines: [{**lines[0], **_turned(lines[0])}, *lines[1:]]},
    "row gone": {"invoiceLines": lambda lines: lines[1:]},
    "currency": {"currencyId": lambda _: "SEK"},
}
"""What a person does to the fields of a document that was just made."""


def _turned(line: dict[str, Any]) -> dict[str, Any]:
    return {name: -Decimal(line[name]) for name in ("unitPriceInCurrency", "amountInCurrency")}


def spoil(office: Office, how: str) -> None:
    """A person changes the newest document."""
    document = office.documents()[-1]
    fields = {name: change(document[name]) for name, change in SPOILS[how].items()}
    office.vnf.edit("customer_invoice", document["referenceNumber"], **fields)
