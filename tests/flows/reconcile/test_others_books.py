"""What a month holds against each other: links before numbers, customers too, and gaps in a series alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.values import Guid
from tests.flows.ledger import CREDIT_NOTE, Ledger
from tests.flows.office import Kind, Office, few, many
from tests.flows.reconcile.months import AUGUST, codes, crossed, drivers, reconciled, sums


def by_hand(office: Office, number: str, **fields: Any) -> None:
    """A person makes a document in Visma.net, like the first one."""
    made = office.documents()[0]
    office.vnf.load("customer_invoice", [{**made, "referenceNumber": number, "note": None, **fields}])


def asked(office: Office) -> int:
    """How many documents were asked for by themselves."""
    return sum("/customerinvoice/" in one.path or "/customerCreditNote/" in one.path for one in office.vnf.requests)


class TestCustomers:
    """A number that happens to be equal tells nothing."""

    def test_linked(self) -> None:
        """A linked document that is of another customer by now is a difference."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", customer={"number": "10009", "name": "Another"})
        found = reconciled(office)
        assert codes(found) == ["customers-apart"]
        assert "10009 Another in Visma.net" in str(found)

    def test_unlinked(self) -> None:
        """Without a link they have nothing in common: both are alone."""
        office = crossed(0)
        office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
        assert codes(reconciled(office)) == []
        office.vnf.edit("customer_invoice", "100001", customer={"number": "10009", "name": "Another"})
        assert sorted(codes(reconciled(office))) == ["document-without-invoice", "number-without-document"]

    def test_of_another_month(self) -> None:
        """Nor has a document anything in common with an invoice of another month that is another customer's."""
        office = crossed(0)
        office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
        office.severa.edit("invoices", office.guid(0), date="2026-06-30")
        assert codes(reconciled(office)) == ["days-apart"]
        office.vnf.edit("customer_invoice", "100001", customer={"number": "10009", "name": "Another"})
        assert codes(reconciled(office)) == ["document-without-invoice"]

    def test_a_document_of_nobody(self) -> None:
        """A document that names no customer is compared in all else."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", customer=None)
        assert "customers-apart" not in codes(reconciled(office))


class TestNumbers:
    """Numbers are compared by value, and documents asked for as Visma.net writes them."""

    def padded(self) -> Office:
        """Documents whose numbers have zeros in front."""
        office = Office(many(3))
        series = {"numberingId": "ARINVOICE", "startNbr": "000101", "endNbr": "099999"}
        office.vnf.load("number_sequence", [{"numberingId": "ARINVOICE", "description": "x", "sequence": [series]}])
        office.cycle()
        return office

    def test_zeros_in_front(self) -> None:
        """They are no difference."""
        office = self.padded()
        assert [one["referenceNumber"] for one in office.documents()] == ["000101", "000102", "000103"]
        assert reconciled(office).ok

    def test_missing_among_them(self) -> None:
        """One that is missing is asked for with its zeros."""
        office = self.padded()
        guid = next(one["guid"] for one in office.severa.documents("invoices") if one["number"] == 102)
        office.severa.remove("invoices", guid)
        office.vnf.requests.clear()
        office.erase("000102")
        assert codes(reconciled(office)) == ["number-missing"]
        assert any(one.path.endswith("/000102") and one.method == "GET" for one in office.vnf.requests)


class TestGaps:
    """What is asked for grows with the documents, not with the numbers between."""

    @drivers
    def test_a_stray_number(self, driver: Kind) -> None:
        """A number by hand far from the others is another series: nothing between is asked for, and it is said."""
        office = crossed(0)
        by_hand(office, "7")
        office.vnf.requests.clear()
        found = reconciled(office, driver=driver)
        assert (codes(found), asked(office)) == (["document-without-invoice"], 0)
        assert [one.what for one in found.reasons] == ["Invoice 8 to 100000"]

    def test_a_new_series(self) -> None:
        """In each series its own gaps are asked for."""
        office = crossed(0)
        for number in ("27001", "27003"):
            by_hand(office, number)
        office.vnf.requests.clear()
        assert codes(reconciled(office)).count("number-missing") == 1
        assert asked(office) == 1

    def test_one_that_cannot_be_read(self) -> None:
        """A number whose document is there and can't be read is not missing."""
        office = crossed(0)
        for number in ("27001", "27003"):
            by_hand(office, number)
        by_hand(office, "27002", lastModifiedDateTime="2020-01-01T00:00:00", amountInCurrency="many")
        assert "number-missing" not in codes(reconciled(office))

    def test_one_of_long_ago(self) -> None:
        """Nor is one whose document is there and in no list of this month: it is asked for, and found."""
        office = crossed(0)
        for number in ("27001", "27003"):
            by_hand(office, number)
        long_ago = "2020-01-01T00:00:00"
        by_hand(office, "27002", lastModifiedDateTime=long_ago, documentDate=long_ago)
        office.vnf.requests.clear()
        assert "number-missing" not in codes(reconciled(office))
        assert asked(office) == 1

    def test_many_gaps(self) -> None:
        """Never more than there are documents, and a few."""
        office = crossed(0)
        for place in range(20):
            by_hand(office, str(200000 + 8 * place))
        office.vnf.requests.clear()
        reconciled(office)
        assert 0 < asked(office) <= 21 + 10


class TestCompanies:
    """One Severa, several companies, each with books of its own."""

    def test_a_project_that_moved(self) -> None:
        """What is linked here stays here, wherever its project is by now."""
        office = crossed(0)
        office.settings = Settings(companies=(Guid("another"),))
        found = reconciled(office)
        assert (found.ok, sums(found, "invoices")[0].severa_count) == (True, 1)

    def test_a_document_of_another_month(self) -> None:
        """So does what is dated in another month in Severa."""
        office = crossed(0)
        office.severa.edit("invoices", office.guid(0), date="2026-06-30")
        office.settings = Settings(companies=(Guid("another"),))
        assert codes(reconciled(office)) == ["days-apart"]

    def test_in_the_books_of_another(self) -> None:
        """One that this bridge should have by now and does not is explained: another may have it."""
        office = crossed(0)
        office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
        office.erase("100001")
        (unit,) = (one["guid"] for one in office.severa.documents("business_units")[:1])
        project = office.invoice(0)["projects"][0]["guid"]
        office.severa.edit("projects", project, businessUnit={"guid": unit})
        office.settings = Settings(companies=(Guid(unit),))
        found = reconciled(office)
        assert (found.ok, codes(found)) == (True, [])
        assert "another company" in found.reasons[0].why


def test_set_off() -> None:
    """What was set off counts on both documents: together they come to nothing, and neither is unexplained."""
    ledger = Ledger.sent(Office(few(1, CREDIT_NOTE)), but=1)
    for place in (0, 1):
        guid = ledger.office.guid(place)
        ledger.office.severa.edit("invoices", guid, date="2026-08-31")
        ledger.change(place, documentDate="2026-08-31T00:00:00")
    ledger.pay(0, 100)
    ledger.credit(1, against=0, amount=500)
    ledger.cycle()
    found = reconciled(ledger.office, AUGUST)
    assert codes(found) == []
    (settled,) = sums(found, "settled")
    assert (settled.vnf, settled.vnf_count) == (Decimal(100), 2)


def test_an_owner_that_is_another() -> None:
    """The link tells whose a document is, though another invoice has its number by now."""
    office = crossed(0, 1)
    first, second = office.guid(0), office.guid(1)
    office.severa.edit("invoices", first, number=None, date="2026-06-30")
    office.severa.edit("invoices", second, number=None, date="2026-06-30")
    office.severa.edit("invoices", second, number=100001)
    assert {one.record for one in reconciled(office).differences} == {first, second}


@pytest.mark.parametrize("number", ["AR7", "AR-0042"])
def test_numbers_that_are_none(number: str) -> None:
    """A number of Visma.net's that Severa can't have is in no series."""
    office = crossed(0)
    by_hand(office, number)
    assert codes(reconciled(office)) == ["document-without-invoice"]
