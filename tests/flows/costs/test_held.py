"""Lines that wait for a person, and what ends their waiting."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import Rebill, Settings
from severa_vnf.plan import Created, Deferred, Held, Refused
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.values import Guid
from tests.flows.costs.purchases import TODAY, Buyer, entry, line, unheard
from tests.flows.office import codes


def close(here: Buyer, number: str, *, closed: bool = True) -> None:
    """A person closes a project in Severa, or opens it again."""
    here.severa.edit("projects", here.project(number), isClosed=closed)


def test_a_closed_project() -> None:
    """A line of a closed project waits, is told of in every run, and is carried once the project is open again."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    close(here, "1001")
    for _ in range(2):
        report = here.cycle()
        assert codes(report) == ["cost-project-closed"]
        assert here.costs() == []
    assert here.costs("1002") == ["7"]
    [open_one] = here.bridge().problems()
    assert open_one.label == "Purchase Invoice 1, line 1, 100 EUR, 50000 Staal & Co"
    assert "1001 Digitaal loket" in open_one.problem().text()
    close(here, "1001", closed=False)
    assert [type(one) for one in here.cycle().outcomes] == [Created]
    assert here.costs() == ["100"]
    assert here.bridge().problems() == ()


def test_a_project_that_is_gone() -> None:
    """A line of a project that Severa does not have any more waits."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.remove("projects", here.project("1001"))
    report = here.cycle()
    assert [(type(one), one.problems[0].code) for one in report.outcomes] == [(Held, "cost-project-gone")]


def test_a_sales_case() -> None:
    """A sales case is a project too, where the list of projects does not show it."""
    here = Buyer(severa_switches={"cases_in_projects": False}).begun()
    here.severa.load("sales_status_types", [{"guid": "open", "name": "Open", "salesState": "InProgress"}])
    here.severa.edit("projects", here.project("1001"), salesStatus={"salesStatusTypeGuid": "open"})
    here.bill("1", line(100))
    here.cycle()
    assert here.costs() == ["100"]


@pytest.mark.parametrize(
    ("setting", "held"), [("latest", True), ("worktime", True), ("travel", False), ("none", False)]
)
def test_closing_date(setting: Any, held: bool) -> None:
    """A cost dated before Severa's closing date waits; which of its dates that is, is a setting."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1), closing_date=setting)).begun()
    dates = {"worktimeEntryClosingDate": "2026-10-15", "travelEntryClosingDate": "2026-10-01"}
    here.severa.load("settings", [dates])
    here.bill("1", line(100), date="2026-10-14T00:00:00")
    here.bill("2", line(7), date="2026-10-15T00:00:00")
    report = here.cycle()
    assert codes(report) == (["cost-period-closed"] if held else [])
    assert here.costs() == (["7"] if held else ["100", "7"])
    here.severa.load("settings", [{"worktimeEntryClosingDate": "2026-10-14"}])
    here.cycle()
    assert sorted(here.costs()) == ["100", "7"]


def test_a_foreign_cash_account() -> None:
    """A cash transaction in another currency waits: nothing tells its amount in the company's."""
    here = Buyer(settings=Settings(cash_transactions=True)).begun()
    here.cash("601", (12, "1003"), currency="USD")
    report = here.cycle()
    assert codes(report) == ["cost-in-another-currency"]
    assert "USD" in report.problems[0].text()


def test_a_refused_fee() -> None:
    """A fee that Severa refuses is refused with its words, and tried again."""
    here = Buyer().begun()
    here.bill("1", line(100))
    product = "no-such-product"
    here.settings = Settings(costs=Rebill(Decimal(1), Guid(product)))
    report = here.cycle()
    assert [type(one) for one in report.outcomes] == [Refused]
    assert (codes(report), product in report.problems[0].text()) == (["cost-refused"], True)
    here.settings = Settings()
    here.cycle()
    assert here.costs() == ["100"]


def test_companies() -> None:
    """A project of a company that this bridge does not carry gets no costs, and costs no look twice."""
    here = Buyer().begun()
    unit = here.world.severa["business_units"][0]["guid"]
    here.severa.load("business_units", [{"guid": "other", "name": "Other"}])
    here.severa.edit("projects", here.project("1002"), businessUnit={"guid": "other"})
    here.settings = Settings(companies=(Guid(unit),))
    here.bill("1", line(100), line(7, "1002"))
    bridge = here.bridge()
    bridge.sync("costs")
    assert (here.costs(), here.costs("1002"), here.waiting()) == (["100"], [], [])
    here.severa.requests.clear()
    bridge.sync("costs")
    assert here.severa.requests == []


def test_a_service_that_is_out_of_reach() -> None:
    """A rate that stays exceeded puts a fee off."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = Faults([Fault(Kind.TOO_MANY, "POST", "projectfees")])
    report = here.cycle()
    assert [type(one) for one in report.outcomes] == [Deferred]
    assert codes(report) == ["cost-service-trouble"]


def test_many_wait() -> None:
    """Of many documents that wait some are looked at in each run, in turn; the problems of the others stay open."""
    here = Buyer().begun()
    close(here, "1001")
    for number in range(40):
        here.bill(str(number), line(100))
    here.cycle()
    here.clock.advance(timedelta(hours=30))
    here.cycle()
    here.clock.advance(timedelta(minutes=5))
    assert len(codes(here.cycle())) == 25
    assert len(here.bridge().problems()) == 40
    close(here, "1001", closed=False)
    here.cycle()
    assert (len(here.costs()), len(here.bridge().problems())) == (25, 15)
    here.cycle()
    assert (len(here.costs()), here.waiting(), here.bridge().problems()) == (40, [], ())


def test_a_line_that_lost_its_project_while_it_waited() -> None:
    """What waited and has no project any more waits no longer."""
    here = Buyer().begun()
    close(here, "1001")
    here.bill("1", line(100))
    here.cycle()
    here.amend("1", line(100, None))
    here.cycle()
    assert (here.waiting(), here.bridge().problems()) == ([], ())


def test_a_line_that_is_gone_while_it_waited() -> None:
    """A line that was refused, and that its document has no more, is forgotten."""
    here = Buyer(settings=Settings(costs=Rebill(Decimal(1), Guid("no-such-product")))).begun()
    here.bill("1", line(100), line(7))
    assert codes(here.cycle()) == ["cost-refused", "cost-refused"]
    here.settings = Settings()
    here.amend("1", line(100))
    here.cycle()
    assert (here.costs(), here.waiting()) == (["100"], [])


def test_a_project_that_went_while_nobody_knew() -> None:
    """A fee in doubt whose project is gone by now is not there; the line is held for the project."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    here.severa.remove("projects", here.project("1001"))
    here.clock.advance(timedelta(minutes=12))
    assert codes(here.cycle()) == ["cost-project-gone"]


def test_what_a_line_needs_and_cannot_be_read() -> None:
    """A project, a fee to be corrected or a supplier that can't be read holds up the lines that need it alone."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.bill("2", line(7, "1002"))
    here.bill("3", line(8, "1003"))
    here.cycle()
    fee = next(one["guid"] for one in here.fees() if one["project"]["guid"] == here.project("1001"))
    here.spoil("project_fees", fee, quantity="one")
    here.spoil("projects", here.project("1002"), name=7)
    here.vnf.load("supplier", [{"number": "50001", "name": 7}])
    for place, cost in enumerate((110, 17, 18), 1):
        here.amend(str(place), line(cost, f"100{place}"))
    here.batch("9", entry(5, "1003", customerSupplier="50001"))
    report = here.cycle()
    assert codes(report) == ["unreadable-record"] * 3
    assert {one.record for one in report.problems} == {"Invoice 1 1", "Invoice 2 1", "ModuleGL 9 1"}
    assert here.costs("1003") == ["8", "10"]


def test_a_deadline() -> None:
    """After the deadline nothing more is asked for, and no problem is closed; what is left comes in the next run."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    close(here, "1002")
    here.cycle()
    here.bill("2", line(5))
    here.vnf.requests.clear()
    report = here.bridge().sync("costs", deadline=0)
    assert (report.outcomes, [path for path in here.asked() if path.startswith("vnf GET /v1/supplier")]) == ((), [])
    assert len(here.bridge().problems()) == 1
    here.cycle()
    assert len(here.fees()) == 2


def test_documents_that_cannot_be_read() -> None:
    """A document that can't be read is a problem by its number, and is not passed by: it comes when it can."""
    here = Buyer().begun()
    here.bill("1", line(100), date="soon")
    here.batch("9", entry(5), status="Sideways")
    report = here.cycle()
    told = [("unreadable-record", "Invoice 1"), ("unreadable-record", "ModuleGL 9")]
    assert [(one.code, one.record) for one in report.problems] == told
    here.clock.advance(timedelta(days=3))
    here.bill("2", line(7))
    here.cycle()
    assert (here.costs(), len(here.bridge().problems())) == (["7"], 2)
    for name, mended in (("supplier_invoice", {"date": TODAY}), ("journal_transaction", {"status": "Posted"})):
        first = here.vnf.documents(name)[0]
        here.vnf.load(name, [{**first, **mended}])
    here.cycle()
    assert (sorted(here.costs()), here.bridge().problems()) == (["100", "5", "7"], ())


def test_a_document_that_is_nothing() -> None:
    """What is no document at all is a problem without a name."""
    here = Buyer().begun()
    here.bill("1", line(100), documentType=None, referenceNumber="1")
    [problem] = here.cycle().problems
    assert (problem.code, problem.label) == ("unreadable-record", "A supplier invoice")


def test_a_line_that_the_hosts_function_fails_on() -> None:
    """It waits with the exception's text, while the other lines cross; a slip never makes it a mere cost."""
    here = Buyer().begun()

    def choose(bought: Any) -> Any:
        if bought.cost == 7:
            raise KeyError(bought.account)
        return None if bought.cost == 8 else Rebill(Decimal(12), above_ten=True)

    here.settings = Settings(costs=choose)
    here.bill("1", line(100), line(7), line(8))
    for _ in range(2):
        report = here.cycle()
        assert sorted(codes(report)) == ["host-function-failed", "host-function-gave-something-else"]
        assert here.costs() == ["100"]
    assert here.fees()[0]["unitPrice"]["amount"] == 1200
    here.settings = Settings()
    assert codes(here.cycle()) == []
    assert sorted(here.costs()) == ["100", "7", "8"]
