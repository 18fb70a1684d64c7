"""Supplier invoices and journal, cash and project transactions: sums, statuses, periods."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.totals import Money
from severa_vnf.testing.vnf.world import World

ZERO = Decimal(0)


def complete_supplier_invoice(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """A line's cost is what was sent, or quantity times unit cost."""
    supplier = world.need("supplier", wire["supplier"]["number"])
    if supplier["status"] == "Inactive":
        raise Refused(f"Supplier '{supplier['number']}' has the status Inactive.")
    _start(world, wire, "date")
    money = Money.of(world, wire, plain, old)
    for line in wire["invoiceLines"]:
        quantity = Decimal(line.get("quantity") or 1)
        unit = Decimal(line.get("unitCostInCurrency") or 0)
        cost = line.get("costInCurrency")
        cost = money.rounded(quantity * unit if cost is None else Decimal(cost))
        unit = unit or cost / quantity
        line |= {
            "quantity": quantity,
            "unitCostInCurrency": unit,
            "unitCost": money.base(unit, world.switches.unit_price_decimals),
            "costInCurrency": cost,
            "cost": money.base(cost),
        }
    detail = sum((line["costInCurrency"] for line in wire["invoiceLines"]), ZERO)
    vat = Decimal(wire.get("vatTotalInCurrency") or 0)
    for name, amount in (("detailTotal", detail), ("vatTotal", vat), ("balance", detail + vat)):
        wire[f"{name}InCurrency"], wire[name] = money.rounded(amount), money.base(amount)
    wire["amount"] = wire["balance"]
    wire["postPeriod"] = wire["financialPeriod"][4:] + wire["financialPeriod"][:4]


def complete_journal(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """Debit must equal credit, unless the batch is on hold. Only general ledger batches can be written."""
    if wire["module"] != "ModuleGL":
        raise Refused(f"Batches of {wire['module']} cannot be written.")
    _start(world, wire, "transactionDate")
    money = Money.of(world, wire, plain, old)
    for side in ("debit", "credit"):
        for line in wire["journalTransactionLines"]:
            amount = money.rounded(Decimal(line.get(f"{side}AmountInCurrency") or 0))
            line[f"{side}AmountInCurrency"], line[f"{side}Amount"] = amount, money.base(amount)
            line["module"] = wire["module"]
        for end in ("", "InCurrency"):
            amounts = (line[f"{side}Amount{end}"] for line in wire["journalTransactionLines"])
            wire[f"{side}Total{end}"] = sum(amounts, ZERO)
    wire["controlTotal"], wire["controlTotalInCurrency"] = wire["debitTotal"], wire["debitTotalInCurrency"]
    if wire["debitTotalInCurrency"] != wire["creditTotalInCurrency"] and not wire["hold"]:
        raise Refused("Batch is out of balance, please review.")
    wire["postPeriod"] = wire["financialPeriod"]


def complete_cash(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """The amount is the sum of the lines."""
    _start(world, wire, "tranDate")
    for line in wire["transactionDetails"]:
        if line.get("amount") is None:
            line["amount"] = Decimal(line.get("quantity") or 1) * Decimal(line.get("price") or 0)
    wire["amount"] = sum((Decimal(line["amount"]) for line in wire["transactionDetails"]), ZERO)
    wire["controlTotal"] = wire["amount"]


def complete_project_lines(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """Every line has a date, and its period follows from it."""
    for line in wire["lines"]:
        line["date"] = line.get("date") or world.today()
        line["financialPeriod"] = line.get("financialPeriod") or line["date"][:7].replace("-", "")
        if line.get("amount") is None:
            line["amount"] = Decimal(line.get("quantity") or 0) * Decimal(line.get("unitRate") or 0)


def _start(world: World, wire: dict[str, Any], date: str) -> None:
    wire[date] = wire.get(date) or world.today()
    wire["status"] = "Hold" if wire["hold"] else "Balanced"
    wire["currencyId"] = wire.get("currencyId") or world.base_currency()
    wire["financialPeriod"] = wire.get("financialPeriod") or wire[date][:7].replace("-", "")
