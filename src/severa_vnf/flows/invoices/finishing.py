"""The second half of a transfer: the document is compared, linked, and its number written to the invoice.

Equal, it stays; unequal, it is taken out again. The invoice may have been here before, whole or in part.
"""

from __future__ import annotations

from typing import assert_never

from severa_vnf.errors import Forbidden, NotFound, RateLimited, ServiceDown, Unreadable
from severa_vnf.flows.ask import Commit, Flow, Now, ask, send
from severa_vnf.flows.engine.create_once import Absent, Doubt, Made, Refused, Unknown, Unsent, create_once
from severa_vnf.flows.following.errand import what_follows
from severa_vnf.flows.invoices.around import Around, payer_of
from severa_vnf.flows.invoices.bearing import Bearing, bearing, still_as_borne, tolerance
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.documents import get
from severa_vnf.flows.invoices.probe import is_anothers
from severa_vnf.flows.invoices.removal import remove
from severa_vnf.flows.invoices.transfer import Posted
from severa_vnf.flows.invoices.write_back import WriteBack, not_written
from severa_vnf.flows.memory import BACK, LINKS, Intent, Link, LinkState, Owner, drop, put, recall
from severa_vnf.mapping.adoption import Kinship, adoption
from severa_vnf.mapping.compare import differences, fits, same_content, totals
from severa_vnf.mapping.drift import said_by, terms_of
from severa_vnf.mapping.invoices import severa_total
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan import Deferred, Held, Outcome
from severa_vnf.rules.refusals import NUMBER_DOES_NOT_FIT, STILL_IN_VISMA_NET
from severa_vnf.rules.transfer import (
    CHANGED_MEANWHILE,
    GONE,
    NOT_WRITTEN_BACK,
    NUMBER_UNKNOWN,
    NUMBERED_ALIKE,
    SENT_AGAIN_DIFFERS,
    SERVICE_TROUBLE,
)
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import same_number
from severa_vnf.vnf.documents import DocumentStatus


def finish(posted: Posted, around: Around) -> Flow[Outcome]:
    """Compare the document with its invoice: equal, link and number it; unequal, take it out again.

    Where either of the two can't be read now, that is this invoice's trouble alone.
    """
    try:
        return (yield from _finish(posted, around))
    except (Forbidden, ServiceDown, RateLimited, Unreadable) as error:
        trouble = Trouble(SERVICE_TROUBLE, "Reading back", error.message)
        return posted.case.outcome(Deferred, [trouble], posted.key.number, posted.document)


def _finish(posted: Posted, around: Around) -> Flow[Outcome]:
    case = posted.case
    try:
        document = posted.document or (yield from send(get(posted.key)))
    except NotFound:
        return (yield from _gone(posted))
    if case.intent is None:
        return (yield from _again(posted, document, around))
    if case.link is not None and (numbered := (yield from _numbered(posted, document, around))) is not None:
        return numbered
    troubles = differences(case.invoice, case.draft, case.rows, document, tolerance(case, around))
    borne = bearing(case, document, around) if troubles else None
    if troubles and borne is None:
        try:
            same, document = (yield from case.said_again()), (yield from send(get(posted.key)))
        except NotFound as error:
            trouble = Trouble(SERVICE_TROUBLE, "Reading back", error.message)
            return case.outcome(Deferred, [trouble], posted.key.number, document)
        if not same:
            other = Trouble(CHANGED_MEANWHILE, "Invoice", "its content")
            return (yield from remove(case, around, case.intent, document, [other], failed=False))
        troubles = differences(case.invoice, case.draft, case.rows, document, tolerance(case, around))
    if troubles and borne is None:
        around.refusals.refused(troubles, case.invoice)
        return (yield from remove(case, around, case.intent, document, troubles, failed=True))
    changed = yield from _changed(case, case.intent, around)
    if changed is not None:
        return (yield from remove(case, around, case.intent, document, [changed], failed=False))
    yield from _link(posted, document, around, borne)
    outcome = yield from _number(posted, document, around)
    return borne.on(outcome) if borne else outcome


def _numbered(posted: Posted, document: AnyDocument, around: Around) -> Flow[Outcome | None]:
    """A run was stopped after it had linked the invoice: has Severa got the number? None: no, and it still waits."""
    case, number = posted.case, posted.key.number
    try:
        now = yield from send(invoices.get(case.invoice.guid))
    except NotFound:
        return None
    if same_number(now.number, number):
        if now.status.guid == around.statuses.to_transfer:
            return (yield from _again(posted, document, around))
        yield from case.settle()
        return case.outcome(posted.kind, (), number, document)
    if now.status.guid == around.statuses.transferred:
        return case.outcome(Held, [not_written(now)], number, document)
    return None


def _changed(case: Case, intent: Intent, around: Around) -> Flow[Trouble | None]:
    """Read the invoice again, as Severa has no conditional write: is it what was sent, be that in an earlier run?"""
    try:
        now = yield from send(invoices.get(case.invoice.guid))
    except NotFound:
        return Trouble(CHANGED_MEANWHILE, "Invoice", "it was deleted")
    if now.status.guid != around.statuses.to_transfer:
        return Trouble(CHANGED_MEANWHILE, "Status", f"its status is now '{now.status.name}'")
    if str(now.last_updated_date_time) != intent.seen or _told(now) != _told(case.invoice):
        return Trouble(CHANGED_MEANWHILE, "Invoice", "its content")
    return None


def _told(invoice: Invoice) -> tuple[object, ...]:
    """What is compared besides the stamp, which has whole seconds."""
    who = invoice.billing_customer or invoice.customer
    return severa_total(invoice), who.guid if who else None, invoice.date


def _link(posted: Posted, document: AnyDocument, around: Around, borne: Bearing | None = None) -> Flow[None]:
    """Remember whose document it is, what it says, and what else is due of it.

    Until Severa has its number the intent stays.
    """
    case, key = posted.case, posted.key
    guid = case.invoice.guid
    back = (yield from recall(BACK, (str(key),))).get(str(key))
    said = said_by(case.invoice)
    link = Link(guid=guid, credit_note=key.credit_note, number=key.number, terms=terms_of(document), said=said)
    both = put(LINKS, guid, link, case.link_record), put(BACK, str(key), Owner(guid=guid), back)
    due = yield from what_follows(case.invoice, key, document.amount_in_currency, around.settings)
    kept = [(yield from borne.kept(document))] if borne else []
    yield from ask(Commit((*both, *due, *kept)))


def _number(posted: Posted, document: AnyDocument, around: Around) -> Flow[Outcome]:
    """Write the number back. Until it stands there the intent stays."""
    case, number = posted.case, posted.key.number
    reference = document.payment_reference or case.invoice.reference_number
    write_back = WriteBack(int(number), reference, around.statuses.transferred)
    now = yield from ask(Now())
    [came] = yield from create_once(write_back, [case.invoice], now, around.settings.grace)
    assert not isinstance(came, Absent)
    match came:
        case Made():
            yield from case.settle()
            return case.outcome(posted.kind, (), number, document)
        case Doubt(trouble):
            return case.outcome(Held, [trouble], number, document)
        case Refused(error) | Unsent(error):
            told = error.message
        case Unknown(reason):
            told = reason
        case _:
            assert_never(came)
    return case.outcome(Deferred, [Trouble(NOT_WRITTEN_BACK, "Number", told)], number, document)


def _again(posted: Posted, document: AnyDocument, around: Around) -> Flow[Outcome]:
    """An invoice that was transferred before: equal to its document, it gets its number and status back."""
    case, number = posted.case, posted.key.number
    if case.link is not None and case.link.state is LinkState.REJECTED:
        if document.status is DocumentStatus.VOIDED:
            return (yield from _gone(posted))
        return case.outcome(Held, [Trouble(STILL_IN_VISMA_NET, "Document", number)], number, document)
    if not fits(number):
        return case.outcome(Held, [Trouble(NUMBER_DOES_NOT_FIT, "Number", number)], number, document)
    check = totals(case.draft, document, tolerance(case, around))
    ok = check.ok or (yield from still_as_borne(case, document))
    if case.link is None and case.invoice.number is not None:  # there is nothing but its number to go by
        found = adoption(case.invoice, document, payer_of(case.invoice, around.given.customers), around.settings)
        if found.kinship is Kinship.DIFFERENT:
            return case.outcome(Held, [Trouble(NUMBERED_ALIKE, "Number", found.differs)], number, document)
        if found.kinship is Kinship.STRANGER or (yield from is_anothers(case.invoice.guid, posted.key, document)):
            return case.outcome(Held, [Trouble(NUMBER_UNKNOWN, "Invoice", number)], number, document)
    elif not ok or not same_content(case.draft, document):
        told = "other items or quantities" if ok else str(check)
        return case.outcome(Held, [Trouble(SENT_AGAIN_DIFFERS, "Invoice", told)], number, document)
    if case.link is None:
        yield from _link(posted, document, around)
    return (yield from _number(posted, document, around))


def _gone(posted: Posted) -> Flow[Outcome]:
    """The document is not there (any more); a rejected one that is voided is as good as gone."""
    case, key = posted.case, posted.key
    if case.link is not None and case.link.state is LinkState.REJECTED:
        assert case.link_record is not None
        back = (yield from recall(BACK, (str(key),))).get(str(key))
        writes = [drop(LINKS, case.link_record), *([drop(BACK, back)] if back else [])]
        yield from ask(Commit(tuple(writes)))
        return case.outcome(Deferred)
    rule = GONE if case.link else NUMBER_UNKNOWN
    return case.outcome(Held, [Trouble(rule, "Document", key.number)], key.number)
