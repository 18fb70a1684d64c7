"""A fee is never made twice, whatever is lost, restored, deleted or switched."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Adopted, Created, Held
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.costs.purchases import TODAY, Buyer, entry, line, unheard
from tests.flows.office import codes

OCTOBER = Settings(go_live=date(2026, 10, 1))
SAID = "Steel, 1, 50000 Staal & Co"


def official(here: Buyer, cost: int = 100, **fields: Any) -> str:
    """A fee that the official integration made of the first line of invoice 1; its guid."""
    guid = f"{len(here.fees()) + 1:08x}-0000-0000-0000-000000000000"
    fee = {"guid": guid, "project": {"guid": here.project("1001")}, "eventDate": TODAY, "quantity": 1}
    money = {"amount": cost, "currencyCode": "EUR"}
    here.severa.load("project_fees", [{**fee, "description": SAID, "unitCost": money, "unitPrice": money, **fields}])
    return guid


def test_fees_of_the_official_integration_are_adopted() -> None:
    """At the first run a fee of that project, date, amount and description is the line's; each stands for one line."""
    here = Buyer(settings=OCTOBER)
    here.bill("1", line(100), line(100), line(100))
    official(here)
    official(here, description=" Steel, 1,  50000 Staal & Co\n")
    report = here.cycle()
    assert [type(one) for one in report.outcomes] == [Adopted, Adopted, Created]
    assert here.costs() == ["100", "100", "100"]
    assert here.cycle().outcomes == ()


@pytest.mark.parametrize(
    "other",
    [
        {"eventDate": "2026-10-29"},
        {"description": "Steel, 2, 50000 Staal & Co"},
        {"description": None},
        {"unitCost": {"amount": 101, "currencyCode": "EUR"}},
        {"unitCost": None},
    ],
)
def test_another_fee_is_no_line_of_ours(other: dict[str, Any]) -> None:
    """A fee of another date, amount or description is somebody else's, and is left to them."""
    here = Buyer(settings=OCTOBER)
    here.bill("1", line(100))
    official(here, **other)
    here.cycle()
    assert len(here.fees()) == 2


def test_after_the_first_run_nothing_is_looked_for() -> None:
    """Later documents are made without a look on their projects where no fee is new in Severa that the store lacks."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.bill("2", line(100, "1002"))
    here.cycle()
    asked = {path: count for path, count in here.asked().items() if "GET" in path and path.endswith("projectfees")}
    assert asked == {"severa GET /rest-api/v1/projectfees": 1}


def test_a_lost_answer_is_looked_for() -> None:
    """A fee whose answer was lost is found at once, or in the next run, and not made again."""
    here = Buyer().begun()
    here.bill("1", line(100), line(100))
    here.severa.faults = Faults([Fault(Kind.ANSWER_LOST, "POST", "projectfees", nth=1)])
    assert [type(one) for one in here.cycle().outcomes] == [Adopted, Created]
    assert here.costs() == ["100", "100"]
    here = Buyer().begun()
    here.bill("1", line(100), line(100))
    here.severa.faults = unheard()
    report = here.cycle()
    assert [type(one) for one in report.outcomes] == [Held, Created]
    assert codes(report) == ["cost-fees-unreadable"]
    here.severa.faults = Faults()
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert here.costs() == ["100", "100"]
    assert here.bridge().problems() == ()


def test_a_lost_request_is_sent_again_in_time() -> None:
    """What is not there is sent again, once it can't arrive late any more."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "projectfees", nth=1)])
    assert codes(here.cycle()) == ["cost-waits-for-certainty"]
    assert codes(here.cycle()) == ["cost-waits-for-certainty"]
    assert here.costs() == []
    here.clock.advance(timedelta(minutes=12))
    assert [type(one) for one in here.cycle().outcomes] == [Created]
    assert here.costs() == ["100"]


def test_what_was_never_received_is_sent_again_at_once() -> None:
    """A service that could not be reached has done nothing: the next run tries again."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = Faults([Fault(Kind.UNREACHABLE, "POST", "projectfees")])
    assert codes(here.cycle()) == ["cost-service-trouble"]
    here.severa.faults = Faults()
    here.cycle()
    assert here.costs() == ["100"]


def test_a_deleted_fee_stays_deleted() -> None:
    """A person deleted a fee in Severa: its line is not carried again, whatever happens to its document."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7))
    here.cycle()
    here.severa.remove("project_fees", here.fees()[0]["guid"])
    for status in ("Closed", "Open"):
        here.vnf.edit("supplier_invoice", "Invoice/1", status=status)
        here.cycle()
        assert here.costs() == ["7"]


def test_a_deleted_fee_in_doubt() -> None:
    """A fee whose answer was lost and that a person deleted is not made again: a person says what it was."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    guid = here.fees()[0]["guid"]
    here.severa.remove("project_fees", guid)
    here.clock.advance(timedelta(minutes=12))
    report = here.cycle()
    assert codes(report) == ["cost-perhaps-deleted"]
    assert (report.problems[0].field, guid in report.problems[0].text()) == (guid, False)
    assert TODAY in report.problems[0].value
    assert here.costs() == []


def test_a_deleted_fee_of_the_official_integration() -> None:
    """At the first run a deleted fee of that project and date may have been the line's: nothing is made on a guess."""
    here = Buyer(settings=OCTOBER)
    here.bill("1", line(100), line(7, "1002"))
    here.severa.remove("project_fees", official(here))
    report = here.cycle()
    assert [type(one) for one in report.outcomes] == [Held, Created]
    assert here.costs() == []
    official(here)
    assert [type(one) for one in here.cycle().outcomes] == [Adopted]
    assert here.waiting() == []


def test_another_deleted_fee_holds_nothing_up() -> None:
    """A deleted fee of another date, quantity or project, or one that was a known line's, is no doubt."""
    here = Buyer(settings=OCTOBER)
    for other in (
        {"eventDate": "2026-10-29"},
        {"quantity": 2},
        {"project": {"guid": here.project("1002")}},
    ):
        here.severa.remove("project_fees", official(here, **other))
    here.bill("1", line(100))
    here.cycle()
    here.severa.remove("project_fees", here.fees()[0]["guid"])
    here.clock.advance(timedelta(hours=3))
    here.bill("2", line(50))
    here.cycle()
    assert here.costs() == ["50"]


def test_a_store_from_an_older_backup() -> None:
    """A store that does not know the newest fees finds them: after a long pause everything is looked for."""
    here = Buyer().begun()
    here.bill("1", line(100), line(100))
    older = here.backup()
    here.cycle()
    here.clock.advance(timedelta(hours=2))
    here.store = older
    assert [type(one) for one in here.cycle().outcomes] == [Adopted, Adopted]
    assert here.costs() == ["100", "100"]


def test_a_store_that_was_lost() -> None:
    """An empty store finds the fees of all that is dated within its fence."""
    here = Buyer(settings=OCTOBER).begun()
    here.bill("1", line(100), line(100))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"all of it")
    here.cycle()
    here.store = MemoryStore()
    here.link(*here.linked)
    assert [type(one) for one in here.cycle().outcomes] == [Adopted, Adopted]
    assert (here.costs(), len(here.severa.documents("project_files"))) == (["100", "100"], 1)


def test_another_source() -> None:
    """Read from the journal from now on, a purchase keeps the fee that its supplier invoice became, and back again."""
    here = Buyer().begun()
    here.bill("1", line(100), line(100))
    here.batch("801", *[entry(100, customerSupplier="50000", referenceNumber="1")] * 2, module="AP")
    here.cycle()
    for source in ("journal", "supplier_invoices", "journal"):
        here.settings = Settings(cost_source=source)
        here.clock.advance(timedelta(minutes=5))
        here.vnf.edit("journal_transaction", "ModuleAP/801", status="Posted")
        here.vnf.edit("supplier_invoice", "Invoice/1", status="Open")
        here.cycle()
        assert here.costs() == ["100", "100"]


def test_a_fee_of_another_line_is_not_taken() -> None:
    """In doubt, a fee that is another line's stays that line's."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    here.bill("1", line(100), line(100))
    here.severa.faults = Faults([Fault(Kind.SERVER_ERROR, "POST", "projectfees", nth=1)])
    here.cycle()
    here.clock.advance(timedelta(minutes=12))
    here.cycle()
    assert here.costs() == ["100", "100"]


def test_fees_that_cannot_be_read() -> None:
    """In doubt, a fee that can't be read may be the one: nothing is made before it can."""
    here = Buyer(settings=OCTOBER)
    here.bill("1", line(100))
    guid = official(here, description="Other")
    here.spoil("project_fees", guid, quantity="one")
    assert codes(here.cycle()) == ["cost-fees-unreadable"]
    here.spoil("project_fees", guid, quantity=1)
    here.cycle()
    assert here.costs() == ["100", "100"]


def test_a_store_that_was_lost_after_a_correction() -> None:
    """A fee that was corrected is found with its corrections, by their sum, and corrected further from there."""
    here = Buyer(settings=OCTOBER).begun()
    here.bill("1", line(100), line(7, text="Wood"))
    here.cycle()
    here.amend("1", line(120), line(7, text="Wood"))
    here.cycle()
    here.store = MemoryStore()
    here.link(*here.linked)
    assert [type(one) for one in here.cycle().outcomes] == [Adopted, Adopted]
    here.amend("1", line(90), line(7, text="Wood"))
    here.cycle()
    assert here.costs() == ["100", "7", "20", "-30"]


def test_fees_that_come_to_another_sum() -> None:
    """Fees alike that do not come to the amount are no line's: it gets one of its own."""
    here = Buyer(settings=OCTOBER)
    here.bill("1", line(100))
    official(here, 60)
    official(here, 30)
    assert [type(one) for one in here.cycle().outcomes] == [Created]
