"""What can't be read is told and holds up nothing else."""

from __future__ import annotations

from contextlib import suppress
from operator import methodcaller

import pytest

from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.invoices.test_doubt import alone, twin
from tests.flows.observers import Killed, When, dies
from tests.flows.office import MARK, Kind, Office, Tally, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def unreadable(office: Office, place: int) -> None:
    """An invoice of Severa's is not what the API promises any more."""
    office.spoil("invoices", office.guid(place), date="the day before yesterday")


@drivers
def test_an_invoice(driver: Kind) -> None:
    """An invoice that can't be read is a problem with its guid and the place in it; the others cross."""
    office = Office(few(0, 3, 5))
    unreadable(office, 1)
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"created": 2}, ["unreadable-record"])
    assert (report.problems[0].record, "date" in report.problems[0].value) == (office.guid(1), True)


@drivers
def test_an_invoice_in_doubt(driver: Kind) -> None:
    """So is one of which something was begun, and its document stays unknown until the invoice can be read."""
    office = Office(few(0, 3))
    with suppress(Killed):
        office.cycle("sync", When("POST", "customerinvoice", dies, "after"))
    unreadable(office, 0)
    office.clock.advance(office.settings.takeover)
    report = office.cycle(driver)
    assert report.counts == {"created": 1}
    assert set(codes(report)) == {"unreadable-record"}
    assert list(office.known("intents")) == [office.guid(0)]


def test_a_row_of_an_invoice() -> None:
    """An invoice with a row that can't be read is held."""
    office = Office(few(0, 3))
    rows = office.severa.documents("invoice_rows")
    mine = next(row["guid"] for row in rows if row["invoiceGuid"] == office.guid(0))
    office.spoil("invoice_rows", mine, description=5)
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"held": 1, "created": 1}, ["unreadable-record"])


def test_a_document_that_may_be_the_invoice() -> None:
    """A document in Visma.net's list that can't be read might be the one: nothing is sent for that invoice."""
    office = alone(Office(few(0, 3)))
    office.vnf.edit("customer_invoice", twin(office, MARK + office.guid(0)), status="Lost")
    report = office.cycle()
    assert codes(report) == ["doubtful-document"]
    assert "status" in report.problems[0].value


def test_a_document_that_shows_another_customer() -> None:
    """One that is another customer's, of another date or currency, as far as it can be read, is no doubt."""
    office = Office(few(0, 3))
    office.cycle()
    made = next(one for one in office.documents() if one["note"] == MARK + office.guid(1))
    office.vnf.edit("customer_invoice", made["referenceNumber"], status="Lost")
    office.erase(next(one["referenceNumber"] for one in office.documents() if one != made and one["status"] != "Lost"))
    office.using("sync", lambda bridge: bridge.unlink("invoices", office.guid(0)))
    office.severa.edit("invoices", office.guid(0), number=None)
    office.move(0, "Goedgekeurd, klaar voor Financials")
    assert office.cycle().counts == {"created": 1}


def test_a_document_that_does_not_show_whose_it_is() -> None:
    """One that does not even show customer, date and currency might be anybody's."""
    office = alone(Office(few(0)))
    office.vnf.edit("customer_invoice", twin(office, "by hand"), status="Lost", documentDate="some day")
    assert codes(office.cycle()) == ["doubtful-document"]


def test_a_candidate_that_cannot_be_read_alone() -> None:
    """A document that shows up in the list and can't be read by itself is a doubt."""
    office = alone(Office(few(0)))
    number = twin(office, MARK + office.guid(0))
    office.vnf.faults = Faults([Fault(Trouble.GARBAGE, method="GET", path=f"customerinvoice/{number}", nth=1)])
    (problem,) = office.cycle().problems
    assert (problem.code, problem.value.startswith(f"{number} (")) == ("doubtful-document", True)
    assert office.cycle().counts == {"adopted": 1}
    assert office.tally() == Tally()


def test_numbered_documents_that_cannot_be_read_are_not_linked() -> None:
    """rebuild passes over what it can't read on either side."""
    office = Office(few(0, 3))
    office.cycle()
    unreadable(office, 1)
    number = office.invoice(0)["number"]
    office.vnf.edit("customer_invoice", str(number), status="Lost")
    for guid in list(office.known("links")):
        office.using("sync", methodcaller("unlink", "invoices", guid))
    assert office.using("sync", lambda bridge: bridge.rebuild()).counts == {"held": 1}
