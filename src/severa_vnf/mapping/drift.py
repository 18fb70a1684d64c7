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
from severa_vnf.rules.transfer import INVOICE_CHANGED_AFTER
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


MOST_ROUNDING = Decimal("0.5")
"""What Visma.net's rounding of a whole document adds at most: of an old link nobody remembers how much it was."""


@frozen(kw_only=True, slots=False)
class Said:
    """What an invoice said of itself when both sides agreed last: who pays, when, and how much.

    `net` is the sum of its rows, without VAT; `payer` the guid of who pays.
    """

    payer: str
    name: str
    date: date
    currency: str | None
    total: Decimal
    net: Decimal | None = None


@frozen(kw_only=True, slots=False)
class Borne:
    """A difference of totals that was let through: Severa's total then, and what Visma.net's own rounding added."""

    severa: Decimal
    rounding: Decimal = Decimal(0)


@frozen
class Apart:
    """An invoice and its document, which may say different things.

    `agreed` is what the document said when it was linked, `shown` what it says now; `said` is what the invoice said
    then, None where nobody remembers. `customers` are Visma.net's numbers of who pays by the invoice as it is now,
    `credited` the credit notes that undo the document and that Severa lacks.

    | now the document | and the invoice | |
    |---|---|---|
    | says what the invoice says | | they agree |
    | says something else than it did | | it was changed in Visma.net |
    | says what it did | says something else than it did | it was changed in Severa |
    | says what it did | says what it did | they were linked so |
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
    said: Said | None = None

    def troubles(self) -> list[Trouble]:
        """What is not as it was, and not the same on both sides."""
        return [*self._of_document(), *self._of_values(), *self._of_total()]

    def _of_document(self) -> Iterator[Trouble]:
        here = f"{self.number} in Visma.net, '{self.invoice.status.name}' in Severa"
        if not has_number(self.invoice, self.number):
            yield Trouble(NUMBER_CHANGED, "Number", f"{self.invoice.number} in Severa, {self.number} in Visma.net")
        if self.shown.voided:
            yield Trouble(VOIDED, "Document", here)
        if self.credited:
            yield Trouble(REVERSED, "Document", f"{', '.join(self.credited)} / {here}")

    def _of_values(self) -> Iterator[Trouble]:
        was, now, ours, said = self.agreed, self.shown, said_by(self.invoice), self.said
        if not same_number(now.customer, was.customer):
            if not any(same_number(now.customer, one) for one in self.customers):
                yield _changed("Customer", ours.name, now.customer, was.customer)
        elif said and said.payer != ours.payer and not any(same_number(now.customer, one) for one in self.customers):
            yield _changed_in_severa("Customer", said.name, ours.name, now.customer)
        if now.date not in (was.date, ours.date):
            yield _changed("Date", ours.date, now.date, was.date)
        elif said and ours.date not in (said.date, now.date):
            yield _changed_in_severa("Date", said.date, ours.date, now.date)
        if now.currency not in (was.currency, ours.currency):
            yield _changed("Currency", ours.currency, now.currency, was.currency)
        elif said and ours.currency not in (said.currency, now.currency):
            yield _changed_in_severa("Currency", said.currency, ours.currency, now.currency)

    def _of_total(self) -> Iterator[Trouble]:
        was, now, ours, said = self.agreed, self.shown, said_by(self.invoice), self.said
        rounding = self.borne.rounding if self.borne and now.total == was.total else Decimal(0)
        check = check_total(ours.total, now.total, self.tolerance, rounding=rounding, credit_note=self.credit_note)
        if now.currency != severa_total(self.invoice).currency:
            return
        if check.ok:
            if said and said.total == ours.total and _moved(said.net, ours.net, self.tolerance):
                yield _changed_in_severa("Sum of the rows", said.net, ours.net, now)
        elif now.total != was.total:
            yield _changed("Total", severa_total(self.invoice), now, was)
        elif self.borne:
            yield Trouble(TOTAL_BORNE, "Total", f"{check}")
        elif abs(check.difference) > self.tolerance + MOST_ROUNDING if said is None else said.total != ours.total:
            yield _changed_in_severa("Total", said and said.total, ours.total, now)


def said_by(invoice: Invoice) -> Said:
    """What an invoice says of itself."""
    payer = next((ref for ref in (invoice.billing_customer, invoice.customer) if ref and ref.guid), None)
    net = invoice.total_excluding_tax
    return Said(
        payer=str(payer.guid) if payer else "",
        name=(payer.name if payer else None) or "",
        date=invoice.date,
        currency=currency_of(invoice),
        total=severa_total(invoice).amount,
        net=net.amount if net else None,
    )


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
    """Whether the invoice has its document's number: Severa holds it without zeros in front."""
    return same_number(invoice.number, number)


def _moved(was: Decimal | None, now: Decimal | None, tolerance: Decimal) -> bool:
    return was is not None and now is not None and abs(now - was) > tolerance


def _changed(field: str, severa: object, vnf: object, was: object) -> Trouble:
    told = f"{severa} in Severa, {was} -> {vnf} in Visma.net"
    return Trouble(CHANGED_IN_VISMA_NET, field, told)


def _changed_in_severa(field: str, was: object, now: object, vnf: object) -> Trouble:
    told = f"{now}" if was is None else f"{was} -> {now}"
    return Trouble(INVOICE_CHANGED_AFTER, field, f"{told} in Severa, {vnf} in Visma.net")
