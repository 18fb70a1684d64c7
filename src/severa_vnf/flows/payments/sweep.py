"""Now and then all that is open is looked at: not every payment moves the stamp of the document that it pays."""

from __future__ import annotations

from datetime import datetime

from attrs import evolve

from severa_vnf.flows.ask import Flow, Now, ask, everything
from severa_vnf.flows.engine.cursor import SPACE, Listing, Mark, read
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.invoices.feeds import DAY
from severa_vnf.flows.memory import known, put, recall
from severa_vnf.flows.payments.balances import News, balances_in, items_of, keys_of
from severa_vnf.flows.payments.drift import terms_in
from severa_vnf.mapping.drift import Terms
from severa_vnf.mapping.payments import Balance
from severa_vnf.ports import Write
from severa_vnf.settings import InvoiceStatuses, Settings
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.vnf import customer_document
from severa_vnf.vnf.documents import DocumentStatus
from severa_vnf.wire.mismatch import Undecodable

SWEPT = "vnf payments swept"
"""The mark that tells when it was done last."""
CHANGED = "severa invoices swept"
"""The mark that tells how far the invoices that change in Severa were read."""


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

    Besides, what changed in Severa since the last sweep: a number that a person changed is seen there alone.
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
    items = yield from items_of({**dict.fromkeys(linked.values()), **rows}, ours)
    more = [one for one in items if one.guid not in taken]
    changed, mark = yield from _changed()
    return evolve(
        news,
        items=[*news.items, *more],
        invoices=ours,
        shown={**news.shown, **shown},
        changed=changed,
        marks=(*news.marks, *mark),
    )


def _changed() -> Flow[tuple[dict[Guid, Invoice], tuple[Write, ...]]]:
    """The invoices that changed in Severa since the last sweep; the first one looks back a day."""
    found: dict[Guid, Invoice] = {}
    start = (yield from ask(Now())) - DAY
    listing = Listing(
        CHANGED,
        lambda since: invoices.list(changed_since=since.instant() if since else start),
        lambda row: row.last_updated_date_time,
        lambda row: row.guid,
    )
    cursor = yield from read(listing, lambda row: found.update({row.guid: row}))
    return found, cursor.marks
