"""What the documentation says of costs, held by whole cycles.

Sections: [other] purchase invoices and other transactions; [fields] the table of project costs.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from severa_vnf import CostOnly, Rebill, Settings
from severa_vnf.mapping import PurchaseLine
from severa_vnf.policies import CostPolicy
from severa_vnf.testing.worlds import World
from severa_vnf.values import Guid
from tests.flows.costs.purchases import TODAY, Buyer, entry, line
from tests.flows.office import Kind


@pytest.mark.parametrize("driver", ["sync", "async"])
def test_released_lines_with_a_project_become_costs(driver: Kind) -> None:
    """[other] Lines that are tied to a project come over as project costs once their document is released."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"), line(3, None))
    here.batch("9", entry(5, "1003"), entry(-5, None))
    here.bill("2", line(50), status="Balanced")
    here.cycle(driver)
    assert (here.costs(), here.costs("1002"), here.costs("1003")) == (["100"], ["7"], ["5"])
    here.vnf.edit("supplier_invoice", "Invoice/2", status="Open")
    here.cycle(driver)
    assert here.costs() == ["100", "50"]


def test_description() -> None:
    """[other, fields] A cost says "transaction description, reference number, supplier number and supplier name"."""
    here = Buyer().begun()
    here.bill("700001", line(1, text="Staal, 4 mm"))
    here.batch("900001", entry(2, text="Overboeking"))
    here.cycle()
    said = [fee["description"] for fee in here.fees()]
    assert said == ["Staal, 4 mm, 700001, 50000 Staal & Co", "Overboeking, 900001"]


def test_fields() -> None:
    """[fields] The transaction date, a quantity of always 1, and the debit amount in the company's currency."""
    here = Buyer().begun()
    here.bill("1", line("91.50", costInCurrency=Decimal(1000)), currencyId="SEK", exchangeRate=Decimal("0.0915"))
    here.cycle()
    [fee] = here.fees()
    assert (fee["eventDate"], fee["quantity"]) == (TODAY, 1)
    assert (fee["unitCost"]["amount"], fee["unitCost"]["currencyCode"]) == (Decimal("91.50"), "EUR")


def test_severa_decides() -> None:
    """[fields] VAT, kind of product and product are Severa's: none is sent."""
    here = Buyer(settings=Settings(costs=Rebill(Decimal("1.5")))).begun()
    here.bill("1", line(100))
    here.cycle()
    sent = [request.body for request in here.severa.requests if request.path.endswith("/projectfees")]
    assert not any(word in body for body in sent for word in (b"vatRate", b"productType", b'"product"'))


@pytest.mark.parametrize(
    ("policy", "price", "billable"),
    [
        (CostOnly(), "0.00", False),
        (Rebill(Decimal(1)), "100.10", True),
        (Rebill(Decimal("1.5")), "150.15", True),
        (Rebill(Decimal("1.105")), "110.61", True),
    ],
)
def test_multiplier(policy: CostPolicy, price: str, billable: bool) -> None:
    """[other] A mere cost has a price of 0.00; at 100 % the price is the cost, at 150 % 1.5 times that."""
    here = Buyer(settings=Settings(costs=policy)).begun()
    here.bill("1", line("100.10"))
    here.cycle()
    [fee] = here.fees()
    assert (str(fee["unitPrice"]["amount"]), fee["isBillable"]) == (price, billable)
    assert str(fee["unitCost"]["amount"]) == "100.10"


def test_policy_by_line() -> None:
    """[other] Supplier, account and project choose what becomes of a line, through a pure function."""

    def policy(line: PurchaseLine) -> CostPolicy:
        if line.project == "1002" or line.account == "4100":
            return CostOnly()
        return Rebill(Decimal(2), Guid(workshop)) if line.customer_supplier == "50000" else Rebill()

    world: World = Buyer().world
    workshop = str(world.severa["products"][0]["guid"])
    here = Buyer(settings=Settings(costs=policy)).begun()
    here.bill("1", line(100), line(100, "1002"), line(100, account={"number": "4100"}))
    here.batch("9", entry(100))
    here.cycle()
    assert [str(fee["unitPrice"]["amount"]) for fee in here.fees()] == ["200.00", "0.00", "0.00", "100.00"]
    assert [fee["product"] and fee["product"]["guid"] for fee in here.fees()] == [workshop, None, None, None]


def test_attachment_of_a_line() -> None:
    """[other] A file of a line goes to the project of that line, and is described as its cost is."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002", "Wood"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "wood.pdf", b"%PDF wood", line=2)
    here.cycle()
    [file] = here.severa.documents("project_files")
    assert (file["projectGuid"], file["name"]) == (here.project("1002"), "wood.pdf")
    assert file["description"] == "Wood, 1, 50000 Staal & Co"
    assert (file["contentType"], here.severa.content(file["fileGuid"])) == ("application/pdf", b"%PDF wood")


def test_attachment_of_a_document() -> None:
    """[other] A file of a document goes to every project that its lines name, once to each."""
    here = Buyer().begun()
    here.bill("1", line(100), line(7, "1002"), line(8, "1002"), line(1, "X"), line(2, None))
    here.batch("9", entry(5, "1003"))
    here.vnf.attach("supplier_invoice", "Invoice/1", "scan.pdf", b"all of it")
    here.vnf.attach("journal_transaction", "ModuleGL/9", "memo.txt", b"why")
    for _ in range(2):
        here.cycle()
        named = Counter((file["projectGuid"], file["name"]) for file in here.severa.documents("project_files"))
        wanted = [("1001", "scan.pdf"), ("1002", "scan.pdf"), ("1003", "memo.txt")]
        assert named == Counter((here.project(project), name) for project, name in wanted)


@pytest.mark.parametrize(
    ("kind", "cost"),
    [
        ("Invoice", "100"),
        ("CreditAdj", "100"),
        ("QuickCheck", "100"),
        ("Check", "100"),
        ("DebitAdj", "-100"),
        ("Refund", "-100"),
        ("VoidCheck", "-100"),
        ("VoidQuickCheck", "-100"),
    ],
)
def test_kinds_of_documents(kind: str, cost: str) -> None:
    """[other] Every kind of purchase document but a prepayment is carried, with the sign it has for the project."""
    here = Buyer().begun()
    here.bill("1", line(100), documentType=kind)
    here.cycle()
    assert here.costs() == [cost]


def test_two_equal_lines() -> None:
    """[other] Two equal lines of a document are two costs, and stay two however often they are looked at."""
    here = Buyer().begun()
    here.bill("1", line(100), line(100))
    for status in ("Open", "Closed"):
        here.vnf.edit("supplier_invoice", "Invoice/1", status=status)
        here.cycle()
        assert here.costs() == ["100", "100"]
