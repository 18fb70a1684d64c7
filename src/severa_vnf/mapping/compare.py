"""A document read back from Visma.net, beside the invoice it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.explain import explain_total
from severa_vnf.mapping.explanation import Cause, Explanation
from severa_vnf.mapping.invoices import Draft
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument, TotalCheck, check_total, rounding_of, total_of
from severa_vnf.rules.refusals import CURRENCY_DIFFERS, NUMBER_DOES_NOT_FIT, TOTAL_DIFFERS, VAT_DIFFERS
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import code_key, whole_number
from severa_vnf.vnf.documents import Document, Line, LineUpdate

BIGGEST_NUMBER = 2_147_483_647
"""The biggest invoice number that Severa holds."""

MORE_THAN_TOTALS = frozenset(
    {
        Kind.CURRENCY,
        Kind.ROW_CURRENCY,
        Kind.SIGN,
        Kind.ROW_SIGN,
        Kind.ROW_ONLY_IN_SEVERA,
        Kind.ROW_ONLY_IN_VISMA_NET,
        Kind.QUANTITY,
    }
)
"""Causes for which a document never stays."""


def totals(draft: Draft, document: Document, tolerance: Decimal) -> TotalCheck:
    """Severa's total beside Visma.net's."""
    return check_total(
        draft.total,
        total_of(document),
        tolerance,
        rounding=rounding_of(document),
        credit_note=draft.is_credit_note,
    )


def differences(
    invoice: Invoice, draft: Draft, rows: Sequence[InvoiceRow], document: AnyDocument, tolerance: Decimal
) -> list[Trouble]:
    """Why the document may not stay: the currency, the number, or the total, with what makes it differ."""
    check = totals(draft, document, tolerance)
    troubles = []
    if not check.same_currency:
        found = f"{draft.total.currency} in Severa, {document.currency_id} in Visma.net"
        troubles.append(Trouble(CURRENCY_DIFFERS, "Currency", found))
    if not fits(document.reference_number):
        troubles.append(Trouble(NUMBER_DOES_NOT_FIT, "Number", document.reference_number))
    if check.same_currency and not check.ok:
        troubles += _explained(check, explain_total(invoice, rows, document))
    return troubles


def borne(invoice: Invoice, draft: Draft, rows: Sequence[InvoiceRow], document: AnyDocument, tolerance: Decimal) -> str:
    """What is to be told of a document that stays though its total differs. Empty: it may not, for it differs in more.

    What may differ are rates, prices, amounts and sums; not what is sold, how much of it, the currency or the sign.
    """
    check = totals(draft, document, tolerance)
    causes = explain_total(invoice, rows, document).causes
    if not check.same_currency or not fits(document.reference_number) or not same_content(draft, document):
        return ""
    if any(cause.kind in MORE_THAN_TOTALS for cause in causes):
        return ""
    return " ".join([f"{check}.", *(cause.text() for cause in causes)]).rstrip(".")


def _explained(check: TotalCheck, explanation: Explanation) -> list[Trouble]:
    """A row with another VAT rate is a trouble of its own; all else is told with the totals."""
    rates = [one for one in explanation.causes if one.row and one.kind in (Kind.RATE, Kind.NO_RATE)]
    others = [cause.text() for cause in explanation.causes if cause not in rates]
    if rates and not others:
        return [_other_rate(cause) for cause in rates]
    return [*map(_other_rate, rates), Trouble(TOTAL_DIFFERS, "Total", " ".join([f"{check}.", *others]).rstrip("."))]


def _other_rate(cause: Cause) -> Trouble:
    name = f"Row {cause.row}" + (f" '{cause.name}'" if cause.name else "")
    ours = f"{cause.severa} %" if cause.kind is Kind.RATE else "- %"
    return Trouble(VAT_DIFFERS, f"{name}, {ours} in Severa,", f"{cause.vnf} %")


def fits(number: str) -> bool:
    """Whether Severa can hold the number."""
    return whole_number(number, BIGGEST_NUMBER) is not None


def same_content(draft: Draft, document: AnyDocument) -> bool:
    """Whether the document has the draft's items and quantities, line by line."""
    return len(draft.lines) == len(document.rows) and all(map(_same_line, draft.lines, document.rows))


def _same_line(ours: LineUpdate, theirs: Line) -> bool:
    """Visma.net may hold fewer decimals of a quantity: two, at the least."""
    apart = (ours.quantity or Decimal(0)) - (theirs.quantity or Decimal(0))
    return code_key(ours.inventory_number or "") == code_key(theirs.inventory_number) and abs(apart) < Decimal("0.01")
