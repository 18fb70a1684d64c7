"""What Severa gets back: the number, the payment reference and the next status."""

from __future__ import annotations

import pytest
from attrs import evolve

from severa_vnf import Settings
from severa_vnf.plan import Deferred, Held
from severa_vnf.testing.faults import Fault, Faults
from severa_vnf.testing.faults import Kind as Trouble
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
    assert outcome.problems[0].value.startswith("it has number None, reference 1000017")


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


@drivers
def test_the_answer_to_the_number_is_lost(driver: Kind) -> None:
    """Severa took the number and its answer was lost: the document stays, and the next run has nothing left to do."""
    office = Office(few(0))
    office.severa.faults = Faults([Fault(Trouble.ANSWER_LOST, method="PATCH", nth=1)])
    report = office.cycle(driver)
    assert isinstance(report.outcomes[0], Deferred)
    assert codes(report) == ["not-written-back"]
    assert office.cycle(driver).outcomes == ()
    assert office.using(driver, lambda bridge: bridge.problems()) == ()
    assert office.tally() == Tally()
