"""The stream of payments: what was paid in Visma.net becomes status and payment date of the invoice in Severa."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Commit, Flow, ask, everything, send, together
from severa_vnf.flows.balances import STREAM, WAITING, Awaited, Item, News, applied, listen
from severa_vnf.flows.classes import refresh
from severa_vnf.flows.invoices import STATUSES, find_roles
from severa_vnf.flows.memory import drop
from severa_vnf.flows.paying import Came, Paying, waits
from severa_vnf.flows.registers.gather import chunks
from severa_vnf.flows.registers.stream import Done
from severa_vnf.flows.sweep import due, sweep
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Deferred, Held, Problem
from severa_vnf.ports import Write
from severa_vnf.rules.payments import PAID_INVOICE_GONE
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable


def settle(settings: Settings, deadline: datetime | None = None) -> Flow[Done]:
    """Bring over what was paid since the last run. Looking costs one exchange where nothing was.

    How far was read is remembered when all of it is done, or remembered as waiting.
    """
    news = yield from listen()
    swept = yield from due(settings)
    if not news.items and not swept:
        return (yield from _done(news, []))
    roles = yield from find_roles(settings, refresh(settings, STATUSES))
    if isinstance(roles, Trouble):
        unclear = Problem(roles.rule, STREAM, "", "Invoice statuses", roles.field, roles.value)
        return Done(problems=(*news.problems, unclear), seen=None)
    news = evolve(news, items=(yield from applied(news.items)), marks=(*news.marks, *swept))
    if swept:
        news = yield from sweep(news, roles)
    came: list[Came] = []
    for chunk in chunks(news.items):
        invoices_now = yield from _invoices(chunk, news.invoices)
        each = yield from together([_one(item, invoices_now[item.guid], roles, deadline) for item in chunk])
        if writes := tuple(write for one in each for write in one.writes):
            yield from ask(Commit(writes))
        came += each
    return (yield from _done(news, came))


def _done(news: News, came: Sequence[Came]) -> Flow[Done]:
    outcomes = tuple(one.outcome for one in came if one.outcome is not None)
    put_off = {outcome.record for outcome in outcomes if isinstance(outcome, Deferred) and not outcome.problems}
    writes: list[Write] = [drop(WAITING, record) for record in news.unlinked]
    writes += () if put_off else news.marks
    if writes:
        yield from ask(Commit(tuple(writes)))
    seen = {*(item.guid for item in news.items), *(record.key for record in news.unlinked)}
    return Done(outcomes, news.problems, frozenset(seen - put_off))


def _one(item: Item, invoice: Invoice | Trouble, roles: InvoiceStatuses, deadline: datetime | None) -> Flow[Came]:
    if isinstance(invoice, Invoice):
        return (yield from Paying(item, invoice, roles).settle(deadline))
    label = str(item.key)
    problem = Problem(invoice.rule, STREAM, item.guid, label, invoice.field, invoice.value)
    held = Held(stream=STREAM, record=item.guid, label=label, problems=(problem,), number=item.key.number)
    return Came(held, waits(item, Awaited()))


def _invoices(items: Sequence[Item], read: Mapping[Guid, Invoice]) -> Flow[dict[Guid, Invoice | Trouble]]:
    """The invoices as Severa has them now: many at a time by their numbers, one at a time where that finds none."""
    wanted = {item.guid: item.key for item in items if item.guid not in read}
    numbers = [int(key.number) for key in wanted.values() if fits(key.number)]
    rows = (yield from everything(invoices.list(numbers=numbers))) if numbers else []
    found: dict[Guid, Invoice | Trouble] = dict(read.items())
    found |= {row.guid: row for row in rows if not isinstance(row, Undecodable)}
    for guid in (guid for guid in wanted if guid not in found):
        try:
            found[guid] = yield from send(invoices.get(guid))
        except NotFound:
            found[guid] = Trouble(PAID_INVOICE_GONE, "Invoice", str(wanted[guid]))
        except Unreadable as error:
            found[guid] = Trouble(UNREADABLE, "Invoice", error.message)
    return found
