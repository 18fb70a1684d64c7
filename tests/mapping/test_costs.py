"""Purchase lines as project fees.

Sections of the documentation: [other] purchase invoices and other transactions; [fields] the table of project costs.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf import CostOnly, Rebill, SettingsError
from severa_vnf.mapping import COST, CostsGiven, PurchaseLine, purchase_line_to_fee, why_left_out
from severa_vnf.policies import CostPolicy
from severa_vnf.severa.project_fees import ProjectFee
from severa_vnf.severa.refs import Amount
from severa_vnf.values import Guid
from severa_vnf.vnf.journal_transaction import JournalTransaction, JournalTransactionLine
from severa_vnf.vnf.supplier_invoice import SupplierInvoice, SupplierInvoiceLine
from severa_vnf.wire.decode import structure
from severa_vnf.wire.model import parts
from tests.mapping.decodable import decodable

LINE = {
    "lineNumber": 1,
    "transactionDescription": "Steel, 4 mm",
    "cost": Decimal("100.10"),
    "costInCurrency": Decimal("900.00"),
    "account": {"number": "4000"},
    "project": {"id": "4000"},
}
INVOICE = {
    "documentType": "Invoice",
    "referenceNumber": "700001",
    "status": "Open",
    "supplier": {"number": "50000", "name": "Steel & Co"},
    "date": "2026-10-31",
    "currencyId": "EUR",
    "exchangeRate": 1,
    "invoiceLines": [LINE],
}
ENTRY = {
    "lineNumber": 2,
    "transactionDescription": "Steel, 4 mm",
    "referenceNumber": "700001",
    "customerSupplier": "50000",
    "debitAmount": Decimal("100.10"),
    "creditAmount": 0,
    "accountNumber": "4000",
    "project": {"id": "4000"},
}
BATCH = {
    "module": "ModuleAP",
    "batchNumber": "900001",
    "status": "Posted",
    "transactionDate": "2026-10-31",
    "currencyId": "EUR",
    "exchangeRate": 1,
    "journalTransactionLines": [ENTRY],
}
ONLY_COST = CostOnly()
GIVEN = CostsGiven({"4000": Guid("p0")}, {"50000": "Steel & Co"}, "EUR")


def invoice(**changes: Any) -> SupplierInvoice:
    """A released supplier invoice."""
    return structure({**INVOICE, **changes}, SupplierInvoice)


def line(**changes: Any) -> SupplierInvoiceLine:
    """Its line for a project."""
    return structure({**LINE, **changes}, SupplierInvoiceLine)


def batch(**changes: Any) -> JournalTransaction:
    """The posted batch of the same invoice."""
    return structure({**BATCH, **changes}, JournalTransaction)


def entry(**changes: Any) -> JournalTransactionLine:
    """Its line for a project."""
    return structure({**ENTRY, **changes}, JournalTransactionLine)


def fee(policy: Any = ONLY_COST, **changes: Any) -> ProjectFee:
    """The fee of the invoice's line."""
    return purchase_line_to_fee(invoice(), line(**changes), policy, GIVEN)


def test_description() -> None:
    """[other, fields] A fee says "transaction description, reference number, supplier number and supplier name"."""
    assert fee().description == "Steel, 4 mm, 700001, 50000 Steel & Co"
    assert purchase_line_to_fee(batch(), entry(), CostOnly(), GIVEN).description == fee().description


@pytest.mark.parametrize(
    ("changes", "of", "said"),
    [
        ({"transactionDescription": None}, {}, "700001, 50000 Steel & Co"),
        ({}, {"supplier": None}, "Steel, 4 mm, 700001"),
        ({}, {"supplier": {"number": "50000"}}, "Steel, 4 mm, 700001, 50000 Steel & Co"),
        ({}, {"supplier": {"number": "50001"}}, "Steel, 4 mm, 700001, 50001"),
    ],
)
def test_description_without(changes: Any, of: Any, said: str) -> None:
    """[fields] What the line has not is left out of the description; a name may come from the register."""
    assert purchase_line_to_fee(invoice(**of), line(**changes), CostOnly(), GIVEN).description == said


def test_entry_without_reference() -> None:
    """[fields] A journal line without a reference number has its batch's; without a supplier, none."""
    bare = entry(referenceNumber=None, customerSupplier=None)
    assert purchase_line_to_fee(batch(), bare, CostOnly(), GIVEN).description == "Steel, 4 mm, 900001"


def test_fields() -> None:
    """[fields] Project, transaction date, quantity 1 and the debit amount in the company's currency."""
    made = fee()
    assert made.project.guid == "p0"
    assert made.event_date == date(2026, 10, 31)
    assert made.quantity == 1
    assert made.unit_cost == Amount(amount=Decimal("100.10"), currency_code="EUR")


def test_severa_decides() -> None:
    """[fields] VAT, kind of product and product are Severa's to decide: none is sent."""
    made = fee(Rebill(Decimal("1.5")))
    assert (made.vat_rate, made.product_type, made.product) == (None, None, None)


def test_cost_only() -> None:
    """[other] Of a mere cost the unit price is always 0.00, and it is not billable."""
    made = fee(CostOnly())
    assert made.unit_price == Amount(amount=Decimal("0.00"), currency_code="EUR")
    assert str(made.unit_price.amount) == "0.00"
    assert (made.is_billable, made.billing_schedule, made.product) == (False, None, None)


@pytest.mark.parametrize(
    ("multiplier", "price"), [("1", "100.10"), ("1.5", "150.15"), ("0", "0.00"), ("1.105", "110.61")]
)
def test_rebill(multiplier: str, price: str) -> None:
    """[other] At 100 % the unit price is the unit cost, at 150 % it is 1.5 times that, rounded once; it is billable."""
    made = fee(Rebill(Decimal(multiplier)))
    assert made.unit_price == Amount(amount=Decimal(price), currency_code="EUR")
    assert (made.is_billable, made.billing_schedule) == (True, "Immediately")


def test_rebill_as_it_is() -> None:
    """[other] Unless a multiplier is named, a line is invoiced at its cost."""
    assert fee(Rebill()).unit_price == fee().unit_cost


def test_product() -> None:
    """[fields] A product stands on the fee only where the policy names one."""
    product = fee(Rebill(Decimal(1), Guid("f1"))).product
    assert product is not None
    assert product.guid == "f1"


@pytest.mark.parametrize("multiplier", [Decimal(-1), Decimal("NaN"), Decimal("Infinity"), 1.5, "2", None])
def test_wrong_multiplier(multiplier: Any) -> None:
    """A multiplier is an exact number of 0 or more: a float would bring its own error into money."""
    with pytest.raises(SettingsError, match="multiplier must be a Decimal"):
        Rebill(multiplier)


def test_policy_of_the_line() -> None:
    """[other] The policy may depend on supplier, account and project of the line, and on nothing else."""

    def policy(line: PurchaseLine) -> CostPolicy:
        chosen = (line.customer_supplier, line.account, line.project) == ("50000", "4000", "4000")
        return Rebill(Decimal(2)) if chosen else CostOnly()

    assert fee(policy).is_billable
    assert not fee(policy, account={"number": "4001"}).is_billable
    assert not fee(policy, account=None).is_billable
    assert purchase_line_to_fee(batch(), entry(), policy, GIVEN) == fee(policy)
    assert not purchase_line_to_fee(batch(), entry(accountNumber=None), policy, GIVEN).is_billable


@pytest.mark.parametrize(
    ("kind", "sign"),
    [
        ("Invoice", 1),
        ("CreditAdj", 1),
        ("Prepayment", 1),
        ("QuickCheck", 1),
        ("Check", 1),
        ("DebitAdj", -1),
        ("Refund", -1),
        ("VoidCheck", -1),
        ("VoidQuickCheck", -1),
    ],
)
def test_kinds(kind: str, sign: int) -> None:
    """[other] Every kind of document gives a cost; one that gives money back lowers it, and its price with it."""
    made = purchase_line_to_fee(invoice(documentType=kind), line(), Rebill(Decimal("1.5")), GIVEN)
    assert made.unit_cost == Amount(amount=sign * Decimal("100.10"), currency_code="EUR")
    assert made.unit_price == Amount(amount=sign * Decimal("150.15"), currency_code="EUR")


def test_debit_less_credit() -> None:
    """[fields] A journal line's cost is its debit less its credit."""
    back = entry(debitAmount=None, creditAmount=Decimal("30.00"))
    cost = purchase_line_to_fee(batch(), back, CostOnly(), GIVEN).unit_cost
    assert cost == Amount(amount=Decimal("-30.00"), currency_code="EUR")
    cost = purchase_line_to_fee(batch(), entry(creditAmount=None), CostOnly(), GIVEN).unit_cost
    assert cost == Amount(amount=Decimal("100.10"), currency_code="EUR")


@given(
    st.decimals(0, 10**6, places=2),
    st.sampled_from(["Invoice", "CreditAdj", "DebitAdj"]),
    st.sampled_from([CostOnly(), Rebill(Decimal("1.5")), Rebill(Decimal("0.333"))]),
)
def test_either_source(cost: Decimal, kind: str, policy: CostPolicy) -> None:
    """[fields] A purchase gives the same fee read from its supplier invoice and from its journal lines."""
    sides = {"debitAmount": 0, "creditAmount": cost} if kind == "DebitAdj" else {"debitAmount": cost}
    by_invoice = purchase_line_to_fee(invoice(documentType=kind), line(cost=cost), policy, GIVEN)
    assert purchase_line_to_fee(batch(), entry(**sides), policy, GIVEN) == by_invoice


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]), st.integers(1, 3)), max_size=8))
def test_equal_lines(lines: list[tuple[str, int]]) -> None:
    """[other] Two equal lines of a document are two equal fees: none is lost, none is merged."""
    read = [line(transactionDescription=text, cost=cost) for text, cost in lines]
    made = [purchase_line_to_fee(invoice(), one, CostOnly(), GIVEN) for one in read]
    costs = ((one.description, one.unit_cost and one.unit_cost.amount) for one in made)
    assert Counter(costs) == Counter((f"{text}, 700001, 50000 Steel & Co", cost) for text, cost in lines)


@pytest.mark.parametrize(
    ("of", "currency"),
    [
        ({}, "EUR"),
        ({"exchangeRate": None}, "EUR"),
        ({"currencyId": "SEK", "exchangeRate": Decimal("0.09")}, None),
    ],
)
def test_currency(of: Any, currency: str | None) -> None:
    """[fields] The company's currency is the document's where its rate is 1; else it has to be given."""
    tried = purchase_line_to_fee(invoice(**of), line(), CostOnly())
    assert tried.unit_cost == Amount(amount=Decimal("100.10"), currency_code=currency)
    known = purchase_line_to_fee(invoice(**of), line(), CostOnly(), GIVEN)
    assert known.unit_cost == Amount(amount=Decimal("100.10"), currency_code="EUR")


def test_without_links() -> None:
    """[fields] Tried without links, a fee names its project as Visma.net does."""
    project = purchase_line_to_fee(invoice(), line(), CostOnly()).project
    assert (project.guid, project.name) == (None, "4000")


@pytest.mark.parametrize("status", ["Open", "Closed"])
def test_released(status: str) -> None:
    """[other] A line with a linked project is a cost once its document is released."""
    assert why_left_out(invoice(status=status), line(), GIVEN) is None


@pytest.mark.parametrize("status", ["Hold", "Balanced", "Voided", "Scheduled", "Printed", "Prebooked", "Reserved"])
def test_not_released(status: str) -> None:
    """[other] A document that is not released is left out, with its status as the reason."""
    said = why_left_out(invoice(status=status), line(), GIVEN)
    assert said == f"The document is not released: its status is {status}."


@pytest.mark.parametrize(
    ("status", "released"),
    [
        ("Posted", True),
        ("Unposted", True),
        ("Completed", True),
        ("Released", True),
        ("PartiallyReleased", False),
        ("Balanced", False),
        ("Voided", False),
    ],
)
def test_released_batch(status: str, released: bool) -> None:
    """[other] So is a batch; one that is released in part waits until it is whole."""
    assert (why_left_out(batch(status=status), entry(), GIVEN) is None) is released


def test_no_project() -> None:
    """[other] A line without a project, or for one that is not Severa's, is left out with that reason."""
    assert why_left_out(invoice(), line(project=None), GIVEN) == "The line has no project."
    assert why_left_out(invoice(), line(project={"id": None}), GIVEN) == "The line has no project."
    unknown = why_left_out(invoice(), line(project={"id": "X"}), GIVEN)
    assert unknown == "The project X is not linked to a project in Severa."


def test_no_field_forgotten() -> None:
    """[fields] Every field of a fee is made by a row of the table or left out with a reason."""
    told = [name for row in COST.rows for name in row.severa]
    assert sorted(told) == sorted(part.wire for part in parts(ProjectFee))
    assert all(row.why for row in COST.rows if row.arrow == "left_out")
    assert [row.severa[0] for row in COST.rows if "transactionDescription" in row.vnf] == ["description"]


PURCHASES = st.tuples(decodable(SupplierInvoice), decodable(SupplierInvoiceLine)) | st.tuples(
    decodable(JournalTransaction), decodable(JournalTransactionLine)
)


@given(PURCHASES, st.sampled_from([CostOnly(), Rebill(Decimal("1.5"), Guid("f1"))]))
@settings(max_examples=200, deadline=None)
def test_never_raises(purchase: Any, policy: CostPolicy) -> None:
    """Whatever can be read is mapped, the same each time."""
    assert purchase_line_to_fee(*purchase, policy) == purchase_line_to_fee(*purchase, policy)
    assert why_left_out(*purchase, GIVEN) == why_left_out(*purchase, GIVEN)
