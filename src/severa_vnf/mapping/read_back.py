"""What an invoice would be sent as, beside the document that Visma.net has for it: row by row of the field tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from attrs import frozen

from severa_vnf.mapping.invoices import CREDIT_NOTE, INVOICE, Draft
from severa_vnf.mapping.lines import INVOICE_LINE
from severa_vnf.mapping.table import Row
from severa_vnf.mapping.totals import AnyDocument, total_of
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Money, code_key, number_key
from severa_vnf.vnf.documents import DocumentAddress, DocumentContact, Line
from severa_vnf.wire.unset import UNSET


def _plain(value: Any) -> Any:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return "\n".join(line.strip() for line in value.splitlines())
    return value


@frozen
class Held:
    """A field: the row of its table, where in the document it stands, and its value on either side."""

    table: str
    row: str
    place: str
    severa: Any
    vnf: Any
    key: Callable[[Any], Any] = _plain
    """What all ways of writing its value share."""

    @property
    def equal(self) -> bool:
        """Whether both say the same. An empty text is no text; numbers are compared by their value."""
        return bool(self.key(self.severa) == self.key(self.vnf))


def fields_of(invoice: Invoice, draft: Draft, document: AnyDocument) -> Iterator[Held]:
    """Every field that the transfer would send, the numbers that it would bring back, and the total.

    What it would leave to Visma.net is not compared, nor is the note, by which only this bridge marks its documents.
    """
    name = "credit note" if draft.is_credit_note else "invoice"
    for row in (CREDIT_NOTE if draft.is_credit_note else INVOICE).rows:
        if row.target in _HEAD:
            yield from _parts(name, row, getattr(draft.document, row.target), _HEAD[row.target](document))
    number = "" if invoice.number is None else str(invoice.number)
    yield Held(name, "referenceNumber", "", number, document.reference_number, number_key)
    if document.payment_reference:
        yield Held(name, "paymentReference", "", invoice.reference_number, document.payment_reference)
    yield Held(name, "amountInCurrency", "", _positive(draft), total_of(document))
    lines = sorted(document.rows, key=lambda line: line.line_number or 0)
    yield Held(name, "count of the lines", "", len(draft.lines), len(lines))
    for place, (sent, line) in enumerate(zip(draft.lines, lines, strict=False), 1):
        for row in INVOICE_LINE.rows:
            if row.target in _LINE:
                value, read = getattr(sent, row.target), _LINE[row.target](line)
                yield from _parts("line", row, value, read, f"line {place}")


def _parts(table: str, row: Row, sent: Any, read: Any, place: str = "") -> Iterator[Held]:
    """A row of one value, or of several: then each part that would be sent."""
    if sent is UNSET:
        return
    if isinstance(read, Mapping):
        for part, value in read.items():
            if (own := getattr(sent, part)) is not UNSET:
                yield Held(table, f"{row.vnf}.{part}", place, own, value)
    else:
        yield Held(table, row.vnf, place, sent, read, _KEYS.get(row.target, _plain))


def _positive(draft: Draft) -> Money:
    total = draft.total
    return Money(abs(total.amount), total.currency) if draft.is_credit_note else total


_KEYS: Mapping[str, Callable[[Any], Any]] = {
    "customer_number": number_key,
    "project": number_key,
    "inventory_number": code_key,
}
"""Numbers are compared by value, and codes whatever their case."""


def _contact(one: DocumentContact | None) -> Mapping[str, Any]:
    one = one or DocumentContact()
    return {"name": one.business_name, "attention": one.attention}


def _address(one: DocumentAddress | None) -> Mapping[str, Any]:
    one = one or DocumentAddress()
    return {
        "address_line1": one.address_line1,
        "address_line2": one.address_line2,
        "address_line3": one.address_line3,
        "postal_code": one.postal_code,
        "city": one.city,
        "country_id": one.country.id if one.country else None,
    }


_HEAD: Mapping[str, Callable[[Any], Any]] = {
    "customer_number": lambda read: read.customer.number if read.customer else None,
    "invoice_contact": lambda read: _contact(read.invoice_contact),
    "billing_address": lambda read: _address(read.invoice_address),
    "invoice_address": lambda read: _address(read.invoice_address),
    "document_date": lambda read: read.document_date,
    "document_due_date": lambda read: read.document_due_date,
    "credit_terms_id": lambda read: read.credit_terms.id if read.credit_terms else None,
    "invoice_text": lambda read: read.invoice_text,
    "external_reference": lambda read: read.external_reference,
    "customer_ref_number": lambda read: read.customer_ref_number,
    "currency_id": lambda read: read.currency_id,
    "exchange_rate": lambda read: read.exchange_rate,
    "branch_number": lambda read: read.branch_number.number if read.branch_number else None,
    "project": lambda read: read.project.id if read.project else None,
    "send_to_auto_invoice": lambda read: read.send_to_auto_invoice,
    "dont_email": lambda read: read.dont_email,
    "dont_print": lambda read: read.dont_print,
}
"""How the written fields of a document are read."""

_LINE: Mapping[str, Callable[[Line], Any]] = {
    "inventory_number": lambda line: line.inventory_number,
    "description": lambda line: line.description,
    "quantity": lambda line: line.quantity,
    "unit_price_in_currency": lambda line: line.unit_price_in_currency,
    "manual_amount_in_currency": lambda line: line.manual_amount_in_currency,
    "uom": lambda line: line.uom,
    "branch_number": lambda line: line.branch_number.number if line.branch_number else None,
    "task_id": lambda line: line.project_task.id if line.project_task else None,
}
"""How the written fields of a line are read. Its number counts the lines, and is not compared."""
