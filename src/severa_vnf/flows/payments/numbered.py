"""The invoices of documents, as Severa has them now."""

from __future__ import annotations

from collections.abc import Mapping

from severa_vnf.errors import Forbidden, NotFound, Rejected, Unreadable
from severa_vnf.flows.ask import Flow, everything, send
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.transfer import INVOICE_DELETED_AFTER, UNREADABLE
from severa_vnf.severa import invoices
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid
from severa_vnf.wire.mismatch import Undecodable


def invoices_of(documents: Mapping[Guid, Key], read: Mapping[Guid, Invoice]) -> Flow[dict[Guid, Invoice | Trouble]]:
    """Many at a time by their numbers, one at a time where that finds none; those that were `read` not again."""
    wanted = {guid: key for guid, key in documents.items() if guid not in read}
    numbers = [int(key.number) for key in wanted.values() if fits(key.number)]
    rows = (yield from everything(invoices.list(numbers=numbers))) if numbers else []
    found: dict[Guid, Invoice | Trouble] = dict(read.items())
    found |= {row.guid: row for row in rows if not isinstance(row, Undecodable)}
    for guid in (guid for guid in wanted if guid not in found):
        try:
            found[guid] = yield from send(invoices.get(guid))
        except NotFound:
            found[guid] = Trouble(INVOICE_DELETED_AFTER, "Invoice", str(wanted[guid]))
        except (Unreadable, Rejected, Forbidden) as error:
            found[guid] = Trouble(UNREADABLE, "Invoice", error.message)
    return found
