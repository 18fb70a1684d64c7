"""Whether a document that nobody made for an invoice is this invoice's all the same, because it has its number.

A number that Severa gave itself proves nothing: the two services count by themselves, and meet.
"""

from __future__ import annotations

from enum import Enum, auto

from attrs import frozen

from severa_vnf.mapping.invoices import crosses_as_credit_note, severa_total
from severa_vnf.mapping.totals import AnyDocument, check_total, rounding_of, total_of
from severa_vnf.settings import Settings
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import same_number


class Kinship(Enum):
    """What an invoice and the document of its number have to do with each other."""

    OWN = auto()
    """Customer, currency and total are equal, and the day or the payment reference."""
    DIFFERENT = auto()
    """The customer is the same and something else is not: a person decides."""
    STRANGER = auto()
    """The customer is another, or not linked: they have nothing in common but a number."""


@frozen
class Adoption:
    """How they stand, and what differs, with both values."""

    kinship: Kinship
    differs: str = ""


def adoption(invoice: Invoice, document: AnyDocument, customer: str | None, settings: Settings) -> Adoption:
    """Compare an invoice with the document of its number and kind. `customer`: Visma.net's number of who pays."""
    theirs = document.customer.number if document.customer else None
    if not same_number(customer, theirs):
        return Adoption(Kinship.STRANGER)
    check = check_total(
        severa_total(invoice),
        total_of(document),
        settings.tolerance_in(document.currency_id or ""),
        rounding=rounding_of(document),
        credit_note=crosses_as_credit_note(invoice),
    )
    differs = [] if check.ok else [f"{severa_total(invoice)} / {total_of(document)}"]
    same_reference = same_number(invoice.reference_number, document.payment_reference)
    if not same_reference and invoice.date != document.document_date:
        differs.append(f"{invoice.date} / {document.document_date}")
    return Adoption(Kinship.DIFFERENT, ", ".join(differs)) if differs else Adoption(Kinship.OWN)
