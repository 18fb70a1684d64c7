"""What Visma.net says of purchases: the documents that were made or changed since its lists were last read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from attrs import define, field, frozen

from severa_vnf.errors import NotFound
from severa_vnf.flows.ask import Flow, send, together
from severa_vnf.flows.costs.start import ENTERED_BEFORE, Begun, is_past
from severa_vnf.flows.engine.cursor import Listing, Unread, read
from severa_vnf.flows.engine.faults import apart
from severa_vnf.mapping.booked import Booked, booked, number_of, stamp_of
from severa_vnf.mapping.purchases import CostsGiven, PurchaseDocument
from severa_vnf.plan import Problem
from severa_vnf.ports import Write
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.values import LONGEST_ID, Stamp
from severa_vnf.vnf import cash_transaction, journal_transaction, project_transaction, supplier_invoice
from severa_vnf.vnf.journal_transaction import Module
from severa_vnf.vnf.supplier_invoice import SupplierDocumentType, SupplierInvoice
from severa_vnf.wire.paging import Paged

STREAM = "costs"
AT_ONCE = 25
"""Documents that are read by themselves between two looks at the deadline."""
KEYS = (("documentType", "referenceNumber"), ("module", "batchNumber"), ("referenceNbr",), ("refNbr",))
"""By which of its fields a document that can't be read may still be told from others."""


@frozen
class Source:
    """A list that is read. `takes` leaves out what another list has too."""

    name: str
    rows: Callable[[Stamp], Paged[Any]]
    takes: Callable[[Any], bool] = lambda document: True

    def problem(self, key: str, fault: str) -> Problem:
        """That one of its documents can't be read."""
        return Problem(UNREADABLE, STREAM, key, f"A {self.name.removeprefix('vnf ').removesuffix('s')}", value=fault)


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
    """The lists that the settings choose, no booking in two of them. What is paid ahead is no cost: its invoice is."""
    elsewhere = {Module.AR}
    if settings.cost_source == "supplier_invoices":
        elsewhere.add(Module.AP)
        yield Source(
            "vnf supplier invoices",
            lambda since: supplier_invoice.list(last_modified_date_time=since, expand_attachment=True),
            lambda one: one.document_type is not SupplierDocumentType.PREPAYMENT,
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
        if (yield from is_past(deadline)) or not (yield from _one(source, begun, given, again, heard, deadline)):
            return None
    return heard


def _one(
    source: Source, begun: Begun, given: CostsGiven, again: Stamp | None, into: Heard, deadline: datetime | None
) -> Flow[bool]:
    """Read one list; false where the deadline came before the end."""
    found: dict[str, Booked] = {}
    faults: list[Problem] = []
    lean: list[SupplierInvoice] = []

    def use(document: PurchaseDocument) -> None:
        one = booked(document, given)
        if source.takes(document) and (one.released or one.voided):
            if number := one.twice:
                faults.append(source.problem(one.key, f"two of its lines have the number {number}"))
                return
            found[one.key] = one
            lean.extend([document] if isinstance(document, SupplierInvoice) and not one.whole else [])

    listing = Listing(
        source.name,
        lambda since: source.rows(begun.since if since is None else min(since, again or since)),
        stamp_of,
        number_of,
        is_sound=_is_number,
    )
    cursor = yield from read(listing, use, whole=begun.wider)
    faults += [_fault(source, row) for row in cursor.faults]
    for first in range(0, len(lean), AT_ONCE):
        if (yield from is_past(deadline)):
            return False
        some = lean[first : first + AT_ONCE]
        for short, document in zip(some, (yield from together([_whole(one) for one in some])), strict=True):
            one = booked(short, given)
            if isinstance(document, SupplierInvoice):
                found[one.key] = booked(document, given)
            else:
                found.pop(one.key)
                faults += [source.problem(one.key, document)] if document else []
    into.documents |= found
    into.anew |= found.keys() if cursor.complete else set()
    into.faults += faults
    into.marks += [] if faults else cursor.marks
    return True


def _is_number(value: object) -> bool:
    """Whether a document may be called so: a person typed it, or a series gave it."""
    text = str(value)
    return 0 < len(text) <= LONGEST_ID and text.isprintable() and text == text.strip()


def _whole(listed: SupplierInvoice) -> Flow[SupplierInvoice | str]:
    """The document; or why it can't be read, empty where it is gone."""
    return (yield from apart(whole_of(listed), lambda error: "" if isinstance(error, NotFound) else error.message))


def whole_of(listed: SupplierInvoice) -> Flow[SupplierInvoice]:
    """A document that the list showed without its lines. By its number alone the service knows invoices."""
    kind = None if listed.document_type is SupplierDocumentType.INVOICE else listed.document_type
    return (yield from send(supplier_invoice.get(listed.reference_number, kind)))


def _fault(source: Source, row: Unread) -> Problem:
    raw = row.raw if isinstance(row.raw, dict) else {}
    keys = [" ".join(str(raw[name]) for name in names) for names in KEYS if all(name in raw for name in names)]
    return source.problem("".join(keys[:1]), row.fault)
