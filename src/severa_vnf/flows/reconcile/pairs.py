"""Which invoice is which document: by the links, else by number and kind."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from attrs import define, evolve, field, frozen

from severa_vnf.errors import Forbidden, NotFound, Rejected, Unreadable
from severa_vnf.flows.ask import Flow, each, everything, send, together
from severa_vnf.flows.invoices.around import linked_numbers, payers
from severa_vnf.flows.invoices.documents import Key, get
from severa_vnf.flows.invoices.stream import of_companies
from severa_vnf.flows.memory import BACK, LINKS, Link, LinkState, Owner, known, recall
from severa_vnf.flows.payments.drift import numbers_of
from severa_vnf.flows.reconcile.days import Month
from severa_vnf.mapping.compare import fits
from severa_vnf.mapping.invoices import STREAM, crosses_as_credit_note, label_of
from severa_vnf.mapping.totals import AnyDocument, total_of
from severa_vnf.plan import Problem, Reason
from severa_vnf.rules import Rule
from severa_vnf.rules.reconciling import DOCUMENT_ALONE
from severa_vnf.rules.refusals import STILL_IN_VISMA_NET
from severa_vnf.rules.transfer import NUMBER_UNKNOWN, UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import number_key, same_number
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.wire.mismatch import Undecodable

AT_ONCE = 50
"""Numbers in one query."""


@frozen
class Pair:
    """An invoice with its rows, and its document. `customers` are Visma.net's numbers of who pays."""

    invoice: Invoice
    document: AnyDocument
    key: Key
    customers: Collection[str] = ()
    rows: tuple[InvoiceRow, ...] = ()

    @property
    def is_same_customer(self) -> bool:
        """Whether the document is for who pays the invoice, as far as both tell."""
        number = self.document.customer and self.document.customer.number
        return not number or not self.customers or any(same_number(number, one) for one in self.customers)


@define
class Paired:
    """The pairs of a month, the invoices and documents without the other, and what could not be read.

    `listed` are all documents that were read, of other months too, by kind and value of their number.
    """

    pairs: list[Pair] = field(factory=list)
    alone: list[Invoice] = field(factory=list)
    documents: dict[Key, AnyDocument] = field(factory=dict)
    differences: list[Problem] = field(factory=list)
    reasons: list[Reason] = field(factory=list)
    listed: dict[Key, str] = field(factory=dict)


def pair_up(settings: Settings, month: Month) -> Flow[Paired]:
    """All that is dated in the month on either side, with the other side of it wherever that stands."""
    found = Paired()
    readable = yield from _dated(month, found)
    links = {guid: known(Link, one) for guid, one in (yield from recall(LINKS, [one.guid for one in readable])).items()}
    ours = yield from _of_this_bridge(readable, links, settings)
    customers = yield from linked_numbers("customers", [ref for one in ours for ref in payers(one)])
    documents = yield from _entered(month, found)
    found.listed = {key: row.reference_number for key, row in documents.items()}
    pairs: list[Pair] = []
    for invoice in ours:
        named = _named(invoice, links.get(invoice.guid))
        if named is None:
            continue
        key, asked = named
        try:
            document = documents.get(key) or (yield from send(get(asked)))
        except NotFound:
            _without_document(invoice, str(invoice.number or key), settings, found)
        except (Unreadable, Rejected, Forbidden) as error:
            if key.number not in {number_key(one.record) for one in found.differences}:
                found.differences.append(_of(UNREADABLE, invoice, error.message))
        else:
            pair = Pair(invoice, document, key, numbers_of(invoice, customers))
            if invoice.guid in links or pair.is_same_customer:
                documents.pop(key, None)
                pairs.append(pair)
            else:
                _without_document(invoice, str(invoice.number), settings, found)
    rest = {key: one for key, one in documents.items() if one.document_date in month}
    pairs += yield from _owned(settings, rest, {invoice.guid for invoice in ours}, found)
    every = yield from together([everything(invoice_rows.of(pair.invoice.guid)) for pair in pairs])
    for pair, rows in zip(pairs, every, strict=True):
        readable_rows = tuple(row for row in rows if not isinstance(row, Undecodable))
        faults = (row for row in rows if isinstance(row, Undecodable))
        found.differences += [_of(UNREADABLE, pair.invoice, row.fault) for row in faults]
        found.pairs.append(evolve(pair, rows=readable_rows))
    return found


def _without_document(invoice: Invoice, number: str, settings: Settings, into: Paired) -> None:
    """Where several companies share Severa, one that is not linked here may have been another's when it crossed."""
    if settings.companies:
        into.reasons.append(Reason(label_of(invoice), "it is not linked here, and may be in another company's books"))
        return
    into.alone.append(invoice)
    into.differences.append(_of(NUMBER_UNKNOWN, invoice, number))


def _dated(month: Month, into: Paired) -> Flow[list[Invoice]]:
    rows = yield from everything(invoices.list(start_date=month.begin, end_date=month.end))
    into.differences += [_unreadable(row) for row in rows if isinstance(row, Undecodable)]
    return [row for row in rows if not isinstance(row, Undecodable) and row.date in month]


def _of_this_bridge(found: Sequence[Invoice], links: Mapping[str, Link], settings: Settings) -> Flow[list[Invoice]]:
    """Those that are linked here, wherever their projects are by now; of the others those of its companies."""
    others = yield from of_companies([one for one in found if one.guid not in links], settings)
    taken = {one.guid for one in others}
    return [one for one in found if one.guid in links or one.guid in taken]


def _named(invoice: Invoice, link: Link | None) -> tuple[Key, Key] | None:
    """The document by the value of its number, and as it is asked for. None: it has none that stands."""
    if link is not None and link.state is LinkState.LINKED:
        return Key(link.credit_note, number_key(link.number)), Key(link.credit_note, link.number)
    if invoice.number is None:
        return None
    key = Key(crosses_as_credit_note(invoice), str(invoice.number))
    return key, key


def _entered(month: Month, into: Paired) -> Flow[dict[Key, AnyDocument]]:
    """What may be dated in the month, by kind and number. A number may have zeros in front that Severa's has not."""
    documents: dict[Key, AnyDocument] = {}

    def use(row: Any, credit_note: bool) -> None:
        if isinstance(row, Undecodable):
            into.differences.append(_unreadable(row))
        elif row.document_type in (None, "CreditNote" if credit_note else "Invoice"):
            documents[Key(credit_note, number_key(row.reference_number))] = row

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
    taken = yield from recall(LINKS, [invoice.guid for invoice in by_number.values()])
    customers = yield from linked_numbers("customers", [ref for one in by_number.values() for ref in payers(one)])
    pairs = []
    for key, document in rest.items():
        owner = known(Owner, owners[names[key]]).guid if names[key] in owners else None
        link = known(Link, links[owner]) if owner is not None and owner in links else None
        if link is not None and link.state is LinkState.REJECTED:
            into.differences.append(_of_document(STILL_IN_VISMA_NET, key, document))
            continue
        invoice = by_number.get(key)
        try:
            if owner is not None and (invoice is None or invoice.guid != owner):
                invoice = yield from send(invoices.get(owner))
        except NotFound:
            invoice = None
        except (Unreadable, Rejected, Forbidden) as error:
            label = document_label(key, document)
            into.differences.append(Problem(UNREADABLE, STREAM, owner or "", label, value=error.message))
            continue
        pair = Pair(invoice, document, key, numbers_of(invoice, customers)) if invoice is not None else None
        if pair is not None and owner is not None:
            pairs.append(pair)
        elif pair is None or pair.invoice.guid in {*ours, *taken} or not pair.is_same_customer:
            into.documents[key] = document
            into.differences.append(_of_document(DOCUMENT_ALONE, key, document))
        elif (yield from of_companies([pair.invoice], settings)):
            pairs.append(pair)
    return pairs


def _by_numbers(numbers: Sequence[int]) -> Flow[dict[Key, Invoice]]:
    found: dict[Key, Invoice] = {}
    for start in range(0, len(numbers), AT_ONCE):
        rows = yield from everything(invoices.list(numbers=numbers[start : start + AT_ONCE]))
        readable: Iterable[Invoice] = (row for row in rows if not isinstance(row, Undecodable))
        found |= {Key(crosses_as_credit_note(row), str(row.number)): row for row in readable}
    return found


def customer_of(document: AnyDocument) -> str:
    """The customer of a document, by number and name."""
    customer = document.customer
    return " ".join(filter(None, (customer.number, customer.name))) if customer else ""


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
