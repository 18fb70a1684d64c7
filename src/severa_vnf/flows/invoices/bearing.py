"""A document that stays though its total differs: `Settings.total_policy` says so, and a warning is kept with it."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.invoices.around import Around
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.memory import DRIFT, Cause, Drift, known, put, recall
from severa_vnf.mapping.compare import borne
from severa_vnf.mapping.drift import Borne
from severa_vnf.mapping.invoices import label_of
from severa_vnf.mapping.totals import AnyDocument, rounding_of
from severa_vnf.plan import Outcome, Problem
from severa_vnf.ports import Write
from severa_vnf.rules.drift import TOTAL_BORNE


def tolerance(case: Case, around: Around) -> Decimal:
    """How far the totals may differ."""
    return around.settings.tolerance_in(case.draft.total.currency)


@frozen
class Bearing:
    """What is told of it, in the stream of drift, which closes it once the totals agree."""

    case: Case
    told: str

    def on(self, outcome: Outcome) -> Outcome:
        """The outcome, with the warning."""
        problem = Problem(TOTAL_BORNE, DRIFT, outcome.record, outcome.label, "Total", self.told)
        return evolve(outcome, problems=(*outcome.problems, problem))

    def kept(self, document: AnyDocument) -> Flow[Write]:
        """What is to be remembered of it, together with the link."""
        guid = self.case.invoice.guid
        before = (yield from recall(DRIFT, (guid,))).get(guid)
        causes = (Cause(code=TOTAL_BORNE.code, field="Total", value=self.told),)
        let_through = Borne(severa=self.case.draft.total.amount, rounding=rounding_of(document))
        return put(DRIFT, guid, Drift(borne=let_through, label=label_of(self.case.invoice), causes=causes), before)


def bearing(case: Case, document: AnyDocument, around: Around) -> Bearing | None:
    """With what warning the document stays. None: it does not stay."""
    if around.settings.total_policy != "warn":
        return None
    told = borne(case.invoice, case.draft, case.rows, document, around.settings.tolerance)
    return Bearing(case, told) if told else None


def still_as_borne(case: Case, document: AnyDocument) -> Flow[bool]:
    """Whether the totals differ as they did when that was let through."""
    record = (yield from recall(DRIFT, (case.invoice.guid,))).get(case.invoice.guid)
    drift = known(Drift, record) if record else Drift()
    agreed = case.link.terms if case.link else None
    if drift.borne is None or agreed is None:
        return False
    return (drift.borne.severa, agreed.total) == (case.draft.total.amount, document.amount_in_currency)
