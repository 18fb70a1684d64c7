"""How invoices come to be: from projects and their fees, or as the credit note of another invoice."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from severa_vnf.testing.severa.documents import NEW_INVOICE
from severa_vnf.testing.severa.invoices import entered, totals
from severa_vnf.testing.severa.refusals import Refused, not_allowed
from severa_vnf.testing.severa.rules import Rules
from severa_vnf.testing.severa.shapes import Document
from severa_vnf.testing.severa.world import World
from severa_vnf.testing.severa.writes import checked

FEE_TO_ROW = ("quantity", "measurementUnit", "unitPrice", "vatRate")


class FeeRules(Rules):
    """A fee belongs to its project's customer; a deleted one is remembered."""

    def created(self, world: World, document: Document) -> Document:
        project = world.get("projects", document["project"]["guid"])
        return {**document, "customer": project["customer"]}

    def removed(self, world: World, document: Document) -> None:
        names = ("guid", "createdDateTime", "lastUpdatedDateTime", "name", "measurementUnit", "eventDate", "quantity")
        guids = {name: {"guid": document[name]["guid"]} for name in ("customer", "phase", "product", "project", "user") if document[name]}
        deleted = {"deletedDateTime": world.stamp(), **{name: document[name] for name in names}, **guids}
        world.shelves["deleted_project_fees"].put(world.made("deleted_project_fees", deleted))


class DeletedFeeRules(Rules):
    """A deleted fee was deleted at some time: when it was loaded, if nothing else is said."""

    def defaults(self, world: World, fields: Document) -> Document:
        return {"deletedDateTime": world.stamp()}


def bill(world: World, body: Any) -> list[Document]:
    """One invoice per project, or one of them all, with a row for each fee that is billable and not billed yet."""
    order = checked(world, NEW_INVOICE, body)
    projects = [_known(world, "projects", each["guid"]) for each in order["projects"]]
    chosen = order.get("invoiceStatusGuid")
    status = _known(world, "invoice_statuses", chosen)["guid"] if chosen else default_status(world, "isDefault")
    groups = [projects] if order.get("groupProjects") else [[project] for project in projects]
    if any(len({project["customer"]["guid"] for project in group}) != 1 for group in groups):
        raise not_allowed("an invoice has projects, all of one customer", "projects")
    return [_invoice(world, group, order, status) for group in groups]


def default_status(world: World, flag: str) -> str:
    """The status that the organisation marked so ("isDefault", "isDefaultForCreditNote")."""
    for status in world.shelves["invoice_statuses"]:
        if status[flag]:
            return str(status["guid"])
    raise not_allowed(f"no invoice status has {flag}", "invoiceStatusGuid")


def _known(world: World, collection: str, guid: str) -> Document:
    found = world.shelves[collection].get(guid)
    if found is None:
        raise Refused.because(400, "InvalidParameter", f"there is no {guid} in {collection}")
    return found


def _invoice(world: World, projects: list[Document], order: Document, status: str) -> Document:
    first = projects[0]
    customer = world.view("customers", _known(world, "customers", first["customer"]["guid"]))
    payer = _known(world, "customers", order.get("billingCustomerGuid") or customer["guid"])
    currency = first["currency"] or customer["currency"] or world.singles["organization"]["currency"]
    known = world.shelves["currencies"].get(currency["guid"]) if currency else None
    day = order.get("date") or world.today()
    terms = (first["paymentTerm"], customer["paymentTerm"], world.singles["settings"]["paymentTerm"])
    term = next((term for term in terms if term is not None), 0)
    home = customer["headquarterAddress"] or {}
    invoice = world.made("invoices", {
        "date": day, "dueDate": (date.fromisoformat(day) + timedelta(days=term)).isoformat(), "paymentTerm": term,
        "status": {"guid": status}, "customer": {"guid": customer["guid"]}, "billingCustomer": {"guid": payer["guid"]},
        "projects": [{"guid": project["guid"]} for project in projects], "currency": known or currency, "currencyRate": known["rate"] if known else 1,
        "receiverCustomerName": payer["name"], "receiverVatNumber": payer["vatNumber"], "receiverKvkNumber": payer["kvkNumber"],
        "receiverAddress": {name: home.get(name) for name in ("addressline", "city", "country", "postalCode")},
        **{name: first[name] for name in ("ourReference", "yourReference", "orderNumber")}, "notes": first["invoiceNotes"],
    })  # fmt: skip
    invoice = entered(world, invoice)
    world.keep("invoices", invoice)
    fees = (fee for project in projects for fee in world.shelves["project_fees"].where("project.guid", project["guid"]))
    for place, fee in enumerate([fee for fee in fees if fee["isBillable"] and fee["invoice"] is None], start=1):
        _row(world, invoice, fee, place)
    return invoice


def _row(world: World, invoice: Document, fee: Document, place: int) -> None:
    product = world.shelves["products"].get(fee["product"]["guid"]) if fee["product"] else None
    row = world.made("invoice_rows", {
        "invoiceGuid": invoice["guid"], "rowType": "ProjectFees", "category": "ProjectFees", "sortOrder": place,
        "code": [product["code"]] if product and product["code"] else None,
        "description": fee["invoiceRowDescription"] or fee["name"], **{name: fee[name] for name in FEE_TO_ROW},
    })  # fmt: skip
    world.shelves["invoice_rows"].put(row)
    world.keep("project_fees", world.touched(fee, invoice={"guid": invoice["guid"]}, invoiceRowGuid=row["guid"]))


def reimburse(world: World, invoice: Document) -> Document:
    """The credit note of an invoice: the same rows with their quantities turned, in the status that credit notes get."""
    fresh = {"guid": world.new_guid(), "createdDateTime": world.stamp(), "lastUpdatedDateTime": None}
    note = {
        **invoice, **fresh, **dict.fromkeys(name for name in totals(world, invoice) if name != "workHoursQuantity"), "isCreditNote": True,
        "number": None, "referenceNumber": None, "paymentDate": None, "date": world.today(), "reimburseInvoice": _related(invoice),
        "status": {"guid": default_status(world, "isDefaultForCreditNote")},
    }  # fmt: skip
    note = world.made("invoices", note)
    if world.singles["settings"]["setCreditNoteInvoiceNumber"]:
        note = {**note, "number": world.take_number("Invoice", lambda number: bool(world.shelves["invoices"].where("number", number)))}
    note = entered(world, note)
    world.keep("invoices", note)
    world.keep("invoices", world.touched(invoice, creditNoteInvoice=_related(note)))
    for row in world.shelves["invoice_rows"].where("invoiceGuid", invoice["guid"]):
        own = {**fresh, "guid": world.new_guid(), "invoiceGuid": note["guid"], "quantity": -row["quantity"]}
        world.shelves["invoice_rows"].put({**row, **own})
    return note


def _related(invoice: Document) -> Document:
    return {"guid": invoice["guid"], "number": invoice["number"]}
