"""What a customer document comes to: line amounts, VAT, and both currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import define, frozen

from severa_vnf.testing.vnf.vat import Vat, vat_of
from severa_vnf.testing.vnf.world import World

ZERO = Decimal(0)
_UNITS = [Decimal(1).scaleb(-places) for places in range(10)]


@frozen
class Money:
    """The arithmetic of one document: how it rounds, and its rate to the base currency."""

    world: World
    rate: Decimal

    @classmethod
    def of(cls, world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> Money:
        """Of a written document: its rate is the one sent, or the one its new currency has."""
        if plain.get("exchangeRate") is None and (
            wire["currencyId"] != old.get("currencyId") or not wire["exchangeRate"]
        ):
            wire["exchangeRate"] = world.need("currency", wire["currencyId"])["exchangeRate"]
        return cls(world, Decimal(wire["exchangeRate"]))

    def rounded(self, amount: Decimal, decimals: int | None = None) -> Decimal:
        """To the decimals of amounts, or to others."""
        switches = self.world.switches
        places = switches.amount_decimals if decimals is None else decimals
        return amount.quantize(_UNITS[places], rounding=switches.rounding)

    def base(self, amount: Decimal, decimals: int | None = None) -> Decimal:
        """In the company's currency."""
        divides = self.world.switches.exchange_divides
        return self.rounded(amount / self.rate if divides else amount * self.rate, decimals)

    def in_currency(self, price: Decimal, decimals: int) -> Decimal:
        """A price in the company's currency, in the document's."""
        divides = self.world.switches.exchange_divides
        return self.rounded(price * self.rate if divides else price / self.rate, decimals)


@define
class _Taxed:
    vat: Vat
    taxable: Decimal = ZERO
    by_line: Decimal = ZERO


def work_out(money: Money, wire: dict[str, Any], rows: str, zone: str | None) -> None:
    """Set every amount of the document and of its lines. What was sent as VAT plays no part."""
    world = money.world
    taxed: dict[str, _Taxed] = {}
    for line in wire[rows]:
        _price(money, line)
        amount = line["amountInCurrency"]
        for vat in vat_of(world, zone, (line["vatCode"] or {}).get("id"), wire["documentDate"]):
            tax = taxed.setdefault(vat.code, _Taxed(vat))
            tax.taxable += amount
            tax.by_line += money.rounded(amount * vat.rate / 100)
    details = [_detail(world, money, place, tax) for place, tax in enumerate(taxed.values(), 1)]
    wire["taxDetails"] = [detail for detail, _ in details]
    exempt = sum((tax.taxable for tax in taxed.values() if tax.vat.exempt), ZERO)
    totals = {
        "detailTotal": sum((line["amountInCurrency"] for line in wire[rows]), ZERO),
        "discountTotal": ZERO,
        "cashDiscount": ZERO,
        "vatTotal": sum((amount for _, amount in details), ZERO),
        "vatTaxableTotal": sum((tax.taxable for tax in taxed.values()), ZERO) - exempt,
        "vatExemptTotal": exempt,
    }
    for name, amount in totals.items():
        wire[f"{name}InCurrency"], wire[name] = money.rounded(amount), money.base(amount)
    wire["detailTotal"] = money.rounded(sum((line["amount"] for line in wire[rows]), ZERO))
    exact = wire["detailTotalInCurrency"] + wire["vatTotalInCurrency"]
    whole = world.switches.document_rounding
    total = (exact / whole).quantize(Decimal(1), rounding=world.switches.rounding) * whole if whole else exact
    wire["roundingDiff"] = money.base(total - exact)
    wire["amountInCurrency"] = wire["balanceInCurrency"] = money.rounded(total)
    wire["amount"] = wire["balance"] = wire["detailTotal"] + wire["vatTotal"] + wire["roundingDiff"]


def _price(money: Money, line: dict[str, Any]) -> None:
    switches = money.world.switches
    quantity = money.rounded(Decimal(line["quantity"]), switches.quantity_decimals)
    price = money.rounded(Decimal(line["unitPriceInCurrency"]), switches.unit_price_decimals)
    manual = line.get("manualAmountInCurrency")
    extended = quantity * price if manual is None else Decimal(manual)
    percent = Decimal(line.get("discountPercent") or 0)
    given = Decimal(line.get("discountAmountInCurrency") or 0)
    discount = money.rounded(extended * percent / 100 if percent else given)
    amount = money.rounded(extended - discount)
    shown = amount if manual is None else money.rounded(Decimal(manual))
    line |= {
        "quantity": quantity,
        "unitPriceInCurrency": price,
        "unitPrice": money.base(price, switches.unit_price_decimals),
        "discountPercent": percent,
        "discountAmountInCurrency": discount,
        "discountAmount": money.base(discount),
        "manualAmountInCurrency": manual if manual is None else shown,
        "manualAmount": manual if manual is None else money.base(shown),
        "amountInCurrency": amount,
        "amount": money.base(amount),
    }


def _detail(world: World, money: Money, place: int, tax: _Taxed) -> tuple[dict[str, Any], Decimal]:
    habit = world.switches.vat_per
    per_line = habit == "line" or (habit == "code" and tax.vat.per_line)
    amount = tax.by_line if per_line else money.rounded(tax.taxable * tax.vat.rate / 100)
    kept = money.rounded if world.switches.tax_details_in_currency else money.base
    detail = {
        "taxId": tax.vat.code,
        "recordId": place,
        "vatId": {"number": tax.vat.code, "description": tax.vat.description},
        "vatRate": tax.vat.rate,
        "taxableAmount": kept(tax.taxable),
        "vatAmount": kept(amount),
    }
    return detail, amount
