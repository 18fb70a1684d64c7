"""Every invoice that has a number is mapped as if it waited, and compared with its document. Nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from attrs import evolve

from severa_vnf.flows.ask import Flow, everything, together
from severa_vnf.flows.invoices.around import item_facts, look_ups
from severa_vnf.flows.invoices.documents import Key
from severa_vnf.flows.invoices.feeds import a_day_before
from severa_vnf.flows.invoices.rebuild import made_at
from severa_vnf.flows.invoices.stream import of_companies
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.invoices import crosses_as_credit_note, invoice_to_vnf, label_of
from severa_vnf.mapping.read_back import Held, fields_of
from severa_vnf.mapping.totals import AnyDocument
from severa_vnf.plan import Agreement, Apart, Problem, Rehearsed
from severa_vnf.settings import Settings
from severa_vnf.severa import invoice_rows, invoices
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.vnf import customer_credit_note, customer_invoice
from severa_vnf.wire.mismatch import Undecodable

Rows = Sequence[InvoiceRow | Undecodable]
DAY = timedelta(days=1)


def rehearse(settings: Settings, since: date) -> Flow[Rehearsed]:
    """Those dated `since` then. The day of going live plays no part: they have crossed already."""
    settings = evolve(settings, go_live=None)
    start = datetime.combine(since, time(), UTC) - DAY
    listed = [row for row in (yield from everything(invoices.list(start_date=start))) if isinstance(row, Invoice)]
    dated = [one for one in listed if one.number is not None and one.date >= since]
    ours = yield from of_companies(dated, settings)
    if not ours:
        return Rehearsed(0)
    documents = yield from _documents(ours)
    every = yield from together([everything(invoice_rows.of(one.guid)) for one in ours])
    items = yield from item_facts(_grouped(settings, every))
    given = evolve((yield from look_ups(settings, ours)), items=items, by_links=False)  # nothing is sent by it
    return _compared(list(zip(ours, every, strict=True)), documents, given)


def _documents(ours: Sequence[Invoice]) -> Flow[dict[Key, AnyDocument]]:
    """By kind and number. None can be older than the oldest of the invoices."""
    found: dict[Key, AnyDocument] = {}
    for credit_note in sorted({crosses_as_credit_note(one) for one in ours}):
        made = [made_at(one) for one in ours if crosses_as_credit_note(one) is credit_note]
        resource: Any = customer_credit_note if credit_note else customer_invoice
        listed = resource.list(last_modified_date_time=a_day_before(min(made)), expand_invoice_address=True)
        for row in (yield from everything(listed)):
            if not isinstance(row, Undecodable):
                found[Key(credit_note, row.reference_number.lstrip("0"))] = row
    return found


def _grouped(settings: Settings, every: Sequence[Rows]) -> list[str]:
    """The codes that stand in one row with others, where their items decide."""
    if settings.several_codes != "same_vat":
        return []
    rows = (row for own in every for row in own if isinstance(row, InvoiceRow))
    return list(dict.fromkeys(code for row in rows if len(row.code or ()) > 1 for code in row.code or ()))


def _compared(ours: Sequence[tuple[Invoice, Rows]], documents: Mapping[Key, AnyDocument], given: Given) -> Rehearsed:
    counts: dict[tuple[str, str], Counter[bool]] = {}
    differences: list[Apart] = []
    missing: list[str] = []
    held: list[Problem] = []
    for invoice, rows in ours:
        draft = invoice_to_vnf(invoice, rows, given)
        held += draft.problems
        document = documents.get(Key(draft.is_credit_note, str(invoice.number)))
        if document is None:
            missing.append(label_of(invoice))
            continue
        for one in fields_of(invoice, draft, document):
            counts.setdefault((one.table, one.row), Counter())[one.equal] += 1
            if not one.equal:
                differences.append(_apart(invoice, one))
    agreements = (
        Agreement(table=table, row=row, equal=count[True], differs=count[False])
        for (table, row), count in sorted(counts.items())
    )
    return Rehearsed(len(ours) - len(missing), tuple(agreements), tuple(differences), tuple(missing), tuple(held))


def _apart(invoice: Invoice, one: Held) -> Apart:
    return Apart(
        record=invoice.guid,
        label=label_of(invoice),
        row=one.row,
        place=one.place,
        severa=_text(one.severa),
        vnf=_text(one.vnf),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
