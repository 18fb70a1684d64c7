"""What a run would do once invoices have their numbers: files, applications, releases; and just what was planned.

What would be written counts as written for what comes after it: a document that would be made, a release.
"""

from __future__ import annotations

from attrs import define, evolve, field

from severa_vnf.flows.ask import Flow, send
from severa_vnf.flows.following.errand import SPACE, errand_of
from severa_vnf.flows.following.release import RELEASE
from severa_vnf.flows.following.stream import follow_up
from severa_vnf.flows.following.way import Go, Way
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.memory import Stage, put
from severa_vnf.flows.previews.dry import Stopped, before_writing
from severa_vnf.mapping.invoices import STREAM
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan import TO_COME, Action, Plan, Step
from severa_vnf.ports import Record
from severa_vnf.settings import Settings
from severa_vnf.values import Code, Guid
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.documents import DocumentStatus
from severa_vnf.wire.unset import Unset


@define
class Planned(Way):
    """Only what stands in a plan is done."""

    plan: Plan = field(kw_only=True)

    def go(self, step: Step) -> Go:
        """What is not planned is left for a later run."""
        return Go.DO if self.plan.allows(step) else Go.LEAVE


@define
class Foreseen(Way):
    """Nothing is done: `steps` are what would be. `made` are the documents that are to be made before."""

    steps: list[Step] = field(factory=list)
    made: dict[Guid, AnyDocument] = field(factory=dict)
    released: set[Guid] = field(factory=set)

    def go(self, step: Step) -> Go:
        """It is shown, and counts as done."""
        self.steps.append(step)
        if step.part == RELEASE:
            self.released.add(Guid(step.record))
            self.supposed.add(Guid(step.record))
        return Go.SUPPOSE

    def read(self, guid: Guid, key: Key) -> Flow[AnyDocument]:
        """The document, as it would be by then."""
        document = self.made[guid] if guid in self.made else (yield from send(get(key)))
        return evolve(document, status=DocumentStatus.OPEN) if guid in self.released else document

    def transferred(self, case: Case, step: Step, settings: Settings) -> Flow[None]:
        """An invoice has its document and number by then, if its step comes to that."""
        guid = case.invoice.guid
        if not _comes_across(case, step):
            return
        if case.link is not None or guid in self.links:
            self.settled.add(guid)
            return
        if step.action is Action.CREATE:
            key, invoice, document = Key(case.draft.is_credit_note, TO_COME), case.invoice, _document(case)
            self.made[guid] = document
            self.supposed.add(guid)
        else:
            numbers = [int(str(one.new)) for one in step.changes if one.row == "number"]
            invoice = evolve(case.invoice, number=numbers[0]) if numbers else case.invoice
            key = Key(case.draft.is_credit_note, str(invoice.number))
            document = yield from send(get(key))
        self.links[guid] = key
        errand = errand_of(invoice, key, document.amount_in_currency, settings)
        if errand.tasks:
            write = put(SPACE, guid, errand, None)
            self.expected.append(Record(write.key, write.value, 0))

    def plan(self, settings: Settings) -> Flow[list[Step]]:
        """A step for each thing that would be written, and one for each that waits."""
        problems = yield from before_writing(follow_up(settings, way=self))
        assert not isinstance(problems, Stopped)
        held = [
            Step(stream=STREAM, action=Action.HOLD, record=one.record, label=one.label, problems=(one,))
            for one in problems
        ]
        return sorted([*self.steps, *held], key=lambda step: step.record)


def _comes_across(case: Case, step: Step) -> bool:
    """Whether the invoice has its document then. A step that takes it out again shows no field."""
    if step.problems:
        return False
    if case.intent is not None and case.intent.stage is Stage.REMOVING:
        return False
    return step.action is not Action.UPDATE or bool(step.changes)


def _document(case: Case) -> AnyDocument:
    """The document that is to be made, as far as it is known."""
    currency = case.draft.document.currency_id
    assert not isinstance(currency, Unset)
    kind = CustomerCreditNote if case.draft.is_credit_note else CustomerInvoice
    return kind(
        reference_number=Code(TO_COME),
        status=DocumentStatus.BALANCED,
        currency_id=currency,
        amount_in_currency=case.draft.total.amount,
    )
