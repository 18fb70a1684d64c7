"""What persons edit: every field of the documentation's tables, with texts and numbers as persons write them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

from attrs import frozen
from hypothesis import strategies as st

from tests.registers.worlds import COUNTRIES, CURRENCIES, END_OF_MONTH, REGIONS, STATES, TERMS

Values = st.SearchStrategy[Any]
System = Literal["severa", "vnf"]

_LETTERS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=6)
TEXTS = st.sampled_from([
    *("Acme", "007", "Ärzte & Söhne", "Süd/Nord", 'Say "no"', "L'Été", "😀 BV", " blank before", "blank behind  "),
    *("a  b", "x" * 300, "\\", "%2F?", "null", "0", "true"),
])  # fmt: skip
FREE = TEXTS | _LETTERS
OR_NONE = st.none() | FREE
OR_EMPTY = st.just("") | FREE
LONG = OR_NONE | st.sampled_from(["two\nlines", "Ask for Ann. " * 40, " "])
CODES = st.sampled_from(["A1", "00123", "B/2", "Ö-1", 'C "x"', "D 4", "I/000000", "I/000004", " E5 "])
PLACES = st.sampled_from(["Dam 1", "One\nTwo", "One\nTwo\nThree", "Acme\nHall\nDoor 3\nDam 1", "  Kade 3 \n\nB", None])
LINE = st.sampled_from(["", "Dam 1", "Süd/Nord", "Door 3, Hall", "c/o 007"])
CITIES = st.sampled_from(["Amsterdam", "'s-Hertogenbosch", "Århus", " Delft ", "1015"])
NUMBERS = st.integers(100, 110) | st.sampled_from([900, 901, 12345, 2**40])
BOOLS = st.booleans()
PRICES = st.sampled_from(["0", "12.50", "0.005", "99999.99", "7"]).map(Decimal)


@frozen
class Field:
    """A field that persons change. `word` is what it is called for both services, `path` where it stands."""

    word: str
    path: str
    values: Values


@frozen
class Edit:
    """What was edited. A record that was made has no `word` and no `old`; of one that was removed `new` is None."""

    system: System
    collection: str
    id: str
    word: str
    old: Any
    new: Any
    path: str = ""
    during: bool = False
    """Whether a run was under way."""


def _fields(*rows: tuple[str, str, Values]) -> tuple[Field, ...]:
    return tuple(Field(*row) for row in rows)


_CURRENCY = st.sampled_from([None, *({"guid": guid} for guid in CURRENCIES.values())])
_COUNTRY = st.sampled_from([None, *({"guid": guid} for guid, _ in COUNTRIES.values())])
_REGION = st.sampled_from([None, *({"guid": guid} for guid in REGIONS.values())])
_PRICE = st.none() | st.builds(
    lambda amount, code: {"amount": amount, "currencyCode": code}, PRICES, st.sampled_from(["EUR", "EUR", "EUR", "SEK"])
)
_NAMES: Values = FREE

SEVERA: Mapping[str, tuple[Field, ...]] = {
    "customers": _fields(
        ("name", "name", _NAMES),
        ("number", "number", NUMBERS),
        ("vat", "vatNumber", OR_NONE),
        ("currency", "currency", _CURRENCY),
        ("terms", "paymentTerm", st.sampled_from([None, *TERMS, 45])),
        ("email", "email", OR_NONE),
        ("web", "website", OR_NONE),
        ("notes", "notes", LONG),
        ("active", "isActive", BOOLS),
    ),
    "addresses": _fields(
        ("lines", "addressline", PLACES),
        ("postal code", "postalCode", OR_NONE),
        ("city", "city", st.none() | CITIES),
        ("country", "country", _COUNTRY),
        ("region", "countryRegion", _REGION),
        ("invoice", "isBillingAddress", BOOLS),
        ("delivery", "isPostalAddress", BOOLS),
        ("main", "isVisitAddress", BOOLS),
    ),
    "contacts": _fields(
        ("title", "salutation", st.sampled_from([None, "Mr.", "Mrs.", "Ms."])),
        ("first name", "firstName", FREE),
        ("last name", "lastName", FREE),
        ("position", "jobTitle", OR_NONE),
        ("may be mailed", "isEmailAllowed", BOOLS),
        ("active", "isActive", BOOLS),
    ),
    "communications": _fields(("value", "value", FREE), ("forbidden", "isForbiddenToUse", BOOLS)),
    "products": _fields(
        ("name", "name", _NAMES),
        ("code", "code", CODES | st.sampled_from([None, " "])),
        ("price", "unitPrice", _PRICE),
        ("active", "isActive", BOOLS),
    ),
    "work_types": _fields(
        ("name", "name", _NAMES), ("code", "code", CODES | st.sampled_from([None, " "])), ("active", "isActive", BOOLS)
    ),
    "travel_expense_types": _fields(
        ("name", "name", _NAMES),
        ("code", "code", CODES | st.sampled_from([None, " "])),
        ("price", "unitCost", _PRICE),
        ("active", "isActive", BOOLS),
    ),
    "projects": _fields(
        ("name", "name", _NAMES),
        ("number", "number", NUMBERS.map(lambda number: number + 901)),
        ("start", "startDate", st.sampled_from([None, "2026-01-31", "2026-02-28"])),
        ("status", "isClosed", BOOLS),
        ("sale", "salesStatus", st.sampled_from([None, *({"salesStatusTypeGuid": guid} for guid in STATES.values())])),
    ),
}
_ADDRESS: tuple[tuple[str, str, Values], ...] = (
    ("lines", "addressLine1", LINE),
    ("lines", "addressLine2", LINE),
    ("lines", "addressLine3", LINE),
    ("postal code", "postalCode", OR_EMPTY),
    ("city", "city", CITIES),
    ("country", "country", st.sampled_from([{"id": code} for code in (*COUNTRIES, "DE")])),
    ("region", "county", st.sampled_from([{"id": code} for code in (*REGIONS, "UT")])),
)
VNF: Mapping[str, tuple[Field, ...]] = {
    "customer": _fields(
        ("name", "name", OR_EMPTY),
        ("number", "number", NUMBERS.map(lambda number: f"{number:08}") | st.sampled_from(["K-1", "9" * 25, "105"])),
        ("vat", "vatRegistrationId", OR_EMPTY),
        ("currency", "currencyId", st.sampled_from(["EUR", "SEK", "USD"])),
        ("terms", "creditTerms", st.sampled_from([{"id": f"{days}"} for days in TERMS] + [{"id": END_OF_MONTH}, None])),
        ("email", "mainContact.email", OR_EMPTY),
        ("web", "mainContact.web", OR_EMPTY),
        ("notes", "mainContact.attention", OR_EMPTY),
        ("active", "status", st.sampled_from(["Active", "Inactive", "OnHold", "CreditHold", "OneTime"])),
        *((f"{slot} {word}", f"{slot}Address.{path}", values)
          for slot in ("main", "invoice", "delivery") for word, path, values in _ADDRESS),
    ),
    "contact": _fields(
        ("title", "title", st.sampled_from(["Mr", "Mrs", "Ms", "Miss", "Doctor", "Prof"])),
        ("first name", "firstName", OR_EMPTY),
        ("last name", "lastName", FREE),
        ("position", "position", OR_EMPTY),
        ("MobilePhone", "phone1", OR_EMPTY),
        ("Phone", "phone2", OR_EMPTY),
        ("EmailAddress", "email", OR_EMPTY),
        ("may be mailed", "doNotEmail", BOOLS),
        ("active", "active", BOOLS),
    ),
    "inventory": _fields(
        ("name", "description", OR_EMPTY),
        ("code", "inventoryNumber", CODES),
        ("price", "defaultPrice", PRICES),
        ("active", "status",
         st.sampled_from(["Active", "NoSales", "NoPurchases", "NoRequest", "Inactive", "MarkedForDeletion"])),
    ),
    "project": _fields(
        ("name", "description", FREE),
        ("start", "startDate", st.sampled_from(["2026-03-01T00:00:00", "2026-02-01T00:00:00"])),
        ("status", "status", st.sampled_from(["Active", "OnHold", "Completed", "Cancelled"])),
    ),
}  # fmt: skip
INTERNAL = {"customer": "internalId", "contact": "contactId", "inventory": "inventoryId", "project": "internalID"}
"""The field of each collection that never changes."""
KEYS = {"customer": "number", "contact": "contactId", "inventory": "inventoryNumber", "project": "projectID"}
