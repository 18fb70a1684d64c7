"""A pair, held against each other: day, number, totals, what is taxed at each rate, what is paid. No exchange."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from severa_vnf.flows.reconcile.pairs import Pair, customer_of
from severa_vnf.flows.reconcile.sums import Sums
from severa_vnf.mapping.drift import said_by
from severa_vnf.mapping.figures import Figure, of_severa, of_vnf
from severa_vnf.mapping.invoices import STREAM, label_of
from severa_vnf.mapping.payments import Settlement, balance_of, payment_to_severa, standing_of
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem
from severa_vnf.rules import Rule
from severa_vnf.rules.reconciling import (
    BALANCE_APART,
    CUSTOMERS_APART,
    DAYS_APART,
    NUMBERS_APART,
    PAYMENT_APART,
    RATES_APART,
    TOTALS_APART,
)
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.values import Money, rounded, same_number

ZERO = Decimal(0)
RECEIVED = "settled"
"""What was set against the documents: told by Visma.net alone."""
Rates = Mapping[Decimal | None, Decimal]


def compare(pair: Pair, roles: InvoiceStatuses, sums: Sums, tolerance: Decimal) -> list[Problem]:
    """What differs, and the pair's part in the sums. Of credit notes all amounts are negative."""
    found = [*_head(pair), *_amounts(pair, sums, tolerance), *_paid(pair, roles, sums)]
    label = label_of(pair.invoice)
    return [Problem(one.rule, STREAM, pair.invoice.guid, label, one.field, one.value) for one in found]


def _head(pair: Pair) -> Iterator[Trouble]:
    invoice, document = pair.invoice, pair.document
    if not same_number(invoice.number, document.reference_number):
        yield _apart(NUMBERS_APART, invoice.number or "none", document.reference_number)
    if not pair.is_same_customer:
        yield _apart(CUSTOMERS_APART, said_by(invoice).name or "none", customer_of(document))
    if invoice.date != document.document_date:
        yield _apart(DAYS_APART, invoice.date, document.document_date)


def _amounts(pair: Pair, sums: Sums, tolerance: Decimal) -> Iterator[Trouble]:
    invoice, document = pair.invoice, pair.document
    ours, theirs = of_severa(invoice, pair.rows), of_vnf(document)
    what = "credit notes" if pair.key.credit_note else "invoices"
    if ours.currency != theirs.currency:
        sums.in_severa((what, ours.currency, None), ours.total)
        sums.in_vnf((what, theirs.currency, None), theirs.total)
        yield _apart(TOTALS_APART, Money(ours.total, ours.currency), Money(theirs.total, theirs.currency))
        return
    currency = ours.currency
    allowed = tolerance + abs(theirs.rounding)
    if not sums.both((what, currency, None), ours.total, theirs.total, allowed):
        yield _apart(TOTALS_APART, Money(ours.total, currency), Money(theirs.total, currency))
    vat = (_signed(invoice.total_tax.amount if invoice.total_tax else None, ours.total), document.vat_total_in_currency)
    if vat[0] is not None and vat[1] is not None:
        sums.both(("VAT", currency, None), vat[0], -vat[1] if pair.key.credit_note else vat[1], tolerance)
    taxed, told = _by_rate(ours.rows), _by_rate(theirs.rows)
    if None in told:
        taxed, told = {None: sum(taxed.values(), ZERO)}, {None: sum(told.values(), ZERO)}
    for rate in dict.fromkeys([*taxed, *told]):
        severa, vnf = rounded(taxed.get(rate, ZERO)), told.get(rate, ZERO)
        if not sums.both(("net", currency, rate), severa, vnf, tolerance):
            name = "an unknown rate" if rate is None else f"{rate.normalize():f} %"
            yield _apart(RATES_APART, Money(severa, currency), Money(vnf, currency), name)


def _by_rate(rows: Iterable[Figure]) -> Rates:
    found: dict[Decimal | None, Decimal] = {}
    for row in rows:
        found[row.rate] = found.get(row.rate, ZERO) + row.amount
    return found


def _signed(amount: Decimal | None, total: Decimal) -> Decimal | None:
    """Severa's VAT, with the sign that its total has here."""
    return None if amount is None else -abs(amount) if total < 0 else amount


def _paid(pair: Pair, roles: InvoiceStatuses, sums: Sums) -> Iterator[Trouble]:
    invoice, document = pair.invoice, pair.document
    balance = balance_of(document)
    if balance is None:
        yield Trouble(UNREADABLE, "Document", "it does not tell what is open of it")
        return
    sign = -1 if pair.key.credit_note else 1
    total, currency = sign * balance.total.amount, balance.total.currency
    standing = standing_of(balance)
    step = {Settlement.UNPAID: "", Settlement.PARTLY_PAID: "partly paid"}.get(standing.state, "paid")
    shown = {roles.partially_paid: "partly paid", roles.paid: "paid"}.get(invoice.status.guid, "")
    if shown:
        sums.in_severa((shown, currency, None), total)
    if step:
        sums.in_vnf((step, currency, None), total)
    settled = balance.total.amount - balance.open
    if settled:
        sums.in_vnf((RECEIVED, currency, None), sign * settled)
    due = payment_to_severa(invoice, standing, roles, invoice.status.guid)
    if isinstance(due, Trouble):
        yield due
    elif due is not None:
        told = f"{standing.state} on {standing.day}" if standing.day else f"{standing.state}"
        yield _apart(PAYMENT_APART, f"'{invoice.status.name}' on {invoice.payment_date}", told)
    if balance.applied is not None and balance.touched:
        told_by = sum(
            (
                (row.amount_paid or ZERO) + (row.cash_discount_taken or ZERO)
                for row in balance.applied
                if row.released is not False
            ),
            ZERO,
        )
        if told_by != settled:
            yield _apart(BALANCE_APART, "", f"{settled} {currency} is settled, {told_by} {currency} is set against it")


def _apart(rule: Rule, severa: object, vnf: object, where: str = "") -> Trouble:
    value = f"{severa} in Severa, {vnf} in Visma.net" if severa != "" else str(vnf)
    return Trouble(rule, where, value)
