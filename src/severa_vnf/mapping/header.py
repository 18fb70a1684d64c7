"""The head of an invoice (documentation, field table of the invoice header), field by field."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from severa_vnf.mapping.given import Given
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.texts import whole
from severa_vnf.rules.drafts import (
    CUSTOMER_NOT_LINKED,
    NO_CURRENCY,
    NO_CUSTOMER,
    NO_PROJECT_NUMBER,
    PROJECT_NOT_LINKED,
    SEVERAL_PROJECTS,
)
from severa_vnf.rules.refusals import CURRENCY_DIFFERS
from severa_vnf.severa.invoices import FreeText, Invoice
from severa_vnf.severa.refs import NumberedRef
from severa_vnf.values import Guid
from severa_vnf.vnf.documents import DocumentAddressUpdate, DocumentContactUpdate, LineUpdate
from severa_vnf.wire.unset import UNSET, Unset

MARK = "Severa invoice "
"""What the note of a document begins with; the invoice's guid follows. After a doubt it is found again by it."""


@frozen
class Head:
    """What the header's functions know besides the invoice."""

    given: Given
    lines: tuple[LineUpdate, ...] = ()


def debtor(invoice: Invoice, head: Head) -> str | Trouble:
    """Who pays: the billing customer, else the customer; the one that it is linked with, however equal a number is."""
    given = head.given
    for payer in (invoice.billing_customer, invoice.customer):
        if payer is not None and payer.guid is not None:
            number = _number(payer, given.customers, given)
            rule = CUSTOMER_NOT_LINKED if given.by_links else NO_CUSTOMER
            return number or Trouble(rule, "Customer", _named(payer) or "without a name")
    return Trouble(NO_CUSTOMER, "Customer", "of the invoice")


def _number(ref: NumberedRef, links: Mapping[Guid, str], given: Given) -> str | None:
    linked = links.get(ref.guid) if ref.guid else None
    return linked or (None if ref.number is None or given.by_links else str(ref.number))


def _named(ref: NumberedRef) -> str:
    return " ".join(filter(None, ("" if ref.number is None else str(ref.number), ref.name)))


def currency(invoice: Invoice, head: Head) -> str | Trouble:
    """The currency of the invoice, which must be its total's too."""
    code, total = currency_of(invoice), invoice.total_including_tax
    if total and total.currency_code and total.currency_code != code:
        return Trouble(CURRENCY_DIFFERS, "Currency", f"{code} / {total.currency_code}")
    return code or Trouble(NO_CURRENCY, "Currency")


def currency_of(invoice: Invoice) -> str | None:
    """The currency of the invoice, by its own field or by its total's."""
    total = invoice.total_including_tax
    own = invoice.currency.code if invoice.currency else None
    return own or (total.currency_code if total else None)


def terms(invoice: Invoice, head: Head) -> str | Unset:
    """The terms of so many days: by the settings, else the only fitting one; else the due date alone must do."""
    days = invoice.payment_term
    if days is None:
        return UNSET
    return head.given.settings.credit_terms.get(days) or head.given.credit_terms.get(days) or UNSET


def project(invoice: Invoice, head: Head) -> str | Unset | Trouble:
    """The one project of the document."""
    given = head.given
    missing = [_named(ref) or "-" for ref in invoice.projects or () if not _number(ref, given.projects, given)]
    if missing:
        rule = PROJECT_NOT_LINKED if given.by_links else NO_PROJECT_NUMBER
        return Trouble(rule, "Projects", ", ".join(missing))
    several = project_numbers(invoice, head.given)
    choice = head.given.settings.several_projects
    if len(several) > 1 and choice == "hold":
        return Trouble(SEVERAL_PROJECTS, "Projects", ", ".join(several))
    if not several or (len(several) > 1 and choice == "none"):
        return UNSET
    return several[0]


def project_numbers(invoice: Invoice, given: Given) -> list[str]:
    """The project ids of the invoice, each once, in Severa's order."""
    numbers = [_number(ref, given.projects, given) for ref in invoice.projects or ()]
    return list(dict.fromkeys(number for number in numbers if number))


def branch(invoice: Invoice, head: Head) -> str | Unset:
    """The branch of the business unit of the invoice's project, or of its number series: as set, else by code."""
    branches = {**head.given.branches, **head.given.settings.branches}
    units = [head.given.business_units.get(ref.guid) for ref in invoice.projects or () if ref.guid]
    for unit in (*units, invoice.invoice_number_business_unit_guid):
        if unit is not None and unit in branches:
            return branches[unit]
    return UNSET


def address(invoice: Invoice, head: Head) -> DocumentAddressUpdate | Unset:
    """Where this invoice goes, which may differ from the customer's own address.

    A country whose code is not known is the last of its lines; what three lines can't hold shares the third.
    """
    source = invoice.receiver_address
    if source is None or not any((source.address_line, source.postal_code, source.city, source.state, source.country)):
        return UNSET
    lines = [line.strip() for line in (source.address_line or "").splitlines() if line.strip()]
    country = head.given.countries.get(source.country or "", UNSET)
    lines += [source.country] if source.country and not country else []
    first, second, *others = [*lines, "", ""]
    return DocumentAddressUpdate(
        override_address=True,
        address_line1=first or UNSET,
        address_line2=second or UNSET,
        address_line3=", ".join(filter(None, others)) or UNSET,
        postal_code=source.postal_code or UNSET,
        city=source.city or UNSET,
        county=source.state or UNSET,
        country_id=country,
    )


def receiver(invoice: Invoice, head: Head) -> DocumentContactUpdate | Unset:
    """The name on the invoice and the buyer's contact. The customer's name can't be written on a document otherwise."""
    name, attention = invoice.receiver_customer_name, invoice.receiver_contact_name
    if not name and not attention:
        return UNSET
    return DocumentContactUpdate(override_contact=True, name=name or UNSET, attention=attention or UNSET)


def invoice_text(invoice: Invoice, head: Head) -> str | Unset | Trouble:
    """Our reference, the seller's contact, notes and the texts around the rows, a line each, none of it cut."""
    parts = (
        invoice.our_reference,
        invoice.sender_contact_name,
        invoice.notes,
        _plain(invoice.free_text1),
        _plain(invoice.free_text2),
    )
    text = "\n".join(part.strip() for part in parts if part and part.strip())
    return whole(text, head.given.settings.text_limits.invoice_text, "The invoice text")


def _plain(text: FreeText | None) -> str | None:
    return (text.plain_text or text.value) if text else None


def your_reference(invoice: Invoice, head: Head) -> str | Unset | Trouble:
    """The customer's reference."""
    return whole(invoice.your_reference or "", head.given.settings.text_limits.reference, "Your reference")


def order_number(invoice: Invoice, head: Head) -> str | Unset | Trouble:
    """The number of the customer's order."""
    return whole(invoice.order_number or "", head.given.settings.text_limits.reference, "The order number")


def note(invoice: Invoice, head: Head) -> str:
    """The mark by which the document is found again."""
    return MARK + invoice.guid


def lines(invoice: Invoice, head: Head) -> tuple[LineUpdate, ...]:
    """The mapped rows."""
    return head.lines
