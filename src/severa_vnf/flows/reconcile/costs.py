"""The purchase lines of a month, and the fees that were made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.classes import kept
from severa_vnf.flows.costs.carried import TWINS, Whose
from severa_vnf.flows.costs.case import Case, cases
from severa_vnf.flows.costs.due import Terms
from severa_vnf.flows.costs.hearing import STREAM, sources, whole_of
from severa_vnf.flows.costs.start import FIRST, SPACE, begin
from severa_vnf.flows.costs.unlinked import links
from severa_vnf.flows.memory import known, recall
from severa_vnf.flows.reconcile.days import Month
from severa_vnf.mapping.booked import Booked, booked
from severa_vnf.mapping.purchases import CostsGiven
from severa_vnf.plan import Problem
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa import project_fees
from severa_vnf.severa.project_fees import RecordedProjectFee
from severa_vnf.values import Guid
from severa_vnf.vnf.supplier_invoice import SupplierInvoice
from severa_vnf.wire.mismatch import Undecodable


@define
class Purchases:
    """Both sides, in the company's currency. `owners` tell whose each fee is; one of nobody is a person's own."""

    cases: Sequence[Case]
    terms: Terms
    currency: str
    fees: dict[Guid, RecordedProjectFee] = field(factory=dict)
    owners: dict[str, str] = field(factory=dict)
    differences: list[Problem] = field(factory=list)


def purchases_of(settings: Settings, month: Month) -> Flow[Purchases | None]:
    """What was released and is dated in the month, and the fees since. None: no cost ever crossed."""
    if FIRST not in (yield from recall(SPACE, (FIRST,))):
        return None
    begun = yield from begin(settings)
    documents: dict[str, Booked] = {}
    differences: list[Problem] = []
    for source in sources(settings, begun):
        for row in (yield from everything(source.rows(month.entered))):
            if isinstance(row, Undecodable):
                differences.append(Problem(UNREADABLE, STREAM, "", f"A document of {source.name}", value=row.fault))
            elif source.takes(row):
                one = yield from _read(row)
                documents[one.key] = one
    every = yield from cases(documents)
    projects = {line.said.project for booked in documents.values() for line in booked.lines}
    terms = Terms((yield from links(sorted(projects))), begun.start.fence, settings.corrections)
    currency = (yield from kept("currency")).currency or ""
    found = Purchases(every, terms, currency, differences=differences)
    for fee in (yield from everything(project_fees.list(changed_since=month.entered.instant()))):
        if isinstance(fee, Undecodable):
            found.differences.append(Problem(UNREADABLE, STREAM, "", "A project fee", value=fee.fault))
        else:
            found.fees[fee.guid] = fee
    found.owners = _keys((yield from recall(TWINS, found.fees)))
    return found


def _read(row: Any) -> Flow[Booked]:
    one = booked(row, CostsGiven())
    if isinstance(row, SupplierInvoice) and not one.whole:
        return booked((yield from whole_of(row)), CostsGiven())
    return one


def _keys(records: Mapping[str, Any]) -> dict[str, str]:
    return {guid: known(Whose, record).key for guid, record in records.items()}
