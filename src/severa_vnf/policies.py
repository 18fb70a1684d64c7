"""What becomes of a purchase line in Severa (documentation, purchase invoices and other transactions)."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from severa_vnf.errors import SettingsError
from severa_vnf.values import Guid


@frozen
class CostOnly:
    """The line is a cost of the project and is not invoiced: its unit price is 0.00."""


@frozen
class Rebill:
    """The line is also invoiced to the customer, at its cost times `multiplier` (150 % is Decimal("1.5")).

    `product` is the guid of the Severa product that the fee names, and with it its code and VAT; without one Severa
    decides, and the invoice row may come without a code. Raises SettingsError for a multiplier that is not a Decimal
    of 0 or more.
    """

    multiplier: Decimal = Decimal(1)
    product: Guid | None = None

    def __attrs_post_init__(self) -> None:
        multiplier: object = self.multiplier
        if not isinstance(multiplier, Decimal) or not multiplier.is_finite() or multiplier < 0:
            wrong = f"Rebill: multiplier must be a Decimal of 0 or more, as Decimal('1.5'), not {multiplier!r}"
            raise SettingsError((wrong,))


CostPolicy = CostOnly | Rebill
"""What is done with one line."""
