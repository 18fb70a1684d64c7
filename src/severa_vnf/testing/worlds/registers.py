"""Records that have a counterpart on the other side: made together, so that they agree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from severa_vnf.testing.ubl import UblParty, Vat
from severa_vnf.testing.vnf import vat_code
from severa_vnf.testing.worlds.books import Books, Document
from severa_vnf.testing.worlds.company import business_unit, country, credit_term, currency, unit

Register = Literal["products", "work_types", "travel_expense_types"]

ZONE, TASK, SALES_ACCOUNT = "DOMESTIC", "10", "3000"
_CLASSES = {
    "products": ("NONSTOCK", "NonStockItem"),
    "work_types": ("LABOR", "LaborItem"),
    "travel_expense_types": ("EXPENSE", "ExpenseItem"),
}
_KINDS: Mapping[Register, Document] = {
    "products": {"type": "FixedFees"},
    "work_types": {},
    "travel_expense_types": {"expenseClass": "OtherTravelExpense"},
}


def customer(books: Books, party: UblParty, currency_code: str, days: int) -> Document:
    """The customer of that name and VAT number, else country, on both sides under one number. Returns Severa's."""
    key = ("customer", party.name, party.vat_number or party.country)
    return books.once(lambda: _new_customer(books, party, currency_code, days), *key)


def _new_customer(books: Books, party: UblParty, currency_code: str, days: int) -> Document:
    name, number = books.own_name(party.name), books.number("customers", 10001)
    known = {"guid": books.guid("customer", number), "name": name, "number": number}
    land = country(books, party.country) if party.country else None
    place = {"addressline": "\n".join(party.address), "postalCode": party.postal_code, "city": party.city}
    home = {"guid": books.guid("address", number), **place}
    named = {"guid": land["guid"], "name": land["name"]} if land else None
    books.put("severa", "addresses", {**home, "country": named, "isBillingAddress": True, "customer": known})
    made = {
        **known,
        "vatNumber": party.vat_number or None,
        "kvkNumber": party.legal_id[:25] or None,
        "email": party.email or None,
        "paymentTerm": days,
        "currency": {"guid": currency(books, currency_code)["guid"], "code": currency_code},
        "headquarterAddress": {**home, "country": land["name"] if land else None},
    }
    lines = [*party.address, "", "", ""]
    address = {
        **{f"addressLine{place}": line for place, line in enumerate(lines[:3], 1)},
        "postalCode": party.postal_code,
        "city": party.city,
        "country": {"id": party.country, "name": land["name"]} if land else None,
    }
    counterpart = {
        "number": str(number),
        "name": name,
        "status": "Active",
        "customerClass": {"id": ZONE},
        "vatZone": {"id": ZONE},
        "currencyId": currency_code,
        "creditTerms": {"id": credit_term(books, days)},
        "vatRegistrationId": party.vat_number or None,
        "corporateId": party.legal_id or None,
        "mainAddress": address,
        "mainContact": {"name": name, "attention": party.contact or None, "email": party.email or None},
    }
    books.put("vnf", "customer", counterpart)
    return books.put("severa", "customers", made)


def project(books: Books, owner: Document, name: str, start: date) -> Document:
    """A customer's project, on both sides under one number, with the task that invoices name. Returns Severa's."""

    def make() -> Document:
        number = books.number("projects", 1001)
        begun = {
            "startDate": f"{start}T00:00:00",
            "status": "Active",
            "billingPeriod": "OnDemand",
            "restrictEmployees": True,
        }
        known = {"projectID": str(number), "description": name}
        customer = {"number": str(owner["number"]), "name": owner["name"]}
        tasks = [{"taskId": TASK, "description": "Invoicing"}]
        books.put("vnf", "project", {**known, **begun, "customer": customer, "tasks": tasks})
        made = {"guid": books.guid("project", number), "name": name, "number": number, "startDate": f"{start}"}
        payer = {part: owner[part] for part in ("guid", "name", "number")}
        return books.put("severa", "projects", {**made, "customer": payer, "businessUnit": business_unit(books)})

    return books.once(make, "project", owner["guid"], name)


def item(books: Books, register: Register, code: str, name: str, vat: Vat, unit_code: str) -> str:
    """The item of that code, else name, and VAT, on both sides under one code. Returns the code."""

    def make() -> Document:
        own, sold_in = books.own_code(code or name, vat), unit(books, unit_code or "PIECE")
        item_class, kind = _CLASSES[register]
        books.vats.add(vat)
        counterpart = {
            "inventoryNumber": own,
            "description": name,
            "type": kind,
            "itemClass": {"id": item_class, "type": kind},
            "accountInformation": {"salesAccount": {"number": SALES_ACCOUNT, "description": "Sales"}},
            "vatCode": {"id": vat_code(vat.category, vat.rate)},
            **dict.fromkeys(("baseUnit", "salesUnit", "purchaseUnit"), sold_in),
        }
        books.put("vnf", "inventory", counterpart)
        sold = {} if register == "work_types" else {"measurementUnit": sold_in, "vatRate": vat.rate}
        made = {"guid": books.guid(register, own), "code": own, "name": name}
        return books.put("severa", register, {**made, **sold, **_KINDS[register]})

    return str(books.once(make, register, code or name, vat)["code"])
