"""Invoices that stand where only a transfer should bring them, and have no document: a person has moved them there.

Those that stood there before the first run are no matter of this bridge, nor is what is dated before `go_live`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from severa_vnf.errors import Forbidden, NotFound, RateLimited, Rejected, ServiceDown, Unreadable
from severa_vnf.flows.ask import Commit, Flow, Now, ask, send
from severa_vnf.flows.engine.cursor import SPACE
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.invoices.stream import of_companies
from severa_vnf.flows.memory import DRIFT, INTENTS, LINKS, all_of, drop, known, put, recall
from severa_vnf.flows.registers.gather import chunks
from severa_vnf.mapping.invoices import crosses_as_credit_note, label_of
from severa_vnf.plan import Problem
from severa_vnf.ports import Write
from severa_vnf.rules.transfer import SKIPPED_TRANSFER
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid

SKIPPED, BEFORE = "transfer skipped", "transfer not ours"
"""Those that are told of; and those that stood there before the first run, or have a document of their own."""
START = "payments start"


@frozen(kw_only=True, slots=False)
class Start:
    """When invoices were looked at first, by our clock; `listed`: those that stood there before are remembered."""

    at: str
    listed: bool = False


@frozen(kw_only=True, slots=False)
class Skipped:
    """What is told of an invoice."""

    label: str
    status: str


@frozen(kw_only=True, slots=False)
class Settled:
    """Nothing is to be told of an invoice."""


def told() -> Flow[tuple[Problem, ...]]:
    """What is known, where there is no looking."""
    return _problems({record.key: known(Skipped, record) for record in (yield from all_of(SKIPPED))})


def look(
    settings: Settings, roles: InvoiceStatuses, changed: Mapping[Guid, Invoice], unpaid: Mapping[Guid, Invoice] | None
) -> Flow[tuple[Problem, ...]]:
    """What is told of those that `changed`, of all that are `unpaid` (None: not read), and of those told before."""
    beyond = {roles.transferred, roles.sent, roles.partially_paid, roles.paid}
    before = {record.key: record for record in (yield from all_of(SKIPPED))}
    read = {**(unpaid or {}), **changed}
    gone: list[Guid] = []
    if unpaid is not None:
        read, gone = yield from _again(read, before)
    links = yield from recall(LINKS, {*read, *before})
    begun = yield from recall(INTENTS, {*read, *before})
    stand = {
        guid: invoice
        for guid, invoice in read.items()
        if invoice.status.guid in beyond and guid not in links and guid not in begun
    }
    fresh = [one for guid, one in stand.items() if guid not in before]
    found = yield from _first(settings, fresh, roles.paid, whole=unpaid is not None)
    unseen = before.keys() - {*links, *begun, *gone, *read}
    kept = {guid: known(Skipped, before[guid]) for guid in sorted(unseen)}
    now = kept | {one.guid: _skipped(one) for one in (*found, *(stand[Guid(guid)] for guid in before if guid in stand))}
    writes: list[Write] = [drop(SKIPPED, record) for guid, record in before.items() if guid not in now]
    for guid, one in now.items():
        if guid not in before or known(Skipped, before[guid]) != one:
            writes.append(put(SKIPPED, guid, one, before.get(guid)))
    if writes:
        yield from ask(Commit(tuple(writes)))
    return _problems(now)


def _again(read: Mapping[Guid, Invoice], before: Iterable[str]) -> Flow[tuple[dict[Guid, Invoice], list[Guid]]]:
    """Read those that were told of and are in no list, and say which of them are deleted."""
    found = dict(read)
    gone: list[Guid] = []
    for guid in (guid for guid in map(Guid, before) if guid not in read):
        try:
            found[guid] = yield from send(invoices.get(guid))
        except NotFound:
            gone.append(guid)
        except (Unreadable, Rejected, Forbidden, ServiceDown, RateLimited):
            continue
    return found, gone


def _first(settings: Settings, stand: Sequence[Invoice], paid: Guid, *, whole: bool) -> Flow[list[Invoice]]:
    """Those that were never seen to stand there, moved since the first run, and have no document."""
    now = yield from ask(Now())
    record = (yield from recall(SPACE, (START,))).get(START)
    start = known(Start, record) if record else Start(at=now.isoformat())
    settled = yield from recall(BEFORE, [one.guid for one in stand])
    fresh = yield from of_companies([one for one in stand if one.guid not in settled], settings)
    late = [one for one in fresh if _since(settings, start, one, one.status.guid == paid)]
    if whole and not start.listed:
        yield from _settle([one for one in fresh if one not in late])
        yield from ask(Commit((put(SPACE, START, evolve(start, listed=True), record),)))
    elif record is None:
        yield from ask(Commit((put(SPACE, START, start, None),)))
    without, others = [], []
    for invoice in late:
        there = yield from _has_document(invoice)
        without += [invoice] if there is False else []
        others += [invoice] if there else []
    yield from _settle(others)
    return without


def _since(settings: Settings, start: Start, invoice: Invoice, paid: bool) -> bool:
    """Dated, made, or moved since the first run; where a day was chosen, that day alone counts.

    An invoice that was paid earlier than that was moved earlier, whatever changed of it since.
    """
    if settings.go_live is not None:
        return invoice.date >= settings.go_live
    first, made, changed = datetime.fromisoformat(start.at), invoice.created_date_time, invoice.last_updated_date_time
    if made is not None and made.instant() >= first:
        return True
    moved = changed is not None and changed.instant() >= first
    earlier = paid and invoice.payment_date is not None and invoice.payment_date < first.date()
    return moved and not earlier and (start.listed or invoice.date >= first.date())


def _has_document(invoice: Invoice) -> Flow[bool | None]:
    """Whether Visma.net has a document of its number: made by hand, or by another integration. None: not to be seen."""
    if invoice.number is None:
        return False
    try:
        yield from send(get(Key(crosses_as_credit_note(invoice), str(invoice.number))))
    except NotFound:
        return False
    except (Unreadable, Rejected, Forbidden, ServiceDown, RateLimited):
        return None
    return True


def _settle(found: Sequence[Invoice]) -> Flow[None]:
    for chunk in chunks(found):
        yield from ask(Commit(tuple(put(BEFORE, one.guid, Settled(), None) for one in chunk)))


def _skipped(invoice: Invoice) -> Skipped:
    return Skipped(label=label_of(invoice), status=f"'{invoice.status.name}'")


def _problems(found: Mapping[str, Skipped]) -> tuple[Problem, ...]:
    return tuple(Problem(SKIPPED_TRANSFER, DRIFT, guid, one.label, "Status", one.status) for guid, one in found.items())
