"""When a document is an invoice's own though nobody linked them: by more than a number that both happen to have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.mapping.adoption import Adoption, Kinship, adoption
from severa_vnf.settings import Settings
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.wire.decode import structure
from tests.mapping.papers import DOCUMENT, invoice

SAME = {
    **DOCUMENT,
    "customer": {"number": "00100", "name": "Acme"},
    "documentDate": "2026-10-31",
    "paymentReference": "9001",
}


def compared(customer: str | None = "100", severa: dict[str, Any] = {}, **vnf: Any) -> Adoption:
    """The invoice beside the document of its number, each with some fields changed."""
    ours = invoice(number=100001, referenceNumber="9001", **severa)
    return adoption(ours, structure({**SAME, **vnf}, CustomerInvoice), customer, Settings())


def test_customer_currency_total_and_day() -> None:
    """All equal, it is the invoice's own."""
    assert compared() == Adoption(Kinship.OWN)


def test_the_payment_reference_does_for_the_day() -> None:
    """A document that was booked on another day still has the invoice's payment reference."""
    assert compared(documentDate="2026-11-01") == Adoption(Kinship.OWN)


@pytest.mark.parametrize(("customer", "theirs"), [("200", SAME["customer"]), (None, SAME["customer"]), ("100", None)])
def test_another_customer_has_nothing_in_common(customer: str | None, theirs: Any) -> None:
    """Nor has one that is not linked: that both count from one proves nothing."""
    found = adoption(invoice(), structure({**SAME, "customer": theirs}, CustomerInvoice), customer, Settings())
    assert found == Adoption(Kinship.STRANGER)


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({"amountInCurrency": Decimal("60.50")}, "121.00 EUR / 60.50 EUR"),
        ({"currencyId": "SEK"}, "121.00 EUR / 121.00 SEK"),
        ({"documentDate": "2026-11-01", "paymentReference": "7"}, "2026-10-31 / 2026-11-01"),
        (
            {"amountInCurrency": Decimal(1), "documentDate": "2026-11-01", "paymentReference": None},
            "121.00 EUR / 1 EUR, 2026-10-31 / 2026-11-01",
        ),
    ],
)
def test_the_same_customer_and_something_else_not(changes: dict[str, Any], differs: str) -> None:
    """A person decides, with both values before him."""
    assert compared(**changes) == Adoption(Kinship.DIFFERENT, differs)


def test_the_documents_own_rounding_is_no_difference() -> None:
    """What Visma.net's rounding of the whole added is taken out, and what is within the tolerance does not count."""
    rounded = {"amountInCurrency": Decimal("121.40"), "amount": Decimal("121.40"), "roundingDiff": Decimal("0.40")}
    assert compared(**rounded) == Adoption(Kinship.OWN)
    assert compared(amountInCurrency=Decimal("121.05")) == Adoption(Kinship.OWN)
