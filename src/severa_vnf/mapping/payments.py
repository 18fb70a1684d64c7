"""What was paid of a document, and what its Severa invoice gets of that (documentation, sending invoices: *Hierna*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from attrs import frozen

from severa_vnf.mapping.table import Trouble
from severa_vnf.rules.payments import PAID_BEFORE_SENT, PAID_ELSEWHERE, SEVERA_SAYS_MORE
from severa_vnf.settings import InvoiceStatuses
from severa_vnf.severa.invoices import Invoice
from severa_vnf.values import Guid, Money, Stamp
from severa_vnf.vnf.customer_document import CustomerDocument
from severa_vnf.vnf.documents import Application, Document, DocumentStatus

RELEASED = (DocumentStatus.OPEN, DocumentStatus.CLOSED)


class Settlement(StrEnum):
    """How far a document is settled."""

    UNPAID = "unpaid"
    """Nothing is paid of it, though a part may be credited; or it is not released yet."""
    PARTLY_PAID = "partly paid"
    PAID = "paid"
    """Nothing is open any more, and some of that was a payment."""
    OVERPAID = "overpaid"
    CREDITED = "credited"
    """Nothing is open any more, and nobody paid."""
    WRITTEN_OFF = "written off"


KINDS = {
    "CreditNote": Settlement.CREDITED,
    "SmallBalanceWo": Settlement.WRITTEN_OFF,
    "SmallCreditWo": Settlement.WRITTEN_OFF,
}
"""What is applied to a document and is no payment. On a credit note the rest are refunds, and invoices set off."""
BY = (Settlement.PAID, Settlement.CREDITED, Settlement.WRITTEN_OFF)
"""By what a document is said to be closed, where it was by several."""


@frozen
class Balance:
    """What a document comes to and what is open of it, in its own currency.

    `stamp` is of its last change; `applied` what was set against it, None where that is not told.
    """

    status: DocumentStatus
    total: Money
    open: Decimal
    stamp: Stamp | None = None
    applied: tuple[Application, ...] | None = None

    @property
    def touched(self) -> bool:
        """Whether anything was set against it."""
        return self.status in RELEASED and (self.open < self.total.amount or self.open <= 0)

    def __str__(self) -> str:
        """What tells it from the same document at another time."""
        return f"{self.status} {self.open.normalize():f} {self.stamp}"


@frozen
class Standing:
    """How far a document is settled, and the day of the last payment (where nobody paid: of what closed it).

    `day` is None where nothing was set against it, or nobody told what.
    """

    state: Settlement
    day: date | None = None


@frozen
class Move:
    """What the Severa invoice gets, in one write."""

    status: Guid
    payment_date: date | None


def balance_of(document: CustomerDocument | Document) -> Balance | None:
    """Out of a row of the list of all documents, or out of a document itself, which tells what was applied to it too.

    None where it does not tell what is open of it.
    """
    if document.balance_in_currency is None:
        return None
    return Balance(
        document.status,
        Money(document.amount_in_currency, document.currency_id or ""),
        document.balance_in_currency,
        document.last_modified_date_time,
        document.applications if isinstance(document, Document) else None,
    )


def standing_of(balance: Balance) -> Standing:
    """How far it is settled: the balance says how much, what was applied says by what and when."""
    if not balance.touched:
        return Standing(Settlement.UNPAID)
    last = _last(balance.applied or ())
    if balance.open > 0:
        if last and Settlement.PAID not in last:
            return Standing(Settlement.UNPAID)
        return Standing(Settlement.PARTLY_PAID, last.get(Settlement.PAID))
    kind = next((kind for kind in BY if kind in last), Settlement.PAID)
    return Standing(Settlement.OVERPAID if balance.open < 0 else kind, last.get(kind))


def _last(applied: Sequence[Application]) -> dict[Settlement, date | None]:
    """The last day of each kind of application that still stands.

    A void payment has the number of the payment it undoes, and its amount with a minus: together they are nothing.
    """
    rows: defaultdict[tuple[Settlement, str | None], list[Application]] = defaultdict(list)
    for row in applied:
        if row.released is not False:
            rows[KINDS.get(row.doc_type or "", Settlement.PAID), row.ref_nbr].append(row)
    days: defaultdict[Settlement, list[date | None]] = defaultdict(list)
    for (kind, _), together in rows.items():
        if sum(row.amount_paid or 0 for row in together) > 0:
            days[kind] += [row.application_date for row in together if row.amount_paid and row.amount_paid > 0]
    return {kind: max(filter(None, found), default=None) for kind, found in days.items()}


def undone_by(balance: Balance) -> tuple[str, ...]:
    """The numbers of the credit notes that come to the whole of an invoice: it was reversed."""
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in balance.applied or ():
        if row.doc_type == "CreditNote" and row.ref_nbr and row.released is not False:
            sums[row.ref_nbr] += row.amount_paid or 0
    standing = tuple(number for number, amount in sums.items() if amount > 0)
    return standing if 0 < balance.total.amount <= sum(sums.values()) else ()


def payment_to_severa(
    invoice: Invoice, standing: Standing, roles: InvoiceStatuses, agreed: Guid | None = None
) -> Move | Trouble | None:
    """What the invoice gets. None: it is right as it is.

    Only an invoice that was sent moves. It moves back only from the status in which it was `agreed` last with what
    Visma.net said: from any other, somebody has moved it there.
    """
    ladder = (roles.sent, roles.partially_paid, roles.paid)
    step = {Settlement.UNPAID: 0, Settlement.PARTLY_PAID: 1}.get(standing.state, 2)
    here = invoice.status.guid
    told = f"{standing.state} in Visma.net, '{invoice.status.name}' in Severa"
    if here not in ladder:
        early = here in (roles.failed, roles.to_transfer, roles.transferred)
        return Trouble(PAID_BEFORE_SENT if early else PAID_ELSEWHERE, "Status", told) if step else None
    if ladder.index(here) > step and here != agreed:
        return Trouble(SEVERA_SAYS_MORE, "Status", told)
    day = (standing.day or invoice.payment_date) if step else None
    if here == ladder[step] and (day == invoice.payment_date or not step):
        return None
    return Move(ladder[step], day)
