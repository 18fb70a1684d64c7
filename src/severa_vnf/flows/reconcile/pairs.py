"""Which invoice is which document: by the links, else by number and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from severa_vnf.errors import NotFound, Unreadable
from severa_vnf.flows.ask import Flow, each, everything, send, together
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.invoices.stream import of_companies
from severa_vnf.flows.memory import BACK, LINKS, Link, LinkState, Owner, known, recall
from severa_vnf.flows.reconcile.days import Month
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.invoices import STREAM, crosses_as_credit_note, label_of
from severa_vnf.mapping.totals import AnyDocument, total_of
from severa_vnf.plan import Problem
from severa_vnf.rules import Rule
from severa_vnf.rules.reconciling import DOCUMENT_ALONE
from severa_vnf.rules.refusals import STILL_IN_VISMA_NET
from severa_vnf.rules.transfer import NUMBER_UNKNOWN, UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.wire.mismatch import Undecodable

AT_ONCE = 50
"""Numbers in one query."""


@frozen
class Pair:
    """An invoice with its rows, and its document."""

    invoice: Invoice
    document: AnyDocument
    key: Key
    rows: tuple[InvoiceRow, ...] = ()


@define
class Paired:
    """The pairs of a month, the invoices and documents without the other, and what could not be read."""

    pairs: list[Pair] = field(factory=list)
    alone: list[Invoice] = field(factory=list)
    documents: dict[Key, AnyDocument] = field(factory=dict)
    differences: list[Problem] = field(factory=list)


def pair_up(settings: Settings, month: Month) -> Flow[Paired]:
    """All that is dated in the month on either side, with the other side of it wherever that stands."""
    found = Paired()
    ours = yield from _numbered(settings, month, found)
    documents = yield from _entered(month, found)
    links = yield from recall(LINKS, [invoice.guid for invoice in ours])
    keys = {one.guid: _key(one, known(Link, links[one.guid]) if one.guid in links else None) for one in ours}
    numbered = [one for one in ours if keys[one.guid] is not None]
    pairs = []
    for invoice in numbered:
        key = keys[invoice.guid]
        assert key is not None
        try:
            document = documents.pop(key, None) or (yield from send(get(key)))
        except NotFound:
            found.alone.append(invoice)
            found.differences.append(_of(NUMBER_UNKNOWN, invoice, str(invoice.number or key)))
        except Unreadable as error:
            if key.number not in {one.record for one in found.differences}:
                found.differences.append(_of(UNREADABLE, invoice, error.message))
        else:
            pairs.append(Pair(invoice, document, key))
    rest = {key: one for key, one in documents.items() if one.document_date in month}
    pairs += yield from _owned(settings, rest, {invoice.guid for invoice in ours}, found)
    every = yield from together([everything(invoice_rows.of(pair.invoice.guid)) for pair in pairs])
    for pair, rows in zip(pairs, every, strict=True):
        readable = tuple(row for row in rows if not isinstance(row, Undecodable))
        faults = (row for row in rows if isinstance(row, Undecodable))
        found.differences += [_of(UNREADABLE, pair.invoice, row.fault) for row in faults]
        found.pairs.append(Pair(pair.invoice, pair.document, pair.key, readable))
    return found


def _numbered(settings: Settings, month: Month, into: Paired) -> Flow[list[Invoice]]:
    rows = yield from everything(invoices.list(start_date=month.begin, end_date=month.end))
    into.differences += [_unreadable(row) for row in rows if isinstance(row, Undecodable)]
    readable = [row for row in rows if not isinstance(row, Undecodable) and row.date in month]
    return (yield from of_companies(readable, settings))


def _key(invoice: Invoice, link: Link | None) -> Key | None:
    """None: it has no number, and no document that stands."""
    if link is not None and link.state is LinkState.LINKED:
        return Key(link.credit_note, link.number.lstrip("0"))
    return None if invoice.number is None else Key(crosses_as_credit_note(invoice), str(invoice.number))


def _entered(month: Month, into: Paired) -> Flow[dict[Key, AnyDocument]]:
    """What may be dated in the month, by kind and number. A number may have zeros in front that Severa's has not."""
    documents: dict[Key, AnyDocument] = {}

    def use(row: Any, credit_note: bool) -> None:
        if isinstance(row, Undecodable):
            into.differences.append(_unreadable(row))
        elif row.document_type in (None, "CreditNote" if credit_note else "Invoice"):
            documents[Key(credit_note, row.reference_number.lstrip("0"))] = row

    how: Any = {"last_modified_date_time": month.entered, "expand_tax_details": True, "expand_applications": True}
    yield from each(customer_invoice.list(**how), lambda row: use(row, False))
    yield from each(customer_credit_note.list(**how), lambda row: use(row, True))
    return documents


def _owned(settings: Settings, rest: Mapping[Key, AnyDocument], ours: set[str], into: Paired) -> Flow[list[Pair]]:
    """The invoices of documents that no invoice of the month has: dated elsewhere, or without a number, or gone."""
    by_number = yield from _by_numbers([int(key.number) for key in rest if fits(key.number)])
    names = {key: str(Key(key.credit_note, row.reference_number)) for key, row in rest.items()}
    owners = yield from recall(BACK, names.values())
    links = yield from recall(LINKS, [known(Owner, record).guid for record in owners.values()])
    pairs = []
    for key, document in rest.items():
        owner = known(Owner, owners[names[key]]).guid if names[key] in owners else None
        link = known(Link, links[owner]) if owner is not None and owner in links else None
        if link is not None and link.state is LinkState.REJECTED:
            into.differences.append(_of_document(STILL_IN_VISMA_NET, key, document))
            continue
        invoice = by_number.get(key)
        try:
            if invoice is None and owner is not None:
                invoice = yield from send(invoices.get(owner))
        except NotFound:
            pass
        except Unreadable as error:
            label = document_label(key, document)
            into.differences.append(Problem(UNREADABLE, STREAM, owner or "", label, value=error.message))
            continue
        if invoice is None or invoice.guid in ours:
            into.documents[key] = document
            into.differences.append(_of_document(DOCUMENT_ALONE, key, document))
        elif (yield from of_companies([invoice], settings)):
            pairs.append(Pair(invoice, document, key))
    return pairs


def _by_numbers(numbers: Sequence[int]) -> Flow[dict[Key, Invoice]]:
    found: dict[Key, Invoice] = {}
    for start in range(0, len(numbers), AT_ONCE):
        rows = yield from everything(invoices.list(numbers=numbers[start : start + AT_ONCE]))
        readable: Iterable[Invoice] = (row for row in rows if not isinstance(row, Undecodable))
        found |= {Key(crosses_as_credit_note(row), str(row.number)): row for row in readable}
    return found


def _of(rule: Rule, invoice: Invoice, value: str) -> Problem:
    return Problem(rule, STREAM, invoice.guid, label_of(invoice), "Number", value)


def _of_document(rule: Rule, key: Key, document: AnyDocument) -> Problem:
    label = document_label(key, document)
    return Problem(rule, STREAM, str(key), label, "Document", key.number)


def document_label(key: Key, document: AnyDocument) -> str:
    """A document as a person knows it."""
    kind = "Credit note" if key.credit_note else "Invoice"
    who = document.customer.name if document.customer and document.customer.name else "a customer"
    return f"Visma.net's {kind.lower()} {key.number} of {document.document_date} for {who}, {total_of(document)}"


def _unreadable(row: Undecodable) -> Problem:
    raw = row.raw if isinstance(row.raw, dict) else {}
    name = raw.get("guid") or raw.get("referenceNumber") or ""
    return Problem(UNREADABLE, STREAM, str(name), f"Invoice {name}".rstrip(), value=row.fault)
