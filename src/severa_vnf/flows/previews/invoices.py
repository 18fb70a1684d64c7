"""What a run would do with the invoices that wait; and a run that does what was planned and nothing else."""

from __future__ import annotations

from attrs import evolve, frozen

from severa_vnf.flows.ask import Flow, Legs, ended
from severa_vnf.flows.invoices.around import Around
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.stream import Carry, Waiting, read_case, send_case, transfer_invoices
from severa_vnf.flows.previews.adopting import adopted
from severa_vnf.flows.previews.dry import Stopped, before_writing
from severa_vnf.flows.previews.following import Foreseen
from severa_vnf.flows.previews.shown import changes_of, know_statuses, status_names
from severa_vnf.flows.registers.todo import new_fields
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.invoices import STREAM, label_of
from severa_vnf.plan import TO_COME, Action, Change, Deferred, Outcome, Plan, Problem, Step, Unchanged
from severa_vnf.settings import Settings
from severa_vnf.values import Guid


def plan_invoices(settings: Settings, foreseen: Given | None = None) -> Flow[Plan]:
    """A step for each invoice that waits, or that a new store would link by its number; then for all that follows.

    `foreseen` knows the customers that are to be made before.
    """
    steps: list[Step] = []
    follows = Foreseen()

    def carry(one: Waiting, around: Around) -> Legs[Outcome]:
        if foreseen is not None:
            given = around.given
            customers, projects = {**foreseen.customers, **given.customers}, {**foreseen.projects, **given.projects}
            around = evolve(around, given=evolve(given, customers=customers, projects=projects))
        return tell((yield from read_case(one, around)), around)

    def tell(case: Case, around: Around) -> Flow[Flow[Outcome]]:
        step = yield from step_of(case, around)
        steps.append(step)
        yield from follows.transferred(case, step, settings)
        return ended(case.outcome(Unchanged))

    yield from know_statuses(settings)
    linked = yield from adopted(settings)
    follows.links.update({Guid(step.record): key for step, key in linked})
    result = yield from before_writing(transfer_invoices(settings, carry=carry))
    assert not isinstance(result, Stopped)
    shown = {step.record: step for step in (*(step for step, _ in linked), *steps)}
    ordered = sorted(shown.values(), key=lambda step: step.label)
    return Plan((*ordered, *(yield from follows.plan(settings))), result.problems)


def exactly(planned: Plan) -> Carry:
    """Carry an invoice as it was planned, or leave it for a later run."""

    def carry(one: Waiting, around: Around) -> Legs[Outcome]:
        return compare((yield from read_case(one, around)), around)

    def compare(case: Case, around: Around) -> Flow[Flow[Outcome]]:
        if planned.allows((yield from step_of(case, around))):
            return (yield from send_case(case, around))
        return ended(case.outcome(Deferred))

    return carry


def step_of(case: Case, around: Around) -> Flow[Step]:
    """What would be done with one invoice."""
    told = yield from before_writing(_whole(case, around))
    what = _of_outcome(told) if isinstance(told, Outcome) else _of_call(told, case, around, (yield from status_names()))
    return Step(
        stream=STREAM,
        action=what.action,
        record=case.invoice.guid,
        label=label_of(case.invoice),
        reason=what.reason,
        changes=what.changes,
        problems=what.problems,
    )


@frozen
class _What:
    action: Action
    changes: tuple[Change, ...] = ()
    reason: str = ""
    problems: tuple[Problem, ...] = ()


def _whole(case: Case, around: Around) -> Flow[Outcome]:
    return (yield from (yield from send_case(case, around)))


def _of_outcome(outcome: Outcome) -> _What:
    """Nothing is written to a service."""
    return _What(Action.HOLD if outcome.problems else Action.NOTHING, problems=outcome.problems)


def _of_call(stopped: Stopped, case: Case, around: Around, names: dict[str, str]) -> _What:
    invoice = case.invoice
    match stopped.call.method:
        case "POST":
            status = names.get(around.statuses.transferred, around.statuses.transferred)
            back = (
                Change("number", "severa", invoice.number, TO_COME),
                Change("referenceNumber", "severa", invoice.reference_number, TO_COME),
                Change("status", "severa", invoice.status.name, status),
            )
            return _What(Action.CREATE, (*new_fields("vnf", [case.draft.document]), *back))
        case "PATCH" if case.draft.problems:
            return _What(Action.UPDATE, changes_of(stopped, invoice, names), problems=case.draft.problems)
        case "PATCH":
            number = f"Document {case.link.number}" if case.link else "There is a document of this invoice."
            action = Action.UPDATE if case.link else Action.ADOPT
            return _What(action, changes_of(stopped, invoice, names), number)
    return _What(Action.UPDATE, reason="Its document is taken out of Visma.net again.")
