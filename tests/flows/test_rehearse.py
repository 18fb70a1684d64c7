from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Rehearsed
from tests.flows.ledger import CREDIT_NOTE
from tests.flows.office import HELD, Kind, Office, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
LONG_AGO = date(2026, 1, 1)


def rehearsed(office: Office, driver: Kind = "sync", since: date = LONG_AGO) -> Rehearsed:
    """A rehearsal in a fresh process."""
    found: Rehearsed = office.using(driver, lambda bridge: bridge.rehearse(since))
    return found


def crossed(*places: int) -> Office:
    """An office whose invoices have crossed."""
    office = Office(few(*places))
    office.cycle()
    return office


@drivers
def test_what_crossed_is_equal(driver: Kind) -> None:
    """What this bridge has carried over agrees with its documents in every row."""
    office = Office()
    office.cycle()
    found = rehearsed(office, driver)
    assert (found.ok, found.compared, found.differences) == (True, 11, ())
    assert {one.table for one in found.agreements} == {"invoice", "credit note", "line"}
    assert all(one.equal and not one.differs for one in found.agreements)
    assert json.loads(found.to_json())["ok"] is True
    assert str(found).startswith("11 invoices compared")


def test_it_writes_nothing() -> None:
    """No service is written to, and no link is made."""
    office = crossed(0)
    office.severa.requests.clear()
    office.vnf.requests.clear()
    rehearsed(office)
    every = [*office.severa.requests, *office.vnf.requests]
    assert {one.method for one in every if "token" not in one.path} == {"GET"}


def test_nothing_to_compare() -> None:
    """Only invoices with a number are compared, and of the asked day and later."""
    assert rehearsed(Office(few(0))) == Rehearsed(0)
    assert rehearsed(crossed(0), since=date(2026, 9, 1)) == Rehearsed(0)


def test_differences() -> None:
    """A field that another has filled otherwise is told with its row and both values."""
    office = crossed(0)
    made = office.documents()[0]
    lines = made["invoiceLines"]
    lines[0]["quantity"] = Decimal(1)
    address = {**made["invoiceAddress"], "city": "Gouda"}
    office.vnf.edit("customer_invoice", "100001", customerRefNumber="", invoiceLines=lines, invoiceAddress=address)
    found = rehearsed(office)
    rows = {(one.row, one.place): (one.severa, one.vnf) for one in found.differences}
    assert rows.keys() == {("customerRefNumber", ""), ("billingAddress.city", ""), ("quantity", "line 1")}
    assert rows["billingAddress.city", ""] == ("Ruigoord", "Gouda")
    assert rows["customerRefNumber", ""] == ("PO-4000", "")
    (quantity,) = (one for one in found.agreements if one.row == "quantity")
    assert (quantity.equal, quantity.differs, found.ok) == (len(lines) - 1, 1, False)
    assert "line 1, quantity" in str(found)
    assert len(json.loads(found.to_json())["differences"]) == 3


def test_emptied() -> None:
    """What the document does not have at all differs from what would be sent."""
    office = crossed(0)
    gone = dict.fromkeys(
        ("invoiceAddress", "invoiceContact", "creditTerms", "branchNumber", "project", "paymentReference")
    )
    lines = [{**line, "projectTask": None} for line in office.documents()[0]["invoiceLines"]]
    office.vnf.edit("customer_invoice", "100001", **gone, invoiceLines=lines)
    rows = {one.row.partition(".")[0] for one in rehearsed(office).differences}
    assert rows == {"billingAddress", "invoiceContact", "creditTermsId", "project", "taskId"}


def test_branches() -> None:
    """Branches are compared where the settings name them, on the document and on its lines."""
    office = crossed(0)
    unit = office.severa.documents("business_units")[0]["guid"]
    office.settings = Settings(branches={unit: "7"})
    found = rehearsed(office)
    assert {(one.row, one.severa, one.vnf) for one in found.differences} == {("branchNumber", "7", "1")}
    lines = [{**line, "branchNumber": None} for line in office.documents()[0]["invoiceLines"]]
    office.vnf.edit("customer_invoice", "100001", branchNumber=None, invoiceLines=lines)
    assert {one.vnf for one in rehearsed(office).differences} == {""}


def test_units_and_amounts() -> None:
    """So are units and amounts by hand, where the settings want them written."""
    office = crossed(0)
    unit = office.severa.documents("invoice_rows")[0]["measurementUnit"]
    office.settings = Settings(units={unit: "HOUR"}, line_amounts="amount")
    rows = {one.row for one in rehearsed(office).differences}
    assert rows == {"uom", "manualAmountInCurrency"}


def test_missing() -> None:
    """A number that stands on no document is told, of an invoice and of a credit note."""
    office = crossed(0, CREDIT_NOTE)
    _, fin = office.clients()
    fin.request("DELETE", "/v1/customerinvoice/100001")
    fin.request("DELETE", "/v1/customerCreditNote/200001")
    found = rehearsed(office)
    assert (found.compared, len(found.missing)) == (0, 2)
    assert "Invoice 100001" in str(found)


def test_held() -> None:
    """What would keep an invoice from crossing today is told with it, though it has its number."""
    office = Office(few(HELD))
    office.severa.edit("invoices", office.guid(0), number=100001)
    found = rehearsed(office)
    assert {one.code for one in found.held} == {"row-without-code"}
    assert str(found.held[0].text()) in str(found)


def test_go_live_plays_no_part() -> None:
    """Invoices from before the day of going live are those that are rehearsed."""
    office = crossed(0)
    office.settings = Settings(go_live=date(2027, 1, 1))
    assert rehearsed(office).ok


@pytest.mark.parametrize("how", ["same_vat", "first"])
def test_grouped_rows(how: str) -> None:
    """The items of grouped rows are looked up where they decide."""
    office = Office()
    office.cycle()
    office.settings = Settings(several_codes=how)
    office.vnf.requests.clear()
    assert rehearsed(office).ok
    assert any("/inventory/" in one.path for one in office.vnf.requests) is (how == "same_vat")


def test_unreadable_document() -> None:
    """A document that can't be read is as if it was not there."""
    office = crossed(0)
    office.vnf.edit("customer_invoice", "100001", amountInCurrency="many")
    assert len(rehearsed(office).missing) == 1
