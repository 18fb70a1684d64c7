"""The reconciliation of a month, from its reading to its figures."""

from __future__ import annotations

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.look_ups import readable
from severa_vnf.flows.reconcile.comparing import RECEIVED, compare
from severa_vnf.flows.reconcile.costs import purchases_of
from severa_vnf.flows.reconcile.days import Month
from severa_vnf.flows.reconcile.fees import compare_costs
from severa_vnf.flows.reconcile.gaps import gaps_of
from severa_vnf.flows.reconcile.pairs import Paired, pair_up
from severa_vnf.flows.reconcile.sums import Sums
from severa_vnf.mapping.figures import of_severa, of_vnf
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.mapping.statuses import find_statuses
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Problem, Reconciled
from severa_vnf.settings import Settings
from severa_vnf.severa import invoice_statuses


def reconcile(settings: Settings, text: str) -> Flow[Reconciled]:
    """Everything dated in the month `text` ("2026-10"). Writes to no service and to no store."""
    month, sums = Month.read(text), Sums()
    statuses = () if settings.statuses else (yield from readable(invoice_statuses.list(active=True)))
    roles = find_statuses(statuses, settings.statuses)
    if isinstance(roles, Trouble):
        unclear = Problem(roles.rule, STREAM, "", "Invoice statuses", roles.field, roles.value)
        return Reconciled(str(month), differences=(unclear,))
    paired = yield from pair_up(settings, month)
    differences = [*paired.differences]
    for pair in paired.pairs:
        differences += compare(pair, roles, sums, settings.tolerance)
    _orphans(paired, sums)
    reasons, missing = yield from gaps_of([*(pair.key for pair in paired.pairs), *paired.documents], paired.listed)
    differences += missing
    reasons += paired.reasons
    purchases = yield from purchases_of(settings, month)
    if purchases is not None:
        apart, explained = compare_costs(purchases, month, sums)
        differences += [*purchases.differences, *apart]
        reasons += explained
    return Reconciled(str(month), tuple(sums.lines(RECEIVED)), tuple(differences), tuple(reasons))


def _orphans(paired: Paired, sums: Sums) -> None:
    """What has no other side stands in the sums of its own."""
    for invoice in paired.alone:
        ours = of_severa(invoice, ())
        what = "credit notes" if ours.total < 0 else "invoices"
        sums.in_severa((what, ours.currency, None), ours.total)
    for key, document in paired.documents.items():
        theirs = of_vnf(document)
        sums.in_vnf(("credit notes" if key.credit_note else "invoices", theirs.currency, None), theirs.total)
