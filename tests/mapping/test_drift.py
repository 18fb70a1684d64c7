"""What a document said when it was linked, beside what it and its invoice say now."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.mapping.drift import Apart, Terms, has_number, standing, terms_of
from severa_vnf.mapping.payments import Balance, undone_by
from severa_vnf.values import Money
from severa_vnf.vnf.customer_document import CustomerDocument
from severa_vnf.vnf.documents import Application, DocumentStatus
from severa_vnf.wire.decode import structure
from tests.mapping.papers import invoice
from tests.mapping.test_payments import row

TERMS = st.builds(
    Terms,
    customer=st.sampled_from(["10001", "10002"]),
    date=st.sampled_from([date(2026, 8, 31), date(2026, 9, 1)]),
    currency=st.sampled_from(["EUR", "SEK"]),
    total=st.sampled_from([Decimal("121.00"), Decimal("121.05"), Decimal("121.06")]),
)


def apart(agreed: Terms, shown: Terms, **more: Any) -> Apart:
    """An invoice of 121.00 euros, numbered 7, and its document."""
    ours = invoice(number=7, totalIncludingTax={"amount": Decimal("121.00"), "currencyCode": "EUR"})
    return Apart(ours, "7", agreed, shown, **more)


@given(TERMS)
def test_nothing_changed(terms: Terms) -> None:
    """Whatever a document said when it was linked, that it says so still is no trouble."""
    assert apart(terms, terms).troubles() == []


@given(TERMS, TERMS)
def test_each_field_by_itself(agreed: Terms, shown: Terms) -> None:
    """No more troubles than fields that changed, each told once, and never one that is as Severa has it."""
    found = [trouble.field for trouble in apart(agreed, shown).troubles()]
    names = ("customer", "date", "currency", "total")
    changed = [name for name in names if getattr(agreed, name) != getattr(shown, name)]
    assert len(found) == len(set(found))
    assert {name.lower() for name in found} <= set(changed)
    assert "Currency" not in found or shown.currency != "EUR"
    assert ("Customer" in found) == ("customer" in changed)


@given(TERMS, TERMS)
def test_put_back(agreed: Terms, shown: Terms) -> None:
    """Voided or not, what is put back is no trouble any more."""
    assert apart(agreed, evolve(shown, voided=True)).troubles()
    assert apart(agreed, standing(evolve(agreed, voided=True))).troubles() == []


@pytest.mark.parametrize(("number", "has"), [("7", True), ("007", True), ("8", False), ("70", False)])
def test_number(number: str, has: bool) -> None:
    """Severa holds a number without the zeros in front of it."""
    assert has_number(invoice(number=7), number) is has


WHOLE = {
    "documentType": "Invoice",
    "referenceNumber": "7",
    "status": "Open",
    "customer": {"number": "10001"},
    "documentDate": "2026-08-31T00:00:00",
    "currencyId": "EUR",
    "amountInCurrency": Decimal("121.00"),
    "balanceInCurrency": Decimal("121.00"),
}


def test_terms() -> None:
    """A row of the list of all documents says all of it."""
    terms = terms_of(structure(WHOLE, CustomerDocument))
    assert terms == Terms(customer="10001", date=date(2026, 8, 31), currency="EUR", total=Decimal(121))
    assert str(terms) == "121.00 EUR"


@pytest.mark.parametrize("name", ["customer", "documentDate", "currencyId"])
def test_terms_that_are_not_all_there(name: str) -> None:
    """One that leaves something out says nothing that can be compared."""
    assert terms_of(structure({**WHOLE, name: None}, CustomerDocument)) is None


def undone(*rows: Application, total: int = 121) -> tuple[str, ...]:
    """What undoes an invoice of 121."""
    return undone_by(Balance(DocumentStatus.CLOSED, Money(Decimal(total), "EUR"), Decimal(0), applied=rows))


def test_undone() -> None:
    """Credit notes that come to the whole of an invoice undo it; with a payment among them they do not."""
    assert undone(row("CreditNote", "1", 121)) == ("1",)
    assert undone(row("CreditNote", "1", 100), row("CreditNote", "2", 21)) == ("1", "2")
    assert undone(row("CreditNote", "1", 100), row("Payment", "2", 21)) == ()
    assert undone(row("CreditNote", "1", 121), row("CreditNote", "1", -121), row("Payment", "2", 121)) == ()
    assert undone(row("CreditNote", "1", 121, released=False)) == ()
    assert undone(total=0) == ()


def test_a_day_is_a_day() -> None:
    """A day's difference is a difference."""
    terms = Terms(customer="10001", date=date(2026, 8, 31), currency="EUR", total=Decimal(121))
    (trouble,) = apart(terms, evolve(terms, date=terms.date + timedelta(days=1))).troubles()
    assert trouble.field == "Date"
