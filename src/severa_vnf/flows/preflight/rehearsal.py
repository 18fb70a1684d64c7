"""What would have been held of the last year's invoices, by which rule and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import evolve

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.invoices.around import item_facts
from severa_vnf.flows.preflight.inspection import Inspection, finding, some
from severa_vnf.flows.preflight.last_year import Rows, invoices_of, rows_of
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.invoices import invoice_to_vnf
from severa_vnf.plan import Finding, Problem
from severa_vnf.rules import Rule
from severa_vnf.severa.invoice_rows import InvoiceRow


def rehearsal(inspection: Inspection) -> Flow[list[Finding]]:
    """Map them all, wherever they stand, as if they waited today; the first of each rule tells the reason.

    They may be old and settled, so none of this stops a run. The day of going live is left out of account, and nothing
    is looked up but the items of grouped rows: what else is not known leaves a field out, and holds no invoice.
    """
    invoices = yield from invoices_of(inspection)
    rows = yield from rows_of(inspection, invoices)
    settings = evolve(inspection.settings, go_live=None)
    grouped = _grouped(rows) if settings.several_codes == "same_vat" else []
    given = Given(settings, items=(yield from item_facts(grouped)))
    held: dict[Rule, list[Problem]] = {}
    for invoice in invoices:
        first: dict[Rule, Problem] = {}
        for problem in invoice_to_vnf(invoice, rows[invoice.guid], given).problems:
            first.setdefault(problem.rule, problem)
        for rule, problem in first.items():
            held.setdefault(rule, []).append(problem)
    return [_told(rule, problems, len(invoices)) for rule, problems in held.items()]


def _told(rule: Rule, problems: Sequence[Problem], of: int) -> Finding:
    labels = some(problem.label for problem in problems)
    where = f"{len(problems)} of {of} invoices of the last year would be held ({labels})"
    return finding(rule, where, problems[0].field, problems[0].value, stops=False)


def _grouped(rows: Rows) -> list[str]:
    """The codes that stand in one row with others."""
    several: Iterable[Sequence[str]] = (
        row.code
        for own in rows.values()
        for row in own
        if isinstance(row, InvoiceRow) and row.code and len(row.code) > 1
    )
    return list(dict.fromkeys(code for codes in several for code in codes))
