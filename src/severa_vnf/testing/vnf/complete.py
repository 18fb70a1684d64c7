"""What the service does about a written document beyond its fields, resource by resource."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from severa_vnf.testing.vnf.bookings import (
    complete_cash,
    complete_journal,
    complete_project_lines,
    complete_supplier_invoice,
)
from severa_vnf.testing.vnf.invoicing import complete_credit_note, complete_invoice
from severa_vnf.testing.vnf.paths import at
from severa_vnf.testing.vnf.paying import complete_payment
from severa_vnf.testing.vnf.planning import complete_project, complete_task
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.world import World, copy

Complete = Callable[[World, dict[str, Any], dict[str, Any], dict[str, Any]], None]


def complete_customer(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """The class carries the VAT zone; the other addresses follow the main one."""
    if plain.get("overrideWithClassValues"):
        wire["vatZone"] = None
    wire["vatZone"] = wire["vatZone"] or zone_of_class(world, wire)
    if not wire.get("currencyId"):
        wire["currencyId"] = world.base_currency()
    if "defaultPaymentMethod" in plain:
        wire["defaultPaymentMethodId"] = (plain["defaultPaymentMethod"] or {}).get("paymentMethodId")
    for name in ("invoiceAddress", "deliveryAddress"):
        if not old and not wire.get(name) and wire.get("mainAddress") and world.switches.addresses_follow_main:
            wire[name] = copy(wire["mainAddress"])
    give_ids(world, wire)


def give_ids(world: World, wire: dict[str, Any]) -> None:
    """Addresses and contacts of a customer have ids of their own."""
    for part in ("main", "invoice", "delivery"):
        for kind in ("address", "contact"):
            inner = wire.get(f"{part}{kind.capitalize()}")
            if inner:
                inner.setdefault(f"{kind}Id", world.count())


def zone_of_class(world: World, wire: dict[str, Any]) -> dict[str, Any] | None:
    """The VAT zone that a customer has from its class."""
    kept = world.find("customer_class", at(wire, "customerClass.id")) or {"taxZoneId": None}
    zone = world.find("vat_zone", kept["taxZoneId"])
    return zone and {name: zone.get(name) for name in ("id", "description", "defaultVatCategory")}


def complete_contact(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """A contact belongs to a customer or a supplier, and is shown by its last name first."""
    account = wire.get("businessAccount")
    if account:
        known = [name for name in ("customer", "supplier") if world.find(name, account)]
        if not known:
            raise Refused(f"Business account '{account}' cannot be found in the system.")
        wire["businessAccountType"] = known[0].capitalize()
    wire["displayName"] = ", ".join(filter(None, (wire["lastName"], wire.get("firstName"))))


def complete_item(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """What is not said comes from the item's class."""
    if old:
        return
    kept = world.need("item_class", wire["itemClass"]["id"])
    if "type" not in plain:
        wire["type"] = kept["type"]
    if not wire["vatCode"] and kept["vatCode"]:
        wire["vatCode"] = {"id": kept["vatCode"], "description": None}
    if not wire["postingClass"] and kept["postingClass"]:
        wire["postingClass"] = {"id": kept["postingClass"], "description": None}
    if "defaultPrice" in plain:
        wire["defaultPrice"] = Decimal(wire["defaultPrice"])


COMPLETE: Mapping[str, Complete] = {
    "customer": complete_customer,
    "contact": complete_contact,
    "inventory": complete_item,
    "project": complete_project,
    "project_task": complete_task,
    "customer_invoice": complete_invoice,
    "customer_credit_note": complete_credit_note,
    "customer_payment": complete_payment,
    "supplier_invoice": complete_supplier_invoice,
    "journal_transaction": complete_journal,
    "cash_transaction": complete_cash,
    "project_transaction": complete_project_lines,
}
