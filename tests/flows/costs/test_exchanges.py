"""What costs cost: exchanges of a quiet cycle, and of one with purchases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from severa_vnf import Bridge, Settings
from tests.flows.costs.purchases import Buyer, entry, line
from tests.flows.costs.test_held import close

SUPPLIER_INVOICES, JOURNAL = "vnf GET /v1/supplierInvoice", "vnf GET /v2/journaltransaction"


def quiet(here: Buyer) -> Bridge:
    """A bridge that has seen a cycle, its tokens and its company; the count begins now."""
    bridge = here.bridge()
    bridge.sync("classes", "costs")
    here.clock.advance(timedelta(minutes=5))
    bridge.sync("costs")
    here.clock.advance(timedelta(minutes=5))
    here.severa.requests.clear()
    here.vnf.requests.clear()
    return bridge


@pytest.mark.parametrize("hours", [0, 30])
def test_a_quiet_cycle(hours: int) -> None:
    """A cycle in which nothing happened reads both lists since its marks, and asks for nothing else."""
    here = Buyer()
    here.bill("1", line(100), line(7, "1002"), line(3, "X"))
    here.batch("9", entry(5))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"s")
    bridge = quiet(here)
    here.clock.advance(timedelta(hours=hours))
    bridge.sync("costs")
    assert here.asked() == {SUPPLIER_INVOICES: 1, JOURNAL: 1}


def test_a_quiet_cycle_of_every_source() -> None:
    """Each list that is switched on is one exchange more; the journal alone is one."""
    here = Buyer(settings=Settings(cash_transactions=True, project_transactions=True))
    quiet(here).sync("costs")
    assert here.asked().total() == 4
    here = Buyer(settings=Settings(cost_source="journal"))
    quiet(here).sync("costs")
    assert here.asked() == {JOURNAL: 1}


def test_one_document() -> None:
    """Its fees take three exchanges: what is closed, the projects, and whether anybody else has made a fee since.

    Each file is read once, and sent to each project.
    """
    here = Buyer()
    bridge = quiet(here)
    here.bill("1", line(100), line(100), line(7, "1002"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"s")
    bridge.sync("costs")
    fees, files, projects = 3, 1, 2
    assert here.asked().total() == 2 + 3 + fees + files + projects


@pytest.mark.parametrize("source", ["supplier_invoices", "journal"])
@pytest.mark.parametrize("count", [2, 60])
def test_many_documents(source: str, count: int) -> None:
    """At most two exchanges a document and one a fee, whichever source: of many documents, far fewer."""
    here = Buyer(settings=Settings(cost_source=source))
    bridge = quiet(here)
    for number in range(count):
        here.bill(str(number), line(100), line(7, "1002"))
        party = {"customerSupplier": "50000", "referenceNumber": str(number)}
        here.batch(f"8{number}", entry(100, **party), entry(7, "1002", **party), module="AP")
    bridge.sync("costs")
    fees = 2 * count
    assert len(here.fees()) == fees
    idle = 1 if source == "journal" else 2
    assert here.asked().total() - idle - fees <= min(2 * count, 4)


def test_lines_that_wait() -> None:
    """However many lines wait, what could end it is asked once in a cycle."""
    here = Buyer()
    for number in range(20):
        here.bill(str(number), line(100))
    close(here, "1001")
    quiet(here).sync("costs")
    assert here.asked().total() == 2 + 2
