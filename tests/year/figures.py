"""What a year came to: what both services hold in the end, told without guids and moments, and what is wrong in it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from severa_vnf.plan import Reconciled
from tests.flows.office import MARK, Office

CREDIT = {"customer_invoice": "Invoice", "customer_credit_note": "CreditNote"}


@frozen
class Figures:
    """Both services at the end of the year. Two years with the same figures are the same to a bookkeeper."""

    invoices: Mapping[str, Any]
    documents: Mapping[str, Any]
    costs: Mapping[str, int]
    months: tuple[Reconciled, ...]
    duplicates: int
    """Documents and fees too many."""
    lost: int
    """Invoices with a number and no document, and purchase lines with too little in Severa."""

    @property
    def digest(self) -> str:
        """The same for two years with the same figures."""
        months = [str(one) for one in self.months]
        whole = [self.invoices, self.documents, self.costs, months]
        return hashlib.sha256(json.dumps(whole, sort_keys=True, default=str).encode()).hexdigest()[:16]


def figures(office: Office, months: Sequence[Reconciled], deleted: Sequence[Mapping[str, Any]]) -> Figures:
    """Look into both services. `deleted` are the fees that a person deleted."""
    too_many, too_few = cost_tally(office, deleted)
    shown = office.severa.documents("invoices")
    documents = {
        f"{kind} {one['referenceNumber']}": one for name, kind in CREDIT.items() for one in office.vnf.documents(name)
    }
    marks = Counter(str(one["note"]).removeprefix(MARK) for one in documents.values())
    fees = Counter(
        f"{fee['project']['guid']} {fee['eventDate']} {fee['description']} {fee['unitCost']['amount']}"
        for fee in office.severa.documents("project_fees")
    )
    return Figures(
        invoices={
            one["orderNumber"]: [
                one["number"], one["status"]["name"], one["paymentDate"], str(one["totalIncludingTax"]["amount"])
            ]
            for one in shown
        },
        documents={
            name: [str(one["amountInCurrency"]), str(one["balanceInCurrency"]), one["status"], one["documentDate"]]
            for name, one in documents.items()
        },
        costs=dict(fees),
        months=tuple(months),
        duplicates=sum(count - 1 for count in marks.values()) + too_many,
        lost=sum(one["number"] is not None and one["guid"] not in marks for one in shown) + too_few,
    )  # fmt: skip


def cost_tally(office: Office, deleted: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    """How many purchase lines have too much in Severa, and too little, told by their texts without the bridge's help.

    Texts are unique but for lines that are equal on purpose. A line of which a fee was deleted is left out.
    """
    projects = {one["guid"]: str(one["number"]) for one in office.severa.documents("projects")}
    linked = set(projects.values())
    wanted: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for one in office.vnf.documents("supplier_invoice"):
        sign = -1 if one["documentType"] == "DebitAdj" else 1
        for line in one["invoiceLines"] if one["status"] != "Voided" else ():
            _count(wanted, line, sign * Decimal(line["cost"]), linked)
    for one in office.vnf.documents("journal_transaction"):
        for line in one["journalTransactionLines"] if one["status"] != "Voided" else ():
            _count(wanted, line, Decimal(line["debitAmount"]), linked)
    for fee in office.severa.documents("project_fees"):
        text = str(fee["description"]).split(",")[0]
        there[f"{projects[fee['project']['guid']]} {text}"] += cents(fee["unitCost"]["amount"])
    left_out = {str(fee["description"]).split(",")[0] for fee in deleted}
    keys = [key for key in {*wanted, *there} if key.split(" ", 1)[1] not in left_out]
    return sum(there[key] > wanted[key] for key in keys), sum(there[key] < wanted[key] for key in keys)


def _count(into: Counter[str], line: Mapping[str, Any], cost: Decimal, linked: set[str]) -> None:
    project = (line.get("project") or {}).get("id")
    if project in linked:
        into[f"{project} {line['transactionDescription']}"] += cents(cost)


def cents(amount: Any) -> int:
    """An amount in whole cents, as a counter takes it."""
    return int(Decimal(amount) * 100)
