"""Supplier invoices, and journal, cash and project transactions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.testing.vnf.office import Office, detail, number_of, wrapped


def insert(**fields: Any) -> dict[str, Any]:
    """A new line."""
    return {"operation": "Insert", **wrapped(**fields)}


class TestSupplierInvoices:
    """What suppliers bill."""

    def post(self, office: Office, *lines: dict[str, Any], **fields: Any) -> Any:
        """POST a supplier invoice."""
        return office.post("/v1/supplierInvoice", **wrapped(supplierNumber="50000", **fields), invoiceLines=list(lines))

    def test_sums(self, office: Office) -> None:
        """A line costs what was sent, or quantity times unit cost; the document adds them up, VAT as sent."""
        lines = insert(costInCurrency=10, projectId="P1", projectTaskId="10"), insert(quantity=3, unitCostInCurrency=5)
        number = number_of(self.post(office, *lines, vatAmount=4, currencyId="USD", exchangeRate=0.5))
        document = office.get(f"/v1/supplierInvoice/{number}")
        assert [row["cost"] for row in document["invoiceLines"]] == [5, Decimal("7.5")]
        assert [row["unitCostInCurrency"] for row in document["invoiceLines"]] == [10, 5]
        assert document["invoiceLines"][0]["project"]["id"] == "P1"
        assert (document["detailTotalInCurrency"], document["amount"]) == (25, Decimal("14.5"))
        assert (document["financialPeriod"], document["postPeriod"]) == ("202610", "102026")

    @pytest.mark.parametrize("kind", ["Invoice", "CreditAdj", "DebitAdj", "Prepayment"])
    def test_addresses(self, office: Office, kind: str) -> None:
        """Every kind is found under its kind and number; only an invoice under the number alone."""
        number = number_of(self.post(office, insert(costInCurrency=1), documentType=kind))
        assert office.get(f"/v1/supplierInvoice/{kind}/{number}")["documentType"] == kind
        alone = office.client.get(f"/v1/supplierInvoice/{number}").status_code
        assert alone == (200 if kind == "Invoice" else 404)

    def test_release(self, office: Office) -> None:
        """Released it is open, and final."""
        number = number_of(self.post(office, insert(costInCurrency=1)))
        path = f"/v1/supplierInvoice/{number}"
        assert office.client.post(f"{path}/action/release").status_code == 200
        assert office.get(path)["status"] == "Open"
        assert office.client.delete(path).status_code == 400

    def test_delete(self, office: Office) -> None:
        """On hold it can be deleted."""
        number = number_of(self.post(office, insert(costInCurrency=1), hold=True))
        assert office.client.delete(f"/v1/supplierInvoice/Invoice/{number}").status_code == 204

    def test_supplier(self, office: Office) -> None:
        """An inactive supplier is refused."""
        office.sim.edit("supplier", "50000", status="Inactive")
        assert "Inactive" in detail(self.post(office, insert(costInCurrency=1)))

    def test_loaded(self, office: Office) -> None:
        """A loaded one has numbered lines and adds up."""
        rows = [{"cost": 10, "transactionDescription": "Paper"}, {"cost": 5}]
        office.sim.load("supplier_invoice", [{"referenceNumber": "1", "vatTotal": 3, "invoiceLines": rows}])
        document = office.get("/v1/supplierInvoice/1")
        assert [row["lineNumber"] for row in document["invoiceLines"]] == [1, 2]
        assert (document["detailTotal"], document["amount"], document["balance"]) == (15, 18, 18)


class TestJournals:
    """The general ledger."""

    def post(self, office: Office, debit: float = 10, credit: float = 10, **fields: Any) -> Any:
        """POST a batch of two lines."""
        lines = [
            insert(accountNumber="4000", debitAmountInCurrency=debit, project="P1", referenceNumber="R"),
            insert(accountNumber="1920", creditAmountInCurrency=credit),
        ]
        return office.post("/v2/journaltransaction", **wrapped(**fields), journalTransactionLines=lines)

    def test_made(self, office: Office) -> None:
        """A batch is made in the general ledger, and read at v2."""
        reply = self.post(office)
        assert reply.headers["Location"].endswith("/v2/journaltransaction/500001")
        batch = office.get("/v2/journaltransaction/500001")
        assert (batch["module"], batch["status"], batch["debitTotal"]) == ("ModuleGL", "Balanced", 10)
        assert batch["journalTransactionLines"][0]["project"]["id"] == "P1"

    def test_balance(self, office: Office) -> None:
        """Debit is credit, unless the batch is on hold."""
        assert "out of balance" in detail(self.post(office, credit=9))
        assert self.post(office, credit=9, hold=True).status_code == 201

    def test_release(self, office: Office) -> None:
        """A released batch is no longer balanced; the filter finds it."""
        self.post(office)
        office.client.post("/v2/journaltransaction/500001/action/release")
        query = {"periodId": "202610"}
        assert office.get("/v2/journaltransaction", **query, releasedBatch="true")[0]["status"] == "Unposted"
        assert office.get("/v2/journaltransaction", **query, releasedBatch="false") == []

    def test_other_module(self, office: Office) -> None:
        """Batches of other modules are only read; the filter has a short name for theirs."""
        office.sim.load("journal_transaction", [{"module": "ModuleAP", "batchNumber": "1"}])
        assert "ModuleAP" in detail(office.put("/v2/journaltransaction/1", **wrapped(description="x")))
        found = office.get("/v2/journaltransaction", periodId="202610", module="AP")
        assert [row["batchNumber"] for row in found] == ["1"]

    def test_filter_demanded(self, office: Office) -> None:
        """The list needs a period or a moment, and the moment means since."""
        self.post(office)
        assert "mandatory" in detail(office.client.get("/v2/journaltransaction"))
        assert len(office.get("/v2/journaltransaction", lastModifiedDateTime="2026-10-30T10:00:00")) == 1
        assert office.get("/v2/journaltransaction", lastModifiedDateTime="2026-10-30T10:00:01") == []
        query = {"lastModifiedDateTime": "2026-10-30", "lastModifiedDateTimeCondition": ">"}
        assert office.client.get("/v2/journaltransaction", params=query).status_code == 400

    @given(sizes=st.lists(st.integers(0, 5), min_size=1, max_size=6), size=st.integers(1, 7))
    def test_pages_of_lines(self, sizes: list[int], size: int) -> None:
        """Pages count lines: a batch may be split, and put together every line comes once, in order."""
        office = Office(loaded=False)
        office.sim.load(
            "journal_transaction",
            [
                {
                    "batchNumber": f"{place}",
                    "journalTransactionLines": [{"referenceNumber": f"{n}"} for n in range(count)],
                }
                for place, count in enumerate(sizes)
            ],
        )
        merged: dict[str, list[str]] = {}
        page, total = 1, sum(count or 1 for count in sizes)
        while rows := office.get("/v2/journaltransaction", periodId="202610", pageNumber=page, pageSize=size):
            assert {row["metadata"]["totalCount"] for row in rows} == {total}
            for row in rows:
                lines = row["journalTransactionLines"]
                assert len(lines) <= size
                merged.setdefault(row["batchNumber"], []).extend(line["referenceNumber"] for line in lines)
            page += 1
        assert merged == {f"{place}": [f"{n}" for n in range(count)] for place, count in enumerate(sizes)}


def test_cash(office: Office) -> None:
    """A cash transaction adds its lines up, and can be released."""
    lines = [insert(amount=10, project="P1", inventoryNumber="BOOK"), insert(quantity=2, price=3)]
    number = number_of(office.post("/v1/cashTransaction", cashTransactionDetails=lines))
    cash = office.get(f"/v1/cashTransaction/{number}")
    assert (cash["amount"], cash["transactionDetails"][0]["item"]["number"]) == (16, "BOOK")
    office.client.post(f"/v1/cashTransaction/{number}/action/release")
    assert office.get(f"/v1/cashTransaction/{number}")["status"] == "Released"


def test_cash_loaded(office: Office) -> None:
    """A loaded one adds up too."""
    office.sim.load("cash_transaction", [{"referenceNbr": "1", "transactionDetails": [{"amount": 4}, {"amount": 5}]}])
    assert office.get("/v1/cashTransaction/1")["amount"] == 9


class TestProjectTransactions:
    """What was posted on projects."""

    def test_made(self, office: Office) -> None:
        """A line has a date, a period and an amount, sent or worked out."""
        lines = [insert(project="P1", quantity=2, unitRate=3), insert(project="P1", amount=5, date="2026-09-30")]
        number = number_of(office.post("/v1/projecttransaction", **wrapped(note="n"), lines=lines))
        rows = office.get(f"/v1/projecttransaction/{number}")["lines"]
        assert [row["amount"] for row in rows] == [6, 5]
        assert [row["financialPeriod"] for row in rows] == ["202610", "202609"]
        assert [row["tranId"] for row in rows] == [1, 2]

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"fromPeriod": "202610", "toPeriod": "202610"}, 1),
            ({"fromPeriod": "202611", "toPeriod": "202612"}, 0),
            ({"fromPeriod": "202601", "toPeriod": "202609"}, 0),
            ({"fromPeriod": "202601", "toPeriod": "202612", "project": "P1"}, 1),
            ({"fromPeriod": "202601", "toPeriod": "202612", "project": "P2"}, 0),
        ],
    )
    def test_listed(self, office: Office, query: dict[str, str], found: int) -> None:
        """The list needs both ends of its periods."""
        office.post("/v1/projecttransaction", lines=[insert(project="P1", amount=1)])
        assert len(office.get("/v1/projecttransaction", **query)) == found
        assert "mandatory" in detail(office.client.get("/v1/projecttransaction?fromPeriod=202601"))
