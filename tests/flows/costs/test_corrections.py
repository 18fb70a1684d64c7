"""A line that changes after it was carried: what was made stays, and another fee makes up for the difference."""

from __future__ import annotations

from decimal import Decimal

import pytest

from severa_vnf import CostOnly, Rebill, Settings
from severa_vnf.plan import Updated
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.values import Guid
from tests.flows.costs.purchases import Buyer, entry, line, unheard
from tests.flows.costs.test_held import close
from tests.flows.office import codes

REBILL = Settings(costs=Rebill(Decimal("1.5")))


def prices(here: Buyer, project: str = "1001") -> list[str]:
    """What the fees of a project are invoiced at, each with whether it is."""
    fees = [fee for fee in here.fees() if fee["project"]["guid"] == here.project(project)]
    return [f"{fee['unitPrice']['amount']} {fee['isBillable']}" for fee in fees]


def test_another_amount() -> None:
    """An amount that changed is made up for by a fee of the difference, with the price that belongs to it."""
    here = Buyer(settings=REBILL).begun()
    here.bill("1", line("0.33"))
    here.cycle()
    for cost in ("0.66", "0.99", "0.50"):
        here.amend("1", line(cost))
        report = here.cycle()
        assert [type(one) for one in report.outcomes] == [Updated]
    assert here.costs() == ["0.33", "0.33", "0.33", "-0.49"]
    assert sum(Decimal(fee["unitPrice"]["amount"]) for fee in here.fees()) == Decimal("0.75")
    assert len({fee["description"] for fee in here.fees()}) == 1
    assert here.cycle().outcomes == ()


def test_another_project() -> None:
    """A line that was moved is taken back from its project, cost and price, and is a cost of the other."""
    here = Buyer(settings=REBILL).begun()
    here.bill("1", line(100))
    here.cycle()
    here.amend("1", line(100, "1002", "Moved"))
    here.cycle()
    assert (here.costs(), here.costs("1002")) == (["100", "-100"], ["100"])
    assert prices(here) == ["150.00 True", "-150.00 True"]
    assert [fee["description"].split(",")[0] for fee in here.fees()] == ["Steel", "Steel", "Moved"]
    here.amend("1", line(120, "1001"))
    here.cycle()
    assert (here.costs(), here.costs("1002")) == (["100", "-100", "120"], ["100", "-100"])


def test_a_mere_cost_stays_one() -> None:
    """The correction of a mere cost is invoiced no more than the cost was."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    here.amend("1", line(90))
    here.cycle()
    here.amend("1", line(90, "X"))
    here.cycle()
    assert prices(here) == ["0.00 False", "0.00 False", "0.00 False"]
    assert here.costs() == ["100", "-10", "-90"]


def test_what_was_invoiced_is_credited() -> None:
    """A line taken back after the policy changed takes its price back as well; another policy alone changes nothing."""
    here = Buyer(settings=REBILL).begun()
    here.bill("1", line(100))
    here.cycle()
    here.settings = Settings(costs=CostOnly())
    here.vnf.edit("supplier_invoice", "Invoice/1", status="Closed")
    here.cycle()
    assert prices(here) == ["150.00 True"]
    here.amend("1", line(100, None))
    here.cycle()
    assert prices(here) == ["150.00 True", "-150.00 True"]


def test_a_named_product_is_credited_too() -> None:
    """What is taken back names the product that was named."""
    product = Guid(str(Buyer().world.severa["products"][0]["guid"]))
    here = Buyer(settings=Settings(costs=Rebill(Decimal(1), product))).begun()
    here.bill("1", line(100))
    here.cycle()
    here.vnf.edit("supplier_invoice", "Invoice/1", status="Voided")
    here.cycle()
    assert [fee["product"]["guid"] for fee in here.fees()] == [product, product]


def test_a_voided_document() -> None:
    """A document that was voided is taken back, every line of it."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"))
    here.bill("2", line(1), status="Voided")
    here.cycle()
    here.vnf.edit("supplier_invoice", "Invoice/1", status="Voided")
    here.cycle()
    assert (here.costs(), here.costs("1002")) == (["100", "-100"], ["7", "-7"])


def test_a_line_that_is_gone() -> None:
    """A line that its document has no more is taken back; one that comes back is a cost again."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7))
    here.cycle()
    here.amend("1", line(100))
    here.cycle()
    assert here.costs() == ["100", "7", "-7"]
    here.amend("1", line(100), line(7))
    here.cycle()
    assert here.costs() == ["100", "7", "-7", "7"]


def test_a_batch_that_is_not_whole() -> None:
    """A batch whose lines do not come to its total has lost some on the way: nothing is taken back for that."""
    here = Buyer().begun()
    here.batch("9", entry(5), entry(2))
    here.cycle()
    lines = here.vnf.documents("journal_transaction")[0]["journalTransactionLines"]
    here.vnf.edit("journal_transaction", "ModuleGL/9", journalTransactionLines=lines[:1])
    here.cycle()
    assert here.costs() == ["5", "2"]
    here.vnf.edit("journal_transaction", "ModuleGL/9", debitTotal=5)
    here.cycle()
    assert here.costs() == ["5", "2", "-2"]


def test_a_reversing_document() -> None:
    """A document that gives money back is a cost of its own, whatever the setting for corrections."""
    here = Buyer(settings=Settings(corrections=False)).begun()
    here.bill("1", line(100))
    here.bill("2", line(100), documentType="DebitAdj")
    here.cycle()
    assert here.costs() == ["100", "-100"]


def test_switched_off() -> None:
    """By a setting nothing is made for a line that changed, was moved or voided."""
    here = Buyer(settings=Settings(corrections=False)).begun()
    here.bill("1", line(100), line(7))
    here.cycle()
    here.amend("1", line(120), line(7, "1002"))
    here.cycle()
    here.vnf.edit("supplier_invoice", "Invoice/1", status="Voided")
    here.cycle()
    assert (here.costs(), here.costs("1002")) == (["100", "7"], [])


def test_a_deleted_fee_is_not_corrected() -> None:
    """Where a person deleted the fee, a changed amount makes none; the line moved elsewhere is a cost there."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    here.severa.remove("project_fees", here.fees()[0]["guid"])
    here.amend("1", line(120))
    here.cycle()
    assert (here.fees(), here.waiting()) == ([], [])
    here.amend("1", line(120, "1002"))
    here.cycle()
    assert (here.costs(), here.costs("1002")) == ([], ["120"])


def test_a_project_linked_anew() -> None:
    """Costs stay where they are when their project is linked with another one: nobody moved the line."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    here.relink("1001", "1003")
    here.amend("1", line(100), line(5))
    here.cycle()
    assert (here.costs(), here.costs("1003")) == (["100"], ["5"])
    here.amend("1", line(110), line(5))
    here.cycle()
    assert (here.costs(), here.costs("1003")) == (["100", "10"], ["5"])


def test_a_correction_that_waits() -> None:
    """A correction on a closed project waits like any cost; its other half does not."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    close(here, "1001")
    here.amend("1", line(100, "1002"))
    assert codes(here.cycle()) == ["cost-project-closed"]
    assert (here.costs(), here.costs("1002")) == (["100"], ["100"])
    close(here, "1001", closed=False)
    here.cycle()
    assert (here.costs(), here.costs("1002")) == (["100", "-100"], ["100"])


def test_a_line_moved_to_another_company() -> None:
    """A line moved to a project that this bridge does not carry is taken back, and made by nobody here."""
    here = Buyer().begun()
    here.bill("1", line(100))
    here.cycle()
    here.severa.load("business_units", [{"guid": "other", "name": "Other"}])
    here.severa.edit("projects", here.project("1002"), businessUnit={"guid": "other"})
    here.settings = Settings(companies=(Guid(here.world.severa["business_units"][0]["guid"]),))
    here.amend("1", line(100, "1002"))
    here.cycle()
    here.cycle()
    assert (here.costs(), here.costs("1002"), here.waiting()) == (["100", "-100"], [], [])


@pytest.mark.parametrize("found", [True, False])
def test_changed_while_nobody_knew(found: bool) -> None:
    """A line that changed while its fee was in doubt is settled first, and corrected in a later run."""
    here = Buyer().begun()
    here.bill("1", line(100))
    lost = Faults([Fault(Kind.SERVER_ERROR, "POST", "projectfees", nth=1)])
    here.severa.faults = unheard() if found else lost
    here.cycle()
    here.severa.faults = Faults()
    here.amend("1", line(100, "1002"))
    here.until_quiet()
    assert (here.costs(), here.costs("1002")) == (["100", "-100"] if found else [], ["100"])
