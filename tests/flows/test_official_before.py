"""A company that comes from the official integration: what that made is adopted, never made twice, and life goes on."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest
from attrs import evolve

from severa_vnf import Rebill
from severa_vnf.plan import Adopted, Held, Report
from severa_vnf.stores import MemoryStore
from tests.flows.ledger import PAID, PARTLY, Ledger
from tests.flows.office import TO_TRANSFER, TRANSFERRED, Kind, codes
from tests.flows.official import GONE, NEW, NUMBERS, OPEN, PARTLY_PAID, SETTINGS, WRONG, Company, Purchase

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
GO_LIVE = evolve(SETTINGS, go_live=date(2026, 9, 1))
REGISTERS = {"customers": 6, "items": 11, "projects": 6}
ADOPTED = NUMBERS.keys() - {WRONG, GONE}
PURCHASES = (
    Purchase("6001", "2024-05-01", ["10"], fees=1),
    Purchase("6002", "2024-05-02", ["11"], fees=0),
    Purchase("7001", "2026-09-15", ["100", "100"], fees=1),
    Purchase("7002", "2026-09-16", ["20", "20", "21"], fees=3),
    Purchase("7003", "2026-09-17", ["40"], fees=1, kind="DebitAdj"),
    Purchase("7004", "2026-10-30", ["60"], fees=1, project="1002"),
    Purchase("7005", "2026-10-30", ["70"], fees=0, text="Wood"),
)


def adopted(report: Report) -> Counter[str]:
    """How many records of each stream were adopted."""
    return Counter(one.stream for one in report.outcomes if isinstance(one, Adopted))


@drivers
def test_what_agrees_is_left_alone(driver: Kind) -> None:
    """The first sync links what both hold and writes to neither; it tells of a document that differs, and that once."""
    company = Company(purchases=PURCHASES[:1])
    first = company.run(driver)
    assert (adopted(first), codes(first), company.written()) == (REGISTERS, ["numbered-alike"], [])
    assert len(company.known("links")) == len(ADOPTED) == 8
    company.clock.advance(timedelta(minutes=5))
    again = company.run(driver)
    assert (again.counts, codes(again), company.written()) == ({}, [], [])


@drivers
def test_invoices_are_adopted_by_number_and_total(driver: Kind) -> None:
    """An invoice has its document where payer, number and total agree; where not it is told, each time."""
    company = Company()
    company.run(driver, "customers")
    for counts in ({"adopted": 8, "held": 2}, {"held": 2}):
        report: Report = company.using(driver, lambda bridge: bridge.rebuild())
        held = {one.record: [told.code for told in one.problems] for one in report.outcomes if isinstance(one, Held)}
        assert report.counts == counts
        assert held == {company.guid(WRONG): ["numbered-alike"], company.guid(GONE): ["number-without-document"]}
    numbers = {company.guid(place): str(NUMBERS[place]) for place in ADOPTED}
    assert {guid: link["number"] for guid, link in company.known("links").items()} == numbers
    assert company.written() == []


def test_what_is_not_adopted_is_told_by_whoever_looks() -> None:
    """The month's reconciliation and the rehearsal name both too."""
    company = Company()
    company.run("sync")
    told = str(company.bridge().reconcile("2026-09"))
    assert all(f"Invoice {NUMBERS[place]}" in told for place in (WRONG, GONE))
    assert f"{NUMBERS[GONE]}" in str(company.bridge().rehearse(date(2026, 8, 1)).missing)


@drivers
def test_an_invoice_that_is_mended_is_adopted(driver: Kind) -> None:
    """Once a person has put the document right, the links are learned again on the next day, or when asked for."""
    company = Company()
    company.run(driver)
    total = abs(company.invoice(WRONG)["totalIncludingTax"]["amount"])
    company.vnf.edit("customer_invoice", str(NUMBERS[WRONG]), amountInCurrency=total)
    company.clock.advance(timedelta(hours=1))
    company.run(driver)
    assert len(company.known("links")) == 8
    company.clock.advance(timedelta(days=1))
    company.run(driver)
    assert len(company.known("links")) == 9


def test_a_quiet_cycle_reads_no_numbered_invoice() -> None:
    """Until something is transferred the links are learned once a day: other cycles read what waits alone."""
    company = Company()
    bridge = company.bridge()
    bridge.sync()
    for exchanges in (18, 17):  # once more it is asked who waits: before, it was asked for the numbered ones too
        company.clock.advance(timedelta(minutes=5))
        company.severa.requests.clear()
        assert sum(bridge.sync().requests.values()) == exchanges
    asked = [dict(one.query) for one in company.severa.requests if one.path.endswith("/invoices")]
    roles = company.roles()
    statuses = {one["invoiceStatusGuids"] for one in asked if "changedSince" not in one}
    assert statuses <= {roles.to_transfer, roles.failed}


@drivers
def test_without_a_go_live_costs_begin_today(driver: Kind) -> None:
    """Unset, no fee is made of what is dated before the first day; that day's own fee is adopted, or made."""
    company = Company(purchases=PURCHASES)
    before = company.fees()
    report = company.run(driver)
    assert (adopted(report)["costs"], report.counts["created"]) == (1, 1)
    assert Counter(company.fees()) - Counter(before) == {("2026-10-30", "Wood, 7005, 50000 Staal & Co", "70"): 1}
    assert [(one.method, one.path.split("/")[-1]) for one in company.written()] == [("POST", "projectfees")]


@drivers
def test_fees_are_adopted_as_a_multiset(driver: Kind) -> None:
    """Within the fence each fee stands for one line: of two equal lines and one fee comes exactly one more."""
    company = Company(purchases=PURCHASES, settings=GO_LIVE)
    before = company.fees()
    report = company.run(driver)
    assert (adopted(report)["costs"], report.counts["created"]) == (6, 2)
    steel, wood = "Steel, 7001, 50000 Staal & Co", "Wood, 7005, 50000 Staal & Co"
    assert Counter(company.fees()) - Counter(before) == {
        ("2026-09-15", steel, "100"): 1,
        ("2026-10-30", wood, "70"): 1,
    }
    assert len(company.written()) == 2
    company.clock.advance(timedelta(days=2))
    assert company.run(driver).counts == {}
    assert len(company.written()) == 2


@pytest.mark.parametrize(
    ("other", "cost"),
    [
        (Purchase("7001", "2026-09-14", [], 0), "100"),
        (Purchase("7001", "2026-09-15", [], 0), "101"),
        (Purchase("7001", "2026-09-15", [], 0, text="Steel beam"), "100"),
        (Purchase("7001", "2026-09-15", [], 0, project="1002"), "100"),
    ],
    ids=["date", "amount", "description", "project"],
)
def test_a_fee_that_is_another(other: Purchase, cost: str) -> None:
    """A fee that differs in one of project, date, amount and description stands for no line."""
    company = Company(purchases=PURCHASES[2:3], settings=GO_LIVE)
    company.fee(other, Decimal(cost))
    report = company.run("sync")
    assert (adopted(report)["costs"], report.counts["created"]) == (1, 1)
    assert len(company.fees()) == 3


@pytest.mark.parametrize("price", ["60.00", "59.99", "0"])
def test_a_fee_that_was_re_billed(price: str) -> None:
    """A fee is adopted whatever price it has: what was invoiced at another one is not corrected."""
    company = Company(purchases=PURCHASES[5:6], settings=evolve(GO_LIVE, costs=Rebill(Decimal(1))))
    [fee] = company.severa.documents("project_fees")
    company.severa.edit("project_fees", fee["guid"], unitPrice={"amount": Decimal(price)})
    assert adopted(company.run("sync"))["costs"] == 1
    assert company.run("sync").counts == {}
    assert company.severa.documents("project_fees")[0]["unitPrice"]["amount"] == Decimal(price)


@drivers
def test_files_are_adopted(driver: Kind) -> None:
    """A file that hangs on the project under the name and the description of its line is not sent again."""
    company = Company(purchases=PURCHASES[5:6], settings=GO_LIVE)
    hung = {"name": "bill.pdf", "description": PURCHASES[5].description, "projectGuid": company.project("1002")}
    company.severa.load("project_files", [hung])
    for name in ("bill.pdf", "drawing.pdf"):
        company.vnf.attach("supplier_invoice", "Invoice/7004", name, b"%PDF")
    company.run(driver)
    assert sorted(one["name"] for one in company.severa.documents("project_files")) == ["bill.pdf", "drawing.pdf"]
    assert len(company.written()) == 1


@drivers
def test_what_is_closed_by_now(driver: Kind) -> None:
    """A fee of a project or a period that was closed meanwhile is adopted too; one that is not there is told."""
    company = Company(purchases=PURCHASES, settings=GO_LIVE)
    company.severa.edit("projects", company.project("1002"), isClosed=True)
    company.severa.load("settings", [{"worktimeEntryClosingDate": "2026-10-01"}])
    company.run(driver, "classes", "customers", "items", "projects")
    plan = company.using(driver, lambda bridge: bridge.preview("costs"))
    assert Counter(step.action.value for step in plan.steps) == {"adopt": 6, "hold": 1, "create": 1}
    report = company.run(driver)
    told = ["numbered-alike", "transfer-skipped", "cost-period-closed"]
    assert (adopted(report)["costs"], codes(report)) == (6, told)
    for _ in range(2):
        company.clock.advance(timedelta(minutes=5))
        again = company.run(driver)
        assert (again.counts, codes(again)) == ({"held": 1}, told[1:])
    company.severa.load("settings", [{"worktimeEntryClosingDate": None}])
    company.fee(PURCHASES[2], Decimal(100))
    assert adopted(company.run(driver)) == {"costs": 1}


@drivers
def test_life_goes_on(driver: Kind) -> None:
    """Payments come back to adopted invoices; the next purchase line is one fee, the next invoice the next number.

    What has a number since the first day and no document is told of as long as that is so.
    """
    company = Company(purchases=PURCHASES, settings=GO_LIVE)
    company.run(driver)
    fees = len(company.fees())
    ledger = Ledger(company)
    ledger.pay(OPEN, 10)
    ledger.pay(PARTLY_PAID)
    company.buy(Purchase("7006", "2026-10-30", ["80"], 0))
    company.move(NEW, TO_TRANSFER)
    company.clock.advance(timedelta(minutes=5))
    report = company.run(driver)
    assert Counter((one.stream, type(one).__name__) for one in report.outcomes) == {
        ("payments", "Updated"): 2,
        ("costs", "Created"): 1,
        ("invoices", "Created"): 1,
    }
    today = company.clock.now().date().isoformat()
    assert (ledger.stands(OPEN), ledger.stands(PARTLY_PAID)) == ((PARTLY, today), (PAID, today))
    assert (company.status(NEW), company.invoice(NEW)["number"]) == (TRANSFERRED, 100009)
    assert len(company.fees()) == fees + 1
    assert [(one.code, one.record) for one in report.problems] == [("transfer-skipped", company.guid(GONE))]


def test_a_lost_store_learns_the_same() -> None:
    """A store that is lost later learns invoices and fees once more, and nothing is made a second time."""
    company = Company(purchases=PURCHASES, settings=GO_LIVE)
    company.run("sync")
    links, fees, written = company.known("links"), company.fees(), len(company.written())
    company.store = MemoryStore()
    report = company.run("sync")
    assert (adopted(report)["costs"], company.known("links"), company.fees()) == (8, links, fees)
    assert len(company.written()) == written
