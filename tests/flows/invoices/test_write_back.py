"""What Severa gets back: the number, the payment reference and the next status."""

from __future__ import annotations

from contextlib import suppress

import httpx
import pytest
from attrs import define, evolve

from severa_vnf import Settings, Severa, VismaNet
from severa_vnf.plan import Held
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
from tests.flows.observers import Killed, When, dies
from tests.flows.office import DRAFT, TRANSFERRED, Kind, Office, Tally, codes, few

drivers = pytest.mark.parametrize("driver", ["sync", "async"])


@drivers
@pytest.mark.parametrize(
    "accepts", [{"status", "referenceNumber"}, {"number", "referenceNumber"}], ids=["no number", "no status"]
)
def test_severa_refuses_what_comes_back(driver: Kind, accepts: set[str]) -> None:
    """Where Severa does not take number or status the document stays, and each run tries again."""
    office = Office(few(0), severa_switches={"read_only_accepts": accepts})
    for _ in range(2):
        report = office.cycle(driver)
        assert (report.counts, codes(report)) == ({"deferred": 1}, ["not-written-back"])
    office.settings = Settings(statuses=office.roles())
    office.severa.edit("invoice_statuses", office.roles().to_transfer, isReadOnly=False)
    assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.posts(), office.tally()) == (1, Tally())


def test_an_answer_that_shows_something_else_is_not_believed() -> None:
    """Where Severa takes the number and does not keep it, that is told."""
    office = Office(few(0), severa_switches={"keeps_number": False})
    approval = office.severa.documents("invoice_statuses")[2]["guid"]
    office.settings = Settings(statuses=evolve(office.roles(), transferred=approval))
    (outcome,) = office.cycle().outcomes
    assert (type(outcome), outcome.problems[0].code) == (Held, "not-written-back")
    assert outcome.problems[0].value.startswith("None / 1000017")


def test_another_invoice_has_the_number() -> None:
    """A number that Severa gave to another invoice is not taken: the document stays, and it is told."""
    office = Office(few(0, 3))
    office.severa.edit("invoices", office.guid(1), number=100001)
    office.move(1, DRAFT)
    report = office.cycle()
    assert (codes(report), len(office.documents())) == (["not-written-back"], 1)
    office.severa.edit("invoices", office.guid(1), number=None)
    assert office.cycle().counts == {"adopted": 1}
    assert (office.status(0), office.posts()) == (TRANSFERRED, 1)


DOUBTS = [Trouble.ANSWER_LOST, Trouble.COMMITTED_500, Trouble.COMMITTED_403, Trouble.HALF_BODY, Trouble.OTHER_LOCATION]


@drivers
@pytest.mark.parametrize("doubt", DOUBTS)
def test_the_answer_to_the_number_is_lost(driver: Kind, doubt: Trouble) -> None:
    """Severa took the number and its answer was lost, or showed another invoice: it is read, and all is well."""
    office = Office(few(0, 3))
    office.severa.faults = Faults([Fault(doubt, method="PATCH", nth=1)])
    report = office.cycle(driver)
    assert (report.counts, codes(report), office.known("intents")) == ({"created": 2}, [], {})
    assert office.cycle(driver).outcomes == ()
    assert office.using(driver, lambda bridge: bridge.problems()) == ()
    assert office.tally() == Tally()


@drivers
def test_nobody_can_look_whether_the_number_came(driver: Kind) -> None:
    """Where the invoice can't be read either the document stays, and the next run finds all well."""
    office = Office(few(0))
    lost = Fault(Trouble.ANSWER_LOST, "PATCH", nth=1), Fault(Trouble.GARBAGE, "GET", "/invoices/[^/]+$", nth=2)
    office.severa.faults = Faults(lost)
    report = office.cycle(driver)
    assert (report.counts, codes(report)) == ({"deferred": 1}, ["not-written-back"])
    assert office.cycle(driver).counts == {"adopted": 1}
    assert (office.tally(), office.posts()) == (Tally(), 1)


def test_a_number_that_never_arrived_is_written_by_the_next_run() -> None:
    """The invoice is read and has none: nothing is written on hope in this run."""
    office = Office(few(0))
    office.severa.faults = Faults([Fault(Trouble.SERVER_ERROR, "PATCH", nth=1)])
    assert codes(office.cycle()) == ["not-written-back"]
    assert office.cycle().counts == {"adopted": 1}
    assert (office.tally(), office.posts()) == (Tally(), 1)


def stopped_before_the_number() -> Office:
    """An office whose host died when the invoice was linked and before Severa had its number."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle("sync", When("PATCH", "invoices", dies))
    assert (list(office.known("links")), office.invoice(0)["number"]) == ([office.guid(0)], None)
    office.clock.advance(office.settings.takeover)
    return office


def test_a_host_died_before_the_number() -> None:
    """An invoice that is linked and has no number gets it from the next run."""
    office = stopped_before_the_number()
    assert office.cycle().counts == {"adopted": 1}
    assert (office.tally(), office.known("intents")) == (Tally(), {})


def test_a_host_died_before_the_number_and_the_invoice_was_moved() -> None:
    """If a person takes the invoice back meanwhile, its document is taken out again, and so is the link."""
    office = stopped_before_the_number()
    office.move(0, DRAFT)
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"refused": 1}, ["changed-meanwhile"])
    assert (office.documents(), office.status(0)) == ([], DRAFT)
    assert (office.known("links"), office.known("links back"), office.known("intents")) == ({}, {}, {})


def test_a_host_died_before_the_number_and_the_invoice_was_deleted() -> None:
    """If the invoice is deleted meanwhile, that is told, and its link stays for whoever looks into it."""
    office = stopped_before_the_number()
    office.severa.remove("invoices", office.guid(0))
    report = office.cycle()
    assert codes(report) == ["invoice-gone"]


def test_a_host_died_before_it_could_say_that_the_number_is_there() -> None:
    """Where Severa has the number already, the next run has only to remember it."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle("sync", When("PATCH", "invoices", dies, at="after"))
    office.clock.advance(office.settings.takeover)
    office.move(0, "Verzonden")
    assert office.cycle().counts == {"adopted": 1}
    assert (office.status(0), office.known("intents")) == ("Verzonden", {})


def test_a_number_that_came_and_an_invoice_put_back() -> None:
    """Where Severa has the number and a person has sent the invoice once more, it gets its status back, once."""
    office = Office(few(0))
    with suppress(Killed):
        office.cycle("sync", When("PATCH", "invoices", dies, at="after"))
    office.clock.advance(office.settings.takeover)
    office.severa.set_status(office.guid(0), office.roles().to_transfer)
    assert office.cycle().counts == {"adopted": 1}
    assert (office.tally(), office.posts(), office.known("intents")) == (Tally(), 1, {})


def test_severa_keeps_a_number_of_its_own() -> None:
    """Where Severa has the status and another number, that is told in each run until somebody mends it."""
    office = stopped_before_the_number()
    office.severa.set_status(office.guid(0), office.roles().transferred)
    for _ in range(2):
        report = office.cycle()
        assert (report.counts, codes(report)) == ({"held": 1}, ["not-written-back"])
    assert len(office.documents()) == 1


def test_an_invoice_without_its_number_is_deleted_in_mid_run() -> None:
    """If it goes while its document is read back, the document is taken out again."""
    office = stopped_before_the_number()
    deletes = When("GET", "customerinvoice/", lambda: office.severa.remove("invoices", office.guid(0)))
    assert codes(office.cycle("sync", deletes)) == ["changed-meanwhile"]
    assert (office.documents(), office.known("links")) == ([], {})


@define
class Guarded(Office):
    """A company whose Severa refuses, in its own form, to show one invoice by itself."""

    hidden: str = "none"

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        _, visma_net = super().clients()
        http = httpx.Client(transport=httpx.MockTransport(self._handle))
        return Severa(client_id="id", client_secret="secret", clock=self.clock, http_client=http), visma_net

    def _handle(self, request: httpx.Request) -> httpx.Response:
        if (request.method, request.url.path) == ("GET", f"/rest-api/v1/invoices/{self.hidden}"):
            return httpx.Response(403)
        return self.severa.transport.handle_request(request)


@pytest.mark.parametrize("when", ["before its number", "after a stop"])
def test_an_invoice_that_may_not_be_read_holds_up_no_other(when: str) -> None:
    """Its document waits for a look at it, now or after a stop between link and number; the others get theirs."""
    office = Guarded(few(0, 3))
    if when == "after a stop":
        with suppress(Killed):
            office.cycle("sync", When("PATCH", "invoices", dies))
        office.clock.advance(office.settings.takeover)
    office.hidden = office.guid(0)
    report = office.cycle()
    assert (report.counts, codes(report)) == ({"deferred": 1, "created": 1}, ["service-trouble"])
    assert (report.problems[0].record, report.problems[0].field) == (office.guid(0), "Reading back")
    office.hidden = "none"
    assert office.cycle().counts == {"adopted": 1}
    assert (office.tally(), office.posts()) == (Tally(), 2)
