"""Now and then all that is open is looked at: not every payment moves the stamp of the document that it pays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from attrs import evolve

from severa_vnf.flows.ask import Flow, Now, ask, everything
from severa_vnf.flows.engine.cursor import SPACE, Mark
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.memory import all_of, known, put, recall
from severa_vnf.flows.payments.balances import EVEN, WAITING, Even, Item, News, balances_in, items_of, keys_of
from severa_vnf.flows.payments.drift import terms_in
from severa_vnf.mapping.drift import Terms
from severa_vnf.mapping.payments import Balance
from severa_vnf.ports import Write
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import invoices
from severa_vnf.values import Guid
from severa_vnf.vnf import customer_document
from severa_vnf.vnf.documents import DocumentStatus
from severa_vnf.wire.mismatch import Undecodable

SWEPT = "vnf payments swept"
"""The mark that tells when it was done last."""


def due(settings: Settings) -> Flow[tuple[Write, ...]]:
    """What is to be remembered of a sweep, where it is time for one."""
    if settings.payment_sweep is None:
        return ()
    now = yield from ask(Now())
    record = (yield from recall(SPACE, (SWEPT,))).get(SWEPT)
    if record and now - datetime.fromisoformat(known(Mark, record).stamp) < settings.payment_sweep:
        return ()
    return (put(SPACE, SWEPT, Mark(stamp=now.isoformat()), record),)


def sweep(news: News, roles: InvoiceStatuses) -> Flow[News]:
    """The news, with what is open and not as it was, and with what Severa takes for open and Visma.net does not.

    An invoice that was not paid, and is not among those that are open in Severa, is looked for by itself.
    """
    rows: dict[Key, Balance | None] = {}
    shown: dict[Key, Terms] = {}
    for status in (DocumentStatus.OPEN, DocumentStatus.BALANCED):
        listed = yield from everything(customer_document.list(status=status))
        rows |= balances_in(listed)
        shown |= terms_in(listed)
    statuses = [roles.transferred, roles.sent, roles.partially_paid]
    unpaid = yield from everything(invoices.list(invoice_status_guids=statuses))
    ours = {row.guid: row for row in unpaid if not isinstance(row, Undecodable)}
    linked = yield from keys_of(ours)
    taken = {item.guid for item in news.items}
    shown = {**news.shown, **shown}
    items = yield from items_of({**dict.fromkeys(linked.values()), **rows}, ours, shown)
    more = [one for one in items if one.guid not in taken]
    more += yield from _missing(roles, {*taken, *ours, *news.changed, *(one.guid for one in more)})
    return evolve(news, items=[*news.items, *more], invoices=ours, shown=shown)


def _missing(roles: InvoiceStatuses, seen: Collection[str]) -> Flow[list[Item]]:
    """Linked invoices that were not paid when they were seen last, and are in no list."""
    agreed = {record.key: record for record in (yield from all_of(EVEN))}
    guids = [guid for guid, one in agreed.items() if guid not in seen and known(Even, one).status != roles.paid]
    waiting = yield from recall(WAITING, guids)
    keys = yield from keys_of(guids)
    return [Item(Guid(guid), key, None, agreed[guid]) for guid, key in keys.items() if guid not in waiting]
