"""What a UBL document says, without its XML."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from attrs import field, frozen

from severa_vnf.values import rounded


@frozen
class UblProblem:
    """What is wrong with a file, where, and what helps."""

    file: str
    field: str
    value: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field} is {self.value!r}. {self.remedy}"


def _plain(rate: Decimal) -> Decimal:
    return Decimal(f"{rate.normalize():f}")


@frozen
class Vat:
    """A VAT category of EN 16931 (S, Z, E, AE, O ...) with its rate in percent, written without trailing zeros."""

    category: str
    rate: Decimal = field(converter=_plain)

    def __str__(self) -> str:
        return f"{self.category}{self.rate}"


@frozen
class UblRow:
    """One amount without VAT. `unit` is a UN/ECE code or empty, the unit price has six decimals at most."""

    code: str
    name: str
    description: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat: Vat

    @property
    def amount(self) -> Decimal:
        """Quantity times price, to the cent."""
        return rounded(self.quantity * self.unit_price)


@frozen
class UblParty:
    """The customer of a document. What the file does not say is empty."""

    name: str
    vat_number: str
    legal_id: str
    country: str
    """Two letters."""
    address: tuple[str, ...]
    postal_code: str
    city: str
    contact: str
    email: str


@frozen
class UblDocument:
    """An invoice or a credit note. A credit note's amounts are positive, as UBL prints them."""

    source: str
    """The file's name."""
    number: str
    is_credit_note: bool
    issue_date: date
    due_date: date
    currency: str
    customer: UblParty
    rows: tuple[UblRow, ...]
    tax: Decimal
    total: Decimal
    """With VAT, as printed in TaxInclusiveAmount: nothing prepaid taken off, nothing rounded to pay."""
    order_number: str
    your_reference: str


@frozen
class UblReading:
    """A file as it was read: its document, unless that cannot be told, and every problem found."""

    source: str
    document: UblDocument | None
    problems: tuple[UblProblem, ...]
