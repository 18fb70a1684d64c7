"""The first half of a transfer: an invoice gets its document in Visma.net, or a reason why not.

What is begun is remembered first. After any doubt only looking settles it; nothing is sent again on hope.
"""

from __future__ import annotations

from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.errors import LeaseLost, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown
from severa_vnf.flows.ask import Flow, Hold, Now, Send, ask
from severa_vnf.flows.invoices.around import Around
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.diagnosis import diagnose
from severa_vnf.flows.invoices.documents import Key, create, since
from severa_vnf.flows.invoices.probe import Found, look
from severa_vnf.flows.invoices.removal import go_on_removing, mark_as_failed
from severa_vnf.flows.memory import OVERLAP, Intent, Stage
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Adopted, Created, Deferred, Held, Outcome, Refused
from severa_vnf.rules.transfer import CHANGED_MEANWHILE, DOUBT, FOUND_TWICE, SERVICE_TROUBLE, WAITS
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
        return (yield from _find_out(case, around, intent, now))
    if case.invoice.number is not None:
        return Posted(case, Key(case.draft.is_credit_note, str(case.invoice.number)), Adopted)
    found = Found()
    if case.sought is not None:
        found = yield from look(case.sought, around.listed[case.draft.is_credit_note].documents)
    return _judge(case, found) or (yield from _create(case, around))


def _find_out(case: Case, around: Around, intent: Intent, now: datetime) -> Flow[Posted | Outcome]:
    """Find out how an earlier attempt ended: found once, adopt; not there when it can't come any more, send again."""
    found = yield from _probe(case, intent)
    judged = _judge(case, found)
    if judged is not None:
        return judged
    if now < intent.sent_by() + around.settings.settle:
        return case.outcome(Deferred, [Trouble(WAITS, "Document", "in an earlier run")])
    if case.invoice.status.guid != around.statuses.to_transfer:
        yield from case.settle()
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
            yield from case.settle()
            return case.outcome(Deferred, [Trouble(SERVICE_TROUBLE, "Sending", error.message)])
        except (Rejected, NotFound) as error:
            troubles = yield from diagnose(case, error)
            yield from case.settle()
            yield from mark_as_failed(case, around)
            return case.outcome(Refused, troubles)
        return Posted(case, Key(sought.credit_note, number), Created)
