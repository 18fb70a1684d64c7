from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf.mapping.compare import differences, fits, same_content, totals
from severa_vnf.mapping.totals import rounding_of
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Money
from tests.mapping.papers import credit_note, document, drafted, invoice, of_total, row

CENTS = Decimal("0.05")


def told(found: Any, *rows: Any, of: Invoice | None = None) -> list[tuple[str, str, str]]:
    """What is said of a document of 121 EUR in Severa, or of that invoice."""
    rows, of = rows or (row(),), of or invoice()
    said = differences(of, drafted(*rows, of=of), rows, found, CENTS)
    return [(one.rule.code, one.field, one.value) for one in said]


def line(place: int, rate: str, amount: str = "100") -> dict[str, Any]:
    """A line of that place and VAT."""
    return {"lineNumber": place, "vatCode": {"id": rate}, "amountInCurrency": Decimal(amount), **PRICED}


PRICED = {"unitPriceInCurrency": Decimal(50)}
RATES = ("21", "9")


def taxed(**amounts: str) -> list[dict[str, Any]]:
    """VAT details: what is taxed at each rate."""
    return [
        {"taxId": rate, "vatRate": Decimal(rate), "taxableAmount": Decimal(amounts.get(f"at{rate}", "0"))}
        for rate in RATES
    ]


@pytest.mark.parametrize("total", ["121.00", "121.05", "120.95"])
def test_equal(total: str) -> None:
    """A document within the tolerance may stay, whatever its rates."""
    assert told(document(amountInCurrency=Decimal(total), taxDetails=[{"taxId": "3", "vatRate": 9}])) == []


def test_another_rate() -> None:
    """Each row whose rate differs is named with both rates, and the others are not."""
    found = document(
        line(1, "21"), line(2, "9"), line(3, "9"), amountInCurrency=339, taxDetails=taxed(at21="100", at9="200")
    )
    rows = [row(sortOrder=1), row(sortOrder=2), row(sortOrder=3, description=None, vatRate=None)]
    assert told(found, *rows, of=of_total(342)) == [
        ("vat-differs", "Row 2 'Advice', 21 % in Severa,", "9 %"),
        ("vat-differs", "Row 3, - % in Severa,", "9 %"),
    ]


def test_another_rate_and_more() -> None:
    """What else is off is told with the totals."""
    lines = (line(1, "9"), {**line(2, "21"), "inventoryNumber": "W9"})
    found = document(*lines, amountInCurrency=230, taxDetails=taxed(at9="100", at21="100"))
    first, second = told(found, row())
    assert first == ("vat-differs", "Row 1 'Advice', 21 % in Severa,", "9 %")
    assert second[:2] == ("total-differs", "Total")
    assert "is missing in Severa" in second[2]


def test_another_total() -> None:
    """Where no rate explains it, both totals are named, and what is known of the cause."""
    found = document(line(1, "21", "90"), amountInCurrency=Decimal("108.90"), taxDetails=taxed(at21="90"))
    ((code, field, value),) = told(found)
    assert (code, field) == ("total-differs", "Total")
    assert value.startswith("Severa 121.00, Visma.net 108.90, difference -12.10. Row 1 'Advice' comes to 100.00")
    assert not value.endswith(".")


def test_another_currency() -> None:
    """A document in another currency is refused for that, and its total is not judged."""
    found = document(currencyId="SEK", amountInCurrency=5)
    assert told(found) == [("currency-differs", "Currency", "EUR in Severa, SEK in Visma.net")]
    assert told(document(currencyId=None)) == [("currency-differs", "Currency", "EUR in Severa, None in Visma.net")]


def test_strange_number() -> None:
    """A number that Severa can't hold is a problem, beside others."""
    found = document(referenceNumber="INV-1", amountInCurrency=5)
    assert [code for code, _, _ in told(found)] == ["number-does-not-fit", "total-differs"]


@pytest.mark.parametrize(
    ("number", "ok"),
    [
        ("2147483647", True),
        ("2147483648", False),
        ("INV-1", False),
        ("-1", False),
        ("", False),
        ("१२", False),
    ],
)
def test_fits(number: str, ok: bool) -> None:
    """Severa holds whole numbers up to 2147483647, in digits."""
    assert fits(number) is ok


def test_credit_note() -> None:
    """A credit note, negative in Severa, is compared with its positive document."""
    draft = drafted(row(quantity=-2), of=of_total(-121))
    assert differences(of_total(-121), draft, [row(quantity=-2)], credit_note(), CENTS) == []
    assert same_content(draft, credit_note())
    assert not totals(draft, credit_note(amountInCurrency=-121), CENTS).ok


@pytest.mark.parametrize(
    ("total", "changes", "rounding"),
    [
        ("121.00", {}, "0"),
        ("121.00", {"roundingDiff": Decimal("-0.49")}, "-0.49"),
        ("121.00", {"roundingDiff": Decimal("-0.49"), "amount": 0}, "-0.49"),
        ("1210.00", {"roundingDiff": Decimal("-0.05"), "amount": Decimal("121.00")}, "-0.50"),
    ],
)
def test_rounding(total: str, changes: dict[str, Any], rounding: str) -> None:
    """Visma.net's own rounding, which it tells in the company's currency, is taken out in the document's."""
    found = document(amountInCurrency=Decimal(total), **changes)
    assert rounding_of(found) == Decimal(rounding)
    check = totals(drafted(of=of_total(Decimal(total) - Decimal(rounding))), found, CENTS)
    assert check.ok
    assert check.rounding == Decimal(rounding)


def test_other_side() -> None:
    """A total carries the document's currency."""
    assert totals(drafted(), document(), CENTS).vnf == Money(Decimal("121.00"), "EUR").amount


@pytest.mark.parametrize(
    ("lines", "same"),
    [
        ([{}], True),
        ([{"quantity": Decimal("2.00")}], True),
        ([{"quantity": Decimal("2.004")}], True),
        ([{"quantity": Decimal("2.01")}], False),
        ([{"quantity": None}], False),
        ([{"inventoryNumber": "W2"}], False),
        ([{}, {"lineNumber": 2}], False),
    ],
)
def test_same_content(lines: list[dict[str, Any]], same: bool) -> None:
    """The same items and quantities are the same content; a document may hold fewer decimals of a quantity."""
    assert same_content(drafted(), document(*lines)) is same
