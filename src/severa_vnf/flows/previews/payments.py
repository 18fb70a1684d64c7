"""What a run would do with the payments; and a run that does what was planned and nothing else."""

from __future__ import annotations

from datetime import datetime

from severa_vnf.flows.ask import Flow
from severa_vnf.flows.payments.balances import STREAM, Awaited, Item
from severa_vnf.flows.payments.paying import Came, waits
from severa_vnf.flows.payments.stream import Pay, pay, settle
from severa_vnf.flows.previews.dry import Stopped, before_writing
from severa_vnf.flows.previews.shown import changes_of, know_statuses, status_names
from severa_vnf.mapping.invoices import label_of
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Action, Plan, Step
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa.invoices import Invoice


def plan_payments(settings: Settings) -> Flow[Plan]:
    """A step for each invoice that would get a status or payment date, or waits for a person."""
    steps: list[Step] = []

    def tell(item: Item, invoice: Invoice | Trouble, roles: InvoiceStatuses, deadline: datetime | None) -> Flow[Came]:
        steps.append((yield from step_of(item, invoice, roles)))
        return Came()

    yield from know_statuses(settings)
    done = yield from before_writing(settle(settings, pay_one=tell))
    assert not isinstance(done, Stopped)
    problems = tuple(problem for one in done for problem in one.problems)
    shown = [step for step in steps if step.action is not Action.NOTHING]
    return Plan(tuple(sorted(shown, key=lambda step: step.label)), problems)


def exactly(planned: Plan) -> Pay:
    """Bring over what was planned, and leave the rest for a later run."""

    def one(item: Item, invoice: Invoice | Trouble, roles: InvoiceStatuses, deadline: datetime | None) -> Flow[Came]:
        if planned.allows((yield from step_of(item, invoice, roles))):
            return (yield from pay(item, invoice, roles, deadline))
        return Came(None, waits(item, Awaited()))

    return one


def step_of(item: Item, invoice: Invoice | Trouble, roles: InvoiceStatuses) -> Flow[Step]:
    """What would be done with one invoice."""
    told = yield from before_writing(pay(item, invoice, roles, None))
    label = label_of(invoice) if isinstance(invoice, Invoice) else str(item.key)
    if isinstance(told, Stopped):
        assert isinstance(invoice, Invoice)
        changes = changes_of(told, invoice, (yield from status_names()))
        return Step(stream=STREAM, action=Action.UPDATE, record=item.guid, label=label, changes=changes)
    problems = told.outcome.problems if told.outcome else ()
    action = Action.HOLD if problems else Action.NOTHING
    return Step(stream=STREAM, action=action, record=item.guid, label=label, problems=problems)
