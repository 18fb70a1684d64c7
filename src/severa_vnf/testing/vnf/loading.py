"""What a loaded document lacks, and the service would have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from severa_vnf.testing.vnf.complete import give_ids, zone_of_class
from severa_vnf.testing.vnf.numbers import counted
from severa_vnf.testing.vnf.parts import VISIBLE
from severa_vnf.testing.vnf.planning import make_task
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.world import World, copy, key_of

AMOUNTS = ("amount", "detailTotal", "vatTotal", "vatTaxableTotal", "vatExemptTotal")


def filled(world: World, resource: Resource, document: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of the document with the service's defaults, an internal id and stamps."""
    wire: dict[str, Any] = copy({**dict.fromkeys(resource.empty), **resource.defaults, **document})
    if resource.internal:
        known = world.find(resource.name, key_of(resource, wire)) or {resource.internal: world.count()}
        wire.setdefault(resource.internal, known[resource.internal])
    if resource.modified:
        wire.setdefault("lastModifiedDateTime", world.stamp())
        wire.setdefault("createdDateTime", wire["lastModifiedDateTime"])
    _FILL.get(resource.name, _nothing)(world, wire)
    return wire


def _nothing(world: World, wire: dict[str, Any]) -> None:
    """Most documents have all they need."""


def _customer(world: World, wire: dict[str, Any]) -> None:
    wire["vatZone"] = wire["vatZone"] or zone_of_class(world, wire)
    give_ids(world, wire)


def _contact(world: World, wire: dict[str, Any]) -> None:
    wire.setdefault("displayName", ", ".join(filter(None, (wire.get("lastName"), wire.get("firstName")))))


def _project(world: World, wire: dict[str, Any]) -> None:
    wire["visibility"] = {**VISIBLE, **wire["visibility"]}
    wire.setdefault("publicId", world.guid())
    for task in wire.pop("tasks", ()):
        defaults = copy(world.resources["project_task"].defaults)
        make_task(world, wire, {**defaults, **task})


def _task(world: World, wire: dict[str, Any]) -> None:
    wire["visibility"] = {**VISIBLE, **wire["visibility"]}
    if "projectID" in wire:
        wire.setdefault("projectInternalId", world.need("project", wire["projectID"])["internalID"])
    else:
        wire["projectID"] = world.shelves["project"].by_internal[wire["projectInternalId"]].wire["projectID"]


def _invoice(world: World, wire: dict[str, Any]) -> None:
    for name in AMOUNTS:
        _mirror(wire, name, 0)
    _mirror(wire, "balance", wire["amountInCurrency"])
    _dated(world, wire, "documentDate", "financialPeriod")


def _payment(world: World, wire: dict[str, Any]) -> None:
    _mirror(wire, "paymentAmount", 0)
    applied = sum(line.get("amountPaid") or 0 for line in wire["paymentLines"])
    _mirror(wire, "availableBalance", wire["paymentAmountInCurrency"] - applied)
    wire.setdefault("appliedToDocuments", applied)
    for place, line in enumerate(wire["paymentLines"], 1):
        line.setdefault("lineNumber", place)
    _dated(world, wire, "applicationDate", "applicationPeriod")


def _supplier_invoice(world: World, wire: dict[str, Any]) -> None:
    for place, line in enumerate(wire["invoiceLines"], 1):
        line.setdefault("lineNumber", place)
        _mirror(line, "cost", 0)
    _mirror(wire, "detailTotal", sum(line["costInCurrency"] for line in wire["invoiceLines"]))
    _mirror(wire, "vatTotal", 0)
    _mirror(wire, "balance", wire["detailTotalInCurrency"] + wire["vatTotalInCurrency"])
    wire.setdefault("amount", wire["detailTotal"] + wire["vatTotal"])
    _dated(world, wire, "date", "financialPeriod")


def _journal(world: World, wire: dict[str, Any]) -> None:
    for place, line in enumerate(wire["journalTransactionLines"], 1):
        line.setdefault("lineNumber", place)
        line.setdefault("module", wire["module"])
        for side in ("debit", "credit"):
            _mirror(line, f"{side}Amount", 0)
    _dated(world, wire, "transactionDate", "financialPeriod")


def _cash(world: World, wire: dict[str, Any]) -> None:
    wire.setdefault("amount", sum(line.get("amount") or 0 for line in wire["transactionDetails"]))
    _dated(world, wire, "tranDate", "financialPeriod")


def _sequence(world: World, wire: dict[str, Any]) -> None:
    for interval in wire["sequence"]:
        start = interval.setdefault("startNbr", "000001")
        interval.setdefault("endNbr", re.sub(r"\d", "9", start))
        step = interval.setdefault("nbrStep", 1)
        interval.setdefault("lastNbr", counted(start, -step))
        interval.setdefault("nextNumber", start)


def _mirror(wire: dict[str, Any], name: str, default: Any) -> None:
    other = f"{name}InCurrency"
    wire.setdefault(other, wire.get(name, default))
    wire.setdefault(name, wire[other])


def _dated(world: World, wire: dict[str, Any], date: str, period: str) -> None:
    wire.setdefault(date, world.today())
    wire.setdefault(period, wire[date][:7].replace("-", ""))


_FILL: Mapping[str, Callable[[World, dict[str, Any]], None]] = {
    "customer": _customer,
    "contact": _contact,
    "project": _project,
    "project_task": _task,
    "customer_invoice": _invoice,
    "customer_credit_note": _invoice,
    "customer_payment": _payment,
    "supplier_invoice": _supplier_invoice,
    "journal_transaction": _journal,
    "cash_transaction": _cash,
    "number_sequence": _sequence,
}
