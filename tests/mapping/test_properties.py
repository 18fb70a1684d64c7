"""What holds for every invoice that can be read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
from hypothesis import given, settings
from hypothesis import strategies as st

from severa_vnf.mapping import Draft, Given, ItemFacts, invoice_to_vnf
from severa_vnf.settings import Settings, TextLimits
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import rounded
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.wire.mismatch import Undecodable
from tests.mapping.decodable import decodable
from tests.mapping.papers import drafted, invoice, of_total, row

ROWS = st.lists(decodable(InvoiceRow) | st.just(Undecodable("fault", None)), max_size=3)
CHOSEN = st.builds(
    Settings,
    several_codes=st.sampled_from(["same_vat", "first", "hold"]),
    several_projects=st.sampled_from(["hold", "first", "none"]),
    line_amounts=st.sampled_from(["price", "amount"]),
    row_items=st.sampled_from([{}, {"FlatRate": "FLAT", "Hours": "HOURS"}]),
    text_limits=st.sampled_from([TextLimits(), TextLimits(description=5, invoice_text=5, reference=5)]),
    go_live=st.none() | st.dates(),
)
GIVEN = st.builds(Given, CHOSEN, items=st.sampled_from([{}, {"A": ItemFacts("1", "3000")}]))


@given(decodable(Invoice), ROWS, GIVEN)
@settings(max_examples=200)
def test_never_raises(invoice: Invoice, rows: list[InvoiceRow | Undecodable], known: Given) -> None:
    """Whatever can be read is mapped or has problems, the same each time."""
    assert invoice_to_vnf(invoice, rows, known) == invoice_to_vnf(invoice, rows, known)


@given(decodable(Invoice), ROWS, GIVEN)
@settings(max_examples=100)
def test_can_be_written(invoice: Invoice, rows: list[InvoiceRow | Undecodable], known: Given) -> None:
    """Whatever is mapped can be written."""
    document = invoice_to_vnf(invoice, rows, known).document
    if isinstance(document, customer_credit_note.CustomerCreditNoteUpdate):
        assert customer_credit_note.create(document).body
    else:
        assert customer_invoice.create(document).body


QUANTITIES = st.decimals(min_value=-(10**6), max_value=10**6, places=4)
PRICES = st.decimals(min_value=-(10**6), max_value=10**6, places=4)
PRICED = st.lists(st.tuples(QUANTITIES, PRICES), min_size=1, max_size=5)


def of_amounts(priced: list[tuple[Decimal, Decimal]], by: str, *, is_credit_note: bool) -> tuple[Decimal, Draft]:
    """An invoice of these quantities and prices; its total, and its draft."""
    total = sum((quantity * price for quantity, price in priced), Decimal(0))
    rows = [row(quantity=quantity, unitPrice={"amount": price}) for quantity, price in priced]
    return total, drafted(*rows, of=of_total(total, isCreditNote=is_credit_note), line_amounts=by)


@given(PRICED, st.booleans())
def test_sum_of_lines(priced: list[tuple[Decimal, Decimal]], is_credit_note: bool) -> None:
    """The lines come to what Severa's rows come to, without its minus where the document is a credit note."""
    total, draft = of_amounts(priced, "price", is_credit_note=is_credit_note)
    amounts: list[Any] = [line.quantity * line.unit_price_in_currency for line in draft.lines]
    assert sum(amounts) == abs(total)
    assert draft.is_credit_note is (is_credit_note or total < 0)


@given(PRICED)
def test_sum_by_hand(priced: list[tuple[Decimal, Decimal]]) -> None:
    """Amounts written by hand come to the sum of Severa's amounts, each rounded once."""
    total, draft = of_amounts(priced, "amount", is_credit_note=False)
    sign = -1 if total < 0 else 1
    amounts = [rounded(quantity * price) * sign for quantity, price in priced]
    assert [line.manual_amount_in_currency for line in draft.lines] == amounts


def strings(value: Any) -> Iterator[str]:
    """Every text in a document."""
    if isinstance(value, str):
        yield value
    elif attrs.has(type(value)):
        for part in attrs.astuple(value, recurse=False):
            yield from strings(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)


PARTS = ("postalCode", "city", "state", "country")
HEADS = (
    "receiverCustomerName",
    "receiverContactName",
    "ourReference",
    "senderContactName",
    "notes",
    "yourReference",
    "orderNumber",
)
SPOKEN = st.text(max_size=8) | st.text("x\n ", max_size=60)


@given(
    st.fixed_dictionaries(dict.fromkeys(HEADS, SPOKEN)),
    st.fixed_dictionaries(dict.fromkeys((*PARTS, "addressline"), SPOKEN)),
    st.lists(SPOKEN, min_size=3, max_size=3),
    st.sampled_from([None, 20]),
)
def test_no_text_is_cut(heads: dict[str, str], address: dict[str, str], texts: list[str], limit: int | None) -> None:
    """Each text of an invoice is found whole in its document, or a problem says that it is too long."""
    above, below, described = texts
    of = invoice(**heads, receiverAddress=address, freeText1={"value": above}, freeText2={"plainText": below})
    limits = TextLimits(description=limit, invoice_text=limit, reference=limit)
    draft = drafted(row(description=described), of=of, text_limits=limits)
    written = list(strings(draft.document))
    sources = [*heads.values(), *(address[name] for name in PARTS), above, below, described]
    lost = [text for text in sources if not any(text.strip() in one for one in written)]
    assert all(any(line.strip() in one for one in written) for line in address["addressline"].splitlines())
    assert not lost or "text-too-long" in [problem.code for problem in draft.problems]
