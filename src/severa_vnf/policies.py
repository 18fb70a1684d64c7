"""What becomes of a purchase line in Severa (documentation, purchase invoices and other transactions)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import field, frozen

from severa_vnf.errors import SettingsError
from severa_vnf.values import Guid

MOST = Decimal(10)
"""A multiplier above it has to be confirmed."""


@frozen
class CostOnly:
    """The line is a cost of the project and is not invoiced: its unit price is 0.00."""


@frozen
class Rebill:
    """The line is also invoiced to the customer, at its cost times `multiplier` (150 % is Decimal("1.5")).

    `product` is the guid of the Severa product that the fee names, and with it its code and VAT; without one Severa
    decides, and the invoice row may come without a code. A multiplier above 10 is mostly a percentage by mistake (150
    for 150 %): where it is meant, `above_ten=True` says so. Raises SettingsError for one that is not, for a multiplier
    that is not a Decimal of 0 or more, and for a product that is no text.
    """

    multiplier: Decimal = Decimal(1)
    product: Guid | None = None
    above_ten: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        if wrong := tuple(self._wrong()):
            raise SettingsError(wrong)

    def _wrong(self) -> Iterator[str]:
        multiplier: object = self.multiplier
        product: object = self.product
        if not isinstance(multiplier, Decimal) or not multiplier.is_finite() or multiplier < 0:
            yield f"Rebill: multiplier must be a Decimal of 0 or more, as Decimal('1.5'), not {multiplier!r}"
        elif multiplier > MOST and self.above_ten is not True:
            yield (
                f"Rebill: a multiplier of {multiplier} invoices {multiplier} times the cost; "
                f"if it is meant, write Rebill(Decimal({str(multiplier)!r}), above_ten=True)"
            )
        if product is not None and (not isinstance(product, str) or not product):
            yield f"Rebill: product must be the guid of a product in Severa, not {product!r}"


CostPolicy = CostOnly | Rebill
"""What is done with one line."""
