"""A deadline ends the costs between two reads, fees or files, and what is left stays due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Report
from severa_vnf.testing.faults import Fault, Faults, Kind
from tests.flows.costs.purchases import Buyer, entry, line
from tests.flows.costs.test_files import names, uploads
from tests.flows.costs.test_held import close
from tests.flows.costs.test_sources import LeanBuyer
from tests.flows.office import codes

SLOW = timedelta(seconds=20)
"""How long a slow answer takes."""


def slowly(here: Buyer, method: str, path: str) -> None:
    """From now on these calls take their time."""
    for service in (here.severa, here.vnf):
        service.faults = Faults([Fault(Kind.SLOW, method, path)])


def hurried(here: Buyer, seconds: float = 60) -> tuple[Report, float]:
    """A run with a deadline, and how many seconds later it ended."""
    before = here.clock.now()
    report = here.bridge().sync("costs", deadline=seconds)
    here.severa.faults, here.vnf.faults = Faults(), Faults()
    return report, (here.clock.now() - before).total_seconds() - seconds


@pytest.mark.parametrize("together", [True, False])
def test_slow_fees(together: bool) -> None:
    """Of many lines, in one document or in many, a few more are made at most; the others are put off, not lost."""
    here = Buyer().begun()
    lines = [line(place + 1) for place in range(30)]
    for number, some in enumerate([lines] if together else [[one] for one in lines]):
        here.bill(str(number + 1), *some)
    slowly(here, "POST", "projectfees")
    report, over = hurried(here)
    assert over < 5 * SLOW.total_seconds()
    made = report.counts["created"]
    assert report.counts == {"created": made, "deferred": 30 - made}
    assert report.problems == ()
    here.cycle()
    assert sorted(map(int, here.costs())) == [*range(1, 31)]


@pytest.mark.parametrize("count", [20, 80])
def test_what_waits_costs_nothing(count: int) -> None:
    """However many documents wait, as many exchanges are made before the deadline as fees need that are made."""
    here = Buyer().begun()
    for number in range(count):
        here.batch(f"8{number}", entry(5, customerSupplier=f"6{number}"))
    slowly(here, "POST", "projectfees")
    report, _ = hurried(here)
    asked = here.asked()
    names_read = sum(count for path, count in asked.items() if "/v1/supplier/" in path)
    assert report.counts["created"] == names_read == 5


def test_a_slow_supplier() -> None:
    """The deadline is looked at before what a document needs is read ahead."""
    here = Buyer().begun()
    for number in range(40):
        here.batch(f"8{number}", entry(5, customerSupplier=f"6{number}"))
    slowly(here, "GET", "/v1/supplier/")
    report, over = hurried(here, 30)
    assert over < 5 * SLOW.total_seconds()
    assert report.counts == {"deferred": 40}
    here.cycle()
    assert len(here.costs()) == 40


def test_slow_lists() -> None:
    """No further list is read after the deadline, and nothing is concluded from those that were."""
    here = Buyer(settings=Settings(cash_transactions=True)).begun()
    here.bill("1", line(5))
    close(here, "1001")
    here.cycle()
    here.vnf.requests.clear()
    slowly(here, "GET", "supplierInvoice")
    report, _ = hurried(here, 10)
    assert (report.outcomes, [path for path in here.asked() if "cash" in path or "journal" in path]) == ((), [])
    assert len(here.bridge().problems()) == 1
    close(here, "1001", closed=False)
    here.cycle()
    assert here.costs() == ["5"]


def test_documents_that_are_read_one_by_one() -> None:
    """Nor is a document read by itself after it."""
    here = LeanBuyer().begun()
    for number in range(60):
        here.bill(str(number + 1), line(5))
    slowly(here, "GET", "supplierInvoice/")
    report, over = hurried(here, 30)
    assert over < 25 * SLOW.total_seconds()
    assert report.outcomes == ()
    here.cycle()
    assert len(here.costs()) == 60


def test_slow_files() -> None:
    """A file that was not begun stays due, and its document waits for nothing else."""
    here = Buyer().begun()
    here.bill("1", line(100))
    for place in range(12):
        here.vnf.attach("supplier_invoice", "Invoice/1", f"{place:02}.pdf", b"s")
    slowly(here, "POST", "/files")
    report, over = hurried(here)
    assert over < 5 * SLOW.total_seconds()
    assert report.counts == {"created": 1}
    assert 0 < uploads(here) < 12
    assert here.waiting() == ["Invoice 1"]
    assert codes(here.cycle()) == []
    assert (sorted(names(here)), here.waiting()) == ([f"{place:02}.pdf" for place in range(12)], [])


def test_problems_of_what_was_put_off_stay() -> None:
    """What is known to be wrong with a line that was put off is not forgotten."""
    here = Buyer().begun()
    for number in range(12):
        here.bill(str(number + 1), line(5, "1002"), line(5))
    close(here, "1002")
    here.cycle()
    assert len(here.bridge().problems()) == 12
    for number in range(12):
        here.amend(str(number + 1), line(5, "1002"), line(6))
    slowly(here, "POST", "projectfees")
    hurried(here)
    assert len(here.bridge().problems()) == 12
