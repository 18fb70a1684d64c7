from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping import Draft, Given, invoice_to_vnf
from severa_vnf.mapping.invoices import label_of
from severa_vnf.settings import Settings
from severa_vnf.values import Money
from severa_vnf.vnf.customer_credit_note import CustomerCreditNoteUpdate
from severa_vnf.vnf.customer_invoice import CustomerInvoiceUpdate
from severa_vnf.wire.mismatch import Undecodable
from tests.mapping.papers import codes, drafted, invoice, of_total, row

LINK = "https://severa.visma.com/invoice/1f0c"


def test_invoice() -> None:
    """An invoice crosses as an invoice, with Severa's total to compare."""
    draft = invoice_to_vnf(invoice(), [row()])
    assert isinstance(draft.document, CustomerInvoiceUpdate)
    assert not draft.is_credit_note
    assert draft.total == Money(Decimal("121.00"), "EUR")
    assert draft.problems == ()


def amounts(draft: Draft) -> list[Any]:
    """What a draft's lines come to."""
    return [(line.quantity, line.unit_price_in_currency, line.manual_amount_in_currency) for line in draft.lines]


@pytest.mark.parametrize("is_credit_note", [True, False])
def test_negative_total(is_credit_note: bool) -> None:
    """Whatever gives money back crosses as a credit note, with every sign turned."""
    rows = row(quantity=-2), row(quantity=1, unitPrice={"amount": -5, "currencyCode": "EUR"}), row(quantity=3)
    draft = drafted(*rows, of=of_total(-121, isCreditNote=is_credit_note), line_amounts="amount")
    assert isinstance(draft.document, CustomerCreditNoteUpdate)
    assert draft.is_credit_note
    assert amounts(draft) == [(2, 50, 100), (-1, -5, 5), (-3, 50, -150)]


def test_credit_note_without_minus() -> None:
    """A credit note whose amounts are written without a minus keeps its signs."""
    draft = drafted(of=of_total(121, isCreditNote=True), line_amounts="amount")
    assert draft.is_credit_note
    assert amounts(draft) == [(2, 50, 100)]


def test_nothing_to_pay() -> None:
    """An invoice that comes to nothing is an invoice, and keeps its signs."""
    draft = drafted(row(), row(quantity=-2), of=of_total(0))
    assert not draft.is_credit_note
    assert [line.quantity for line in draft.lines] == [2, -2]


def test_no_rows() -> None:
    """An invoice without rows is held, and its document has no lines."""
    draft = invoice_to_vnf(invoice(), [])
    assert codes(draft) == ["invoice-without-rows"]
    assert draft.lines == ()


def test_unreadable_row() -> None:
    """A row that could not be read holds its invoice, with the fault."""
    draft = invoice_to_vnf(invoice(), [row(), Undecodable("quantity: a number expected, found 'x'", {})])
    (problem,) = draft.problems
    assert (problem.code, problem.value) == ("unreadable-record", "quantity: a number expected, found 'x'")


@pytest.mark.parametrize(("fence", "held"), [(None, False), (date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_go_live(fence: date | None, held: bool) -> None:
    """Nothing dated before the first day crosses; the day itself does."""
    assert codes(drafted(go_live=fence)) == (["before-go-live"] if held else [])


def test_every_problem_at_once() -> None:
    """A person sees all that stands in an invoice's way, not the first of it."""
    of = invoice(
        customer=None,
        currency=None,
        totalIncludingTax=None,
        projects=[{"number": 1}, {"number": 2}],
        notes="x" * 256,
        yourReference="x" * 41,
        orderNumber="x" * 41,
    )
    rows = row(code=None, unitPrice=None), row(code=["A", "B"], description="x" * 256)
    assert codes(drafted(*rows, of=of, go_live=date(2027, 1, 1))) == [
        "no-total",
        "before-go-live",
        "no-customer-number",
        "text-too-long",
        "text-too-long",
        "text-too-long",
        "no-currency",
        "several-projects",
        "row-without-code",
        "row-without-price",
        "row-with-several-codes",
        "text-too-long",
    ]


def test_extend() -> None:
    """The host's own functions see the finished draft one after the other, with the invoice and its rows in order."""

    def noted(document: CustomerInvoiceUpdate, invoice: Any, rows: Any) -> CustomerInvoiceUpdate:
        return evolve(document, note=f"{document.note} {[row.sort_order for row in rows]}")

    def marked(document: CustomerInvoiceUpdate, invoice: Any, rows: Any) -> CustomerInvoiceUpdate:
        return evolve(document, note=f"{document.note}!")

    given = Given(Settings(extend=(noted, marked)))
    assert drafted(row(sortOrder=2), row(sortOrder=1), given=given).document.note == "Severa invoice 1f0c [1, 2]!"


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, f"Invoice, 2026-10-31, Acme, 121.00 EUR, {LINK}"),
        ({"number": 7, "isCreditNote": True}, "Credit note 7, 2026-10-31, Acme, 121.00 EUR"),
        ({"customer": None, "receiverCustomerName": "Bolt"}, f"Invoice, 2026-10-31, Bolt, 121.00 EUR, {LINK}"),
        ({"customer": None}, f"Invoice, 2026-10-31, a customer without a name, 121.00 EUR, {LINK}"),
    ],
)
def test_label(changes: dict[str, Any], label: str) -> None:
    """An invoice is spoken of by what a person knows it by."""
    assert label_of(invoice(**changes)) == label


def test_problem() -> None:
    """A problem says whose it is, where, and what to do, to a person and to a program."""
    (problem,) = drafted(row(code=None)).problems
    assert (problem.stream, problem.record) == ("invoices", "1f0c")
    assert str(problem) == (
        f"Invoice, 2026-10-31, Acme, 121.00 EUR, {LINK}: Row 1 'Advice' has no product code (Hours), and a Visma.net "
        "line needs an item. Choose a product with a code, or name an item for such rows in Settings.row_items."
    )


@given(
    number=st.none() | st.integers(1, 2**31 - 1),
    name=st.text(min_size=1).filter(str.strip),
    amount=st.decimals(-(10**9), 10**9, places=2).filter(bool),
    is_credit_note=st.booleans(),
)
def test_every_label(number: int | None, name: str, amount: Decimal, is_credit_note: bool) -> None:
    """Whatever an invoice is, its label has its number or Severa's link to it, its customer, and its total."""
    customer = {"guid": "c0", "name": name}
    label = label_of(of_total(amount, number=number, customer=customer, isCreditNote=is_credit_note))
    assert label.startswith("Credit note" if is_credit_note else "Invoice")
    assert (f" {number}," in label) if number else label.endswith(LINK)
    assert name in label
    assert f"{amount} EUR" in label
