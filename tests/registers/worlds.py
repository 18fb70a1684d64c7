"""Worlds for the registers: of any size, quickly made; with the records on one side, on both, or numbered otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from severa_vnf import Settings
from severa_vnf.settings import CustomerClasses, ItemClasses
from severa_vnf.testing.severa import statuses
from severa_vnf.testing.vnf import company
from severa_vnf.testing.worlds import World

Document = dict[str, Any]
Where = Literal["severa", "vnf", "both", "renumbered"]
"""Which side has the records. "renumbered": both, Severa's customers in rings and chains of each other's numbers."""

SETTINGS = Settings(
    item_classes=ItemClasses(products="NONSTOCK", work_types="LABOR", travel_expenses="EXPENSE"),
    customer_classes=CustomerClasses(default="DOMESTIC"),
)
NAME, KVK = "Vermeer Advies B.V.", "12345678"
OWNER = {"guid": "an-owner"}
UNIT, OURSELVES = "a-unit", "ourselves"
CURRENCIES = {code: f"currency-{code}" for code in ("EUR", "SEK", "JPY")}
"""Visma.net has no Japanese yen."""
COUNTRIES = {"NL": ("land-NL", "Nederland"), "BE": ("land-BE", "België"), "SE": ("land-SE", "Zweden")}
REGIONS = {"NH": "region-NH", "ZH": "region-ZH"}
HAS_REGIONS = {True: "HasRegions", False: "NoRegion"}
"""Both are of the Netherlands."""
METHODS = {"Phone": "telefoon", "MobilePhone": "mobiel", "EmailAddress": "e-mail", "Fax": "fax"}
STATES = {"InProgress": "state-open", "Won": "state-won", "Lost": "state-lost"}
TERMS = (0, 7, 14, 30, 60)
"""Days that have a term in Visma.net."""
END_OF_MONTH = "EOM"
SUPPLIER = "50001"
PAGE = 20
"""The smallest page of Severa's that is documented."""
REGISTERS = {"products": "NonStockItem", "work_types": "LaborItem", "travel_expense_types": "ExpenseItem"}
"""Severa's registers of items, and the type that each has in Visma.net."""
ITEM_CLASSES = {
    "NonStockItem": "NONSTOCK",
    "ServiceItem": "SERVICE",
    "LaborItem": "LABOR",
    "ExpenseItem": "EXPENSE",
    "ChargeItem": "CHARGE",
    "FinishedGoodItem": "STOCK",
    "ComponentPartItem": "COMPONENT",
    "SubassemblyItem": "SUBASSEMBLY",
}
"""The class of each type of item."""


def ground(**counters: int) -> World:
    """What both services hold before there is any customer, item or project."""
    severa: dict[str, list[Document]] = {
        "organization": [
            {
                "guid": "0a9f0000-0000-4000-8000-000000000001",
                "name": NAME,
                "kvkNumber": KVK,
                "currency": _currency("EUR"),
            }
        ],
        "settings": [{"uniqueIdentifierForProductsAndWorktypes": True, **counters}],
        "invoice_statuses": statuses(1),
        "business_units": [{"guid": UNIT, "code": "1", "name": NAME, "vatNumber": f"NL{KVK}"}],
        "currencies": [
            {"guid": guid, "code": code, "name": code, "isOrganizationCurrency": code == "EUR"}
            for code, guid in CURRENCIES.items()
        ],
        "countries": [
            {"guid": guid, "code2": code, "name": name, "englishName": name, "hasRegions": HAS_REGIONS[code == "NL"]}
            for code, (guid, name) in COUNTRIES.items()
        ],
        "country_regions": [
            {"guid": guid, "code": code, "name": code, "countryGuid": COUNTRIES["NL"][0]}
            for code, guid in REGIONS.items()
        ],
        "communication_types": [
            {"guid": guid, "name": guid.capitalize(), "type": method} for method, guid in METHODS.items()
        ],
        "sales_status_types": [
            {"guid": guid, "name": guid.capitalize(), "salesState": state} for state, guid in STATES.items()
        ],
        "customers": [{"guid": OURSELVES, "name": NAME, "isInternal": True, "number": 1}],
    }
    vnf: dict[str, list[Document]] = {**company(name=NAME, organisation_number=KVK)}
    vnf["item_class"] = [{"id": name, "description": name, "type": kind} for kind, name in ITEM_CLASSES.items()]
    vnf["credit_term"] = [
        *vnf["credit_term"],
        {"termsId": END_OF_MONTH, "description": "End of month", "dueDateType": "E"},
    ]
    vnf["supplier"] = [{"number": SUPPLIER, "name": "Supplier"}]
    vnf["contact"] = [{"businessAccount": SUPPLIER, "businessAccountType": "Supplier", "lastName": "Of a supplier"}]
    return World(severa, vnf)


def big(customers: int, items: int, projects: int, where: Where = "both") -> World:
    """A world with so many of each. A customer has one address, one contact person, a telephone and a mail address.

    Projects stand on Severa's side, or on both: they never go back.
    """
    counters = {"nextCustomerNumber": 10_000_000, "nextProjectNumber": 10_000_000}
    made = joined(
        ground(**counters),
        *(customer(place, where) for place in range(customers)),
        *(item(place, where) for place in range(items)),
    )
    payers = max(1, customers)
    return joined(made, *(project(place, place % payers, where) for place in range(projects if where != "vnf" else 0)))


def small() -> World:
    """Five customers with their people, six items, four projects: on one side, on both, and three in a ring.

    Severa's lists of what belongs to customers are longer than the smallest page.
    """
    sides: tuple[Where, ...] = ("renumbered", "renumbered", "renumbered", "severa", "vnf")
    of_items: tuple[Where, ...] = ("both", "both", "both", "severa", "vnf", "vnf")
    return joined(
        ground(nextCustomerNumber=900, nextProjectNumber=900),
        *(customer(place, where) for place, where in enumerate(sides)),
        crowd(PAGE + 1),
        *(item(place, where) for place, where in enumerate(of_items)),
        project(0, 0, "both"),
        *(project(place, 0 if place < 3 else 3, "severa") for place in (1, 2, 3)),
    )


def crowd(count: int) -> World:
    """So many addresses and persons of the organisation itself: they never cross, and make the lists longer."""
    places, us = range(count), {"guid": OURSELVES}
    return World(
        {
            "addresses": [{"guid": f"our-address-{n}", "customer": us, "city": f"{n}"} for n in places],
            "contacts": [
                {"guid": f"colleague-{n}", "customer": us, "firstName": "A", "lastName": f"{n}"} for n in places
            ],
            "communications": [_communication(f"extension-{n}", f"colleague-{n}", "Phone", f"{n}") for n in places],
        },
        {},
    )


def joined(*worlds: World) -> World:
    """All of them in one."""
    severa: dict[str, list[Mapping[str, Any]]] = {}
    vnf: dict[str, list[Mapping[str, Any]]] = {}
    for world in worlds:
        for whole, part in ((severa, world.severa), (vnf, world.vnf)):
            for name, rows in part.items():
                whole.setdefault(name, []).extend(rows)
    return World(severa, vnf)


def number_of(place: int) -> str:
    """The number in Visma.net of the customer of that place: with leading zeros."""
    return f"{place + 100:08}"


def other_number(place: int) -> int:
    """Severa's number of a customer that is numbered otherwise: of five, three in a ring and two in a chain."""
    group, at = place - place % 5, place % 5
    turned = {0: 1, 1: 2, 2: 0, 3: 4}
    return int(number_of(group + turned[at])) if at in turned else 5_000_000 + place


def customer(place: int, where: Where) -> World:
    """A customer with its address, contact person, telephone and mail address."""
    guid, home, person = f"customer-{place:07}", f"address-{place:07}", f"contact-{place:07}"
    number, name, vat = number_of(place), f"Customer {place} Ünïted", f"NL{place:09}B01"
    mail, phone = f"info@{place}.example", f"+31 20 {place:07}"
    severa: dict[str, list[Document]] = {
        "customers": [
            {
                "guid": guid,
                "number": other_number(place) if where == "renumbered" else int(number),
                "name": name,
                "vatNumber": vat,
                "currency": _currency("EUR"),
                "paymentTerm": 30,
                "email": mail,
                "website": f"www.{place}.example",
                "notes": f"Ask for {place}",
                "headquarterAddress": {"guid": home},
            }
        ],
        "addresses": [
            {
                "guid": home,
                "customer": {"guid": guid},
                "addressline": f"Keizersgracht {place}\nAchterhuis",
                "postalCode": "1015 CJ",
                "city": "Amsterdam",
                "country": {"guid": COUNTRIES["NL"][0]},
                "isBillingAddress": True,
                "isVisitAddress": True,
            }
        ],
        "contacts": [{"guid": person, "customer": {"guid": guid}, "firstName": "Anna", "lastName": f"de Wit {place}"}],
        "communications": [
            _communication(f"phone-{place:07}", person, "Phone", phone),
            _communication(f"mail-{place:07}", person, "EmailAddress", mail),
        ],
    }
    address = {
        "addressLine1": f"Keizersgracht {place}",
        "addressLine2": "Achterhuis",
        "postalCode": "1015 CJ",
        "city": "Amsterdam",
        "country": {"id": "NL", "name": "Nederland"},
    }
    vnf: dict[str, list[Document]] = {
        "customer": [
            {
                "number": number,
                "name": name,
                "status": "Active",
                "customerClass": {"id": "DOMESTIC"},
                "vatRegistrationId": vat,
                "currencyId": "EUR",
                "creditTerms": {"id": "30", "description": "30 days"},
                "mainContact": {"email": mail, "web": f"www.{place}.example", "attention": f"Ask for {place}"},
                "mainAddress": address,
                "invoiceAddress": dict(address),
            }
        ],
        "contact": [
            {
                "businessAccount": number,
                "firstName": "Anna",
                "lastName": f"de Wit {place}",
                "email": mail,
                "phone2": phone,
            }
        ],
    }
    return _on(where, severa, vnf)


def item(place: int, where: Where) -> World:
    """An item, in Severa's three registers by turns."""
    register, kind = [*REGISTERS.items()][place % 3]
    code, name, price = f"I/{place:06}", f"Item {place} “quoted”", Decimal(100 + place) / 4
    severa: Document = {"guid": f"item-{place:07}", "code": code, "name": name}
    if register == "products":
        severa |= {"type": "FixedFees", "unitPrice": _money(price)}
    elif register == "travel_expense_types":
        severa |= {"expenseClass": "OtherTravelExpense", "unitCost": _money(price)}
    vnf = {
        "inventoryNumber": code,
        "description": name,
        "type": kind,
        "itemClass": {"id": ITEM_CLASSES[kind], "type": kind},
        "defaultPrice": 0 if register == "work_types" else price,
    }
    return _on(where, {register: [severa]}, {"inventory": [vnf]})


def project(place: int, payer: int, where: Where) -> World:
    """A project of the customer of that place."""
    number, name = place + 1001, f"Project {place}"
    severa = {
        "guid": f"project-{place:07}",
        "number": number,
        "name": name,
        "customer": {"guid": f"customer-{payer:07}"},
        "startDate": "2026-02-01",
        "projectOwner": OWNER,
        "businessUnit": {"guid": UNIT},
    }
    vnf = {
        "projectID": str(number),
        "description": name,
        "customer": {"number": number_of(payer), "name": ""},
        "startDate": "2026-02-01T00:00:00",
        "status": "Active",
        "billingPeriod": "OnDemand",
        "restrictEmployees": True,
        "tasks": [{"taskId": "10", "description": "10", "status": "Active"}],
    }
    return _on(where, {"projects": [severa]}, {"project": [vnf]})


def _on(where: Where, severa: Mapping[str, list[Document]], vnf: Mapping[str, list[Document]]) -> World:
    return World(severa if where != "vnf" else {}, vnf if where != "severa" else {})


def _communication(guid: str, person: str, method: str, value: str) -> Document:
    return {
        "guid": guid,
        "contact": {"guid": person},
        "communicationType": {"guid": METHODS[method], "type": method},
        "value": value,
    }


def _currency(code: str) -> Document:
    return {"guid": CURRENCIES[code], "code": code}


def _money(amount: Decimal) -> Document:
    return {"amount": amount, "currencyCode": "EUR"}
