"""A document that appears late, beside the one that its invoice is linked with: told by the run that sees it.

The list of all documents shows it without its note. So one that nobody owns is read once, if it is young and says what
a linked document says; all others cost nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.errors import ApiError, Forbidden, NotFound, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.ask import Commit, Flow, ask, send
from severa_vnf.flows.invoices.documents import KINDS, Key, get
from severa_vnf.flows.memory import BACK, DRIFT, INTENTS, LINKS, Intent, Link, all_of, drop, known, put, recall
from severa_vnf.flows.payments.balances import key_of
from severa_vnf.mapping.payments import balance_of, undone_by
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.mapping.twins import marks_of
from severa_vnf.plan import Problem
from severa_vnf.ports import Record, Write
from severa_vnf.rules.transfer import LATE_TWIN
from severa_vnf.values import Guid, Stamp, number_key
from severa_vnf.vnf.customer_document import CustomerDocument
from severa_vnf.vnf.documents import DocumentStatus

SPACE = "documents of nobody"
YOUNG = timedelta(days=7)
"""A twin comes soon after its invoice was sent, if it comes."""
UNSEEN = (Unreadable, Rejected, Forbidden, ServiceDown, RateLimited)
Likeness = tuple[bool, str, str, Decimal]
"""Kind, customer, currency and total."""


@frozen(kw_only=True, slots=False)
class Stray:
    """A document that no invoice is linked with, and when it was made, by its own stamp.

    `guid` is of the invoice whose twin it is, `own` the document that this is linked with; without them it is none.
    """

    made: str
    guid: Guid | None = None
    own: str = ""


def look(rows: Sequence[CustomerDocument], *, daily: bool) -> Flow[tuple[Problem, ...]]:
    """What is told of twins: those among the rows of the list, and those that were told before and still stand."""
    before = {record.key: record for record in (yield from all_of(SPACE))}
    listed = {str(_key(row)): row for row in rows}
    newest = max((row.created_date_time for row in rows if row.created_date_time), default=None)
    young = [row for row in rows if newest and row.created_date_time and row.created_date_time >= newest.less(YOUNG)]
    own = (known(Stray, record).own for record in before.values())
    owned = yield from recall(BACK, {*before, *filter(None, own), *(str(_key(row)) for row in young)})
    fresh = [row for row in young if str(_key(row)) not in {*before, *owned} and row.status != DocumentStatus.VOIDED]
    now = yield from _still(before, listed, owned, newest, daily=daily)
    now |= (yield from _judged(fresh)) if fresh else {}
    writes: list[Write] = [drop(SPACE, record) for key, record in before.items() if key not in now]
    writes += [put(SPACE, key, stray, None) for key, stray in now.items() if key not in before]
    if writes:
        yield from ask(Commit(tuple(writes)))
    return _problems(now)


def _still(
    before: Mapping[str, Record],
    listed: Mapping[str, CustomerDocument],
    owned: Mapping[str, Record],
    newest: Stamp | None,
    *,
    daily: bool,
) -> Flow[dict[str, Stray]]:
    """Those of before that are worth remembering: a twin until it is proven that it stands no more."""
    found: dict[str, Stray] = {}
    for key, stray in ((key, known(Stray, record)) for key, record in before.items()):
        if key in owned and stray.guid and stray.own not in owned:  # linked by now: the other one is the twin
            found[stray.own] = evolve(stray, own=key)
        if key in owned or (key in listed and listed[key].status == DocumentStatus.VOIDED):
            continue
        if stray.guid is None:
            old = newest is not None and Stamp.read(stray.made) < newest.less(YOUNG)
            found |= {} if old else {key: stray}
        elif not daily or (yield from _stands(key)):
            found[key] = stray
    return found


def _stands(name: str) -> Flow[bool]:
    kind, _, number = name.partition(" ")
    try:
        document = yield from send(get(Key(KINDS[kind], number)))
    except NotFound:
        return False
    except UNSEEN:
        return True
    balance = balance_of(document)
    return document.status != DocumentStatus.VOIDED and not (balance and undone_by(balance))


def _judged(fresh: Sequence[CustomerDocument]) -> Flow[dict[str, Stray]]:
    """Read those that look like a linked document. What may be of an invoice in doubt is not remembered yet."""
    links = {record.key: known(Link, record) for record in (yield from all_of(LINKS))}
    begun = {record.key: known(Intent, record) for record in (yield from all_of(INTENTS))}
    alike = {_of_link(link) for link in links.values()}
    in_doubt = {(one.credit_note, number_key(one.customer), one.currency) for one in begun.values()}
    found: dict[str, Stray] = {}
    for row in fresh:
        key, what = _key(row), _of_row(row)
        doubtful = what is not None and what[:3] in in_doubt
        guids: tuple[Guid, ...] = ()
        if what in alike:
            document = yield from _read(key)
            if isinstance(document, ApiError):
                continue
            guids = marks_of(document)
            doubtful = doubtful and (not guids or any(guid in begun for guid in guids))
        twin = next((guid for guid in guids if guid in links and guid not in begun), None)
        made = str(row.created_date_time)
        if twin is not None and (yield from _stands(str(key_of(links[twin])))):
            found[str(key)] = Stray(made=made, guid=twin, own=str(key_of(links[twin])))
        elif not doubtful:
            found[str(key)] = Stray(made=made)
    return found


def _read(key: Key) -> Flow[AnyDocument | ApiError]:
    try:
        return (yield from send(get(key)))
    except (NotFound, *UNSEEN) as error:
        return error


def _problems(strays: Mapping[str, Stray]) -> tuple[Problem, ...]:
    twins: defaultdict[tuple[Guid, str], list[str]] = defaultdict(list)
    for key, stray in strays.items():
        if stray.guid is not None:
            twins[stray.guid, stray.own].append(key)
    return tuple(
        Problem(LATE_TWIN, DRIFT, guid, own, "Document", ", ".join(names)) for (guid, own), names in twins.items()
    )


def _key(row: CustomerDocument) -> Key:
    return Key(KINDS[row.document_type], row.reference_number)


def _of_row(row: CustomerDocument) -> Likeness | None:
    customer = row.customer and row.customer.number
    if not customer or not row.currency_id:
        return None
    return KINDS[row.document_type], number_key(customer), row.currency_id, row.amount_in_currency


def _of_link(link: Link) -> Likeness | None:
    terms = link.terms
    return (link.credit_note, number_key(terms.customer), terms.currency, terms.total) if terms else None
