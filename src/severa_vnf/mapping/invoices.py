"""Invoices and credit notes to Visma.net (documentation, field tables of invoicing)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import fields, frozen

from severa_vnf.mapping import header
from severa_vnf.mapping.given import Given
from severa_vnf.mapping.header import Head
from severa_vnf.mapping.host_functions import extended
from severa_vnf.mapping.lines import INVOICE_LINE, Context
from severa_vnf.mapping.table import Table, Trouble, always, left_out, made, to_severa, to_vnf, to_vnf_if_any
from severa_vnf.plan import Problem
from severa_vnf.rules.drafts import BEFORE_GO_LIVE, NO_ROWS, NO_TOTAL
from severa_vnf.rules.transfer import UNREADABLE
from severa_vnf.settings import Settings
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Money
from severa_vnf.vnf.customer_credit_note import CustomerCreditNoteUpdate
from severa_vnf.vnf.customer_invoice import CustomerInvoice, CustomerInvoiceUpdate
from severa_vnf.vnf.documents import LineUpdate
from severa_vnf.wire.mismatch import Undecodable
from severa_vnf.wire.unset import UNSET

STREAM = "invoices"
WEB = "https://severa.visma.com/invoice"
"""Where Severa shows an invoice to its users, its guid behind it."""

S, V, D = fields(Invoice), fields(CustomerInvoiceUpdate), fields(CustomerInvoice)

INVOICE: Table[Invoice, CustomerInvoiceUpdate] = Table(
    Invoice,
    CustomerInvoiceUpdate,
    (
        made((S.billing_customer, S.customer), V.customer_number, header.debtor, why="Who pays."),
        made((S.receiver_customer_name, S.receiver_contact_name), V.invoice_contact, header.receiver),
        made((S.receiver_address,), V.billing_address, header.address),
        to_severa(S.number, D.reference_number, why="Visma.net numbers the documents."),
        to_severa(S.reference_number, D.payment_reference, why="Visma.net makes the payment reference."),
        to_vnf(S.date, V.document_date),
        to_vnf_if_any(S.due_date, V.document_due_date),
        made((S.payment_term,), V.credit_terms_id, header.terms),
        made(
            (S.our_reference, S.sender_contact_name, S.notes, S.free_text1, S.free_text2),
            V.invoice_text,
            header.invoice_text,
        ),
        made((S.your_reference,), V.external_reference, header.your_reference),
        made((S.order_number,), V.customer_ref_number, header.order_number),
        made((S.currency, S.total_including_tax), V.currency_id, header.currency),
        to_vnf_if_any(S.currency_rate, V.exchange_rate),
        made((S.projects, S.invoice_number_business_unit_guid), V.branch_number, header.branch),
        made((S.projects,), V.project, header.project, why="Several in Severa, one on a document."),
        made((S.guid,), V.note, header.note, why="By this mark a document is found again after a lost answer."),
        always(V.send_to_auto_invoice, False, why="The invoice reaches the customer from Severa."),
        always(V.dont_email, True, why="The invoice reaches the customer from Severa."),
        always(V.dont_print, True, why="The invoice reaches the customer from Severa."),
        made(("invoice rows",), V.invoice_lines, header.lines, why="The table of the lines."),
        left_out(S.is_credit_note, why="It chooses which of Visma.net's two documents is made."),
        left_out(S.total_including_tax, why="Visma.net computes the totals; this one is compared."),
        left_out(S.total_excluding_tax, S.total_tax, why="Visma.net computes the totals."),
        left_out(S.status, why="The bridge follows and moves it; Visma.net has a status of its own."),
        left_out(S.payment_date, why="It comes from Visma.net's payments."),
        left_out(S.credit_note_invoice, why="The credit note names its invoice; that is enough."),
        left_out(S.reimburse_invoice, vnf="applicationLines", why="Only when chosen, after the document is made."),
        left_out(S.receiver_contact_guid, vnf="contact", why="Contact persons are not linked; the name crosses."),
        left_out(S.receiver_contact_email, why="The invoice is sent from Severa."),
        left_out(S.created_date_time, S.last_updated_date_time, why="They tell what happened meanwhile."),
        left_out("location", vnf="locationId", why="The address crosses; the customer's own location stays."),
        left_out("attachments, invoice PDF", vnf="attachment", why="Only when chosen, after the document is made."),
    ),
)

CREDIT_NOTE: Table[Invoice, CustomerCreditNoteUpdate] = INVOICE.twin(
    CustomerCreditNoteUpdate,
    renamed={"billing_address": "invoice_address", "invoice_lines": "lines"},
    lacking={
        "credit_terms_id": "A credit note has no terms in Visma.net.",
        "document_due_date": "A credit note has no due date in Visma.net.",
        "exchange_rate": "Visma.net takes no rate on a credit note; it uses its own.",
    },
)


@frozen
class Draft:
    """An invoice as Visma.net is to get it, and all that stands in the way.

    `total` is Severa's, including VAT, in the invoice's currency. With `problems` there is nothing to be sent.
    """

    document: CustomerInvoiceUpdate | CustomerCreditNoteUpdate
    total: Money
    problems: tuple[Problem, ...] = ()

    @property
    def is_credit_note(self) -> bool:
        """Which of the two documents it is."""
        return isinstance(self.document, CustomerCreditNoteUpdate)

    @property
    def lines(self) -> tuple[LineUpdate, ...]:
        """Its lines, under one name."""
        document = self.document
        return (document.lines if isinstance(document, CustomerCreditNoteUpdate) else document.invoice_lines) or ()


def invoice_to_vnf(invoice: Invoice, rows: Sequence[InvoiceRow | Undecodable], given: Given | None = None) -> Draft:
    """Map an invoice or credit note. Pure; every problem is collected, not the first.

    A credit note, or an invoice with a negative total, becomes a credit note; where Severa writes its amounts with a
    minus, the minus goes. What a function of `Settings.extend` raises, or gives instead of the document with its mark,
    is a problem of this invoice.
    """
    given = given or Given()
    total = severa_total(invoice)
    readable = sorted((row for row in rows if isinstance(row, InvoiceRow)), key=lambda row: row.sort_order)
    lines, of_lines = _lines(invoice, readable, given, -1 if total.amount < 0 else 1)
    head = Head(given, lines)
    document: CustomerInvoiceUpdate | CustomerCreditNoteUpdate
    document, of_head = (CREDIT_NOTE if crosses_as_credit_note(invoice) else INVOICE).map(invoice, head)
    troubles = [*_of_whole(invoice, rows, given.settings), *of_head, *of_lines]
    for extend in given.settings.extend:
        made = extended(document, extend, header.note(invoice, head), invoice, readable)
        if isinstance(made, Trouble):
            troubles.append(made)
            break
        document = made
    return Draft(document, total, tuple(problem_of(invoice, one) for one in troubles))


def _of_whole(invoice: Invoice, rows: Sequence[InvoiceRow | Undecodable], settings: Settings) -> Iterator[Trouble]:
    for row in rows:
        if isinstance(row, Undecodable):
            yield Trouble(UNREADABLE, "A row", row.fault)
    if not rows:
        yield Trouble(NO_ROWS)
    if invoice.total_including_tax is None or invoice.total_including_tax.amount is None:
        yield Trouble(NO_TOTAL)
    if settings.go_live and invoice.date < settings.go_live:
        yield Trouble(BEFORE_GO_LIVE, "Date", invoice.date.isoformat())


def crosses_as_credit_note(invoice: Invoice) -> bool:
    """A credit note, or an invoice that gives money back."""
    return invoice.is_credit_note or severa_total(invoice).amount < 0


def _lines(
    invoice: Invoice, rows: Sequence[InvoiceRow], given: Given, sign: int
) -> tuple[tuple[LineUpdate, ...], list[Trouble]]:
    branch = header.branch(invoice, Head(given))
    numbers = header.project_numbers(invoice, given)
    on_project = header.project(invoice, Head(given)) is not UNSET
    context = Context(
        given,
        sign=sign,
        currency=header.currency_of(invoice),
        projects="" if on_project else ", ".join(numbers),
        branch=branch,
        task=(given.settings.project_defaults.task or UNSET) if on_project else UNSET,
    )
    lines, troubles = [], []
    for context.place, row in enumerate(rows, 1):
        line, of_line = INVOICE_LINE.map(row, context)
        lines.append(line)
        troubles += of_line
    return tuple(lines), troubles


def severa_total(invoice: Invoice) -> Money:
    """Severa's total including VAT."""
    total = invoice.total_including_tax
    amount = (total.amount if total else None) or Decimal(0)
    return Money(amount, header.currency_of(invoice) or "")


def label_of(invoice: Invoice) -> str:
    """An invoice as a person knows it: number, date, customer, total; without a number Severa's link to it."""
    kind = "Credit note" if invoice.is_credit_note else "Invoice"
    who = (invoice.customer and invoice.customer.name) or invoice.receiver_customer_name or "a customer without a name"
    known = f"{invoice.date}, {who}, {severa_total(invoice)}"
    return f"{kind} {invoice.number}, {known}" if invoice.number else f"{kind}, {known}, {link_to(invoice.guid)}"


def link_to(guid: str) -> str:
    """Where an invoice opens in Severa (unconfirmed: public programs open other records at such addresses)."""
    return f"{WEB}/{guid}"


def problem_of(invoice: Invoice, trouble: Trouble) -> Problem:
    """A trouble, said of this invoice."""
    return Problem(trouble.rule, STREAM, invoice.guid, label_of(invoice), trouble.field, trouble.value)
