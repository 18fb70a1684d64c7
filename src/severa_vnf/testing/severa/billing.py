"""How invoices come to be: from projects and their fees, or as the credit note of another invoice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from severa_vnf.testing.severa.documents import NEW_INVOICE
from severa_vnf.testing.severa.invoices import MONEY_FIELDS, entered, taken
from severa_vnf.testing.severa.refusals import Refused, not_allowed
from severa_vnf.testing.severa.rules import Rules
from severa_vnf.testing.severa.shapes import Document
from severa_vnf.testing.severa.world import World
from severa_vnf.testing.severa.writes import checked

ADDRESS_LINES = ("addressline", "city", "country", "postalCode")
FEE_LINKS = ("customer", "phase", "product", "project", "user")
FEE_FACTS = ("guid", "createdDateTime", "lastUpdatedDateTime", "name", "measurementUnit", "eventDate", "quantity")
FRESH = (
    "guid",
    "createdDateTime",
    "lastUpdatedDateTime",
    "number",
    "referenceNumber",
    "date",
    "dueDate",
    "paymentDate",
)


class FeeRules(Rules):
    """Project fees."""

    def created(self, world: World, document: Document) -> Document:
        """A fee belongs to its project's customer, and bears the VAT of its product unless it names another."""
        product = world.shelves["products"].get(document["product"]["guid"]) if document["product"] else None
        vat = document["vatRate"] if document["vatRate"] is not None or product is None else product["vatRate"]
        customer = world.get("projects", document["project"]["guid"])["customer"]
        return {**document, "customer": customer, "vatRate": vat}

    def removed(self, world: World, document: Document) -> None:
        """A deleted fee is remembered."""
        links = {name: {"guid": document[name]["guid"]} for name in FEE_LINKS if document[name]}
        facts = {name: document[name] for name in FEE_FACTS}
        world.keep("deleted_project_fees", world.made("deleted_project_fees", {**facts, **links}))


class DeletedFeeRules(Rules):
    """The feed of deleted fees."""

    def defaults(self, world: World, fields: Document) -> Document:
        """A fee is deleted now."""
        return {"deletedDateTime": world.stamp()}


def bill(world: World, body: Any) -> list[Document]:
    """One invoice per project, or one of them all, with a row for each fee that is billable and not billed yet."""
    order = checked(world, NEW_INVOICE, body)
    projects = [_known(world, "projects", each["guid"]) for each in order["projects"]]
    chosen = order.get("invoiceStatusGuid")
    status = _known(world, "invoice_statuses", chosen)["guid"] if chosen else default_status(world, "isDefault")
    groups = [projects] if order.get("groupProjects") else [[project] for project in projects]
    customers = [{(project["customer"] or {}).get("guid") for project in group} for group in groups]
    if any(len(found) != 1 or None in found for found in customers):
        raise not_allowed("an invoice has projects, all of one customer", "projects")
    return [_invoice(world, group, order, status) for group in groups]


def default_status(world: World, flag: str) -> str:
    """The status that the organisation marked so ("isDefault", "isDefaultForCreditNote")."""
    for status in world.shelves["invoice_statuses"]:
        if status[flag]:
            return str(status["guid"])
    raise not_allowed(f"no invoice status has {flag}", "invoiceStatusGuid")


def reimburse(world: World, invoice: Document) -> Document:
    """The credit note of an invoice: its rows with their quantities turned, in the status that credit notes get."""
    status = {"status": {"guid": default_status(world, "isDefaultForCreditNote")}}
    kept = {name: value for name, value in invoice.items() if name not in (*FRESH, *MONEY_FIELDS)}
    note = world.made(
        "invoices", {**kept, **status, "isCreditNote": True, "reimburseInvoice": {"guid": invoice["guid"]}}
    )
    if world.singles["settings"]["setCreditNoteInvoiceNumber"]:
        note["number"] = world.take_number("Invoice", lambda number: taken(world, note, number))
    world.keep("invoices", entered(world, note))
    world.keep("invoices", world.touched(invoice, creditNoteInvoice=_link(note)))
    for row in world.shelves["invoice_rows"].where("invoiceGuid", invoice["guid"]):
        kept = {name: value for name, value in row.items() if name not in FRESH}
        turned = {**kept, "invoiceGuid": note["guid"], "quantity": -row["quantity"]}
        world.shelves["invoice_rows"].put(world.made("invoice_rows", turned))
    return note


def _link(invoice: Document) -> Document:
    return {"guid": invoice["guid"], "number": invoice["number"]}


def _known(world: World, collection: str, guid: str) -> Document:
    found = world.shelves[collection].get(guid)
    if found is None:
        raise Refused.because(400, "InvalidParameter", f"there is no {guid} in {collection}")
    return found


def _invoice(world: World, projects: list[Document], order: Document, status: str) -> Document:
    first, settings = projects[0], world.singles["settings"]
    customer = world.view("customers", _known(world, "customers", first["customer"]["guid"]))
    payer = _known(world, "customers", order.get("billingCustomerGuid") or customer["guid"])
    currency = first["currency"] or customer["currency"] or world.singles["organization"]["currency"]
    known = world.shelves["currencies"].get(currency["guid"]) if currency else None
    day = order.get("date") or world.today()
    terms = [each["paymentTerm"] for each in (first, customer, settings) if each["paymentTerm"] is not None]
    due = date.fromisoformat(day) + timedelta(days=terms[0] if terms else 0)
    invoice = world.made(
        "invoices",
        {
            "date": day,
            "dueDate": due.isoformat(),
            "paymentTerm": terms[0] if terms else 0,
            "status": {"guid": status},
            "customer": {"guid": customer["guid"]},
            "billingCustomer": {"guid": payer["guid"]},
            "projects": [{"guid": project["guid"]} for project in projects],
            "currency": currency and {"guid": currency["guid"]},
            "currencyRate": known["rate"] if known else 1,
            "receiverCustomerName": payer["name"],
            "receiverVatNumber": payer["vatNumber"],
            "receiverKvkNumber": payer["kvkNumber"],
            "receiverAddress": {name: (customer["headquarterAddress"] or {}).get(name) for name in ADDRESS_LINES},
            "ourReference": first["ourReference"],
            "yourReference": first["yourReference"],
            "orderNumber": first["orderNumber"],
            "notes": first["invoiceNotes"],
        },
    )
    invoice = entered(world, invoice)
    world.keep("invoices", invoice)
    fees = (fee for project in projects for fee in world.shelves["project_fees"].where("project.guid", project["guid"]))
    for place, fee in enumerate([fee for fee in fees if fee["isBillable"] and fee["invoice"] is None], start=1):
        _row(world, invoice, fee, place)
    return invoice


def _row(world: World, invoice: Document, fee: Document, place: int) -> None:
    product = world.shelves["products"].get(fee["product"]["guid"]) if fee["product"] else None
    row = world.made(
        "invoice_rows",
        {
            "invoiceGuid": invoice["guid"],
            "code": [product["code"]] if product and product["code"] else None,
            "description": fee["invoiceRowDescription"] or fee["name"],
            "sortOrder": place,
            **{name: fee[name] for name in ("quantity", "measurementUnit", "unitPrice", "vatRate")},
        },
    )
    world.shelves["invoice_rows"].put(row)
    world.keep("project_fees", world.touched(fee, invoice={"guid": invoice["guid"]}, invoiceRowGuid=row["guid"]))
