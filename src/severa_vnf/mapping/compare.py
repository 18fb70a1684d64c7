"""A document read back from Visma.net, beside the invoice it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from severa_vnf.mapping.invoices import Draft
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import TotalCheck, check_total
from severa_vnf.rules.transfer import CURRENCY_DIFFERS, NUMBER_DOES_NOT_FIT, TOTAL_DIFFERS, VAT_DIFFERS
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.values import Money, rounded
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.documents import Document, Line, LineUpdate

AnyDocument = CustomerInvoice | CustomerCreditNote

BIGGEST_NUMBER = 2_147_483_647
"""The biggest invoice number that Severa holds."""


def total_of(document: Document) -> Money:
    """The total including VAT, in the document's currency."""
    return Money(document.amount_in_currency, document.currency_id or "")


def totals(draft: Draft, document: Document, tolerance: Decimal) -> TotalCheck:
    """Severa's total beside Visma.net's."""
    return check_total(
        draft.total,
        total_of(document),
        tolerance,
        rounding=rounding_of(document),
        credit_note=draft.is_credit_note,
    )


def rounding_of(document: Document) -> Decimal:
    """What Visma.net's rounding of the total added, in the document's currency; its own field is in the company's."""
    added = document.rounding_diff or Decimal(0)
    return rounded(added * document.amount_in_currency / document.amount) if added and document.amount else added


def differences(draft: Draft, rows: Sequence[InvoiceRow], document: AnyDocument, tolerance: Decimal) -> list[Trouble]:
    """Why the document may not stay: the currency, the number, or the total, down to the rows with another VAT rate."""
    check = totals(draft, document, tolerance)
    troubles = []
    if not check.same_currency:
        found = f"{draft.total.currency} in Severa, {document.currency_id} in Visma.net"
        troubles.append(Trouble(CURRENCY_DIFFERS, "Currency", found))
    if not fits(document.reference_number):
        troubles.append(Trouble(NUMBER_DOES_NOT_FIT, "Number", document.reference_number))
    if check.same_currency and not check.ok:
        troubles += list(_other_rates(rows, document)) or [Trouble(TOTAL_DIFFERS, "Total", str(check))]
    return troubles


def fits(number: str) -> bool:
    """Whether Severa can hold the number."""
    return number.isdecimal() and number.isascii() and int(number) <= BIGGEST_NUMBER


def _other_rates(rows: Sequence[InvoiceRow], document: AnyDocument) -> Iterator[Trouble]:
    rates = {tax.tax_id: tax.vat_rate for tax in document.tax_details or ()}
    lines = {line.line_number: line for line in document.rows}
    for place, row in enumerate(rows, 1):
        line = lines.get(place)
        rate = rates.get(line.vat_code.id) if line and line.vat_code else None
        if rate is not None and row.vat_rate is not None and rate != row.vat_rate:
            name = f"Row {place}" + (f" '{row.description}'" if row.description else "")
            yield Trouble(
                VAT_DIFFERS, f"{name}, {row.vat_rate.normalize():f} % VAT in Severa,", f"{rate.normalize():f} %"
            )


def same_content(draft: Draft, document: AnyDocument) -> bool:
    """Whether the document has the draft's items and quantities, line by line."""
    return len(draft.lines) == len(document.rows) and all(map(_same_line, draft.lines, document.rows))


def _same_line(ours: LineUpdate, theirs: Line) -> bool:
    """Visma.net may hold fewer decimals of a quantity: two, at the least."""
    apart = (ours.quantity or Decimal(0)) - (theirs.quantity or Decimal(0))
    return ours.inventory_number == theirs.inventory_number and abs(apart) < Decimal("0.01")
