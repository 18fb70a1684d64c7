"""Where costs are read, and that nothing is read twice."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import httpx
import pytest

from severa_vnf import Rebill, Settings, Severa, VismaNet
from severa_vnf.testing.exchange import dumps, loads
from tests.flows.costs.purchases import TODAY, Buyer, entry, line

POLICY = Rebill(Decimal("1.5"))


def _book(here: Buyer) -> None:
    """Two purchases, in both places where Visma.net shows them, and what else was booked on projects."""
    here.bill("1", line(100), line(7, "1002", "Wood"))
    here.bill("2", line(30), documentType="DebitAdj")
    party = {"referenceNumber": "1", "customerSupplier": "50000"}
    paid = entry(-107, None, customerSupplier="50000", referenceNumber="1")
    here.batch("801", entry(100, **party), entry(7, "1002", "Wood", **party), paid, module="AP")
    here.batch("802", entry(-30, **{**party, "referenceNumber": "2"}), module="AP")
    here.batch("803", entry(-500, "1001", "Sold"), module="AR")
    here.batch("804", entry(5, "1003", "Moved"))
    here.cash("601", (12, "1003"))
    here.batch("805", entry(12, "1003", "Parking", referenceNumber="601"), module="CA")
    here.posting("701", (4, "1003"))
    here.batch("806", entry(4, "1003", "Allocated", referenceNumber="701"), module="PM")


def _fees(here: Buyer) -> list[dict[str, Any]]:
    """What fees say, without what Severa alone knows of them."""
    names = (
        "project",
        "description",
        "eventDate",
        "quantity",
        "unitCost",
        "unitPrice",
        "isBillable",
        "billingSchedule",
    )
    return sorted(({name: fee[name] for name in names} for fee in here.fees()), key=lambda fee: str(fee["description"]))


@pytest.mark.parametrize("cash", [True, False])
@pytest.mark.parametrize("postings", [True, False])
def test_both_sources_give_the_same_fees(cash: bool, postings: bool) -> None:
    """Supplier invoices, or the journal lines of their module: the same fees, and nothing is counted twice."""
    made = []
    for source in ("supplier_invoices", "journal"):
        settings = Settings(cost_source=source, costs=POLICY, cash_transactions=cash, project_transactions=postings)
        here = Buyer(settings=settings).begun()
        _book(here)
        here.cycle()
        made.append(_fees(here))
        assert [fee["description"] for fee in made[-1]] == [
            "Allocated, 701",
            "Moved, 804",
            "Parking, 601",
            "Steel, 1, 50000 Staal & Co",
            "Steel, 2, 50000 Staal & Co",
            "Wood, 1, 50000 Staal & Co",
        ]
    assert made[0] == made[1]


def test_switches_give_the_same_fees() -> None:
    """Cash and project transactions are read from the journal, or by themselves: the fees are the same."""
    made = []
    for on in (True, False):
        here = Buyer(settings=Settings(cash_transactions=on, project_transactions=on)).begun()
        _book(here)
        here.cycle()
        made.append(_fees(here))
    assert made[0] == made[1]


@pytest.mark.parametrize("source", ["supplier_invoices", "journal"])
def test_what_is_paid_ahead(source: Any) -> None:
    """A prepayment that a supplier asks for is no cost, before its invoice or after; the invoice is one."""
    here = Buyer(settings=Settings(cost_source=source)).begun()
    here.bill("1", line(100, text="Paid ahead"), documentType="Prepayment")
    here.cycle()
    assert here.costs() == []
    here.bill("2", line(100))
    here.batch("8", entry(100, customerSupplier="50000", referenceNumber="2"), module="AP")
    here.amend("1", kind="Prepayment", status="Closed")
    here.cycle()
    assert [fee["description"] for fee in here.fees()] == ["Steel, 2, 50000 Staal & Co"]


def test_cash_that_comes_in() -> None:
    """Money that comes in lowers the cost of its project."""
    here = Buyer(settings=Settings(cash_transactions=True)).begun()
    here.cash("601", (12, "1003"), disbReceipt="Receipt")
    here.cycle()
    assert here.costs("1003") == ["-12"]


def test_postings_of_other_modules_are_left_out() -> None:
    """A project transaction that repeats a purchase is no cost of its own."""
    here = Buyer(settings=Settings(project_transactions=True)).begun()
    here.posting("701", (4, "1003"), module="ModuleAP")
    here.cycle()
    assert here.costs("1003") == []


def test_a_batch_on_two_pages_is_one() -> None:
    """A batch that a page's end splits is put together again: each of its lines is one cost."""
    here = Buyer(vnf_switches={"max_page_size": {"journal_transaction": 3}}).begun()
    here.batch("9", entry(1), entry(-1, None), entry(2), entry(3), entry(-5, None), entry(4))
    here.batch("10", entry(6))
    here.cycle()
    assert here.costs() == ["1", "2", "3", "4", "6"]
    here.cycle()
    assert len(here.fees()) == 5


def test_names_of_the_journal() -> None:
    """A journal line has a number alone: its name is the supplier's, else the customer's, else there is none."""
    here = Buyer().begun()
    customer = here.world.vnf["customer"][0]
    for place, number in enumerate(("50000", customer["number"], "77")):
        here.batch(f"90{place}", entry(1, customerSupplier=number))
    here.cycle()
    said = [fee["description"] for fee in here.fees()]
    assert said == [
        "Steel, 900, 50000 Staal & Co",
        f"Steel, 901, {customer['number']} {customer['name']}",
        "Steel, 902, 77",
    ]


class Lean(httpx.BaseTransport):
    """A Visma.net whose list of supplier invoices shows no lines."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self.inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Take the lines out of the list."""
        response = self.inner.handle_request(request)
        if not request.url.path.endswith("/supplierInvoice"):
            return response
        rows = [
            {name: value for name, value in row.items() if name != "invoiceLines"} for row in loads(response.read())
        ]
        return httpx.Response(200, headers={"content-type": "application/json"}, content=dumps(rows))


class LeanBuyer(Buyer):
    """A company whose Visma.net is like that."""

    def clients(self) -> tuple[Severa, VismaNet]:
        """A fresh process's clients."""
        secrets: dict[str, Any] = {"client_id": "id", "client_secret": "secret", "clock": self.clock}
        lean = httpx.Client(transport=Lean(self.vnf.transport))
        return super().clients()[0], VismaNet(**secrets, tenant_id="demo", http_client=lean)


def test_lists_without_lines() -> None:
    """What a list shows without its lines is read by itself: an invoice by its number, others by kind and number."""
    here = LeanBuyer().begun()
    here.bill("1", line(100))
    here.bill("2", line(30), documentType="DebitAdj")
    here.cycle()
    assert here.costs() == ["100", "-30"]
    assert here.asked()["vnf GET /v1/supplierInvoice/1"] == here.asked()["vnf GET /v1/supplierInvoice/DebitAdj/2"] == 1


def test_dates_far_apart() -> None:
    """A document is dated when it is dated: one of next month is carried today, with its own date."""
    here = Buyer().begun()
    here.bill("1", line(100), date="2026-11-15T00:00:00")
    here.cycle()
    assert [fee["eventDate"] for fee in here.fees()] == ["2026-11-15"]
    assert TODAY < "2026-11-15"
