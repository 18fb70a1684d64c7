"""What a transferred document may not change in any more, and how it and its invoice are held side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from severa_vnf.mapping.header import currency_of
from severa_vnf.mapping.invoices import severa_total
from severa_vnf.mapping.table import Trouble
from severa_vnf.mapping.totals import AnyDocument, check_total
from severa_vnf.rules.drift import CHANGED_IN_VISMA_NET, NUMBER_CHANGED, REVERSED, TOTAL_BORNE, VOIDED
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import same_number
from severa_vnf.vnf.customer_document import CustomerDocument
from severa_vnf.vnf.documents import DocumentStatus


@frozen(kw_only=True, slots=False)
class Terms:
    """What a document says of itself. The total includes VAT and is in the document's currency."""

    customer: str
    date: date
    currency: str
    total: Decimal
    voided: bool = False

    def __str__(self) -> str:
        return f"{self.total} {self.currency}"


@frozen(kw_only=True, slots=False)
class Borne:
    """A difference of totals that was let through: Severa's total then, and what Visma.net's own rounding added."""

    severa: Decimal
    rounding: Decimal = Decimal(0)


@frozen
class Apart:
    """An invoice and its document, which may say different things.

    `agreed` is what the document said when it was linked, `shown` what it says now. `customers` are Visma.net's numbers
    of the invoice's own customers, `credited` the credit notes that undo the document and that Severa lacks.
    """

    invoice: Invoice
    number: str
    agreed: Terms
    shown: Terms
    customers: Collection[str] = ()
    credited: Collection[str] = ()
    borne: Borne | None = None
    credit_note: bool = False
    tolerance: Decimal = Decimal("0.05")

    def troubles(self) -> list[Trouble]:
        """What is not as it was, and not the same on both sides."""
        return [*self._of_document(), *self._of_values()]

    def _of_document(self) -> Iterator[Trouble]:
        here = f"{self.number} in Visma.net, '{self.invoice.status.name}' in Severa"
        if not has_number(self.invoice, self.number):
            yield Trouble(NUMBER_CHANGED, "Number", f"{self.invoice.number} in Severa, {self.number} in Visma.net")
        if self.shown.voided:
            yield Trouble(VOIDED, "Document", here)
        if self.credited:
            yield Trouble(REVERSED, "Document", f"{', '.join(self.credited)} / {here}")

    def _of_values(self) -> Iterator[Trouble]:
        was, now, ours = self.agreed, self.shown, self.invoice
        if not any(same_number(now.customer, one) for one in (was.customer, *self.customers)):
            yield _changed("Customer", ours.customer and ours.customer.name, now.customer, was.customer)
        if now.date not in (was.date, ours.date):
            yield _changed("Date", ours.date, now.date, was.date)
        if now.currency not in (was.currency, currency_of(ours)):
            yield _changed("Currency", currency_of(ours), now.currency, was.currency)
        rounding = self.borne.rounding if self.borne and now.total == was.total else Decimal(0)
        total = severa_total(ours)
        check = check_total(total.amount, now.total, self.tolerance, rounding=rounding, credit_note=self.credit_note)
        if check.ok or now.currency != total.currency:
            return
        if now.total != was.total:
            yield _changed("Total", total, now, was)
        elif self.borne:
            yield Trouble(TOTAL_BORNE, "Total", f"{check}")


def terms_of(document: AnyDocument | CustomerDocument) -> Terms | None:
    """What a document says of itself; None where it does not say all of it."""
    customer, day, currency = document.customer, document.document_date, document.currency_id
    if customer is None or customer.number is None or day is None or currency is None:
        return None
    voided = document.status is DocumentStatus.VOIDED
    return Terms(
        customer=customer.number, date=day, currency=currency, total=document.amount_in_currency, voided=voided
    )


def standing(terms: Terms) -> Terms:
    """The same of a document that is in force."""
    return evolve(terms, voided=False)


def has_number(invoice: Invoice, number: str) -> bool:
    """Whether the invoice has its document's number, which Severa holds without zeros in front."""
    return same_number(invoice.number, number)


def _changed(field: str, severa: object, vnf: object, was: object) -> Trouble:
    told = f"{severa} in Severa, {was} -> {vnf} in Visma.net"
    return Trouble(CHANGED_IN_VISMA_NET, field, told)
