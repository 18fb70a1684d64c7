"""Records of the registers as they are read, and every table between them with what it takes to write to both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import attrs
from attrs import frozen
from hypothesis import strategies as st

from severa_vnf.mapping import (
    ADDRESS,
    CONTACT,
    CUSTOMER,
    PRODUCT,
    PROJECT,
    TRAVEL_EXPENSE,
    WORK_TYPE,
    Codes,
    Given,
    contact_seen,
    customer_seen,
    item_seen,
    person,
    place_seen,
    project_seen,
)
from severa_vnf.mapping.contacts import CONTACTS
from severa_vnf.mapping.table import Table
from severa_vnf.settings import CustomerClasses, ItemClasses, ProjectDefaults, Settings, TextLimits
from severa_vnf.severa.addresses import Address
from severa_vnf.severa.communications import Communication
from severa_vnf.severa.contacts import Contact
from severa_vnf.severa.customers import Customer
from severa_vnf.severa.products import Product
from severa_vnf.severa.projects import Project
from severa_vnf.severa.refs import CodeRef, Ref
from severa_vnf.severa.sales_status_types import SalesState
from severa_vnf.severa.travel_expense_types import TravelExpenseType
from severa_vnf.severa.work_types import WorkType
from severa_vnf.values import Code, Guid
from severa_vnf.vnf import contact, customer, inventory, project, refs
from severa_vnf.wire.decode import structure
from severa_vnf.wire.unset import UNSET
from tests.mapping.decodable import decodable

EUR, SEK, NL, NH = Guid("EUR"), Guid("SEK"), Guid("A"), Guid(" ")
CLASSES = ItemClasses(products="P", work_types="W", travel_expenses="T")
KNOWN = Given(
    Settings(item_classes=CLASSES, customer_classes=CustomerClasses(default="C")),
    customers={Guid("c0"): "00100", Guid("A"): "A"},
    credit_terms={14: "14", 30: "30"},
    term_days={"14": 14, "30": 30, "30EU": 30},
    currency="EUR",
    currencies=Codes({EUR: "EUR", SEK: "SEK"}),
    countries={"Nederland": "NL"},
    country_codes=Codes({NL: "NL", EUR: "EUR"}),
    regions=Codes({NH: "NH", EUR: "A"}),
    categories={Guid("A"): "A"},
    sales_states={Guid("A"): SalesState.LOST, Guid("EUR"): SalesState.WON, Guid("lost"): SalesState.LOST},
)

SETTINGS = st.builds(
    Settings,
    on_conflict=st.sampled_from(["hold", "severa", "vnf"]),
    mobile_phone=st.sampled_from(["phone1", "phone3"]),
    credit_terms=st.sampled_from([{}, {30: "30EU"}]),
    text_limits=st.sampled_from([TextLimits(), TextLimits(attention=5)]),
    item_classes=st.sampled_from([ItemClasses(), CLASSES, ItemClasses(by_category={"A": "K"}, by_code={"EUR": "E"})]),
    customer_classes=st.sampled_from([CustomerClasses(), CustomerClasses(default="C")]),
    project_defaults=st.builds(
        ProjectDefaults,
        block=st.sampled_from(["restrict_employees", "hold", None]),
        task=st.sampled_from(["10", None]),
        lost=st.sampled_from(["Cancelled", "Completed"]),
    ),
)
GIVEN = st.builds(Given, SETTINGS) | SETTINGS.map(lambda chosen: attrs.evolve(KNOWN, settings=chosen))
PERSONS = st.builds(person, decodable(Contact), st.lists(decodable(Communication), max_size=3))


@frozen
class Register:
    """One table, and records of both sides."""

    table: Table[Any, Any]
    records: st.SearchStrategy[Any]
    seen: st.SearchStrategy[Any]


def _usual(model: type, **values: Any) -> st.SearchStrategy[Any]:
    """Records, half of them with values as both systems know them."""
    records = decodable(model)
    chosen = st.fixed_dictionaries({name: st.sampled_from(choice) for name, choice in values.items()})
    return records | st.builds(lambda record, usual: attrs.evolve(record, **usual), records, chosen)


_ITEMS = decodable(inventory.Inventory).map(item_seen)
_CONTACTS = _usual(contact.Contact, title=list(contact.Title), do_not_email=[True, False]).map(contact_seen)
_CUSTOMERS = _usual(
    Customer, currency=[CodeRef(guid=EUR), CodeRef(code="SEK")], payment_term=[14, 30, 45, None], vat_number=["A", None]
)
_DEBTORS = _usual(
    customer.Customer,
    currency_id=["EUR", "SEK"],
    credit_terms=[refs.IdRef(id=Code(terms)) for terms in ("14", "30", "30EU", "EOM")],
    number=["00100", "7", "K-1"],
)
_ADDRESSES = _usual(
    Address,
    country=[Ref(guid=NL), Ref(guid=EUR), None],
    country_region=[Ref(guid=NH), None],
    address_line=["Dam 1", "Acme\nHall\nDoor 3\nDam 1"],
)
_PLACES = _usual(
    refs.Address,
    country=[refs.NameRef(id=Code("NL")), refs.NameRef(id=Code("EUR")), None],
    county=[refs.NameRef(id=Code("NH")), refs.NameRef(id=Code("A"))],
    address_line1=["Dam 1", "a\nb\nc", None],
)
REGISTERS = {
    "CUSTOMER": Register(CUSTOMER, _CUSTOMERS, _DEBTORS.map(customer_seen)),
    "ADDRESS": Register(ADDRESS, _ADDRESSES, _PLACES.map(place_seen)),
    "CONTACT": Register(CONTACT, PERSONS, _CONTACTS),
    "CONTACT, mobile in phone3": Register(CONTACTS["phone3"], PERSONS, _CONTACTS),
    "PRODUCT": Register(PRODUCT, decodable(Product), _ITEMS),
    "WORK_TYPE": Register(WORK_TYPE, decodable(WorkType), _ITEMS),
    "TRAVEL_EXPENSE": Register(TRAVEL_EXPENSE, decodable(TravelExpenseType), _ITEMS),
    "PROJECT": Register(PROJECT, decodable(Project), decodable(project.Project).map(project_seen)),
}


def written_to_vnf(seen: Any, update: Any) -> Any:
    """What Visma.net shows after an update: what that names, and the rest as it was."""
    changes = {one.name: getattr(update, one.name) for one in attrs.fields(type(update))} if update else {}
    return attrs.evolve(
        seen,
        **{
            name: written_to_vnf(getattr(seen, name), value) if attrs.has(type(value)) else value
            for name, value in changes.items()
            if value is not UNSET
        },
    )


_SHOWN: dict[str, Callable[[Any], Any]] = {
    "currency": lambda guid: CodeRef(guid=guid, code=KNOWN.currencies.codes[guid]),
    "country": lambda guid: Ref(guid=guid),
    "country_region": lambda guid: Ref(guid=guid),
}


def written_to_severa(record: Any, changes: Mapping[str, Any]) -> Any:
    """What Severa shows after a patch: a record that was named by its guid is there again."""
    return attrs.evolve(record, **{name: _SHOWN.get(name, lambda value: value)(one) for name, one in changes.items()})


CUSTOMER_IN_SEVERA = {
    "guid": "c0",
    "number": 7,
    "name": "Acme",
    "isActive": True,
    "vatNumber": "NL001",
    "currency": {"guid": "EUR", "code": "EUR"},
    "paymentTerm": 30,
    "email": "info@acme.example",
    "website": "acme.example",
    "notes": "Ask for Ann",
}
CUSTOMER_IN_VNF = {
    "internalId": 1,
    "number": "00100",
    "name": "Acme",
    "status": "Active",
    "vatRegistrationId": "NL001",
    "currencyId": "EUR",
    "creditTerms": {"id": "30"},
    "mainContact": {"email": "info@acme.example", "web": "acme.example", "attention": "Ask for Ann"},
}
ITEM_IN_VNF = {
    "inventoryId": 5,
    "inventoryNumber": "A1",
    "description": "Advice",
    "status": "Active",
    "type": "NonStockItem",
    "defaultPrice": Decimal("9.50"),
}


def in_severa(**changes: Any) -> Customer:
    """A customer as Severa shows it."""
    return structure({**CUSTOMER_IN_SEVERA, **changes}, Customer)


def in_vnf(**changes: Any) -> customer.Customer:
    """The same as Visma.net shows it."""
    return structure({**CUSTOMER_IN_VNF, **changes}, customer.Customer)


def item_in_vnf(**changes: Any) -> inventory.Inventory:
    """An item as Visma.net shows it."""
    return structure({**ITEM_IN_VNF, **changes}, inventory.Inventory)
