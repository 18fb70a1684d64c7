"""The error log: each problem once, from the run that saw it first to the one that finds it gone."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from severa_vnf import Settings
from severa_vnf.flows.problems import Entry
from severa_vnf.rules import Severity
from tests.flows.observers import When
from tests.flows.office import HELD, Kind, Office, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])
HOUR = timedelta(hours=1)
WAIT = Settings(held_invoices="wait")
"""What can't cross stays in its status, so that every run looks at it again."""


def log(office: Office, driver: Kind = "sync") -> dict[str, Entry]:
    """The open problems by the record that they are of."""
    return {entry.record: entry for entry in office.using(driver, lambda bridge: bridge.problems())}


def price(office: Office, place: int, amount: int | None) -> None:
    """A person fills in, or takes away, the price of an invoice's first row."""
    office.row(place, unitPrice={"amount": amount, "currencyCode": "EUR"} if amount else None)


@drivers
def test_seen_first_and_last(driver: Kind) -> None:
    """A problem that stays is one entry: when it was seen first and last, and in how many runs."""
    office = Office(few(HELD), WAIT)
    start = office.clock.now()
    reports = []
    for _ in range(3):
        reports.append(office.cycle(driver))
        office.clock.advance(HOUR)
    (entry,) = log(office, driver).values()
    assert ((entry.problem(),), entry.attempts) == (reports[-1].problems, 3)
    assert datetime.fromisoformat(entry.first_seen) - start < HOUR
    assert datetime.fromisoformat(entry.last_seen) - datetime.fromisoformat(entry.first_seen) >= 2 * HOUR


@drivers
def test_closed_by_the_run_that_finds_it_gone(driver: Kind) -> None:
    """A problem that is mended is closed by the next run."""
    office = Office(few(0, HELD), WAIT)
    price(office, 0, None)
    office.cycle(driver)
    assert set(log(office, driver)) == {office.guid(0), office.guid(1)}
    price(office, 0, 145)
    office.cycle(driver)
    assert set(log(office, driver)) == {office.guid(1)}


def test_one_records_run_closes_only_that_ones() -> None:
    """transfer_invoice closes the problems of its own record and leaves the others' alone, seen or mended."""
    office = Office(few(0, 3, HELD), WAIT)
    for place in (0, 1):
        price(office, place, None)
    office.cycle()
    before = log(office)
    for place in (0, 1):
        price(office, place, 145)
    office.using("sync", lambda bridge: bridge.transfer_invoice(office.guid(0)))
    after = log(office)
    assert after == {guid: entry for guid, entry in before.items() if guid != office.guid(0)}


def test_one_records_run_tells_only_of_that_one() -> None:
    """What is wrong with another record is no matter of transfer_invoice."""
    office = Office(few(0, 3))
    office.spoil("invoices", office.guid(1), date="some day")
    assert office.using("sync", lambda bridge: bridge.transfer_invoice(office.guid(0))).problems == ()
    assert log(office) == {}


def test_what_was_not_looked_at_stays_open() -> None:
    """A run that comes to its deadline before a record does not close that record's problems."""
    office = Office(few(0, HELD))
    office.cycle()
    before = log(office)
    office.using("sync", lambda bridge: bridge.sync(deadline=0))
    assert log(office) == before


def test_a_run_that_looked_at_nothing_closes_nothing() -> None:
    """Where the statuses are unclear no invoice was looked at: what was open stays open."""
    office = Office(few(HELD), WAIT)
    office.cycle()
    before = log(office)
    extra = {"name": "Incasso", "sortOrder": 9, "isReadOnly": True, "hasInvoiceNumber": True}
    office.severa.load("invoice_statuses", [extra])
    office.cycle()
    assert {**log(office), "": None} == {**before, "": None}
    assert set(log(office)) == {office.guid(0), ""}


def test_several_problems_of_one_record_are_several_entries() -> None:
    """Each rule and each place of a record has its own entry."""
    office = Office(few(HELD))
    price(office, 0, None)
    office.cycle()
    codes = sorted(entry.cause.code for entry in office.bridge().problems())
    assert codes == ["row-without-code", "row-without-price"]


def test_a_problem_that_passes_by_itself_is_closed_too() -> None:
    """One for which nobody can do anything is gone with the next run that has nothing to say."""
    office = Office(few(0))
    office.cycle(observer=When("POST", "customerinvoice", lambda: office.move(0, "Concept"), "after"))
    assert [entry.cause.code for entry in office.bridge().problems()] == ["changed-meanwhile"]
    office.cycle()
    assert office.bridge().problems() == ()


GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LINK = re.compile(r"https://severa\.visma\.com/invoice/[-0-9a-f]+")


@drivers
def test_for_the_support_desk(driver: Kind) -> None:
    """An entry tells in both languages whose it is, what is wrong, who mends it where, and what happens then."""
    office = Office(few(0))
    price(office, 0, None)
    office.cycle(driver)
    moment = office.clock.now().strftime("%Y-%m-%d %H:%M")
    (entry,) = log(office, driver).values()
    assert entry.severity is Severity.ERROR
    label, link = entry.label, f"https://severa.visma.com/invoice/{office.guid(0)}"
    assert label.startswith("Invoice, 2026-")
    assert label.endswith(f" EUR, {link}")
    row = entry.cause.field.removeprefix("Row ")
    assert entry.text() == (
        f"{label}: Row {row} has no unit price. Fill in the price in Severa.\n"
        "Who can mend it: a Severa user\n"
        "Where: Severa: Invoices > the invoice > Invoice rows\n"
        "Then: The next run carries the invoice over, as long as it has the status from which invoices are "
        "transferred.\n"
        f"row-without-price, error, first seen {moment}, last seen {moment}, 1 times"
    )
    assert entry.text("nl") == (
        f"Factuur{label.removeprefix('Invoice')}: Regel {row} heeft geen prijs per stuk. Vul de prijs in Severa in.\n"
        "Wie het kan verhelpen: een gebruiker van Severa\n"
        "Waar: Severa: Facturen > de factuur > Factuurregels\n"
        "Daarna: De volgende run brengt de factuur over, zolang die de status heeft waarmee facturen worden "
        "overgebracht.\n"
        f"row-without-price, error, eerst gezien {moment}, laatst gezien {moment}, 1 keer"
    )


def test_no_bare_guid() -> None:
    """Nothing that a person reads has a guid in it, but in Severa's link to an invoice without a number."""
    office = Office(few(0, 3, 4, HELD))
    price(office, 0, None)
    office.spoil("invoices", office.guid(1), date="some day")
    office.cycle(observer=When("POST", "customerinvoice", lambda: office.move(2, "Concept"), "after"))
    entries = office.bridge().problems()
    assert len({entry.record for entry in entries}) == 4
    for entry in entries:
        assert LINK.search(entry.label)
        for told in (entry.text(), entry.text("nl")):
            assert not GUID.search(LINK.sub("", told))
