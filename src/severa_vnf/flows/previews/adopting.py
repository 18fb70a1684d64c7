"""Which earlier invoices a store that is new, or was lost, would link with their documents."""

from __future__ import annotations

from attrs import astuple

from severa_vnf.flows.ask import Flow, everything
from severa_vnf.flows.classes import kept
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.invoices.feeds import to_learn
from severa_vnf.flows.invoices.rebuild import rebuild
from severa_vnf.flows.invoices.stream import STATUSES, find_roles
from severa_vnf.flows.previews.dry import Stopped, before_writing
from severa_vnf.mapping.invoices import crosses_as_credit_note
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Action, Adopted, Step
from severa_vnf.settings import Settings
from severa_vnf.severa import invoices
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable


def adopted(settings: Settings) -> Flow[list[tuple[Step, Key]]]:
    """A step for each invoice that has the number and the total of a document. Links alone would be written."""
    roles = yield from find_roles(settings, kept(STATUSES))
    if isinstance(roles, Trouble) or not (yield from to_learn()):
        return []
    rows = yield from everything(invoices.list(invoice_status_guids=astuple(roles)))
    found = [row for row in rows if not isinstance(row, Undecodable)]
    outcomes = yield from before_writing(rebuild(found, settings))
    assert not isinstance(outcomes, Stopped)
    kinds = {row.guid: crosses_as_credit_note(row) for row in found}
    return [(_step(one), Key(kinds[Guid(one.record)], str(one.number))) for one in outcomes if isinstance(one, Adopted)]


def _step(one: Adopted) -> Step:
    reason = f"Document {one.number}, by number and total"
    return Step(stream=one.stream, action=Action.ADOPT, record=one.record, label=one.label, reason=reason)
