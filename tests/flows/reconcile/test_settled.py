from __future__ import annotations

import json
from decimal import Decimal

from severa_vnf import InvoiceStatuses, Settings
from severa_vnf.plan import Reconciled
from severa_vnf.values import Guid
from tests.flows.ledger import PARTLY, Ledger
from tests.flows.office import Office, few, many
from tests.flows.reconcile.months import AUGUST, codes, crossed, reconciled, sums


class TestPayments:
    def test_settled(self) -> None:
        """What was paid and brought over is in the sums of both, and of what was set against the documents."""
        ledger = Ledger.sent(Office(few(0)))
        ledger.pay(0, 100)
        assert codes(reconciled(ledger.office)) == ["payment-apart"]
        ledger.cycle()
        found = reconciled(ledger.office)
        (partly,), (settled,) = sums(found, "partly paid"), sums(found, "settled")
        assert (found.ok, partly.severa_count, partly.vnf_count) == (True, 1, 1)
        assert (settled.severa, settled.vnf, settled.vnf_count) == (None, Decimal(100), 1)
        ledger.pay(0)
        ledger.cycle()
        assert len(sums(reconciled(ledger.office), "paid")) == 1

    def test_taken_back(self) -> None:
        """Severa still says partly paid, and Visma.net knows of no payment."""
        ledger = Ledger.sent(Office(few(0)))
        payment = ledger.pay(0, 100)
        ledger.cycle()
        assert ledger.stands(0)[0] == PARTLY
        ledger.office.vnf.void(payment)
        found = reconciled(ledger.office)
        assert (codes(found), "unpaid in Visma.net" in str(found)) == (["payment-apart"], True)

    def test_paid_before_it_was_sent(self) -> None:
        """What keeps a payment from crossing is told by its own rule."""
        ledger = Ledger.sent(Office(few(0)), "In Financials, verzend naar klant")
        ledger.pay(0)
        assert codes(reconciled(ledger.office)) == ["paid-before-sent"]

    def test_unexplained(self) -> None:
        """A balance that is not the total less what was set against it is told."""
        ledger = Ledger.sent(Office(few(0)))
        ledger.pay(0, 100)
        ledger.cycle()
        ledger.office.vnf.edit("customer_invoice", "100001", balanceInCurrency=1)
        assert codes(reconciled(ledger.office)) == ["balance-unexplained"]

    def test_no_balance(self) -> None:
        """A document that does not tell what is open of it can't be compared."""
        office = crossed(0)
        office.vnf.edit("customer_invoice", "100001", balanceInCurrency=None)
        assert codes(reconciled(office)) == ["unreadable-record"]


class TestNumbers:
    def test_reason(self) -> None:
        """A number that was taken and given up is explained, not a difference."""
        office = Office(few(0, wrong_vat=True))
        office.cycle()
        found = reconciled(office)
        (reason,) = found.reasons
        assert (found.ok, "Explained:" in str(found)) == (True, True)
        assert reason.what in ("Invoice 100001", "Invoice 100002")
        assert json.loads(found.to_json())["reasons"][0]["why"] == reason.why

    def test_before_the_first(self) -> None:
        """One just before the first number of the month is explained too."""
        office = Office(few(0, wrong_vat=True))
        guid = next(one["guid"] for one in office.severa.documents("invoices") if one["guid"] != office.guid(0))
        office.using("sync", lambda bridge: bridge.transfer_invoice(guid))
        office.cycle()
        found = reconciled(office)
        assert (found.ok, [one.what for one in found.reasons]) == (True, ["Invoice 100001"])

    def test_missing(self) -> None:
        """A number that is missing for no known reason is a difference."""
        office = Office(many(3))
        office.cycle()
        office.severa.remove("invoices", next(
            one["guid"] for one in office.severa.documents("invoices") if one["number"] == 100002
        ))  # fmt: skip
        _, fin = office.clients()
        fin.request("DELETE", "/v1/customerinvoice/100002")
        assert codes(reconciled(office)) == ["number-missing"]

    def test_in_another_month(self) -> None:
        """A number in between that stands on a document of another month is not missing."""
        office = Office(many(3))
        office.cycle()
        guid = next(one["guid"] for one in office.severa.documents("invoices") if one["number"] == 100002)
        office.severa.edit("invoices", guid, date="2026-06-30")
        office.vnf.edit("customer_invoice", "100002", documentDate="2026-06-30T00:00:00")
        assert reconciled(office).ok


class TestWhatIsNotCompared:
    def test_unreadable_document(self) -> None:
        """A document that can't be read is told once, and holds up no other."""
        office = crossed(0, 1)
        office.vnf.edit("customer_invoice", "100002", amountInCurrency="many")
        found = reconciled(office)
        assert (codes(found), sums(found, "invoices")[0].severa_count) == (["unreadable-record"], 1)

    def test_unreadable_between(self) -> None:
        """A number whose document can't be read is there."""
        office = Office(many(3))
        office.cycle()
        guid = next(one["guid"] for one in office.severa.documents("invoices") if one["number"] == 100002)
        office.severa.edit("invoices", guid, date="2026-06-30")
        office.vnf.edit("customer_invoice", "100002", amountInCurrency="many")
        assert codes(reconciled(office)) == ["unreadable-record"]

    def test_unreadable_long_ago(self) -> None:
        """So is one that is read by itself."""
        office = crossed(0)
        office.severa.edit("invoices", office.guid(0), date="2028-10-31")
        office.vnf.edit("customer_invoice", "100001", amountInCurrency="many")
        assert codes(reconciled(office, "2028-10")) == ["unreadable-record"]

    def test_unreadable_invoice(self) -> None:
        """An invoice that can't be read is told, and its document is not one without an invoice."""
        office = crossed(0, 1)
        office.spoil("invoices", office.guid(1), date="the day before yesterday")
        office.severa.edit("invoices", office.guid(0), notes="x")
        found = reconciled(office)
        assert set(codes(found)) == {"unreadable-record"}
        assert sums(found, "invoices")[0].severa_count == 1

    def test_unreadable_row(self) -> None:
        """A row that can't be read is told with its invoice."""
        office = crossed(0)
        row = office.severa.documents("invoice_rows")[0]
        office.spoil("invoice_rows", row["guid"], description=5)
        found = reconciled(office)
        assert "unreadable-record" in codes(found)
        assert found.differences[0].label.startswith("Invoice 100001")

    def test_other_kinds(self) -> None:
        """A document of another kind in the list of invoices is not one."""
        office = crossed(0)
        made = office.documents()[0]
        office.vnf.load("customer_invoice", [{**made, "referenceNumber": "9", "documentType": "DebitNote"}])
        assert reconciled(office).ok

    def test_statuses_unclear(self) -> None:
        """Where nobody can tell which status is which, that is the only difference."""
        office = crossed(0)
        office.severa.remove("invoice_statuses", office.roles().paid)
        assert codes(reconciled(office)) == ["statuses-unclear"]

    def test_chosen_statuses(self) -> None:
        """Statuses that the settings name are taken as they are."""
        office = crossed(0)
        office.settings = Settings(statuses=office.roles())
        assert isinstance(office.settings.statuses, InvoiceStatuses)
        assert reconciled(office).ok

    def test_other_companies(self) -> None:
        """Invoices of companies that this bridge does not carry are left out, and so are their documents."""
        office = crossed(0)
        office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
        office.settings = Settings(companies=(Guid("another"),))
        assert reconciled(office) == Reconciled(AUGUST)
