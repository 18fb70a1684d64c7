"""Links of costs, looked at and mended by hand."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from severa_vnf import Settings
from severa_vnf.testing.faults import Faults
from tests.flows.costs.purchases import Buyer, line, unheard
from tests.flows.costs.test_held import close
from tests.flows.costs.test_never_twice import official


def test_links() -> None:
    """Every carried line is listed with its fees, those that corrected it among them."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "X"))
    here.cycle()
    here.amend("1", line(120), line(7, "X"))
    here.cycle()
    [link] = here.bridge().links("costs")
    assert (link.line, list(link.fees)) == ("Invoice 1 1", [fee["guid"] for fee in here.fees()])


def test_a_deleted_fee_that_stays_away() -> None:
    """Linked with the fee that was deleted, a line is settled: nothing is made, and its problem closes."""
    here = Buyer(settings=Settings(go_live=date(2026, 10, 1)))
    here.bill("1", line(100))
    guid = official(here)
    here.severa.remove("project_fees", guid)
    here.cycle()
    asyncio.run(here.async_bridge().relink("costs", guid, "Invoice 1 1"))
    here.cycle()
    assert (here.fees(), here.waiting(), here.bridge().problems()) == ([], [], ())


def test_a_fee_made_by_hand() -> None:
    """A line of a closed project is linked with the fee that a person entered, whatever that says."""
    here = Buyer().begun()
    here.bill("1", line(100))
    close(here, "1001")
    here.cycle()
    here.bridge().relink("costs", official(here, 99, description="By hand"), "Invoice 1 1")
    here.cycle()
    assert (here.costs(), here.waiting()) == (["99"], [])


@pytest.mark.parametrize("deleted", [True, False])
def test_a_line_in_doubt(deleted: bool) -> None:
    """What was in doubt of a line is settled by its link."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.severa.faults = unheard()
    here.cycle()
    here.severa.faults = Faults()
    guid = here.fees()[0]["guid"]
    if deleted:
        here.severa.remove("project_fees", guid)
    here.bridge().relink("costs", guid, "Invoice 1 1")
    here.clock.advance(timedelta(minutes=30))
    here.cycle()
    assert (here.costs(), here.waiting()) == ([] if deleted else ["100"], [])


def test_a_line_that_does_not_wait() -> None:
    """Only a line that waits can be linked, and only where its project is known."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "X"))
    close(here, "1001")
    here.cycle()
    guid = "no-such-fee"
    for key, wrong in (("Invoice 2 1", "waits"), ("Invoice 1 3", "waits"), ("Invoice 1 2", "not linked")):
        with pytest.raises(ValueError, match=wrong):
            here.bridge().relink("costs", guid, key)
