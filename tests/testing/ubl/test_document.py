from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from severa_vnf.testing.ubl import UblDocument, UblProblem, read_ubl
from tests.testing.ubl.papers import CUSTOMER, allowance, line, paper, vat


def _read(content: bytes) -> UblDocument:
    reading = read_ubl(content, "a.xml")
    assert reading.problems == ()
    assert reading.document is not None
    return reading.document


def _rows(content: bytes) -> list[tuple[str, str, Decimal, Decimal]]:
    return [(row.description, str(row.vat), row.quantity, row.unit_price) for row in _read(content).rows]


def test_header() -> None:
    """The header is what the file prints, and the total the one that includes VAT, not the one to pay."""
    document = _read(paper())
    assert (document.source, document.number, document.is_credit_note) == ("a.xml", "A1", False)
    assert (document.issue_date, document.due_date, document.currency) == (date(2026, 9, 30), date(2026, 10, 30), "EUR")
    assert (document.tax, document.total) == (Decimal("21.00"), Decimal("121.00"))
    assert (document.order_number, document.your_reference) == ("PO 9", "Desk 4")


def test_customer() -> None:
    """A customer has its registered name and the number of its VAT scheme, not of another scheme."""
    customer = _read(paper()).customer
    assert (customer.name, customer.vat_number, customer.legal_id) == ("Oak B.V.", "NL001234567B01", "12345678")
    assert customer.address == ("Dam 1", "2nd floor")
    assert (customer.postal_code, customer.city, customer.country) == ("1012 JS", "Amsterdam", "NL")
    assert (customer.contact, customer.email) == ("Ann Eik", "ann@oak.example")


def test_trading_name() -> None:
    """Without a registered name the trading name stands in."""
    assert _read(paper(customer=CUSTOMER.replace("Oak B.V.", ""))).customer.name == "Oak Trading"


def test_no_vat_number() -> None:
    """A customer without a VAT scheme has no VAT number."""
    assert _read(paper(customer=CUSTOMER.replace(">VAT<", ">GST<"))).customer.vat_number == ""


def test_row() -> None:
    """A line is a row of its quantity at its price, with the seller's code and the unit."""
    (row,) = _read(paper(lines=line(code="ADV"))).rows
    assert (row.code, row.name, row.description, row.unit, str(row.vat)) == ("ADV", "Advice", "Advice", "HUR", "S21")
    assert (row.quantity, row.unit_price, row.amount) == (Decimal(2), Decimal(50), Decimal("100.00"))


def test_base_quantity() -> None:
    """A price for several pieces is divided by their number, to six decimals."""
    content = paper(lines=line("390.82", "90", "1585", base="365"), total="411.82")
    assert _rows(content) == [("Advice", "S21", Decimal(90), Decimal("4.342466"))]


def test_line_allowances() -> None:
    """A line's allowances and charges are rows of their own, with the line's VAT."""
    allowances = allowance("10", reason="Discount") + allowance("3")
    inside = allowances + allowance("5", charge="true") + allowance("1", charge="1")
    assert _rows(paper(lines=line("93", inside=inside), total="114")) == [
        ("Advice", "S21", Decimal(2), Decimal(50)),
        ("Discount", "S21", Decimal(1), Decimal(-10)),
        ("Allowance", "S21", Decimal(1), Decimal(-3)),
        ("Charge", "S21", Decimal(1), Decimal(5)),
        ("Charge", "S21", Decimal(1), Decimal(1)),
    ]


@pytest.mark.parametrize(
    "printed",
    [
        line(quantity="1"),
        line(price=""),
        line(price="50.01"),
        line(inside=allowance("10")),
        line(base="3"),
    ],
)
def test_as_one_amount(printed: str) -> None:
    """Where quantity, price and allowances do not give the printed amount, the row is that amount once and says so."""
    assert _rows(paper(lines=printed)) == [("Advice (as one amount)", "S21", Decimal(1), Decimal("100.00"))]


def test_no_quantity() -> None:
    """A line without a quantity is one piece."""
    content = paper(lines=line("50.00", quantity=""), total="71")
    assert _rows(content) == [("Advice", "S21", Decimal(1), Decimal("50.00"))]


def test_document_allowances() -> None:
    """Allowances and charges of the whole document are rows with their own VAT, after the lines."""
    charge = allowance("20", charge="1", reason="Freight", tax=vat("S", "9.0"))
    content = paper(inside=charge + allowance("5", charge="0", tax=vat("E", None)), total="136")
    assert _rows(content)[1:] == [
        ("Freight", "S9", Decimal(1), Decimal(20)),
        ("Allowance", "E0", Decimal(1), Decimal(-5)),
    ]


def test_no_amount_is_minus_zero() -> None:
    """An allowance of nothing is zero without a sign."""
    (_, row) = _read(paper(lines=line(inside=allowance("0")))).rows
    assert str(row.unit_price) == "0"


@pytest.mark.parametrize("category", ["O", "E", "Z", "AE", "K", "G"])
def test_category_without_rate(category: str) -> None:
    """A category that levies no VAT needs no rate, and keeps its name."""
    content = paper(lines=line(tax=vat(category, None)), total="100", taxes=())
    assert _rows(content)[0][1] == f"{category}0"


def test_credit_note() -> None:
    """A credit note is read with the positive amounts it prints."""
    document = _read(paper(root="CreditNote", lines=line(root="CreditNote")))
    assert (document.is_credit_note, document.total) == (True, Decimal("121.00"))
    assert document.rows[0].quantity == 2


def test_negative_invoice() -> None:
    """A negative invoice is a credit note with every sign turned: quantities, allowances, VAT and total."""
    content = paper(
        total="-108.90",
        taxes=[("-18.90", "EUR")],
        lines=line("-100", "-2") + line("-10", "-7"),
        inside=allowance("20", charge="true", tax=vat()),
    )
    document = _read(content)
    assert (document.is_credit_note, document.tax, document.total) == (True, Decimal("18.90"), Decimal("108.90"))
    assert [(row.quantity, row.unit_price) for row in document.rows] == [(2, 50), (1, 10), (1, -20)]


def test_negative_credit_note() -> None:
    """A negative credit note is an invoice with every sign turned."""
    lines = line("-100", "-2", root="CreditNote")
    document = _read(paper(root="CreditNote", total="-121", taxes=[("-21", "EUR")], lines=lines))
    assert (document.is_credit_note, document.total, document.rows[0].quantity) == (False, 121, 2)


def test_two_tax_totals() -> None:
    """Of two VAT totals the one in the document's currency counts."""
    assert _read(paper(taxes=[("230.12", "SEK"), ("21.00", "EUR")])).tax == 21


def test_due_date_of_payment_means() -> None:
    """A credit note has its due date under the means of payment."""
    means = "<cac:PaymentMeans><cbc:PaymentDueDate>2026-12-01</cbc:PaymentDueDate></cac:PaymentMeans>"
    assert _read(paper(due="", inside=means)).due_date == date(2026, 12, 1)


def test_no_due_date() -> None:
    """A missing due date is the date of issue."""
    assert _read(paper(due="")).due_date == date(2026, 9, 30)


@pytest.mark.parametrize("zone", ["Z", "+14:00", "-12:00"])
def test_zone_of_a_date(zone: str) -> None:
    """A date is the day as printed, whatever zone stands behind it."""
    assert _read(paper(issued=f"2026-09-30{zone}")).issue_date == date(2026, 9, 30)


amounts = st.decimals(Decimal("-99999.99"), Decimal("99999.99"), places=2)


printed_lines = st.tuples(amounts, amounts, st.integers(1, 99), st.lists(amounts, max_size=2))


@given(printed=st.lists(printed_lines, min_size=1, max_size=4))
def test_rows_give_the_printed_amounts(printed: list[tuple[Decimal, Decimal, int, list[Decimal]]]) -> None:
    """Whatever quantities, prices and allowances a file prints, its rows give the line amounts it prints."""
    lines = "".join(
        line(str(amount), str(price), "3", base=str(base), inside="".join(allowance(str(part)) for part in parts))
        for amount, price, base, parts in printed
    )
    wanted = sum(amount for amount, *_ in printed)
    document = _read(paper(lines=lines, total=str(wanted), taxes=()))
    total = sum(row.amount for row in document.rows)
    assert total == abs(wanted)
    assert document.is_credit_note == (wanted < 0)


def test_wrong_sum() -> None:
    """Rows and VAT that do not give the printed total are a problem with the sum; the document is read as printed."""
    reading = read_ubl(paper(total="120.00"), "a.xml")
    assert reading.document is not None
    assert reading.document.total == 120
    assert reading.problems == (
        UblProblem(
            "a.xml",
            "LegalMonetaryTotal/TaxInclusiveAmount",
            "120.00",
            "Rows of 100.00 and VAT of 21.00 give 121.00: ask the sender for a corrected document.",
        ),
    )


def test_tax_of_another_currency() -> None:
    """A VAT total in another currency is not taken for this one."""
    (problem,) = read_ubl(paper(taxes=[("21.00", "SEK")]), "a.xml").problems
    assert problem.field == "LegalMonetaryTotal/TaxInclusiveAmount"
