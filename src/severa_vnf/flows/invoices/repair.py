"""Links of invoices, mended by hand; and what a person decided of them."""

from __future__ import annotations

from hashlib import sha256

from severa_vnf.errors import ApiError, NotFound
from severa_vnf.flows.ask import Commit, Flow, ask, send
from severa_vnf.flows.classes import kept
from severa_vnf.flows.invoices.documents import Key, key_of
from severa_vnf.flows.memory import (
    BACK,
    DRIFT,
    FORGOTTEN,
    INTENTS,
    LINKS,
    NOT_IT,
    PROBLEMS,
    UNLINKED,
    Forgotten,
    Link,
    NotIt,
    Owner,
    Unlinked,
    all_of,
    drop,
    known,
    put,
    recall,
)
from severa_vnf.flows.problems import Entry
from severa_vnf.mapping.statuses import find_statuses
from severa_vnf.ports import Write
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa import invoices
from severa_vnf.values import Guid


def all_links() -> Flow[tuple[Link, ...]]:
    """Every invoice with its document."""
    return tuple(known(Link, record) for record in (yield from all_of(LINKS)))


def relink(guid: Guid, vnf_id: str) -> Flow[None]:
    """Link an invoice with a document, in the place of any link that either has. It settles what was in doubt."""
    key = key_of(vnf_id)
    writes = yield from _parted(guid)
    forgotten = (yield from recall(FORGOTTEN, (tombstone(guid),))).values()
    unlinked = (yield from recall(UNLINKED, (guid,))).values()
    writes += [drop(FORGOTTEN, record) for record in forgotten] + [drop(UNLINKED, record) for record in unlinked]
    yield from ask(Commit(tuple(writes)))
    back = (yield from recall(BACK, (str(key),))).get(str(key))
    writes = [
        put(LINKS, guid, Link(guid=guid, credit_note=key.credit_note, number=key.number), None),
        put(BACK, str(key), Owner(guid=guid), back),
    ]
    if back is not None:
        writes += [drop(LINKS, one) for one in (yield from recall(LINKS, (known(Owner, back).guid,))).values()]
    yield from ask(Commit(tuple(writes)))


def unlink(guid: Guid) -> Flow[None]:
    """Forget an invoice's link, and anything that was in doubt about it; what was told of both sides ends with it.

    Which document it was is remembered: another one is made only when that is surely gone.
    """
    writes = yield from _parted(guid)
    link = (yield from recall(LINKS, (guid,))).get(guid)
    if link is not None:
        told, before = known(Link, link), (yield from recall(UNLINKED, (guid,))).get(guid)
        sent = yield from _was_sent(guid)
        parted = Unlinked(credit_note=told.credit_note, number=told.number, sent=sent)
        writes.append(put(UNLINKED, guid, parted, before))
    if writes:
        yield from ask(Commit(tuple(writes)))


def forget(guid: Guid) -> Flow[None]:
    """Make the invoice no matter of this bridge: nothing is remembered of it but that, and nothing is done for it."""
    writes = yield from _parted(guid)
    for space, key in ((UNLINKED, guid), (NOT_IT, guid)):
        writes += [drop(space, record) for record in (yield from recall(space, (key,))).values()]
    before = (yield from recall(FORGOTTEN, (tombstone(guid),))).get(tombstone(guid))
    yield from ask(Commit((*writes, put(FORGOTTEN, tombstone(guid), Forgotten(), before))))


def not_it(guid: Guid, vnf_id: str, by: str) -> Flow[None]:
    """Remember that a document is not this invoice's, whatever they have in common."""
    name, record = str(key_of(vnf_id)), (yield from recall(NOT_IT, (guid,))).get(guid)
    names = known(NotIt, record).names if record else ()
    yield from ask(Commit((put(NOT_IT, guid, NotIt(names=(*names, name), by=by), record),)))


def tombstone(guid: str) -> str:
    """What is kept of an id that is to be forgotten: enough to know it again, and nothing to read."""
    return sha256(guid.encode()).hexdigest()


def _parted(guid: Guid) -> Flow[list[Write]]:
    """The writes that forget a link, what was under way, and what was told of drift."""
    writes: list[Write] = []
    for record in (yield from recall(LINKS, (guid,))).values():
        link = known(Link, record)
        key = str(Key(link.credit_note, link.number))
        writes += [drop(LINKS, record), *(drop(BACK, back) for back in (yield from recall(BACK, (key,))).values())]
    for space in (INTENTS, DRIFT):
        writes += [drop(space, record) for record in (yield from recall(space, (guid,))).values()]
    entries = [(record, known(Entry, record)) for record in (yield from all_of(PROBLEMS))]
    return writes + [
        drop(PROBLEMS, record) for record, entry in entries if (entry.stream, entry.record) == (DRIFT, guid)
    ]


def _was_sent(guid: Guid) -> Flow[bool]:
    """Whether the invoice has gone to its customer under the number that it has, as far as its status tells."""
    statuses = (yield from kept("invoice_statuses")).invoice_statuses
    roles = find_statuses(statuses)
    sent = {roles.sent, roles.partially_paid, roles.paid} if isinstance(roles, InvoiceStatuses) else set()
    try:
        return (yield from send(invoices.get(guid))).status.guid in sent
    except NotFound:
        return False
    except ApiError:
        return True
