from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from severa_vnf.mapping import Cause, Explanation, explain_total
from severa_vnf.mapping.causes import DUTCH, ENGLISH, Kind
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.severa.refs import Amount
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.documents import Line
from severa_vnf.vnf.refs import TaxDetail
from severa_vnf.wire.decode import structure
from tests.mapping.decodable import decodable
from tests.mapping.wrongs import KINDS, ROUNDINGS, Books, Case, Sale, cases, in_severa, in_vnf, totals

DOCUMENTS = decodable(CustomerInvoice) | decodable(CustomerCreditNote)
WHOLE = {Kind.SIGN, Kind.CURRENCY, Kind.VAT_ROUNDED, Kind.TOTAL_ROUNDED}
ANYWHERE = {Kind.AMOUNT_ROUNDED, Kind.QUANTITY_CUT, Kind.PRICE_CUT, *WHOLE}


def told(case: Case) -> tuple[Cause, ...]:
    """What is said of a case."""
    return explain_total(case.invoice, case.rows, case.document).causes


def named(case: Case, causes: Iterable[Cause]) -> bool:
    """Whether the true cause is named, and no other mistake beside it."""
    hits = [one for one in causes if one.kind in case.kinds and (one.kind in ANYWHERE or one.row == case.place)]
    return bool(hits) and all(cause in hits or cause.only_rounding for cause in causes)


def mended(case: Case, causes: Iterable[Cause]) -> list[Sale]:
    """Severa's rows, corrected as the causes say."""
    rows = dict(enumerate(case.wrong, 1))
    for cause in causes:
        match cause.kind:
            case Kind.ROW_SIGN:
                rows[cause.row] = evolve(rows[cause.row], quantity=-rows[cause.row].quantity)
            case Kind.RATE | Kind.NO_RATE:
                rows[cause.row] = evolve(rows[cause.row], rate=int(str(cause.vnf)))
            case Kind.ROW_ONLY_IN_SEVERA:
                del rows[cause.row]
            case Kind.ROW_ONLY_IN_VISMA_NET:
                rows[-cause.row] = case.right[cause.row - 1]
            case _:
                pass
    return list(rows.values())


def same_figures(one: Iterable[Sale], other: Iterable[Sale]) -> bool:
    """Whether both come to the same, apart from a minus over the whole."""
    _, vat, total = totals(list(one))
    _, vats, same = totals(list(other))
    sign = -1 if total == -same else 1
    return total == sign * same and {rate: sign * tax for rate, tax in vats.items()} == vat


@given(cases(("none",)))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_fault_free(case: Case) -> None:
    """An invoice that Visma.net makes the same of has no cause, however its VAT details are named and in what money."""
    assert told(case) == ()


def test_true_cause() -> None:
    """Of 1,000 invoices with a known fault the true cause, or one with the same figures, is named in 990 at least."""
    right: Counter[bool] = Counter()

    @given(cases().filter(lambda case: case.shows))
    @settings(max_examples=1000, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    def count(case: Case) -> None:
        causes = told(case)
        same = same_figures(mended(case, causes), case.right)
        right[named(case, causes) or same] += 1

    count()
    assert right.total() >= 1000
    assert right[True] >= 0.99 * right.total()


@pytest.mark.parametrize("fault", [*KINDS, *ROUNDINGS])
def test_true_cause_of_each_fault(fault: str) -> None:
    """Whatever the fault, of 50 invoices that have it nearly all are explained by it: none is hidden by the others."""
    right: Counter[bool] = Counter()

    @given(cases((fault,)).filter(lambda case: case.shows))
    @settings(max_examples=50, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    def count(case: Case) -> None:
        causes = told(case)
        right[named(case, causes) or same_figures(mended(case, causes), case.right)] += 1

    count()
    assert right.total() >= 50
    assert right[True] >= 0.96 * right.total()


@given(decodable(Invoice), st.lists(decodable(InvoiceRow), max_size=3), DOCUMENTS)
@settings(max_examples=200, deadline=None)
def test_never_raises(invoice: Invoice, rows: list[InvoiceRow], document: AnyDocument) -> None:
    """Whatever can be read is explained, in both languages; equal totals of one currency have no rounding."""
    explanation = explain_total(invoice, rows, document)
    assert explanation.text("en")
    assert explanation.text("nl")
    assert str(explanation) == explanation.text()


WAGES = Sale("W1", Decimal(2), Decimal("50.00"), 21)
BOOK = Sale("B1", Decimal(1), Decimal("40.00"), 9)


def explained(wrong: list[Sale], document: AnyDocument, **changes: Any) -> Explanation:
    """The explanation of an invoice with these rows."""
    return explain_total(*in_severa(wrong, **changes), document)


def test_words() -> None:
    """The row, both rates and the correction are named in plain words, in English and in Dutch."""
    document = in_vnf([WAGES, BOOK], credit_note=False)
    explanation = explained([evolve(WAGES, rate=9), BOOK], document)
    assert explanation.difference == Decimal("12.00")
    assert not explanation.only_rounding
    assert explanation.text() == (
        "Severa 152.60 EUR, Visma.net 164.60 EUR, difference 12.00.\n"
        "Row 1 'W1' carries 9 % VAT in Severa, where Visma.net's item and customer zone give 21 %. Set the row to 21 % "
        "in Severa, and check 'Btw facturatie' on the customer and the VAT rate of the product."
    )
    assert explanation.text("nl") == (
        "Severa 152,60 EUR, Visma.net 164,60 EUR, verschil 12,00.\n"
        "Regel 1 'W1' heeft 9 % btw in Severa, waar artikel en btw-zone in Visma.net 21 % geven. Zet de "
        "regel in Severa op 21 %, en controleer 'Btw facturatie' bij de klant en het btw-tarief van het product."
    )


def test_equal() -> None:
    """Equal totals are said to be equal."""
    explanation = explained([WAGES], in_vnf([WAGES], credit_note=False))
    assert explanation.text() == "Severa 121.00 EUR, Visma.net 121.00 EUR, difference 0.00."
    assert not explanation.only_rounding


def test_every_kind_has_words() -> None:
    """Each kind of cause has its sentence and its correction in both languages."""
    assert set(ENGLISH) == set(DUTCH) == set(Kind)
    for kind in Kind:
        cause = Cause(kind=kind, row=3, severa=Decimal("1.50"), vnf="x")
        assert cause.text() != cause.text("nl")
        assert "{" not in cause.text() + cause.text("nl")


def test_schemes() -> None:
    """How both sides round is named in words of either language."""
    sales = [Sale("A", Decimal(1), Decimal("0.07"), 21), Sale("B", Decimal(1), Decimal("0.07"), 21)]
    explanation = explained(sales, in_vnf(sales, Books(per_line=True), credit_note=False))
    (cause,) = explanation.causes
    assert explanation.only_rounding
    assert "Severa rounds VAT once per rate, half up, Visma.net rounds VAT on each row, half up." in cause.text()
    assert "Severa rondt de btw per tarief, rekenkundig af, Visma.net de btw per regel, rekenkundig." in cause.text(
        "nl"
    )


@pytest.mark.parametrize(
    ("severa", "says"),
    [
        ("0.17", "VAT once per rate, half up"),
        ("0.15", "in a way of its own"),
        ("9.17", None),
    ],
)
def test_severa_sum(severa: str, says: str | None) -> None:
    """A total of Severa that is a cent or so from its rows is rounded in another way; a total far away is stale."""
    sales = [Sale("A", Decimal(1), Decimal("0.07"), 21), Sale("B", Decimal(1), Decimal("0.07"), 21)]
    total = {"totalIncludingTax": {"amount": Decimal(severa), "currencyCode": "EUR"}}
    invoice, rows = in_severa(sales)
    invoice = structure({**invoice._raw, **total}, Invoice)
    (cause,) = explain_total(invoice, rows, in_vnf(sales, Books(per_line=True), credit_note=False)).causes
    assert cause.kind is (Kind.VAT_ROUNDED if says else Kind.SEVERA_SUM)
    assert says is None or says in cause.text()


def test_unclear() -> None:
    """A total of Visma.net that its own lines do not give is admitted not to be understood."""
    document = evolve(in_vnf([WAGES], credit_note=False), amount_in_currency=Decimal("131.00"), tax_details=None)
    (cause,) = explained([WAGES], document).causes
    assert cause.kind is Kind.UNCLEAR


def test_row_currency() -> None:
    """A row in another currency than its invoice is named."""
    invoice, rows = in_severa([WAGES])
    rows = [evolve(rows[0], unit_price=Amount(amount=Decimal(50), currency_code="SEK"))]
    (cause,) = explain_total(invoice, rows, in_vnf([WAGES], credit_note=False)).causes
    assert cause.text().startswith("Row 1 'W1' is in SEK, not in EUR.")


def test_discount() -> None:
    """A discount that Visma.net gives is named beside a price that it holds with fewer decimals."""
    sale = Sale("A", Decimal(10), Decimal("10.125"), 0)
    document = in_vnf([sale], Books(price_places=2), credit_note=False, less={0: Decimal("5.00")})
    causes = explained([sale], document).causes
    assert [cause.kind for cause in causes] == [Kind.AMOUNT, Kind.PRICE_CUT]


def details(document: AnyDocument, *rates: tuple[int, str]) -> AnyDocument:
    """The document with these VAT details, whose ids say nothing."""
    told = [
        TaxDetail(tax_id=f"T{rate}", vat_rate=Decimal(rate), taxable_amount=Decimal(taxed)) for rate, taxed in rates
    ]
    return evolve(document, tax_details=tuple(told))


def test_rate_by_details() -> None:
    """Where two categories of lines share a VAT id, the VAT details tell which row moved to another rate."""
    sales = [WAGES, evolve(WAGES, price=Decimal("30.00")), BOOK, evolve(BOOK, price=Decimal("20.00"))]
    document = in_vnf(sales, Books(ids="several"), credit_note=False)
    (cause,) = explained([WAGES, evolve(sales[1], rate=9), *sales[2:]], document).causes
    assert (cause.kind, cause.row, cause.vnf) == (Kind.RATE, 2, 21)
    (cause,) = explained([WAGES, evolve(sales[1], rate=None), *sales[2:]], document).causes
    assert (cause.kind, cause.row, cause.vnf) == (Kind.NO_RATE, 2, 21)


def test_whole_rates() -> None:
    """Where no single row moved, the rates are named at which the sums differ, and those that are missing."""
    sales = [WAGES, evolve(WAGES, price=Decimal("30.00")), BOOK, evolve(BOOK, price=Decimal("20.00"))]
    document = in_vnf(sales, Books(ids="several"), credit_note=False)
    wrong = [evolve(WAGES, rate=25), evolve(sales[1], rate=9), *sales[2:]]
    told = {(cause.kind, cause.rate, cause.severa, cause.vnf) for cause in explained(wrong, document).causes}
    assert told == {
        (Kind.RATE_ONLY_IN_SEVERA, 25, 100, 0),
        (Kind.RATE_ONLY_IN_VISMA_NET, 21, 0, 160),
        (Kind.RATE_AMOUNT, 9, 120, 60),
    }
    text = explained(wrong, document).text()
    assert "The rate of 25 % is missing in Visma.net; Severa's rows have 100" in text


def test_several_ids_on_a_line() -> None:
    """Where one category carries two VAT ids, a line bears both rates."""
    sale = evolve(WAGES, rate=31)
    document = details(in_vnf([sale], credit_note=False), (25, "100.00"), (6, "100.00"))
    assert explained([sale], document).causes == ()
    (cause,) = explained([WAGES], document).causes
    assert (cause.kind, cause.severa, cause.vnf) == (Kind.RATE, 21, 31)


def test_reverse_charge() -> None:
    """A VAT id of reverse charge names a rate and charges nothing: Severa's 0 % is right."""
    sale = evolve(WAGES, rate=0)
    (detail,) = details(in_vnf([sale], credit_note=False), (21, "100.00")).tax_details or ()
    document = evolve(in_vnf([sale], credit_note=False), tax_details=(evolve(detail, vat_amount=Decimal(0)),))
    assert explained([sale], document).causes == ()
    (cause,) = explained([WAGES], document).causes
    assert (cause.kind, cause.vnf) == (Kind.RATE, 0)


def test_without_details() -> None:
    """A document without VAT details still shows rows that are missing or priced otherwise."""
    document = evolve(in_vnf([WAGES, BOOK], credit_note=False), tax_details=None)
    (cause,) = explained([WAGES], document).causes
    assert (cause.kind, cause.row, cause.vnf) == (Kind.ROW_ONLY_IN_VISMA_NET, 2, 40)


def test_bare_line() -> None:
    """A line that tells less is read by what it tells, and a text without an amount is nowhere missed."""
    text = Sale("T", Decimal(0), Decimal(0), 0)
    document = in_vnf([WAGES], credit_note=False)
    (line,) = document.rows
    bare = evolve(line, amount_in_currency=None, line_number=None, inventory_number=None, vat_code=None)
    assert isinstance(document, CustomerInvoice)
    document = evolve(document, invoice_lines=(bare,))
    assert explained([WAGES, text], document).causes == ()
    assert explained([WAGES], evolve(document, invoice_lines=(bare, Line(line_number=2)))).causes == ()


def test_price_at_par() -> None:
    """A row without a price comes to nothing."""
    invoice, rows = in_severa([evolve(WAGES, price=Decimal(0))])
    rows = [evolve(rows[0], unit_price=None, code=None)]
    (cause,) = explain_total(invoice, rows, in_vnf([WAGES], credit_note=False)).causes
    assert (cause.kind, cause.severa, cause.vnf) == (Kind.PRICE, 0, 50)


def test_half_cents() -> None:
    """A row whose half cent either side rounds its own way is only rounding."""
    sale = Sale("A", Decimal(1), Decimal("0.125"), 0)
    explanation = explained([sale], in_vnf([sale], Books(mode=ROUND_HALF_EVEN), credit_note=False))
    assert [cause.kind for cause in explanation.causes] == [Kind.AMOUNT_ROUNDED]
    assert explanation.only_rounding
