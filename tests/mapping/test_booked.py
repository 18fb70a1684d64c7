"""Documents of every source, cut down to what costs are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.mapping.booked import Booked, booked, stamp_of
from severa_vnf.mapping.purchases import CostsGiven
from severa_vnf.vnf.cash_transaction import CashTransaction
from severa_vnf.vnf.journal_transaction import JournalTransaction
from severa_vnf.vnf.project_transaction import ProjectTransaction
from severa_vnf.vnf.supplier_invoice import SupplierInvoice
from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps, plain
from tests.mapping.decodable import decodable
from tests.mapping.test_costs import BATCH, ENTRY, INVOICE, LINE

FILES = [{"id": "f1", "name": "scan.pdf", "revision": 2}, {"id": "f2"}]
GIVEN = CostsGiven(currency="EUR")


def invoice(**changes: Any) -> Booked:
    """A supplier invoice."""
    return booked(structure({**INVOICE, **changes}, SupplierInvoice), GIVEN)


def batch(**changes: Any) -> Booked:
    """A journal transaction."""
    return booked(structure({**BATCH, **changes}, JournalTransaction), GIVEN)


def test_only_lines_with_a_project() -> None:
    """Lines without a project are left out; the others keep their numbers and files."""
    bare, other = {**LINE, "lineNumber": 2, "project": None}, {**LINE, "lineNumber": 3, "attachments": FILES}
    made = invoice(invoiceLines=[LINE, bare, other], attachments=FILES[:1])
    assert [(line.number, len(line.files)) for line in made.lines] == [("1", 0), ("3", 2)]
    assert [(file.id, file.name, file.revision) for file in made.lines[1].files] == [
        ("f1", "scan.pdf", 2),
        ("f2", "", 0),
    ]
    assert (made.key, made.label, len(made.files)) == ("Invoice 700001", "Purchase Invoice 700001", 1)


@pytest.mark.parametrize(
    ("status", "released", "voided"), [("Open", True, False), ("Voided", False, True), ("Hold", False, False)]
)
def test_states(status: str, released: bool, voided: bool) -> None:
    """A document is released, voided, or not ready yet."""
    made = invoice(status=status)
    assert (made.released, made.voided) == (released, voided)


@pytest.mark.parametrize(("total", "whole"), [(Decimal("100.10"), True), (Decimal("200.20"), False), (None, False)])
def test_a_whole_batch(total: Decimal | None, whole: bool) -> None:
    """A batch is whole when its lines come to its total."""
    made = batch(debitTotal=total, journalTransactionLines=[ENTRY, {**ENTRY, "lineNumber": 3, "debitAmount": None}])
    assert (made.whole, made.key, made.label) == (whole, "ModuleAP 900001", "Journal AP 900001")


def test_an_invoice_without_lines() -> None:
    """An invoice that shows no lines at all is not whole; one that shows none of its own is."""
    assert not invoice(invoiceLines=None).whole
    assert invoice(invoiceLines=[]).whole


CASH = {
    "referenceNbr": "600001",
    "status": "Released",
    "description": "Parking",
    "tranDate": "2026-10-30",
    "currency": "EUR",
    "lastModifiedDateTime": "2026-10-30T09:00:00",
    "transactionDetails": [
        {"lineNumber": 1, "amount": 12, "project": {"id": "4000"}, "offsetAccount": {"number": "4100"}},
        {"lineNumber": 2, "description": "Tolls", "project": {"id": "4000"}},
    ],
}


def test_cash() -> None:
    """A cash transaction has its own reference and nobody's name; a line without words says what its document says."""
    made = booked(structure(CASH, CashTransaction), GIVEN)
    first, second = (line.said for line in made.lines)
    assert made.label == "Cash transaction 600001"
    assert (made.key, made.stamp, made.whole) == ("Cash 600001", "2026-10-30T09:00:00.000", True)
    assert (first.transaction_description, first.reference_number, first.cost) == ("Parking", "600001", 12)
    assert (first.customer_supplier, first.account, first.currency) == ("", "4100", "EUR")
    assert (second.transaction_description, second.cost, second.account) == ("Tolls", 0, "")
    money_in = booked(structure({**CASH, "disbReceipt": "Receipt"}, CashTransaction), GIVEN)
    assert money_in.lines[0].said.cost == -12
    assert (
        booked(structure({**CASH, "description": None}, CashTransaction), GIVEN).lines[0].said.transaction_description
        == ""
    )


POSTING = {
    "module": "ModulePM",
    "refNbr": "700001",
    "status": "Released",
    "description": "Allocation",
    "lines": [
        {
            "tranId": 71,
            "date": "2026-10-30",
            "amount": -4,
            "project": {"id": "4000"},
            "customerVendor": {"number": "50000", "name": "Steel & Co"},
            "accountGroup": {"number": "EXPENSE"},
            "lastModifiedDateTime": "2026-10-30T09:00:00",
        },
        {
            "tranId": 72,
            "description": "Other",
            "project": {"id": "4000"},
            "lastModifiedDateTime": "2026-10-30T10:00:00",
        },
    ],
}


def test_postings() -> None:
    """A project transaction is as new as the newest of its lines, and may be shown in part."""
    document = structure(POSTING, ProjectTransaction)
    made = booked(document, CostsGiven(parties={"50001": "Wood"}, currency="EUR"))
    first, second = (line.said for line in made.lines)
    assert (made.key, made.whole, [line.number for line in made.lines]) == ("Project 700001", False, ["71", "72"])
    assert (str(stamp_of(document)), made.stamp) == ("2026-10-30T10:00:00.000",) * 2
    assert (first.transaction_description, first.cost, first.account, first.currency) == (
        "Allocation",
        -4,
        "EXPENSE",
        "EUR",
    )
    assert (first.customer_supplier, first.customer_supplier_name) == ("50000", "Steel & Co")
    assert (second.transaction_description, second.customer_supplier, second.account) == ("Other", "", "")
    named = {**POSTING, "lines": [{"tranId": 1, "project": {"id": "4"}, "customerVendor": {"number": "50001"}}]}
    said = booked(structure(named, ProjectTransaction), CostsGiven(parties={"50001": "Wood"})).lines[0].said
    assert said.customer_supplier_name == "Wood"
    bare = booked(structure({**POSTING, "description": None, "lines": None}, ProjectTransaction), GIVEN)
    assert (bare.lines, bare.stamp) == ((), None)
    silent = {**POSTING, "description": None, "lines": [{"tranId": 1, "project": {"id": "4"}}]}
    assert booked(structure(silent, ProjectTransaction), GIVEN).lines[0].said.transaction_description == ""


DOCUMENTS = (
    decodable(SupplierInvoice)
    | decodable(JournalTransaction)
    | decodable(CashTransaction)
    | decodable(ProjectTransaction)
)


@given(DOCUMENTS)
@settings(max_examples=200, deadline=None)
def test_remembered(document: Any) -> None:
    """Whatever can be read is cut down, and is the same after it was written down and read again."""
    made = booked(document, GIVEN)
    assert structure(loads(dumps(plain(made))), Booked) == made
    assert all(line.said.project for line in made.lines)


@given(st.sampled_from(["ModuleGL", "ModuleAP"]))
def test_labels(module: str) -> None:
    """A batch is told by its module."""
    assert batch(module=module).label == f"Journal {module.removeprefix('Module')} 900001"
