"""Whether both systems came to the same total (documentation, invoicing: a difference of more than 0.05 is refused)."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from severa_vnf.values import Money, exactly, rounded
from severa_vnf.vnf.customer_credit_note import CustomerCreditNote
from severa_vnf.vnf.customer_invoice import CustomerInvoice
from severa_vnf.vnf.documents import Document

AnyDocument = CustomerInvoice | CustomerCreditNote


@frozen
class TotalCheck:
    """What comparing two totals gave. `ok`: the currencies agree and |`difference`| is within the tolerance."""

    severa: Decimal
    vnf: Decimal
    difference: Decimal
    """Visma.net's total less Severa's, Visma.net's own rounding of the document taken out."""
    rounding: Decimal
    """That rounding."""
    same_currency: bool
    tolerance: Decimal

    @property
    @exactly
    def ok(self) -> bool:
        """Whether the document may stay."""
        return self.same_currency and abs(self.difference) <= self.tolerance

    def __str__(self) -> str:
        rounding = f", of which {self.rounding} is Visma.net's own rounding" if self.rounding else ""
        return f"Severa {self.severa}, Visma.net {self.vnf}{rounding}, difference {self.difference}"


@exactly
def check_total(
    severa_total: Money | Decimal,
    vnf_total: Money | Decimal,
    tolerance: Decimal = Decimal("0.05"),
    *,
    rounding: Decimal = Decimal(0),
    credit_note: bool = False,
) -> TotalCheck:
    """Compare the totals including VAT, in the invoice's currency.

    Bare Decimals are taken for amounts of one currency. A credit note's total is positive in Visma.net, and in Severa
    mostly negative: with `credit_note` Severa's sign is left out. `rounding` is what Visma.net's rounding of the whole
    document added, in the same currency.
    """
    severa, vnf = _amount(severa_total), _amount(vnf_total)
    currencies = {total.currency for total in (severa_total, vnf_total) if isinstance(total, Money)}
    difference = vnf - rounding - (abs(severa) if credit_note else severa)
    return TotalCheck(severa, vnf, difference, rounding, len(currencies) < 2, tolerance)


def _amount(total: Money | Decimal) -> Decimal:
    return total.amount if isinstance(total, Money) else total


def total_of(document: Document) -> Money:
    """The total including VAT, in the document's currency."""
    return Money(document.amount_in_currency, document.currency_id or "")


@exactly
def rounding_of(document: Document) -> Decimal:
    """What Visma.net's rounding of the total added, in the document's currency; its own field is in the company's."""
    added = document.rounding_diff or Decimal(0)
    return rounded(added * document.amount_in_currency / document.amount) if added and document.amount else added
