"""The first half of a transfer: an invoice gets its document in Visma.net, or a reason why not."""

from __future__ import annotations

from typing import assert_never

from attrs import evolve, frozen

from severa_vnf.errors import ApiError, Forbidden, NotFound, RateLimited, ServiceDown, Unreadable
from severa_vnf.flows.ask import Flow, Now, ask, send
from severa_vnf.flows.engine.create_once import Absent, Doubt, Made, Refused, Unknown, Unsent, create_once
from severa_vnf.flows.invoices.around import Around
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.creator import DocumentCreator
from severa_vnf.flows.invoices.diagnosis import diagnose
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.invoices.removal import go_on_removing, mark_as_failed
from severa_vnf.flows.memory import Stage
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan import Adopted, Created, Deferred, Held, Outcome, Problem
from severa_vnf.plan import Refused as Failed
from severa_vnf.rules.drafts import ONLY_AN_EDIT_MENDS
from severa_vnf.rules.transfer import CHANGED_MEANWHILE, NOT_PROVEN, SERVICE_TROUBLE, UNLINKED_STAYS, WAITS
from severa_vnf.vnf.documents import DocumentStatus


@frozen
class Posted:
    """The invoice has a document. `kind` says whether it was made now or found, `document` is what was read of it."""

    case: Case
    key: Key
    kind: type[Outcome]
    document: AnyDocument | None = None


def transfer(case: Case, around: Around) -> Flow[Posted | Outcome]:
    """See to it that the invoice has its document, or say why not."""
    now = yield from ask(Now())
    if around.is_late(now):
        return case.outcome(Deferred)
    link, intent = case.link, case.intent
    if intent is not None and intent.stage is Stage.REMOVING:
        return (yield from go_on_removing(case, around, intent))
    if link is not None:
        return Posted(case, Key(link.credit_note, link.number), Adopted)
    if intent is None and case.unlinked is not None:
        stays = yield from _still_stands(case)
        if stays is not None:
            return case.outcome(Held, [stays])
    elif intent is None and case.invoice.number is not None:
        return Posted(case, Key(case.draft.is_credit_note, str(case.invoice.number)), Adopted)
    creator = DocumentCreator(case, around)
    [came] = yield from create_once(creator, [case], now, around.settings.grace)
    case = creator.case
    match came:
        case Made((key, document), found):
            around.refusals.taken()
            return Posted(case, key, Adopted if found else Created, document)
        case Doubt(troubles):
            return case.outcome(Held, troubles)
        case Unknown(reason):
            doubt = Trouble(NOT_PROVEN, "Document", creator.unproven) if creator.unproven else _waits(reason)
            return case.outcome(Deferred, [doubt])
        case Unsent(error):
            yield from case.settle()
            return case.outcome(Deferred, [Trouble(SERVICE_TROUBLE, "Sending", error.message)])
        case Refused(error):
            return (yield from _refused(case, around, error))
        case Absent():
            return (yield from _not_sent(case, around))
        case _:
            assert_never(came)


def _waits(reason: str) -> Trouble:
    return Trouble(WAITS, "Document", reason)


def _still_stands(case: Case) -> Flow[Trouble | None]:
    """The document from which the invoice was unlinked: only when it is surely gone is another one made."""
    assert case.unlinked is not None
    key = Key(case.unlinked.credit_note, case.unlinked.number)
    stays = Trouble(UNLINKED_STAYS, "Document", str(key))
    if case.unlinked.sent:
        return stays
    try:
        document = yield from send(get(key))
    except NotFound:
        return None
    except ApiError as error:
        return Trouble(SERVICE_TROUBLE, "Document", error.message)
    return None if document.status is DocumentStatus.VOIDED else stays


def _refused(case: Case, around: Around, error: ApiError) -> Flow[Outcome]:
    """Visma.net said no: Severa's users learn why, unless the cause is the company's and met before."""
    troubles = yield from diagnose(case, error)
    yield from case.settle()
    if around.refusals.refused(troubles, case.invoice):
        return case.outcome(Deferred)
    return (yield from _failed(case, around, case.problems(troubles)))


def _failed(case: Case, around: Around, problems: tuple[Problem, ...]) -> Flow[Outcome]:
    """The invoice fails where Severa says the same of it twice: only a person brings it back from there."""
    try:
        same = yield from case.said_again()
    except (Forbidden, NotFound, ServiceDown, RateLimited, Unreadable) as error:
        return case.outcome(Deferred, [Trouble(SERVICE_TROUBLE, "Invoice", error.message)])
    if not same:
        return case.outcome(Deferred, [Trouble(CHANGED_MEANWHILE, "Invoice", "its content")])
    yield from mark_as_failed(case, around, problems)
    return evolve(case.outcome(Failed), problems=problems)


def _not_sent(case: Case, around: Around) -> Flow[Outcome]:
    """There is no document, and none is to be made now.

    What only an edit of this invoice can mend goes to the failed status, where it can be edited and people look.
    """
    if case.invoice.status.guid != around.statuses.to_transfer:
        yield from case.settle()
        return case.outcome(Held, [Trouble(CHANGED_MEANWHILE, "Status", "its status was changed")])
    if not case.draft.problems:
        return case.outcome(Deferred)
    editable = any(problem.rule in ONLY_AN_EDIT_MENDS for problem in case.draft.problems)
    fails = editable and around.settings.held_invoices == "fail" and case.intent is None
    if not fails or case.invoice.number is not None:
        return evolve(case.outcome(Held), problems=case.draft.problems)
    return (yield from _failed(case, around, case.draft.problems))
