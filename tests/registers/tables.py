"""The documentation's field tables, read anew over wire JSON: nothing here knows the bridge's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from attrs import frozen

from tests.registers import values as read
from tests.registers.values import Codes

ITEMS = ("products", "work_types", "travel_expense_types")
USES = {"main": "isVisitAddress", "invoice": "isBillingAddress", "delivery": "isPostalAddress"}
METHODS = {"MobilePhone": "phone1", "Phone": "phone2", "EmailAddress": "email"}
REGISTER_OF = {
    "NonStockItem": "products",
    "ServiceItem": "products",
    "LaborItem": "work_types",
    "ExpenseItem": "travel_expense_types",
}
"""Where an item of each type stands in Severa; the others stay in Visma.net."""
DISABLED = ("Completed", "Cancelled")


Value = Callable[[Any, Codes], Any]


@frozen
class Row:
    """A line of the documentation's tables: where the field stands on each side, and how both are compared."""

    word: str
    severa: str
    vnf: str
    of_severa: Value = read.text
    of_vnf: Value = read.text
    names: tuple[str, ...] = ()
    """What a problem may call it, beside the names of the two fields."""

    @property
    def called(self) -> tuple[str, ...]:
        """All its names."""
        return tuple(name.casefold() for name in (self.word, self.severa, self.vnf, *self.names))


CUSTOMER = (
    Row("name", "name", "name"),
    Row("number", "number", "number", read.same, read.number),
    Row("vat", "vatNumber", "vatRegistrationId"),
    Row("currency", "currency", "currencyId", read.currency, read.known_currency),
    Row("terms", "paymentTerm", "creditTerms", read.unless_none, read.days, ("payment term",)),
    Row("email", "email", "mainContact.email"),
    Row("web", "website", "mainContact.web"),
    Row("notes", "notes", "mainContact.attention", read.attention, read.attention),
    Row("active", "isActive", "status", read.same, read.not_inactive),
)
CONTACT = (
    Row("title", "salutation", "title", read.unless_none, read.title),
    Row("first name", "firstName", "firstName"),
    Row("last name", "lastName", "lastName"),
    Row("position", "jobTitle", "position"),
    Row("may be mailed", "isEmailAllowed", "doNotEmail", read.same, read.inverted),
    Row("active", "isActive", "active", read.same, read.same),
)
REACHED = tuple(Row(method, "value", path, names=(f"communication {method}",)) for method, path in METHODS.items())
ADDRESS = (
    Row("postal code", "postalCode", "postalCode"),
    Row("city", "city", "city"),
    Row("country", "country", "country", read.country, read.known_country),
    Row("region", "countryRegion", "county", read.region, read.known_region),
)
ITEM = (
    Row("name", "name", "description"),
    Row("code", "code", "inventoryNumber", names=("number",)),
    Row("active", "isActive", "status", read.same, read.can_be_sold),
)
PRICES = {
    register: (Row("price", name, "defaultPrice", read.price, read.plain_price),)
    for register, name in (("products", "unitPrice"), ("travel_expense_types", "unitCost"))
}
"""A work type has none."""
PROJECT = (
    Row("name", "name", "description"),
    Row("number", "number", "projectID", read.digits, read.text),
)
