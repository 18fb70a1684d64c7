"""What Visma.net says of purchases: the documents that were made or changed since its lists were last read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from attrs import define, field, frozen

from severa_vnf.flows.ask import Flow, send, together
from severa_vnf.flows.costs.start import ENTERED_BEFORE, Begun, is_past
from severa_vnf.flows.engine.cursor import Listing, Unread, read
from severa_vnf.mapping.booked import Booked, booked, number_of, stamp_of
from severa_vnf.mapping.purchases import CostsGiven, PurchaseDocument
from severa_vnf.plan import Problem
from severa_vnf.ports import Write
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.values import Stamp
from severa_vnf.vnf import cash_transaction, journal_transaction, project_transaction, supplier_invoice
from severa_vnf.vnf.journal_transaction import Module
from severa_vnf.vnf.supplier_invoice import SupplierDocumentType, SupplierInvoice
from severa_vnf.wire.paging import Paged

STREAM = "costs"
KEYS = (("documentType", "referenceNumber"), ("module", "batchNumber"), ("referenceNbr",), ("refNbr",))
"""By which of its fields a document that can't be read may still be told from others."""


@frozen
class Source:
    """A list that is read. `takes` leaves out what another list has too."""

    name: str
    rows: Callable[[Stamp], Paged[Any]]
    takes: Callable[[Any], bool] = lambda document: True


@define
class Heard:
    """The documents by their keys; `anew` are those of lists that were read from their beginning.

    `marks` tell how far was read. A list with a document that can't be read has none: that document is not passed by.
    """

    documents: dict[str, Booked] = field(factory=dict)
    anew: set[str] = field(factory=set)
    marks: list[Write] = field(factory=list)
    faults: list[Problem] = field(factory=list)


def sources(settings: Settings, begun: Begun) -> Iterator[Source]:
    """The lists that the settings choose, no booking in two of them."""
    elsewhere = {Module.AR}
    if settings.cost_source == "supplier_invoices":
        elsewhere.add(Module.AP)
        yield Source(
            "vnf supplier invoices",
            lambda since: supplier_invoice.list(last_modified_date_time=since, expand_attachment=True),
        )
    if settings.cash_transactions:
        elsewhere.add(Module.CA)
        yield Source("vnf cash transactions", lambda since: cash_transaction.list(last_modified_date_time=since))
    if settings.project_transactions:
        elsewhere.add(Module.PM)
        yield Source(
            "vnf project transactions", lambda since: _postings(since, begun), lambda one: one.module is Module.PM
        )
    yield Source(
        "vnf journal transactions",
        lambda since: journal_transaction.list(last_modified_date_time=since, expand_attachments=True),
        lambda one: one.module not in elsewhere,
    )


def _postings(since: Stamp, begun: Begun) -> Paged[Any]:
    """Their list demands periods: from the fence to a year from now, as any document may be dated ahead."""
    return project_transaction.list(
        from_period=_period(begun.start.fence),
        to_period=_period(begun.now.date() + ENTERED_BEFORE),
        last_modified_date_time=since,
    )


def _period(day: date) -> str:
    return f"{day:%Y%m}"


def listen(
    settings: Settings, begun: Begun, given: CostsGiven, again: Stamp | None, deadline: datetime | None
) -> Flow[Heard | None]:
    """Read every list, since its mark or since `again` where that is earlier: what became of interest only now.

    None: the deadline came before the last of them was begun.
    """
    heard = Heard()
    for source in sources(settings, begun):
        if (yield from is_past(deadline)):
            return None
        yield from _one(source, begun, given, again, heard)
    return heard


def _one(source: Source, begun: Begun, given: CostsGiven, again: Stamp | None, into: Heard) -> Flow[None]:
    found: dict[str, Booked] = {}
    lean: list[SupplierInvoice] = []

    def use(document: PurchaseDocument) -> None:
        one = booked(document, given)
        if source.takes(document) and (one.released or one.voided):
            found[one.key] = one
            lean.extend([document] if isinstance(document, SupplierInvoice) and not one.whole else [])

    listing = Listing(
        source.name,
        lambda since: source.rows(begun.since if since is None else min(since, again or since)),
        stamp_of,
        number_of,
    )
    cursor = yield from read(listing, use, whole=begun.wider)
    for document in (yield from together([whole_of(one) for one in lean])):
        one = booked(document, given)
        found[one.key] = one
    into.documents |= found
    into.anew |= found.keys() if cursor.complete else set()
    into.faults += [_fault(source, row) for row in cursor.faults]
    into.marks += [] if cursor.faults else cursor.marks


def whole_of(listed: SupplierInvoice) -> Flow[SupplierInvoice]:
    """A document that the list showed without its lines. By its number alone the service knows invoices."""
    kind = None if listed.document_type is SupplierDocumentType.INVOICE else listed.document_type
    return (yield from send(supplier_invoice.get(listed.reference_number, kind)))


def _fault(source: Source, row: Unread) -> Problem:
    raw = row.raw if isinstance(row.raw, dict) else {}
    keys = [" ".join(str(raw[name]) for name in names) for names in KEYS if all(name in raw for name in names)]
    what = source.name.removeprefix("vnf ").removesuffix("s")
    return Problem(UNREADABLE, STREAM, "".join(keys[:1]), f"A {what}", value=row.fault)
