"""Customer invoices and credit notes: what must hold before one is kept, and what the service fills in itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from severa_vnf.testing.vnf.paths import at
from severa_vnf.testing.vnf.receivable import CUSTOMER_CREDIT_NOTE, CUSTOMER_INVOICE
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.stamps import plus_days
from severa_vnf.testing.vnf.totals import Money, work_out
from severa_vnf.testing.vnf.world import World, copy

SOLD_TO = frozenset({"Active", "OneTime"})
SOLD = frozenset({"Active", "NoPurchases", "NoRequest"})


def complete_invoice(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """Check and fill an invoice."""
    _complete(world, CUSTOMER_INVOICE, wire, plain, old)


def complete_credit_note(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """Check and fill a credit note."""
    _complete(world, CUSTOMER_CREDIT_NOTE, wire, plain, old)
    if "applicationLines" in plain:
        _applications(world, wire, old.get("applicationLines") or [])


def _applications(world: World, wire: dict[str, Any], before: list[dict[str, Any]]) -> None:
    """Carry out the operations on what the credit note is to be set against; an Insert adds, whatever is there."""
    lines = list(before)
    for given in wire["applicationLines"]:
        line = {"documentType": "Invoice", "refNbr": "", "amountPaid": Decimal(0), **given}
        operation = line.pop("operation", None)
        if operation is None:
            world.taker.misread("An application without an operation is not written.")
            continue
        if operation != "Insert":
            lines = [
                one for one in lines if (one["documentType"], one["refNbr"]) != (line["documentType"], line["refNbr"])
            ]
        if operation != "Delete":
            lines.append(line)
    wire["applicationLines"] = lines
    if world.switches.shows_coming_applications:
        shown = {"status": "Balanced", "released": False, "hold": False, "voided": False}
        wire["applications"] = [
            {"docType": one["documentType"], "refNbr": one["refNbr"], "amountPaid": one["amountPaid"], **shown}
            for one in lines
        ]


def _complete(
    world: World, resource: Resource, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]
) -> None:
    customer = world.need("customer", wire["customer"]["number"])
    if customer["status"] not in SOLD_TO:
        raise Refused(f"Customer '{customer['number']}' has the status {customer['status']}.")
    _header(world, wire, plain, customer)
    money = Money.of(world, wire, plain, old)
    _period(world, wire)
    _project(world, wire, customer)
    _texts(world, wire)
    zone = at(wire, "customerVatZone.id")
    for line in wire[resource.rows]:
        _line(world, wire, line, money)
    work_out(money, wire, resource.rows, zone)


def _header(world: World, wire: dict[str, Any], plain: dict[str, Any], customer: dict[str, Any]) -> None:
    wire["status"] = "Hold" if wire["hold"] else "Balanced"
    wire.setdefault("documentDate", world.today())
    wire.setdefault("origInvoiceDate", wire["documentDate"])
    if "documentDate" in plain and "financialPeriod" not in plain:
        wire["financialPeriod"] = None
    wire["financialPeriod"] = wire.get("financialPeriod") or wire["documentDate"][:7].replace("-", "")
    wire["postPeriod"] = wire["financialPeriod"]
    if not wire.get("currencyId"):
        wire["currencyId"] = customer.get("currencyId") or world.base_currency()
    for name, source in (("creditTerms", "creditTerms"), ("customerVatZone", "vatZone")):
        if not wire.get(name) and customer.get(source):
            wire[name] = {key: customer[source].get(key) for key in ("id", "description")}
    if not wire.get("documentDueDate"):
        terms = world.find("credit_term", at(wire, "creditTerms.id")) or {"dueDay1": 0}
        wire["documentDueDate"] = plus_days(wire["documentDate"], terms["dueDay1"])
    if wire["location"]["id"] != at(customer, "location.id"):
        raise Refused(f"Location '{wire['location']['id']}' cannot be found in the system.")
    if not wire.get("branchNumber"):
        branch = next((known for known in world.all("branch") if known["isMainBranch"]), {})
        wire["branchNumber"] = {"number": branch.get("number"), "name": branch.get("name")}
    for written, name, override in (
        ("billingAddress", "invoiceAddress", "overrideAddress"),
        ("invoiceAddress", "invoiceAddress", "overrideAddress"),
        ("invoiceContact", "invoiceContact", "overrideContact"),
    ):
        if written in plain and not (plain[written] or {}).get(override):
            world.taker.misread(f"{written} needs {override}; the service would show the customer's own.")
            wire[name] = None
    if not wire.get("invoiceAddress"):
        wire["invoiceAddress"] = copy(customer.get("invoiceAddress"))
    if not wire.get("invoiceContact"):
        attention = at(customer, "invoiceContact.attention")
        wire["invoiceContact"] = {"businessName": customer["name"], "attention": attention}


def _period(world: World, wire: dict[str, Any]) -> None:
    name = wire["financialPeriod"]
    period = world.find("financial_period", name)
    if period is None:
        raise Refused(f"The financial period {name[4:]}-{name[:4]} is not defined.")
    if not period["active"] or period["closedInCustomerLedger"]:
        raise Refused(f"The financial period {name[4:]}-{name[:4]} is closed in the customer ledger.")


def _project(world: World, wire: dict[str, Any], customer: dict[str, Any]) -> None:
    if not wire.get("project"):
        return
    project = world.need("project", wire["project"]["id"])
    code, status = project["projectID"], project["status"]
    if status != "Active" or project["systemTemplate"]:
        raise Refused(f"Project '{code}' cannot be used: its status is {'Template' if status == 'Active' else status}.")
    if not project["visibility"]["visibleInAr"]:
        raise Refused(f"Project '{code}' is not visible in the customer ledger.")
    owner = at(project, "customer.number")
    if owner and owner != customer["number"] and world.switches.foreign_project == "refuse":
        raise Refused(f"Project '{code}' belongs to customer '{owner}'.")


def _texts(world: World, wire: dict[str, Any]) -> None:
    switches = world.switches
    _fits(wire, "invoiceText", switches.invoice_text_length)
    _fits(wire, "externalReference", switches.reference_length)
    _fits(wire, "customerRefNumber", switches.reference_length)


def _fits(wire: dict[str, Any], name: str, length: int) -> None:
    if len(wire.get(name) or "") > length:
        raise Refused(f"The string value of {name} exceeds the maximum length of {length} characters.")


def _line(world: World, wire: dict[str, Any], line: dict[str, Any], money: Money) -> None:
    switches = world.switches
    item = world.find("inventory", line.get("inventoryNumber"))
    if item and item["status"] not in SOLD:
        raise Refused(f"Inventory item '{item['inventoryNumber']}' has the status {item['status']}.")
    item = item or {"description": "", "defaultPrice": 0}
    if line.get("vatCode") is None:
        category = at(item, "vatCode.id") or _category_of_zone(world, at(wire, "customerVatZone.id"))
        line["vatCode"] = {"id": category, "description": None} if category else None
    if line.get("description") is None:
        line["description"] = item["description"]
    _fits(line, "description", switches.line_description_length)
    if line.get("uom") is None:
        line["uom"] = item.get("salesUnit")
    if line.get("quantity") is None:
        line["quantity"] = Decimal(1)
    if line.get("unitPriceInCurrency") is None:
        price = Decimal(item["defaultPrice"])
        line["unitPriceInCurrency"] = money.in_currency(price, switches.unit_price_decimals)
    if line.get("branchNumber") is None:
        line["branchNumber"] = wire["branchNumber"]
    _task(world, wire, line)


def _category_of_zone(world: World, zone: str | None) -> str | None:
    return (world.find("vat_zone", zone) or {}).get("defaultVatCategory")


def _task(world: World, wire: dict[str, Any], line: dict[str, Any]) -> None:
    code = at(line, "projectTask.id")
    if code is None:
        return
    if not wire.get("project"):
        raise Refused(f"Task '{code}' needs a project on the document.")
    project = world.need("project", wire["project"]["id"])
    record = world.task(project["internalID"], code)
    if record is None:
        raise Refused(f"Task '{code}' cannot be found in project '{project['projectID']}'.")
    task = record.wire
    if task["status"] != "Active" or not task["visibility"]["visibleInAr"]:
        raise Refused(f"Task '{code}' of '{project['projectID']}' cannot be used: its status is {task['status']}.")
    line["projectTask"]["description"] = task["description"]
