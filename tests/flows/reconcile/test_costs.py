from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from severa_vnf import Settings
from severa_vnf.plan import Reconciled
from tests.flows.costs.purchases import Buyer, entry, line
from tests.flows.costs.test_sources import LeanBuyer
from tests.flows.office import Kind

OCTOBER = "2026-10"
drivers = pytest.mark.parametrize("driver", ["sync", "async"])


def reconciled(here: Buyer, driver: Kind = "sync") -> Reconciled:
    """October, as a fresh process finds it."""
    found: Reconciled = here.using(driver, lambda bridge: bridge.reconcile(OCTOBER))
    return found


def codes(found: Reconciled) -> list[str]:
    """The rules of the differences."""
    return [one.code for one in found.differences]


def bought(**settings: object) -> Buyer:
    """Three lines of one document have crossed."""
    here = Buyer(settings=Settings(**settings)).begun()
    here.bill("1", line(100), line(100), line(7, "1002", "Wood"), line(9, None))
    here.cycle()
    return here


@drivers
def test_what_crossed_is_equal(driver: Kind) -> None:
    """Every line with a linked project has its fee: counted and summed on both sides."""
    found = reconciled(bought(), driver)
    (costs,) = found.sums
    assert (found.ok, costs.what, costs.currency) == (True, "costs", "EUR")
    assert (costs.severa_count, costs.severa, costs.vnf_count, costs.vnf) == (3, Decimal(207), 3, Decimal(207))


def test_before_the_first_cycle() -> None:
    """Where no cost ever crossed, purchases are not compared."""
    here = Buyer()
    here.bill("1", line(100))
    assert reconciled(here) == Reconciled(OCTOBER)


def test_line_without_fee() -> None:
    """A line whose fee was not made yet is named, with its amount."""
    here = bought()
    here.bill("2", line(30), documentType="DebitAdj")
    found = reconciled(here)
    assert codes(found) == ["line-without-fee"]
    assert "-30 EUR" in str(found)


def test_other_lines() -> None:
    """Lines of projects that are not linked, of other months, and of documents that are not released are no costs."""
    here = bought()
    here.bill("2", line(30, "1004"))
    here.bill("3", line(30), date="2026-11-02T00:00:00")
    here.bill("4", line(30), status="Balanced")
    assert reconciled(here).ok


def test_before_the_fence() -> None:
    """Lines before the day of going live are no costs."""
    here = bought(go_live=date(2026, 10, 15))
    here.bill("2", line(30), date="2026-10-14T00:00:00")
    assert reconciled(here).ok


def test_cost_apart() -> None:
    """A line that was changed and not corrected yet is told with both amounts."""
    here = bought()
    here.amend("1", line(120), line(100), line(7, "1002", "Wood"))
    found = reconciled(here)
    assert codes(found) == ["cost-apart"]
    assert "120 in Visma.net, 100 in Severa" in str(found)
    here.cycle()
    assert reconciled(here).ok


def test_deleted_in_severa() -> None:
    """A fee that a person deleted is explained, and its line is in no sum."""
    here = bought()
    wood = next(fee for fee in here.fees() if fee["description"].startswith("Wood"))
    here.severa.remove("project_fees", wood["guid"])
    found = reconciled(here)
    assert (found.ok, found.sums[0].vnf, len(found.reasons)) == (True, Decimal(200), 1)
    assert "deleted in Severa" in found.reasons[0].why


def test_fee_without_line() -> None:
    """A fee whose batch was voided is told until it is taken back."""
    here = Buyer().begun()
    here.batch("9", entry(5, "1003"), entry(-5, None))
    here.cycle()
    assert reconciled(here).ok
    here.vnf.edit("journal_transaction", "ModuleGL/9", status="Voided")
    found = reconciled(here)
    assert codes(found) == ["fee-without-line"]
    here.cycle()
    assert reconciled(here).ok


def test_fee_without_line_deleted() -> None:
    """A fee that was taken back, and one half of it deleted, is a person's own doing."""
    here = Buyer().begun()
    here.batch("9", entry(5, "1003"), entry(-5, None))
    here.cycle()
    here.vnf.edit("journal_transaction", "ModuleGL/9", status="Voided")
    here.cycle()
    here.severa.remove("project_fees", here.fees()[0]["guid"])
    assert reconciled(here).ok


def test_fee_of_a_forgotten_document() -> None:
    """A fee whose document is not in Visma.net any more is told, whatever is remembered of it."""
    here = Buyer().begun()
    here.batch("9", entry(5, "1003"), entry(-5, None))
    here.cycle()
    here.vnf.edit("journal_transaction", "ModuleGL/9", batchNumber="10")
    assert "fee-without-line" in codes(reconciled(here))


def test_fee_twice() -> None:
    """A second fee like that of a line is told; a person's own fee is not."""
    here = bought()
    (wood,) = (fee for fee in here.fees() if fee["description"].startswith("Wood"))
    kept = ("project", "eventDate", "quantity", "description", "unitCost")
    copy = {name: wood[name] for name in kept}
    here.severa.load("project_fees", [{**copy, "description": "Lunch"}])
    assert reconciled(here).ok
    here.severa.load("project_fees", [copy])
    found = reconciled(here)
    assert (codes(found), "Wood" in str(found)) == (["fee-twice"], True)


def test_a_fee_without_amounts() -> None:
    """A fee whose cost somebody took away differs by all of it."""
    here = bought()
    wood = next(fee for fee in here.fees() if fee["description"].startswith("Wood"))
    here.severa.edit("project_fees", wood["guid"], unitCost=None)
    assert codes(reconciled(here)) == ["cost-apart"]


def test_other_modules() -> None:
    """A batch of the suppliers' module is in the supplier invoices already."""
    here = bought()
    here.batch("8", entry(5, "1003"), module="AP")
    assert reconciled(here).ok


def test_a_list_without_lines() -> None:
    """A document that the list shows without its lines is read by itself."""
    here = LeanBuyer().begun()
    here.bill("1", line(100))
    here.cycle()
    (costs,) = reconciled(here).sums
    assert (costs.vnf_count, costs.even) == (1, True)


def test_unreadable() -> None:
    """A document or a fee that can't be read is told."""
    here = bought()
    here.vnf.edit("supplier_invoice", "Invoice/1", date="some day")
    here.spoil("project_fees", here.fees()[0]["guid"], quantity="many")
    assert codes(reconciled(here)).count("unreadable-record") == 2
