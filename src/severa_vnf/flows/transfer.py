"""One invoice to Visma.net, so that no crash, time-out or second host ever makes a second document.

`post` ends with a document in Visma.net or a reason why not; `finish` compares it, links it and numbers the invoice.
What is begun is remembered first, so each can be stopped anywhere and begun anew.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.errors import LeaseLost, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.around import Around
from severa_vnf.flows.ask import Commit, Flow, Hold, Now, Send, ask, send
from severa_vnf.flows.case import Case
from severa_vnf.flows.diagnosis import diagnose
from severa_vnf.flows.documents import Key, create, get, since
from severa_vnf.flows.feeds import OVERLAP
from severa_vnf.flows.memory import (
    BACK,
    INTENTS,
    LINKS,
    Intent,
    Link,
    LinkState,
    Owner,
    Stage,
    drop,
    put,
    recall,
)
from severa_vnf.flows.probe import Found, is_anothers, look
from severa_vnf.flows.removal import go_on_removing, mark_as_failed, remove
from severa_vnf.flows.writing import write
from severa_vnf.mapping.compare import AnyDocument, differences, fits, same_content, totals
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Adopted, Created, Deferred, Held, Outcome, Refused
from severa_vnf.ports import Write
from severa_vnf.rules import (
    CHANGED_MEANWHILE,
    DOUBT,
    FOUND_TWICE,
    GONE,
    NOT_WRITTEN_BACK,
    NUMBER_DOES_NOT_FIT,
    NUMBER_UNKNOWN,
    SENT_AGAIN_DIFFERS,
    SERVICE_TROUBLE,
    STILL_IN_VISMA_NET,
    WAITS,
)
from severa_vnf.severa import invoices
from severa_vnf.values import Stamp


@frozen
class Posted:
    """The invoice has a document. `kind` says whether it was made now or found."""

    case: Case
    key: Key
    kind: type[Outcome]


def post(case: Case, around: Around) -> Flow[Posted | Outcome]:
    """See to it that the invoice has its document, or say why not."""
    now = yield from ask(Now())
    if around.deadline is not None and now >= around.deadline:
        return case.outcome(Deferred)
    link, intent = case.link, case.intent
    if link is not None:
        return Posted(case, Key(link.credit_note, link.number), Adopted)
    if intent is not None and intent.stage is Stage.REMOVING:
        return (yield from go_on_removing(case, around, intent))
    if intent is not None:
        return (yield from _settle(case, around, intent, now))
    if case.invoice.number is not None:
        return Posted(case, Key(case.draft.is_credit_note, str(case.invoice.number)), Adopted)
    found = Found()
    if case.sought is not None:
        found = yield from look(case.sought, around.listed[case.draft.is_credit_note].documents)
    return _judge(case, found) or (yield from _create(case, around))


def _settle(case: Case, around: Around, intent: Intent, now: datetime) -> Flow[Posted | Outcome]:
    """Find out how an earlier attempt ended: found once, adopt; not there when it can't come any more, send again."""
    found = yield from _probe(case, intent)
    judged = _judge(case, found)
    if judged is not None:
        return judged
    if now < intent.sent_by() + around.settings.settle:
        return case.outcome(Deferred, [Trouble(WAITS, "Document", "in an earlier run")])
    if case.invoice.status.guid != around.statuses.to_transfer:
        assert case.intent_record is not None
        yield from ask(Commit((drop(INTENTS, case.intent_record),)))
        return case.outcome(Held, [Trouble(CHANGED_MEANWHILE, "Status", "its status was changed")])
    return (yield from _create(case, around))


def _probe(case: Case, intent: Intent) -> Flow[Found]:
    documents = yield from since(intent.credit_note, Stamp.read(intent.since).less(OVERLAP))
    sought = case.sought
    assert sought is not None
    return (yield from look(sought, documents))


def _judge(case: Case, found: Found) -> Posted | Outcome | None:
    """One document: adopt it. Several, or one that may be it: touch nothing. None: there is none."""
    if len(found.marked) == 1:
        return Posted(case, found.marked[0], Adopted)
    if found.marked:
        return case.outcome(Held, [Trouble(FOUND_TWICE, "Document", ", ".join(key.number for key in found.marked))])
    if found.doubtful:
        return case.outcome(Held, [Trouble(DOUBT, "Document", ", ".join(found.doubtful))])
    return None


def _create(case: Case, around: Around) -> Flow[Posted | Outcome]:
    """Remember the intent, then send. Only what is provably not done is ever sent again."""
    sought = case.drafted
    if case.draft.problems or sought is None:
        return evolve(case.outcome(Held), problems=case.draft.problems)
    while True:
        lease = yield from ask(Hold())
        intent = Intent(
            stage=Stage.SENDING,
            credit_note=sought.credit_note,
            customer=sought.customer,
            date=sought.date,
            currency=sought.currency,
            since=str(around.listed[sought.credit_note].newest),
            until=lease.until.isoformat(),
            seen=case.seen,
        )
        case = yield from case.remember(intent)
        try:
            number = yield from ask(Send(create(case.draft), before=lease.last_start))
        except LeaseLost:  # too late for this lease, so not sent: with a new one, from the intent on
            continue
        except OutcomeUnknown as error:
            found = yield from _probe(case, intent)
            waits = case.outcome(Deferred, [Trouble(WAITS, "Document", error.message)])
            return _judge(case, found) or waits
        except (ServiceDown, RateLimited) as error:
            yield from _settled(case)
            return case.outcome(Deferred, [Trouble(SERVICE_TROUBLE, "Sending", error.message)])
        except (Rejected, NotFound) as error:
            troubles = yield from diagnose(case, error)
            yield from _settled(case)
            yield from mark_as_failed(case, around)
            return case.outcome(Refused, troubles)
        return Posted(case, Key(sought.credit_note, number), Created)


def _settled(case: Case, *writes: Write) -> Flow[None]:
    """Commit, and with it that nothing is unknown any more."""
    intent = () if case.intent_record is None else (drop(INTENTS, case.intent_record),)
    yield from ask(Commit((*writes, *intent)))


def finish(posted: Posted, around: Around) -> Flow[Outcome]:
    """Compare the document with its invoice: equal, link and number it; unequal, take it out again."""
    case, key = posted.case, posted.key
    try:
        document = yield from send(get(key))
    except NotFound:
        return (yield from _gone(posted))
    except (ServiceDown, RateLimited, Unreadable) as error:
        return case.outcome(Deferred, [Trouble(SERVICE_TROUBLE, "Reading back", error.message)], key.number)
    if case.intent is None:
        return (yield from _again(posted, document, around))
    troubles = differences(case.draft, case.rows, document, around.settings.tolerance)
    if troubles:
        return (yield from remove(case, around, case.intent, document, troubles, failed=True))
    changed = yield from _changed(case, case.intent, around)
    if changed is not None:
        return (yield from remove(case, around, case.intent, document, [changed], failed=False))
    yield from _link(case, key)
    return (yield from _number(posted, document, around))


def _changed(case: Case, intent: Intent, around: Around) -> Flow[Trouble | None]:
    """Read the invoice again, as Severa has no conditional write: is it what was sent, be that in an earlier run?"""
    try:
        now = yield from send(invoices.get(case.invoice.guid))
    except NotFound:
        return Trouble(CHANGED_MEANWHILE, "Invoice", "it was deleted")
    if now.status.guid != around.statuses.to_transfer:
        return Trouble(CHANGED_MEANWHILE, "Status", f"its status is now '{now.status.name}'")
    if str(now.last_updated_date_time) != intent.seen:
        return Trouble(CHANGED_MEANWHILE, "Invoice", "its content")
    return None


def _link(case: Case, key: Key) -> Flow[None]:
    guid = case.invoice.guid
    back = (yield from recall(BACK, (str(key),))).get(str(key))
    link = Link(guid=guid, credit_note=key.credit_note, number=key.number)
    yield from _settled(case, put(LINKS, guid, link, case.link_record), put(BACK, str(key), Owner(guid=guid), back))


def _number(posted: Posted, document: AnyDocument, around: Around) -> Flow[Outcome]:
    """Give Severa number, payment reference and status in one write, in this order; its answer is the check."""
    case, number = posted.case, posted.key.number
    status = around.statuses.transferred
    reference = document.payment_reference or case.invoice.reference_number
    call = invoices.patch(case.invoice.guid, number=int(number), reference_number=reference, status=status)
    try:
        now = yield from write(call)
    except (Rejected, NotFound, OutcomeUnknown, ServiceDown, RateLimited) as error:
        return case.outcome(Deferred, [Trouble(NOT_WRITTEN_BACK, "Number", error.message)], number, document)
    if (now.number, now.reference_number, now.status.guid) != (int(number), reference, status):
        found = f"it has number {now.number}, reference {now.reference_number}, status '{now.status.name}'"
        return case.outcome(Held, [Trouble(NOT_WRITTEN_BACK, "Number", found)], number, document)
    return case.outcome(posted.kind, (), number, document)


def _again(posted: Posted, document: AnyDocument, around: Around) -> Flow[Outcome]:
    """An invoice that was transferred before: equal to its document, it gets its number and status back."""
    case, number = posted.case, posted.key.number
    if case.link is not None and case.link.state is LinkState.REJECTED:
        return case.outcome(Held, [Trouble(STILL_IN_VISMA_NET, "Document", number)], number, document)
    if not fits(number):
        return case.outcome(Held, [Trouble(NUMBER_DOES_NOT_FIT, "Number", number)], number, document)
    check = totals(case.draft, document, around.settings.tolerance)
    if case.link is None and case.invoice.number is not None:  # there is nothing but its number to go by
        if not check.ok or (yield from is_anothers(case.invoice.guid, posted.key, document)):
            return case.outcome(Held, [Trouble(NUMBER_UNKNOWN, "Invoice", number)], number, document)
    elif not check.ok or not same_content(case.draft, document):
        told = "other items or quantities" if check.ok else str(check)
        return case.outcome(Held, [Trouble(SENT_AGAIN_DIFFERS, "Invoice", told)], number, document)
    if case.link is None:
        yield from _link(case, posted.key)
    return (yield from _number(posted, document, around))


def _gone(posted: Posted) -> Flow[Outcome]:
    """The document is not there (any more)."""
    case, key = posted.case, posted.key
    if case.link is not None and case.link.state is LinkState.REJECTED:
        assert case.link_record is not None
        back = (yield from recall(BACK, (str(key),))).get(str(key))
        writes = [drop(LINKS, case.link_record), *([drop(BACK, back)] if back else [])]
        yield from ask(Commit(tuple(writes)))
        return case.outcome(Deferred)
    if case.intent is not None:  # made, and not to be read yet: the next run looks again
        return case.outcome(Deferred, [Trouble(WAITS, "Document", key.number)], key.number)
    rule = GONE if case.link else NUMBER_UNKNOWN
    return case.outcome(Held, [Trouble(rule, "Document", key.number)], key.number)
