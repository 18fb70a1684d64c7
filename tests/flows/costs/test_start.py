"""From when on costs cross, and what brings an older line along."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from severa_vnf import ServiceDown, Settings
from severa_vnf.flows.costs import start
from severa_vnf.flows.costs.unlinked import SPACE
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.worlds import demo_world
from tests.flows.costs.purchases import Buyer, entry, line
from tests.flows.office import Office
from tests.registers.worlds import SETTINGS


def test_without_a_go_live_the_first_day_is_the_fence() -> None:
    """Unset, costs begin with the day of the first run: five years of purchases do not become project fees."""
    here = Buyer()
    for place, day in enumerate(("2021-05-01", "2026-10-29", "2026-10-30", "2026-10-31")):
        here.bill(str(place), line(place + 1), date=f"{day}T00:00:00")
    here.batch("9", entry(50), transactionDate="2026-10-29T00:00:00")
    here.cycle()
    assert here.costs() == ["3", "4"]
    here.clock.advance(timedelta(days=3))
    here.bill("9", line(9), date="2026-10-30T00:00:00")
    here.bill("10", line(10), date="2026-10-29T00:00:00")
    here.cycle()
    assert here.costs() == ["3", "4", "9"]


def test_a_go_live_that_is_moved_back() -> None:
    """Moved back, the fence lets in what lies behind it, and nothing twice; moved on, it shuts out what is new."""
    here = Buyer().begun()
    here.bill("1", line(1), date="2026-09-15T00:00:00")
    here.bill("2", line(2))
    here.cycle()
    here.settings = Settings(go_live=date(2026, 9, 1))
    here.clock.advance(timedelta(days=2))
    here.bill("3", line(3), date="2026-09-16T00:00:00")
    here.cycle()
    assert sorted(here.costs()) == ["1", "2", "3"]
    here.settings = Settings(go_live=date(2026, 11, 1))
    here.bill("4", line(4))
    here.amend("2", line(7))
    here.cycle()
    assert sorted(here.costs()) == ["1", "2", "3", "5"]


def test_a_document_without_a_date() -> None:
    """A line without a date is carried without one."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.vnf.edit("supplier_invoice", "Invoice/1", date=None)
    here.cycle()
    assert [fee["eventDate"] for fee in here.fees()] == [None]


def test_the_first_day_is_remembered_at_once() -> None:
    """A first run that was killed has had its first day."""
    here = Buyer()
    here.bill("1", line(1))
    assert here.bridge().sync("costs", deadline=0).counts == {}
    here.clock.advance(timedelta(days=2))
    here.cycle()
    assert here.costs() == ["1"]
    assert here.known(start.SPACE)[start.FIRST]["first"] == "2026-10-30"


@pytest.mark.parametrize("kind", [Kind.SERVER_ERROR, Kind.UNREACHABLE])
def test_a_first_run_that_ended_before_the_costs(kind: Kind) -> None:
    """A first run that failed at the registers has had its first day too: what is dated from then on crosses."""
    here = Office(demo_world(), SETTINGS)
    here.vnf.faults = Faults([Fault(kind, "GET", "/project$")])
    with pytest.raises(ServiceDown):
        here.bridge().sync()
    here.vnf.faults = Faults()
    here.clock.advance(timedelta(days=3))
    lines = [{"lineNumber": 1, "transactionDescription": "Steel", "cost": 100, "project": {"id": "1001"}}]
    bill = {"documentType": "Invoice", "status": "Open", "invoiceLines": lines}
    days = {"1": "2026-10-30", "2": "2026-10-29"}
    dated = [{**bill, "referenceNumber": number, "date": f"{day}T00:00:00"} for number, day in days.items()]
    here.vnf.load("supplier_invoice", dated)
    here.bridge().sync()
    assert [fee["eventDate"] for fee in here.severa.documents("project_fees")] == ["2026-10-30"]


def test_what_is_no_first_day_of_costs() -> None:
    """A preview, and a run of other streams, begin nothing."""
    here = Buyer()
    bridge = here.bridge()
    bridge.preview("costs")
    bridge.sync("classes")
    assert here.known(start.SPACE) == {}


def test_a_project_that_is_linked_later() -> None:
    """A project that is linked after its lines were read brings them along; what never is, is remembered once."""
    here = Buyer(settings=Settings(project_transactions=True), linked=("1001",)).begun()
    here.bill("1", line(100), line(7, "1002"), line(1, "X"))
    here.posting("701", (4, "1003"))
    here.cycle()
    here.clock.advance(timedelta(days=5))
    here.batch("9", entry(5, "1002"))
    here.cycle()
    here.clock.advance(timedelta(days=5))
    assert set(here.known(SPACE)) == {"1002", "1003", "X"}
    here.link("1002")
    here.cycle()
    assert (here.costs(), here.costs("1002")) == (["100"], ["7", "5"])
    here.link("1003")
    here.cycle()
    assert here.costs("1003") == ["4"]
    assert set(here.known(SPACE)) == {"X"}


def test_a_whole_cycle() -> None:
    """In a cycle of all streams the projects are linked first, and the costs follow in the same run."""
    here = Office(demo_world(), SETTINGS)
    lines = [{"lineNumber": 1, "transactionDescription": "Steel", "cost": 100, "project": {"id": "1001"}}]
    here.vnf.load(
        "supplier_invoice",
        [{"documentType": "Invoice", "referenceNumber": "1", "status": "Open", "invoiceLines": lines}],
    )
    report = here.bridge().sync()
    assert [one.label for one in report.outcomes if one.stream == "costs"] == ["Purchase Invoice 1, line 1, 100 EUR"]
    assert len(here.severa.documents("project_fees")) == 1
