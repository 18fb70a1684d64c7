"""Which earlier invoices a store that is new, or was lost, would link with their documents."""

from __future__ import annotations

from attrs import astuple

from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.classes import kept
from severa_vnf.flows.invoices.feeds import to_learn
from severa_vnf.flows.invoices.rebuild import rebuild
from severa_vnf.flows.invoices.stream import STATUSES, find_roles
from severa_vnf.flows.previews.dry import Stopped, before_writing
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Action, Adopted, Step
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices
from severa_vnf.wire.mismatch import Undecodable


def adopted(settings: Settings) -> Flow[list[Step]]:
    """A step for each invoice that has the number and the total of a document. Links are written, and nothing else."""
    roles = yield from find_roles(settings, kept(STATUSES))
    if isinstance(roles, Trouble) or not (yield from to_learn()):
        return []
    rows = yield from everything(invoices.list(invoice_status_guids=astuple(roles)))
    found = [row for row in rows if not isinstance(row, Undecodable)]
    outcomes = yield from before_writing(rebuild(found, settings))
    assert not isinstance(outcomes, Stopped)
    return [
        Step(
            stream=one.stream,
            action=Action.ADOPT,
            record=one.record,
            label=one.label,
            reason=f"Document {one.number}, by number and total",
        )
        for one in outcomes
        if isinstance(one, Adopted)
    ]
