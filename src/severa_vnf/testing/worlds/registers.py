"""Records that have a counterpart on the other side: made together, so that they agree."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from severa_vnf.testing.ubl import UblParty, Vat
from severa_vnf.testing.worlds.books import Books, Document
from severa_vnf.testing.worlds.places import COUNTRIES, RATES

Register = Literal["products", "work_types", "travel_expense_types"]

_ITEM_TYPES = {"products": "ServiceItem", "work_types": "LaborItem", "travel_expense_types": "ExpenseItem"}
_KINDS = {"products": {"type": "FixedFees"}, "travel_expense_types": {"expenseClass": "OtherTravelExpense"}}
ITEM_CLASSES = {"products": "SERVICE", "work_types": "LABOR", "travel_expense_types": "EXPENSE"}
CUSTOMER_CLASS = "CUSTOMERS"
VAT_ZONE = "01"
BRANCH = "1"
BUSINESS_UNIT = "company"


def currency(books: Books, code: str) -> Document:
    """A currency with its rate against the euro. Returns Severa's."""

    def make() -> Document:
        rate = RATES.get(code, Decimal(1))
        books.put("vnf", "currency", {"id": code, "description": code, "isBaseCurrency": code == "EUR", "exchangeRate": rate})
        severa = {"guid": books.guid("currency", code), "code": code, "name": code, "rate": rate}
        return books.put("severa", "currencies", {**severa, "isOrganizationCurrency": code == "EUR"})

    return books.once(make, "currency", code)


def country(books: Books, code: str) -> Document:
    """A country of Severa's list."""
    name = COUNTRIES.get(code, code)
    made = {"guid": books.guid("country", code), "code2": code, "name": name, "englishName": name}
    return books.once(lambda: books.put("severa", "countries", made), "country", code)


def credit_term(books: Books, days: int) -> str:
    """The Visma.net terms of that many days; their id is the number of days."""
    term = {"termsId": str(days), "description": f"{days} days", "dueDay1": days}
    return str(books.once(lambda: books.put("vnf", "credit_term", term), "term", days)["termsId"])


def unit(books: Books, code: str) -> str:
    """A Visma.net unit of measure."""
    made = {"fromUnit": code, "toUnit": code}
    return str(books.once(lambda: books.put("vnf", "unit_of_measure", made), "unit", code)["fromUnit"])


def open_period(books: Books, day: date) -> None:
    """The month of a date, open for posting in Visma.net."""
    first = day.replace(day=1)
    period = {
        "period": f"{day:%Y%m}",
        "year": day.year,
        "description": f"{day:%Y-%m}",
        "startDate": f"{first}T00:00:00",
        "endDate": f"{(first + timedelta(days=32)).replace(day=1)}T00:00:00",
    }
    books.once(lambda: books.put("vnf", "financial_period", period), "period", first)


def customer(books: Books, party: UblParty, currency_code: str, days: int) -> Document:
    """The customer of that name and VAT number, else country, on both sides under one number. Returns Severa's."""
    key = ("customer", party.name, party.vat_number or party.country)
    return books.once(lambda: _new_customer(books, party, currency_code, days), *key)


def _new_customer(books: Books, party: UblParty, currency_code: str, days: int) -> Document:
    name, number = books.own_name(party.name), books.number("customers", 10001)
    guid = books.guid("customer", number)
    known = {"guid": guid, "name": name, "number": number}
    place = {"addressline": "\n".join(party.address), "postalCode": party.postal_code, "city": party.city}
    land = country(books, party.country)
    home = {"guid": books.guid("address", number), **place}
    books.put("vnf", "customer", _vnf_customer(books, party, currency_code, days, known))
    made = {
        **known,
        "isActive": True,
        "vatNumber": party.vat_number or None,
        "kvkNumber": party.legal_id[:25] or None,
        "email": party.email or None,
        "paymentTerm": days,
        "currency": {"guid": currency(books, currency_code)["guid"], "code": currency_code},
        "headquarterAddress": {**home, "country": land["name"]},
    }
    books.put("severa", "customers", made)
    address = {**home, "country": {"guid": land["guid"], "name": land["name"]}, "isBillingAddress": True, "customer": known}
    books.put("severa", "addresses", address)
    return made


def _vnf_customer(books: Books, party: UblParty, currency_code: str, days: int, known: Document) -> Document:
    lines = [*party.address, "", "", ""]
    address = {
        **{f"addressLine{place}": line for place, line in enumerate(lines[:3], 1)},
        "postalCode": party.postal_code,
        "city": party.city,
        "country": {"id": party.country, "name": COUNTRIES.get(party.country, party.country)},
    }
    return {
        "number": str(known["number"]),
        "name": known["name"],
        "status": "Active",
        "customerClass": {"id": CUSTOMER_CLASS},
        "currencyId": currency_code,
        "creditTerms": {"id": credit_term(books, days)},
        "vatRegistrationId": party.vat_number,
        "corporateId": party.legal_id,
        "vatZone": {"id": VAT_ZONE},
        "mainAddress": address,
        "mainContact": {"name": known["name"], "attention": party.contact, "email": party.email},
    }


def project(books: Books, owner: Document, name: str, start: date) -> Document:
    """A customer's project, on both sides under one number, with the task that invoices name. Returns Severa's."""

    def make() -> Document:
        number = books.number("projects", 1001)
        known = {name: owner[name] for name in ("guid", "name", "number")}
        vnf = {"projectID": str(number), "internalID": number, "description": name, "status": "Active"}
        owned = {"customer": {"number": str(owner["number"]), "name": owner["name"]}, "restrictEmployees": True}
        books.put("vnf", "project", {**vnf, **owned, "startDate": f"{start}T00:00:00", "billingPeriod": "OnDemand"})
        task = {"projectID": str(number), "projectInternalId": number, "taskId": TASK, "description": "Invoicing"}
        books.put("vnf", "project_task", {**task, "internalId": number, "status": "Active"})
        made = {"guid": books.guid("project", number), "name": name, "number": number, "customer": known}
        return books.put("severa", "projects", {**made, "startDate": f"{start}"})

    return books.once(make, "project", owner["guid"], name)


def item(books: Books, register: Register, code: str, name: str, vat: Vat, unit_code: str) -> str:
    """The item of that code, else name, and VAT, on both sides under one code. Returns the code."""
    return str(books.once(lambda: _new_item(books, register, code, name, vat, unit_code), register, code or name, vat)["code"])


def _new_item(books: Books, register: Register, code: str, name: str, vat: Vat, unit_code: str) -> Document:
    own = books.own_code(code or name, vat)
    sold_in = unit(books, unit_code or "PCS")
    books.vats[vat] = None
    books.put(
        "vnf",
        "inventory",
        {
            "inventoryNumber": own,
            "description": name,
            "type": _ITEM_TYPES[register],
            "itemClass": {"id": ITEM_CLASSES[register]},
            "vatCode": {"id": str(vat)},
            **{kind: sold_in for kind in ("baseUnit", "salesUnit", "purchaseUnit")},
        },
    )
    made: Document = {"guid": books.guid(register, own), "code": own, "name": name}
    if register != "work_types":
        made |= {"measurementUnit": sold_in, "vatRate": vat.rate, **_KINDS[register]}
    return books.put("severa", register, made)
