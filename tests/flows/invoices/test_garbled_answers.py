"""An answer that names nobody, or somebody else, is no answer: nothing is concluded from it, and nothing forgotten."""

from __future__ import annotations

from contextlib import suppress

import pytest

from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, When, dies
from tests.flows.office import FAILED, HELD, TRANSFERRED, Office, Tally, codes, few

NO_IDS = [Trouble.EMPTY_ID, Trouble.NULL_ID, Trouble.NUMBER_ID, Trouble.CONTROL_ID, Trouble.LONG_ID]
ids = pytest.mark.parametrize("trouble", NO_IDS, ids=str)


def open_codes(office: Office) -> set[str]:
    """What the error log says."""
    return {entry.problem().code for entry in office.bridge().problems()}


@ids
def test_why_an_invoice_failed_is_told_on(trouble: Trouble) -> None:
    """A failed invoice that cannot be told apart in a list has not been mended: why it failed stays in the log."""
    office = Office(few(0, wrong_vat=True))
    office.until_quiet()
    assert (office.status(1), open_codes(office)) == (FAILED, {"vat-differs"})
    office.severa.edit("invoices", office.guid(1), notes="looked at")
    office.severa.faults = Faults([Fault(trouble, "GET", "/invoices$")])
    office.cycle()
    office.severa.faults = Faults()
    office.until_quiet()
    assert open_codes(office) == {"vat-differs"}


@ids
def test_statuses_are_whole_or_none(trouble: Trouble) -> None:
    """Roles go by the order of the statuses: where one cannot be told, no role is given, and all crosses later."""
    office = Office(few(0))
    office.severa.faults = Faults([Fault(trouble, "GET", "/invoicestatuses$")])
    report = office.cycle()
    assert (report.counts, office.documents(), codes(report)) == ({}, [], ["list-not-read"])
    office.severa.faults = Faults()
    office.until_quiet()
    assert (office.status(0), office.tally()) == (TRANSFERRED, Tally())


@pytest.mark.parametrize("kind", ["invoices", "customerinvoice"])
def test_an_answer_of_another_record_is_none(kind: str) -> None:
    """Asked for one invoice or document and given another, no number is written, and nothing deleted for it."""
    office = Office(few(0, 3))
    office.until_quiet()
    office.move(0, "Goedgekeurd, klaar voor Financials")
    before = office.documents()
    for service in (office.severa, office.vnf):
        service.faults = Faults([Fault(Trouble.OTHER_RECORD, "GET", f"/{kind}/[^/]+$")])
    office.cycle()
    assert office.documents() == before
    for service in (office.severa, office.vnf):
        service.faults = Faults()
    office.until_quiet()
    assert (office.documents(), office.tally()) == (before, Tally())


def test_what_a_failed_invoice_waited_for_is_over() -> None:
    """A run dies when it has marked the invoice: why it failed is told on, that a service failed before it is not."""
    office = Office(few(0, wrong_vat=True))
    office.vnf.faults = Faults([Fault(Trouble.SERVER_ERROR, "DELETE")])
    office.cycle()
    assert open_codes(office) == {"vat-differs", "service-trouble"}
    office.vnf.faults = Faults()
    with suppress(Killed):
        office.cycle("sync", When("PATCH", "invoices", dies, "after"))
    office.clock.advance(office.settings.takeover)
    office.until_quiet()
    assert (office.status(1), open_codes(office)) == (FAILED, {"vat-differs"})


@pytest.mark.parametrize("places", [(0,), (0, HELD)], ids=["refused", "held"])
def test_why_an_invoice_failed_is_told_before_it_fails(places: tuple[int, ...]) -> None:
    """A run that dies once an invoice has the failed status has told why: no later run would carry it over again."""
    office = Office(few(*places, wrong_vat=len(places) == 1))
    with suppress(Killed):
        office.cycle("sync", When("PATCH", "invoices", dies, "after"))
    for _ in range(4):
        office.clock.advance(office.settings.takeover)
        with suppress(Killed):
            office.cycle("sync", When("PATCH", "invoices", dies, "after"))
    office.until_quiet()
    assert (office.status(1), open_codes(office)) == (
        FAILED,
        {"vat-differs" if len(places) == 1 else "row-without-code"},
    )
