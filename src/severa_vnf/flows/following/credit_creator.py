"""How a credit note is set against an invoice, and how that is found: what `create_once` must know of it.

Visma.net takes an application as a line of the credit note, which a second writing would write again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from attrs import define, evolve, field

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, Lease
from severa_vnf.flows.engine.create_once import EVER, Doubt, Found, Made
from severa_vnf.flows.following.errand import Errand, Task
from severa_vnf.flows.following.way import Go, Way
from severa_vnf.flows.invoices.documents import UNRELEASED, Key
from severa_vnf.flows.memory import LINKS, Link, known, recall
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import TO_COME, Step
from severa_vnf.rules.following import (
    CREDIT_CURRENCY,
    CREDIT_RELEASED,
    CREDITED_CLOSED,
    CREDITED_GONE,
    CREDITED_IS_NOTE,
    CREDITED_NOT_OPEN,
    CREDITED_UNKNOWN,
)
from severa_vnf.values import Guid
from severa_vnf.vnf import customer_credit_note
from severa_vnf.vnf.customer_credit_note import ApplicationUpdate, CustomerCreditNoteUpdate
from severa_vnf.vnf.documents import DocumentStatus, DocumentType
from severa_vnf.wire.call import Call

FIELD = "Credited invoice"


@define
class CreditCreator:
    """Sets one credit note against what it credits. `task` is what is known of it, brought up to date.

    `left`: it was not planned, and is for a later run.
    """

    errand: Errand
    guid: Guid
    way: Way
    begin: Callable[[Task], Flow[None]]
    task: Task
    left: bool = field(default=False, init=False)
    _line: ApplicationUpdate | None = field(default=None, init=False)

    def begun(self, errand: Errand) -> datetime:
        """Until when it may have been sent; a person may have done it at any time."""
        return EVER if self.task.until is None else datetime.fromisoformat(self.task.until)

    def probe(self, errands: Sequence[Errand]) -> Flow[list[Found[None, Trouble]]]:
        """Look at the credit note, whether it is done or there is nothing to do any more; or what is in the way."""
        found = yield from self._decided()
        self._line = found if isinstance(found, ApplicationUpdate) else None
        if found is None:
            return [Made(None, found=True)]
        return [Doubt(found) if isinstance(found, Trouble) else None]

    def remember(self, errands: Sequence[Errand], lease: Lease) -> Flow[None]:
        """Commit that it is about to be written."""
        self.task = evolve(self.task, until=lease.until.isoformat())
        yield from self.begin(self.task)

    def call(self, errand: Errand) -> Call[None] | None:
        """The line of the credit note, unless it is only foreseen or was not planned."""
        assert self._line is not None
        go = self.way.go(self._step(self._line))
        self.left = go is Go.LEAVE
        change = CustomerCreditNoteUpdate(application_lines=(self._line,))
        return customer_credit_note.update(errand.number, change) if go is Go.DO else None

    def prove(self, answered: Sequence[tuple[Errand, None]]) -> Flow[list[Made[None]]]:
        """The answer names no record, so it can't be another's. Whether the note shows it yet is not documented."""
        return [Made(None) for _ in answered]
        yield

    def _step(self, line: ApplicationUpdate) -> Step:
        amount = TO_COME if self.way.supposed & {self.guid, self.errand.credits} else str(line.amount_paid)
        fields = {"applicationLines.1.refNbr": line.ref_nbr, "applicationLines.1.amountPaid": amount}
        return self.errand.step(self.guid, "credit", f"against Invoice {line.ref_nbr}", "apply_credit_notes", fields)

    def _decided(self) -> Flow[ApplicationUpdate | Trouble | None]:
        """The line to be written, or what is in the way of it. None: it is done, or there is nothing to do any more."""
        errand, way = self.errand, self.way
        try:
            note = yield from way.read(self.guid, errand.key)
        except NotFound:
            return None
        if note.status in (DocumentStatus.CLOSED, DocumentStatus.VOIDED):
            return None
        assert errand.credits is not None
        key = way.links.get(errand.credits) or (yield from _key_of(errand.credits))
        if key is None:
            return Trouble(CREDITED_UNKNOWN)
        number = key.number
        if key.credit_note:
            return Trouble(CREDITED_IS_NOTE, FIELD, number)
        if any((one.doc_type, one.ref_nbr) == (DocumentType.INVOICE, number) for one in note.applications or ()):
            return None
        try:
            invoice = yield from way.read(errand.credits, key)
        except NotFound:
            return Trouble(CREDITED_GONE, FIELD, number)
        if invoice.status not in (*UNRELEASED, DocumentStatus.OPEN):
            return Trouble(CREDITED_CLOSED, FIELD, f"{number} ({invoice.status})")
        if note.status not in UNRELEASED:
            return Trouble(CREDIT_RELEASED, FIELD, f"{note.reference_number} ({note.status})")
        if invoice.status in UNRELEASED:
            return Trouble(CREDITED_NOT_OPEN, FIELD, f"{number} ({invoice.status})")
        if note.currency_id != invoice.currency_id:
            return Trouble(CREDIT_CURRENCY, FIELD, f"{note.currency_id} / {invoice.currency_id}")
        amount = min(note.amount_in_currency, invoice.balance_in_currency or Decimal(0))
        return ApplicationUpdate(ref_nbr=number, amount_paid=amount)


def _key_of(credited: Guid) -> Flow[Key | None]:
    record = (yield from recall(LINKS, (credited,))).get(credited)
    link = known(Link, record) if record else None
    return Key(link.credit_note, link.number) if link else None
