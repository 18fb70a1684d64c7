from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.plan import Reconciled
from severa_vnf.testing.exchange import Request
from tests.flows.ledger import CREDIT_NOTE
from tests.flows.office import Kind, Office, few
from tests.flows.reconcile.months import AUGUST, OCTOBER, SEPTEMBER, codes, crossed, drivers, reconciled, sums


def writes(office: Office) -> list[Request]:
    """What changes something, tokens left out."""
    every = [*office.severa.requests, *office.vnf.requests]
    return [one for one in every if one.method != "GET" and "token" not in one.path]


@drivers
@pytest.mark.parametrize("month", [AUGUST, SEPTEMBER, OCTOBER])
def test_what_crossed_is_equal(driver: Kind, month: str) -> None:
    """Every month of what crossed is ok, and says so in a table and in JSON."""
    office = Office()
    office.cycle()
    found = reconciled(office, month, driver)
    assert (found.ok, found.month, found.differences) == (True, month, ())
    assert str(found).startswith(f"{month}\nwhat")
    assert "Both agree to the cent." in str(found)
    told = json.loads(found.to_json())
    assert (told["ok"], len(told["sums"])) == (True, len(found.sums))


def test_sums() -> None:
    """Counts and sums stand by currency and VAT rate, on both sides."""
    office = crossed(0, 7)
    (total,) = sums(reconciled(office), "invoices")
    assert (total.currency, total.severa_count, total.vnf_count, total.severa) == ("EUR", 1, 1, total.vnf)
    rates = [one.rate for one in sums(reconciled(office), "net")]
    assert rates == sorted(set(filter(None, rates)))
    assert [one.currency for one in sums(reconciled(office, OCTOBER), "invoices")] == ["SEK"]


def test_it_only_reads() -> None:
    """Nothing is written, to no service and to no store."""
    office = crossed(0)
    version = office.store.read("acme", "links", [office.guid(0)])
    office.severa.requests.clear()
    office.vnf.requests.clear()
    reconciled(office)
    assert writes(office) == []
    assert office.store.read("acme", "links", [office.guid(0)]) == version


def test_a_month_is_written_in_one_way() -> None:
    """A month is a year and a month; anything else is an error."""
    with pytest.raises(ValueError):
        reconciled(Office(few(0)), "October")


def test_credit_notes_are_negative_on_both_sides() -> None:
    """A credit note counts with a minus, though Visma.net writes none."""
    office = crossed(CREDIT_NOTE)
    month = office.invoice(0)["date"][:7]
    (total,) = sums(reconciled(office, month), "credit notes")
    assert total.severa is not None
    assert total.severa == total.vnf
    assert total.severa < 0
    (vat,) = sums(reconciled(office, month), "VAT")
    assert vat.vnf is not None
    assert vat.vnf < 0


def test_what_waits_is_no_difference() -> None:
    """An invoice that has no number yet, and no document, is in no sum."""
    assert reconciled(Office(few(0))) == Reconciled(AUGUST)


class TestOrphans:
    def test_invoice_without_document(self) -> None:
        """An invoice with a number whose document was deleted is named, with its number."""
        office = crossed(0)
        _, fin = office.clients()
        fin.request("DELETE", "/v1/customerinvoice/100001")
        found = reconciled(office)
        assert codes(found) == ["number-without-document"]
        assert "Invoice 100001, 2026-08-31" in str(found)
        (total,) = sums(found, "invoices")
        assert (total.severa_count, total.vnf_count, total.even) == (1, 0, False)
        assert "differs" in str(found)

    def test_credit_note_without_document(self) -> None:
        """So is a credit note, with its minus."""
        office = crossed(CREDIT_NOTE)
        _, fin = office.clients()
        fin.request("DELETE", "/v1/customerCreditNote/200001")
        found = reconciled(office, office.invoice(0)["date"][:7])
        assert (codes(found), sums(found, "credit notes")[0].vnf_count) == (["number-without-document"], 0)

    @pytest.mark.parametrize("place", [0, CREDIT_NOTE])
    def test_document_without_invoice(self, place: int) -> None:
        """A document whose invoice was deleted is named, with its customer and total."""
        office = crossed(place)
        month = office.invoice(0)["date"][:7]
        office.severa.remove("invoices", office.guid(0))
        found = reconciled(office, month)
        assert codes(found) == ["document-without-invoice"]
        assert "Visma.net's " in str(found)
        assert not found.ok

    def test_document_made_by_hand(self) -> None:
        """A document that nobody's invoice became is named too."""
        office = crossed(0)
        made = office.documents()[0]
        office.vnf.load("customer_invoice", [{**made, "referenceNumber": "A17", "customer": {"number": "10001"}}])
        found = reconciled(office)
        assert codes(found) == ["document-without-invoice"]

    def test_a_second_document(self) -> None:
        """A document with the number of an invoice of which another stands is not its second one."""
        office = crossed(0)
        made = office.documents()[0]
        office.vnf.load("customer_invoice", [{**made, "referenceNumber": "100009"}])
        office.severa.edit("invoices", office.guid(0), number=100009)
        assert set(codes(reconciled(office))) == {"numbers-apart", "document-without-invoice", "number-missing"}

    def test_rejected_and_still_there(self) -> None:
        """A rejected document that could not be deleted is told as that."""
        office = Office(few(0, wrong_vat=True))
        office.severa.remove("invoices", office.guid(0))
        office.cycle(observer=_Released(office))
        assert codes(reconciled(office)) == ["rejected-still-in-visma-net"]


class _Released:
    """Somebody releases each document as soon as it is there, so that it can't be deleted."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def asked(self, question: object) -> None:
        """Nothing yet."""

    def answered(self, question: object, answer: object) -> None:
        """Release what waits."""
        for one in self.office.vnf.documents("customer_invoice"):
            if one["status"] == "Balanced":
                self.office.vnf.release(one["referenceNumber"])


class TestApart:
    def test_number(self) -> None:
        """A number that was changed in Severa is told; the link holds."""
        office = crossed(0)
        office.severa.edit("invoices", office.guid(0), number=7)
        found = reconciled(office)
        assert (codes(found), found.differences[0].value) == (["numbers-apart"], "7 in Severa, 100001 in Visma.net")

    def test_number_was_taken_away(self) -> None:
        """So is one that is not there any more."""
        office = crossed(0)
        office.severa.edit("invoices", office.guid(0), number=None)
        found = reconciled(office)
        assert found.differences[0].value.startswith("none in Severa")

    @pytest.mark.parametrize("month", [AUGUST, "2026-07"])
    def test_day(self, month: str) -> None:
        """A document of another day is told, in the months of both."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", documentDate="2026-07-31T00:00:00")
        assert codes(reconciled(office, month)) == ["days-apart"]

    def test_invoice_found_by_its_link(self) -> None:
        """A document of the month whose invoice is of another month and number is found by its link."""
        office = crossed(0)
        office.severa.edit("invoices", office.guid(0), date="2026-06-01", number=7)
        assert codes(reconciled(office)) == ["numbers-apart", "days-apart"]

    def test_long_ago(self) -> None:
        """A document that was entered long before its invoice is dated is read by itself."""
        office = crossed(0)
        office.severa.edit("invoices", office.guid(0), date="2028-10-31")
        assert codes(reconciled(office, "2028-10")) == ["days-apart"]

    def test_total(self) -> None:
        """A total that is not the same any more is told with both."""
        office = crossed(0)
        row = office.severa.documents("invoice_rows")[0]
        office.severa.edit("invoice_rows", row["guid"], quantity=Decimal(row["quantity"]) + 1)
        assert codes(reconciled(office)) == ["totals-apart", "vat-sums-apart"]

    def test_within_the_tolerance(self) -> None:
        """A difference within the tolerance is a rounding, and both agree to the cent with it."""
        office = crossed(0)
        total = office.documents()[0]["amountInCurrency"]
        changed = {"amountInCurrency": total + Decimal("0.03"), "balanceInCurrency": total + Decimal("0.03")}
        office.vnf.edit("customer_invoice", "100001", **changed)
        found = reconciled(office)
        assert (found.ok, sums(found, "invoices")[0].rounding) == (True, Decimal("0.03"))

    def test_currency(self) -> None:
        """Totals in two currencies are not compared: each stands in its own sums."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", currencyId="SEK")
        found = reconciled(office)
        assert (codes(found), len(sums(found, "invoices"))) == (["totals-apart"], 2)

    def test_a_rate_that_nobody_tells(self) -> None:
        """Where Visma.net does not tell what is taxed at which rate, the sums stand together."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", taxDetails=[])
        found = reconciled(office)
        assert (found.ok, [one.rate for one in sums(found, "net")]) == (True, [None])
        row = office.severa.documents("invoice_rows")[0]
        office.severa.edit("invoice_rows", row["guid"], quantity=Decimal(row["quantity"]) + 1)
        assert "an unknown rate" in str(reconciled(office))

    def test_vat_that_nobody_tells(self) -> None:
        """Where a side does not tell its VAT there is no sum of it."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", vatTotalInCurrency=None)
        assert sums(reconciled(office), "VAT") == []


def test_days_of_a_leap_year() -> None:
    """A month ends on its own last day."""
    office = crossed(0)
    office.severa.edit("invoices", office.guid(0), date="2028-02-29")
    office.clock.advance(timedelta(days=1))
    assert codes(reconciled(office, "2028-02")) == ["days-apart"]


def told(found: Reconciled) -> Any:
    """The JSON of it."""
    return json.loads(found.to_json())


def test_differences_in_json() -> None:
    """A difference is told with its rule, its record and a sentence."""
    office = crossed(0)
    office.severa.edit("invoices", office.guid(0), number=7)
    (one,) = told(reconciled(office))["differences"]
    assert (one["code"], one["record"], one["label"] in one["text"]) == ("numbers-apart", office.guid(0), True)
