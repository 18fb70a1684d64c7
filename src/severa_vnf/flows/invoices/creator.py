"""How a document is sent, found and proven: what `create_once` must know of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import define, field

from severa_vnf.errors import Forbidden, NotFound, RateLimited, ServiceDown, Unreadable
from severa_vnf.flows.ask import Flow, Lease, Now, ask
from severa_vnf.flows.engine.create_once import EVER, Doubt, Made, Unknown
from severa_vnf.flows.engine.create_once import Found as Probed
from severa_vnf.flows.invoices.around import Around
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.documents import Key, create, since
from severa_vnf.flows.invoices.probe import Found, is_ours, look
from severa_vnf.flows.memory import Intent, Stage
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.rules.refusals import NUMBER_DOES_NOT_FIT
from severa_vnf.rules.transfer import DOUBT, FOUND_TWICE, LOOKS_ALIKE
from severa_vnf.values import Code
from severa_vnf.wire.call import Call

Paper = tuple[Key, AnyDocument]
"""A document, and by what it is called."""


@define
class DocumentCreator:
    """Creates the document of one invoice. `case` is what is known of it, brought up to date."""

    case: Case
    around: Around
    unproven: str | None = field(default=None, init=False)
    """The number that an answer named though its document is not ours."""

    def begun(self, case: Case) -> datetime:
        """Until when it may have been sent: the intent tells, and without one nobody knows."""
        intent = self.case.intent
        return intent.sent_by() if intent else EVER

    def probe(self, cases: Sequence[Case]) -> Flow[list[Probed[Paper, list[Trouble]]]]:
        """Look for it among what was made since its intent; without one, among what was listed for all."""
        sought = self.case.sought(self.around.settings)
        if sought is None:
            return [None]
        try:
            if sought.oldest is None:
                documents = self.around.listed[sought.credit_note].documents
            else:
                documents = yield from since(sought.credit_note, sought.oldest)
            return [judged((yield from look(sought, documents, self.around.reader)))]
        except (Forbidden, ServiceDown, RateLimited, Unreadable) as error:
            return [Unknown(error.message)]

    def remember(self, cases: Sequence[Case], lease: Lease) -> Flow[None]:
        """Commit what is about to be sent. What is sent again is still looked for since it was sent first."""
        sent, before = self.case.drafted(self.around.settings), self.case.intent
        assert sent is not None
        now = (yield from ask(Now())).isoformat()
        intent = Intent(
            stage=Stage.SENDING,
            credit_note=sent.credit_note,
            customer=sent.customer,
            date=sent.date,
            currency=sent.total.currency,
            total=sent.total.amount,
            items=sent.items,
            at=before.at if before else now,
            until=lease.until.isoformat(),
            seen=self.case.seen,
        )
        self.case = yield from self.case.remember(intent)

    def call(self, case: Case) -> Call[Code] | None:
        """The create; none for a draft with problems, or for an invoice that was called back meanwhile."""
        waits = self.case.invoice.status.guid == self.around.statuses.to_transfer
        if not waits or self.case.draft.problems or self.case.drafted(self.around.settings) is None:
            return None
        return None if self.around.refusals.stop(self.case.invoice) else create(self.case.draft)

    def prove(self, answered: Sequence[tuple[Case, Code]]) -> Flow[list[Made[Paper] | Unknown]]:
        """Read what the answer names: it counts with our mark in it and no other's link on it."""
        [(_, number)] = answered
        key = Key(self.case.draft.is_credit_note, number)
        try:
            document = yield from self.around.reader.document(key)
        except NotFound:
            return [Unknown(f"document {number} is not to be read yet")]
        except (Forbidden, ServiceDown, RateLimited, Unreadable) as error:
            return [Unknown(error.message)]
        if not (yield from is_ours(self.case.invoice.guid, key, document)):
            self.unproven = number
            return [Unknown(f"the answer named document {number}")]
        if not fits(number):
            self.around.refusals.met_by_all(NUMBER_DOES_NOT_FIT, number)
        return [Made((key, document))]


def judged(found: Found) -> Probed[Paper, list[Trouble]]:
    """One document with our mark: it is ours. Several, or some that may be it: a person decides. None: not there."""
    if len(found.marked) == 1:
        return Made(found.marked[0], found=True)
    if found.marked:
        return Doubt([Trouble(FOUND_TWICE, "Document", ", ".join(key.number for key, _ in found.marked))])
    doubts = [Trouble(LOOKS_ALIKE, "Document", name) for name in found.alike]
    doubts += [Trouble(DOUBT, "Document", ", ".join(found.unreadable))] if found.unreadable else []
    return Doubt(doubts) if doubts else None
