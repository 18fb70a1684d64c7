from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.testing.severa.simulator import SeveraSimulator
from severa_vnf.testing.vnf.simulator import VnfSimulator
from severa_vnf.testing.worlds import demo_world, load_into
from tests.testing.worlds.crossing import cross


@pytest.fixture(scope="module")
def severa() -> SeveraSimulator:
    """Severa with the demo in it."""
    simulator = SeveraSimulator()
    load_into(demo_world(), simulator, VnfSimulator())
    return simulator


def _rows(severa: SeveraSimulator) -> list[dict[str, Any]]:
    return severa.documents("invoice_rows")


def test_documents(severa: SeveraSimulator) -> None:
    """There are twelve documents of three months, two of them credit notes, one in another currency."""
    invoices = severa.documents("invoices")
    assert len(invoices) == 12
    assert {date.fromisoformat(invoice["date"]).month for invoice in invoices} == {8, 9, 10}
    assert sum(invoice["isCreditNote"] for invoice in invoices) == 2
    assert sorted(invoice["currency"]["code"] for invoice in invoices) == ["EUR"] * 11 + ["SEK"]


def test_rows(severa: SeveraSimulator) -> None:
    """There are hours, products, travel and a flat rate, at 21, 9 and 0 %."""
    rows = _rows(severa)
    assert {row["rowType"] for row in rows} == {"Hours", "ProjectFees", "TravelExpenses", "FlatRate"}
    assert {row["vatRate"] for row in rows} == {21, 9, 0}


def test_codes(severa: SeveraSimulator) -> None:
    """One row has no code, one has two, and every other code is that of one item."""
    rows = _rows(severa)
    assert sorted({len(row["code"]) for row in rows}) == [0, 1, 2]
    assert [sum(len(row["code"]) == count for row in rows) for count in (0, 2)] == [1, 1]
    registers = ("products", "work_types", "travel_expense_types")
    known = [record["code"] for register in registers for record in severa.documents(register)]
    assert {code for row in rows for code in row["code"]} == set(known)
    assert len(known) == len(set(known))


def test_credit_notes_pay_back(severa: SeveraSimulator) -> None:
    """A credit note turns rows of the invoice that it names."""
    invoices = {invoice["guid"]: invoice for invoice in severa.documents("invoices")}
    for note in (invoice for invoice in invoices.values() if invoice["isCreditNote"]):
        credited = invoices[note["reimburseInvoice"]["guid"]]
        assert credited["customer"] == note["customer"]
        rows = [(row["invoiceGuid"], row["code"], row["quantity"]) for row in _rows(severa)]
        turned = [(credited["guid"], code, -quantity) for guid, code, quantity in rows if guid == note["guid"]]
        assert turned
        assert all(row in rows for row in turned)
        assert note["totalIncludingTax"]["amount"] < 0


@pytest.mark.parametrize("seed", range(5))
def test_all_but_the_flat_rate_can_cross(seed: int) -> None:
    """Whatever is drawn, each document but the one with the flat rate comes to the same total on both sides."""
    crossed = cross(demo_world(seed))
    assert [one.refusal != "" for one in crossed] == [place == 9 for place in range(12)]
    assert all(abs(one.severa_total) == one.vnf_total for one in crossed if not one.refusal)


def test_seed() -> None:
    """One seed gives one world; another draws other quantities."""
    assert demo_world(3).to_json() == demo_world(3).to_json()
    assert [row["quantity"] for row in demo_world(3).severa["invoice_rows"]] != [
        row["quantity"] for row in demo_world(4).severa["invoice_rows"]
    ]


def test_status_setup() -> None:
    """The invoice statuses are those of the documented set-up that is asked for."""
    assert [len(demo_world(status_setup=setup).severa["invoice_statuses"]) for setup in (1, 2, 3)] == [8, 7, 7]


def test_credit_sign() -> None:
    """Credit notes can be had with positive quantities."""
    quantities = [row["quantity"] for row in demo_world(credit_sign=1).severa["invoice_rows"]]
    assert min(quantities) > 0


def test_ascii() -> None:
    """The demo is plain ASCII, so that a tool that takes bodies for text passes them on whole."""
    assert demo_world().to_json().isascii()


def test_amounts_are_money() -> None:
    """Every price and quantity of the world is a Decimal."""
    for row in demo_world().severa["invoice_rows"]:
        assert isinstance(row["quantity"], Decimal)
        assert isinstance(row["unitPrice"]["amount"], Decimal)
