"""The stream of payments: what was paid in Visma.net becomes status and payment date of the invoice in Severa."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from attrs import evolve

from severa_vnf.flows.ask import Commit, Flow, ask, together
from severa_vnf.flows.classes import kept, refresh
from severa_vnf.flows.invoices.severa_changes import Changes, all_done, read_changes
from severa_vnf.flows.invoices.stream import STATUSES, find_roles
from severa_vnf.flows.memory import drop
from severa_vnf.flows.payments import twins
from severa_vnf.flows.payments.balances import STREAM, UNNAMED, WAITING, Awaited, Item, News, applied, listen, moved
from severa_vnf.flows.payments.drift import follow, noticed
from severa_vnf.flows.payments.numbered import invoices_of
from severa_vnf.flows.payments.paying import Came, Paying, waits
from severa_vnf.flows.payments.skipped import look, told
from severa_vnf.flows.payments.sweep import due, sweep
from severa_vnf.flows.registers.gather import chunks
from severa_vnf.flows.result import Done
from severa_vnf.mapping.table import Trouble
from severa_vnf.plan import Deferred, Held, Problem, Updated
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa.invoices import Invoice

Pay = Callable[[Item, Invoice | Trouble, InvoiceStatuses, datetime | None], Flow[Came]]
"""How one document's payments are brought over to its invoice."""


def settle(
    settings: Settings, deadline: datetime | None = None, pay_one: Pay | None = None, changes: Changes | None = None
) -> Flow[tuple[Done, Done]]:
    """Bring over what was paid since the last run, and see what drifted. Looking costs one exchange where nothing did.

    `changes` are the invoices that changed in Severa, where they were read already. How far was read is remembered when
    all of it is done, or remembered as waiting. The second of the two is the drift.
    """
    news = yield from listen()
    changes = changes or (yield from read_changes())
    swept = yield from due(settings)
    roles = yield from find_roles(settings, kept(STATUSES))
    news = evolve(news, changed=changes.invoices, swept=bool(swept))
    if isinstance(roles, InvoiceStatuses):
        there = {item.guid for item in news.items}
        more = yield from moved(changes.invoices, (roles.sent, roles.partially_paid, roles.paid))
        news = evolve(news, items=[*news.items, *(item for item in more if item.guid not in there)])
    if news.items or swept:
        roles = yield from find_roles(settings, refresh(settings, STATUSES))
        if isinstance(roles, Trouble):
            unclear = Problem(roles.rule, STREAM, "", "Invoice statuses", roles.field, roles.value)
            return Done(problems=(*news.problems, unclear), seen=None), Done(seen=None)
        news = evolve(news, items=(yield from applied(news.items)), marks=(*news.marks, *swept))
        if swept:
            news = yield from sweep(news, roles)
    came = [] if isinstance(roles, Trouble) else (yield from _paid(news, roles, deadline, pay_one or pay))
    return (yield from _done(settings, news, came, deadline, roles, changes))


def _paid(news: News, roles: InvoiceStatuses, deadline: datetime | None, pay_one: Pay) -> Flow[list[Came]]:
    """What comes of each item."""
    came: list[Came] = []
    for chunk in chunks(news.items):
        invoices_now = yield from invoices_of({item.guid: item.key for item in chunk}, news.invoices)
        each = yield from together([pay_one(item, invoices_now[item.guid], roles, deadline) for item in chunk])
        undone = {item.guid: one.undone for item, one in zip(chunk, each, strict=True) if one.undone is not None}
        writes = [write for one in each for write in one.writes] + [*(yield from noticed(undone))]
        if writes:
            yield from ask(Commit(tuple(writes)))
        came += each
    return came


def _done(
    settings: Settings,
    news: News,
    came: Sequence[Came],
    deadline: datetime | None,
    roles: InvoiceStatuses | Trouble,
    changes: Changes,
) -> Flow[tuple[Done, Done]]:
    outcomes = tuple(one.outcome for one in came if one.outcome is not None)
    written = {outcome.record for outcome in outcomes if isinstance(outcome, Updated)}
    read = {guid: one for guid, one in {**news.invoices, **news.changed}.items() if guid not in written}
    again = (roles.to_transfer, roles.failed) if isinstance(roles, InvoiceStatuses) else ()
    followed = yield from follow(settings, news.shown, read, deadline, again)
    if isinstance(roles, InvoiceStatuses) and not followed.put_off:
        skipped = yield from look(settings, roles, news.changed, news.invoices if news.swept else None)
    else:
        skipped = yield from told()
    late = yield from twins.look(news.rows, daily=news.swept)
    put_off = {outcome.record for outcome in outcomes if isinstance(outcome, Deferred) and not outcome.problems}
    marks = [drop(WAITING, record) for record in news.unlinked] + [write for one in came for write in one.over]
    if not put_off and not followed.put_off:
        marks += [*news.marks, *(yield from all_done(changes))]
    seen = {*(item.guid for item in news.items), *(record.key for record in news.unlinked)} - put_off
    seen |= {"", *([UNNAMED] if news.swept else [])}
    looked = frozenset(seen) if isinstance(roles, InvoiceStatuses) else None
    settled = Done(outcomes, news.problems, looked, tuple(marks))
    return settled, Done(problems=(*followed.problems, *skipped, *late))


def pay(item: Item, invoice: Invoice | Trouble, roles: InvoiceStatuses, deadline: datetime | None) -> Flow[Came]:
    """Bring over the payments of one document."""
    if isinstance(invoice, Invoice):
        return (yield from Paying(item, invoice, roles).settle(deadline))
    label = str(item.key)
    problem = Problem(invoice.rule, STREAM, item.guid, label, invoice.field, invoice.value)
    held = Held(stream=STREAM, record=item.guid, label=label, problems=(problem,), number=item.key.number)
    return Came(held, waits(item, Awaited()))
