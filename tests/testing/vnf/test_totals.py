"""What a document comes to."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.testing.vnf.office import Office, detail, item, line, number_of

CENT = Decimal("0.01")
ITEMS = {"ADVICE": 21, "BOOK": 9, "FREE": 0}


def cents(amount: Decimal) -> Decimal:
    """Half up to two decimals."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


prices = st.decimals(min_value=-10_000, max_value=10_000, places=6)
quantities = st.decimals(min_value=-100, max_value=100, places=6)
rows = st.lists(st.tuples(st.sampled_from(sorted(ITEMS)), quantities, prices), min_size=1, max_size=5)


@settings(max_examples=50)
@given(rows=rows, rate=st.decimals(min_value="0.01", max_value=20, places=4))
def test_sums(rows: list[tuple[str, Decimal, Decimal]], rate: Decimal) -> None:
    """Lines are quantity times price to the cent, VAT is worked out once per rate, and both currencies add up."""
    office = Office()
    lines = [line(code, float(quantity), float(price)) for code, quantity, price in rows]
    reply = office.invoice(*lines, currencyId="USD", exchangeRate=float(rate))
    invoice = office.get(f"/v1/customerinvoice/{number_of(reply)}")
    amounts = [cents(quantity * price) for _, quantity, price in rows]
    assert [row["amountInCurrency"] for row in invoice["invoiceLines"]] == amounts
    assert [row["amount"] for row in invoice["invoiceLines"]] == [cents(amount * rate) for amount in amounts]
    taxable: dict[int, Decimal] = {}
    for (code, _, _), amount in zip(rows, amounts, strict=True):
        taxable[ITEMS[code]] = taxable.get(ITEMS[code], Decimal(0)) + amount
    vat = sum((cents(amount * percent / 100) for percent, amount in taxable.items()), Decimal(0))
    assert invoice["detailTotalInCurrency"] == sum(amounts)
    assert invoice["vatTotalInCurrency"] == vat
    assert invoice["amountInCurrency"] == invoice["balanceInCurrency"] == sum(amounts) + vat
    assert invoice["vatExemptTotalInCurrency"] == taxable.get(0, 0)
    assert invoice["vatTaxableTotalInCurrency"] == sum(amounts) - taxable.get(0, 0)
    assert invoice["amount"] == invoice["detailTotal"] + invoice["vatTotal"]
    assert invoice["detailTotal"] == sum(row["amount"] for row in invoice["invoiceLines"])
    assert {row["vatRate"]: row["taxableAmount"] for row in invoice["taxDetails"]} == {
        percent: cents(amount * rate) for percent, amount in taxable.items()
    }


def test_sent_vat_plays_no_part(office: Office) -> None:
    """VAT amounts that are sent are not taken over."""
    sent = [{"taxId": {"value": "S21"}, "vatAmount": {"value": 1}, "taxableAmount": {"value": 1}}]
    assert office.made(taxDetailLines=sent)["vatTotal"] == 21


def test_manual_amount(office: Office) -> None:
    """A manual amount goes before quantity times price."""
    [row] = office.made(line(quantity=3, price=33, manualAmountInCurrency=100))["invoiceLines"]
    assert (row["amount"], row["manualAmount"], row["unitPrice"]) == (100, 100, 33)


@pytest.mark.parametrize("discount", [{"discountPercent": 10}, {"discountAmountInCurrency": 20}])
def test_discount(office: Office, discount: dict[str, Any]) -> None:
    """A discount in per cent or as an amount comes off the line."""
    [row] = office.made(line(quantity=2, price=100, **discount))["invoiceLines"]
    assert (row["amount"], row["discountAmountInCurrency"]) == (180, 20)


def test_category_on_the_line(office: Office) -> None:
    """A VAT category on the line goes before the item's."""
    invoice = office.made(line(vatCodeId="S9"))
    assert (invoice["vatTotal"], invoice["invoiceLines"][0]["vatCode"]["id"]) == (9, "S9")


def test_line_without_item(office: Office) -> None:
    """A line without an item has the VAT category of the customer's zone."""
    row = {"operation": "Insert", "description": {"value": "Talk"}, "unitPriceInCurrency": {"value": 50}}
    invoice = office.made(row)
    assert (invoice["detailTotal"], invoice["vatTotal"]) == (50, Decimal("10.5"))


def test_reverse_charge(office: Office) -> None:
    """Reverse charge adds nothing to the total."""
    office.sim.edit("vat", "AE0", schedules=[{"vatRate": 21}])
    invoice = office.made(line("ABROAD"))
    assert (invoice["vatTotal"], invoice["amount"]) == (0, 100)


def test_rate_of_the_date(office: Office) -> None:
    """The rate is the one that holds on the document's date; rates of purchases play no part."""
    rates = [
        {"startDate": "2020-01-01T00:00:00", "vatRate": 20, "groupType": "Output"},
        {"startDate": "2026-11-01T00:00:00", "vatRate": 25, "groupType": "Output"},
        {"startDate": "2026-01-01T00:00:00", "vatRate": 7, "groupType": "Input"},
    ]
    office.sim.edit("vat", "S21", schedules=rates)
    dates = ("2019-12-31", "2026-10-31", "2026-11-01")
    assert [office.made(documentDate=date)["vatTotal"] for date in dates] == [0, 20, 25]


class TestNoVat:
    """Where zone and category share no VAT, the service's own words say so."""

    def test_none_shared(self, office: Office) -> None:
        """The VAT id of the item's category is not one of the customer's zone."""
        office.sim.load("vat_zone", [{"id": "EXPORT"}])
        assert detail(office.invoice(customerVatZoneId="EXPORT")) == "TaxID 'S21' cannot be found"

    def test_no_category(self, office: Office) -> None:
        """Neither item nor zone has a category."""
        office.sim.load("vat_zone", [{"id": "EXPORT"}])
        office.sim.edit("inventory", "ADVICE", vatCode=None)
        assert detail(office.invoice(customerVatZoneId="EXPORT")).startswith("TaxCategoryID '' cannot")

    def test_lost_category(self, office: Office) -> None:
        """The item names a category that is not there."""
        office.sim.edit("inventory", "ADVICE", vatCode={"id": "0"})
        assert detail(office.invoice()) == "TaxCategoryID '0' cannot be found in the system."


class TestHabits:
    """Each way of rounding is a switch."""

    LINES = (line("ADVICE", 1, 0.07), line("ADVICE", 1, 0.07), line("ADVICE", 1, 0.07))

    def vat(self, **switches: Any) -> Decimal:
        """The VAT on three times 0.07 at 21 %, which is 0.0441."""
        vat: Decimal = Office(**switches).made(*self.LINES)["vatTotal"]
        return vat

    def test_vat_per_document(self) -> None:
        """Once per rate: 0.04; once per line: three times 0.01."""
        assert self.vat() == Decimal("0.04")
        assert self.vat(vat_per="line") == Decimal("0.03")

    @pytest.mark.parametrize(("habit", "vat"), [("ItemAmount", "0.03"), ("DocumentAmount", "0.04")])
    def test_vat_per_code(self, habit: str, vat: str) -> None:
        """Or as each VAT id says."""
        office = Office(vat_per="code")
        office.sim.edit("vat", "S21", calculateOn=habit)
        assert office.made(*self.LINES)["vatTotal"] == Decimal(vat)

    def test_rounding(self) -> None:
        """Half up, or half to even."""
        half = line(quantity=1, price=0.125)
        assert Office().made(half)["detailTotal"] == Decimal("0.13")
        assert Office(rounding=ROUND_HALF_EVEN).made(half)["detailTotal"] == Decimal("0.12")

    def test_decimals(self) -> None:
        """Quantity and price are kept at so many decimals, amounts too."""
        office = Office(quantity_decimals=2, unit_price_decimals=2, amount_decimals=0)
        [row] = office.made(line(quantity=1.005, price=99.999))["invoiceLines"]
        assert (row["quantity"], row["unitPriceInCurrency"], row["amount"]) == (Decimal("1.01"), 100, 101)

    @pytest.mark.parametrize(("price", "total", "difference"), [(100.2, 121, "-0.24"), (100.6, 122, "0.27")])
    def test_document_rounding(self, price: float, total: int, difference: str) -> None:
        """A rounded document says by how much."""
        invoice = Office(document_rounding=Decimal(1)).made(line(price=price))
        assert (invoice["amountInCurrency"], invoice["roundingDiff"]) == (total, Decimal(difference))
        assert invoice["amount"] == invoice["detailTotal"] + invoice["vatTotal"] + invoice["roundingDiff"]

    def test_rate_of_the_currency(self) -> None:
        """Without a rate of its own a document has the currency's; base amounts are multiplied, or divided."""
        invoice = Office().made(currencyId="USD")
        assert (invoice["exchangeRate"], invoice["amountInCurrency"]) == (Decimal("0.9"), 121)
        assert invoice["amount"] == Decimal("108.90")
        assert Office(exchange_divides=True).made(currencyId="USD", exchangeRate=2)["amount"] == Decimal("60.50")

    @pytest.mark.parametrize(("divides", "price"), [(False, 300), (True, 75)])
    def test_price_of_the_item(self, divides: bool, price: int) -> None:
        """The item's price is in base currency, and is turned into the document's."""
        row = {"operation": "Insert", "inventoryNumber": {"value": "ADVICE"}}
        invoice = Office(exchange_divides=divides).made(row, currencyId="USD", exchangeRate=0.5)
        assert invoice["invoiceLines"][0]["unitPriceInCurrency"] == price

    def test_tax_details_in_currency(self) -> None:
        """Tax details are in base currency, or in the document's."""
        for switch, taxable in ((False, 50), (True, 100)):
            invoice = Office(tax_details_in_currency=switch).made(currencyId="USD", exchangeRate=0.5)
            assert invoice["taxDetails"][0]["taxableAmount"] == taxable


def test_two_vat_ids(office: Office) -> None:
    """A category may bear two VAT ids of one zone: both are due."""
    office.sim.load(
        "vat_category", [{"vatCategoryId": "BOTH", "vatCategoryLines": [{"vatId": "S21"}, {"vatId": "S9"}]}]
    )
    office.sim.load("inventory", [item("TWICE", "S", 21, vatCode={"id": "BOTH"})])
    assert office.made(line("TWICE"))["vatTotal"] == 30
