from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings

from severa_vnf.mapping.causes import Kind
from severa_vnf.mapping.explain import explain_total
from severa_vnf.mapping.explanation import Cause
from tests.mapping.wrongs import Case, Sale, cases, totals

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
    rows: list[Sale | None] = list(case.wrong)
    for cause in causes:
        sale = case.wrong[cause.row - 1] if 0 < cause.row <= len(rows) else None
        if cause.kind is Kind.ROW_SIGN and sale:
            rows[cause.row - 1] = evolve(sale, quantity=-sale.quantity)
        if cause.kind is Kind.ROW_ONLY_IN_SEVERA:
            rows[cause.row - 1] = None
        if cause.kind is Kind.ROW_ONLY_IN_VISMA_NET:
            rows.append(case.right[cause.row - 1])
    return [row for row in rows if row]


def same_figures(one: Iterable[Sale], other: Iterable[Sale]) -> bool:
    """Whether both come to the same, apart from a minus over the whole."""
    _, vat, total = totals(list(one))
    _, vats, same = totals(list(other))
    sign = -1 if total == -same else 1
    return total == sign * same and {rate: sign * tax for rate, tax in vats.items()} == vat
