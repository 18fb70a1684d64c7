"""Taking a document out of Visma.net again, and telling Severa's users why."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from severa_vnf.errors import Forbidden, NotFound, OutcomeUnknown, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.ask import Commit, Flow, ask, send
from severa_vnf.flows.invoices.around import Around
from severa_vnf.flows.invoices.case import Case
from severa_vnf.flows.invoices.documents import Key, delete, get
from severa_vnf.flows.invoices.probe import is_anothers, is_ours
from severa_vnf.flows.memory import (
    BACK,
    GAPS,
    INTENTS,
    LINKS,
    Cause,
    Gap,
    Intent,
    Link,
    LinkState,
    Owner,
    Stage,
    drop,
    put,
    recall,
)
from severa_vnf.flows.problems import beforehand
from severa_vnf.flows.writing import write
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan import Deferred, Outcome, Problem, Refused
from severa_vnf.ports import Write
from severa_vnf.rules import RULES
from severa_vnf.rules.refusals import STILL_IN_VISMA_NET
from severa_vnf.rules.transfer import CHANGED_MEANWHILE, SERVICE_TROUBLE
from severa_vnf.severa import invoices


def remove(
    case: Case, around: Around, intent: Intent, document: AnyDocument, troubles: Sequence[Trouble], *, failed: bool
) -> Flow[Outcome]:
    """Remember why, delete, mark the invoice as failed, remember the gap in the numbers.

    In that order: stopped anywhere, the next run goes on with the same reason.
    """
    causes = tuple(Cause(code=one.rule.code, field=one.field, value=one.value) for one in troubles)
    number = document.reference_number
    removing = evolve(intent, stage=Stage.REMOVING, number=number, causes=causes, mark_failed=failed)
    case = yield from case.remember(removing)
    return (yield from go_on_removing(case, around, removing, document))


def go_on_removing(case: Case, around: Around, intent: Intent, document: AnyDocument | None = None) -> Flow[Outcome]:
    """Remove what the intent names, from wherever it stopped. It is deleted by its mark, never by its number alone."""
    key = Key(intent.credit_note, intent.number or "")
    troubles = [Trouble(RULES[cause.code], cause.field, cause.value) for cause in intent.causes]
    try:
        gone = yield from _delete(case, key, document)
    except (Forbidden, OutcomeUnknown, ServiceDown, RateLimited, Unreadable) as error:
        troubles.append(Trouble(SERVICE_TROUBLE, "Deleting", error.message))
        return case.outcome(Deferred, troubles, key.number, document)
    if not gone:
        troubles = [*(one for one in troubles if one.rule is not CHANGED_MEANWHILE), _still_there(key)]
    if intent.mark_failed:
        yield from mark_as_failed(case, around, case.problems(troubles))
    yield from _settle(case, key, troubles, still_there=not gone)
    return case.outcome(Refused, troubles, key.number, document)


def _still_there(key: Key) -> Trouble:
    return Trouble(STILL_IN_VISMA_NET, "Document", key.number)


def _delete(case: Case, key: Key, document: AnyDocument | None) -> Flow[bool]:
    """Delete the document after a look at it. Whether it is gone: a number may have become another document's."""
    guid = case.invoice.guid
    try:
        seen = document or (yield from send(get(key)))
        if (yield from is_anothers(guid, key, seen)):
            return True
        if not (yield from is_ours(guid, key, seen)):
            return False
        yield from write(delete(key))
    except NotFound:
        return True
    except Rejected:
        return False
    return True


def _settle(case: Case, key: Key, troubles: Sequence[Trouble], *, still_there: bool) -> Flow[None]:
    """Keep the reason of the number. A document that can't be deleted stays linked as rejected; else no link stays."""
    guid = case.invoice.guid
    assert case.intent_record is not None
    before = (yield from recall(GAPS, (str(key),))).get(str(key))
    reason = "; ".join(problem.text() for problem in case.problems(troubles))
    gap = Gap(number=key.number, guid=guid, reason=reason)
    writes: list[Write] = [drop(INTENTS, case.intent_record), put(GAPS, str(key), gap, before)]
    back = (yield from recall(BACK, (str(key),))).get(str(key))
    if still_there:
        link = Link(guid=guid, credit_note=key.credit_note, number=key.number, state=LinkState.REJECTED)
        writes += [put(LINKS, guid, link, case.link_record), put(BACK, str(key), Owner(guid=guid), back)]
    elif case.link_record is not None and back is not None:
        writes += [drop(LINKS, case.link_record), drop(BACK, back)]
    yield from ask(Commit(tuple(writes)))


def mark_as_failed(case: Case, around: Around, problems: Sequence[Problem]) -> Flow[None]:
    """Give the invoice the failed status, unless somebody has moved it meanwhile; why is in the log before that.

    A failed invoice is not carried over again: a run that dies here would leave it without a reason. Where Severa
    refuses, the problem in the report must do: the next run comes past the invoice again.
    """
    try:
        now = yield from send(invoices.get(case.invoice.guid))
        if now.status.guid == around.statuses.to_transfer:
            if kept := (yield from beforehand(problems)):
                yield from ask(Commit(tuple(kept)))
            yield from write(invoices.patch(case.invoice.guid, status=around.statuses.failed))
    except (Forbidden, NotFound, Rejected, OutcomeUnknown, Unreadable):
        return
