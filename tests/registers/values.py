"""How a field is read so that both services' values compare, as the documentation has it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import frozen

from severa_vnf.testing.severa import SeveraSimulator
from severa_vnf.testing.vnf import VnfSimulator

Document = dict[str, Any]

SKIP = object()
"""The other side can't hold this: each keeps its own."""
NONE = object()
"""Nothing in Severa. Visma.net can't be brought to that: a difference, unless a person cleared it."""
BIGGEST = 2**63 - 1
ATTENTION = 255
_SOLD = {"Active": True, "NoPurchases": True, "NoRequest": True}
_TITLES = {"Mr": "Mr.", "Mrs": "Mrs.", "Ms": "Ms.", None: None}


@frozen
class Codes:
    """What names a record of the surroundings on each side."""

    currencies: Mapping[str, str]
    """By guid, as in the next two."""
    countries: Mapping[str, str]
    regions: Mapping[str, str]
    days: Mapping[str, int]
    """By Visma.net's terms id, for terms of so many days."""
    lost: frozenset[str]
    """Sales status types."""
    base: str
    """The company's own currency."""

    def is_lost(self, project: Document) -> bool:
        """Whether a sale is lost."""
        return (project["salesStatus"] or {}).get("salesStatusTypeGuid") in self.lost


def codes_of(severa: SeveraSimulator, vnf: VnfSimulator) -> Codes:
    """Read them."""
    return Codes(
        {one["guid"]: one["code"] for one in severa.documents("currencies")},
        {one["guid"]: one["code2"] for one in severa.documents("countries")},
        {one["guid"]: one["code"] for one in severa.documents("country_regions")},
        {one["termsId"]: one["dueDay1"] for one in vnf.documents("credit_term") if one["dueDateType"] == "N"},
        frozenset(one["guid"] for one in severa.documents("sales_status_types") if one["salesState"] == "Lost"),
        next(one["id"] for one in vnf.documents("currency") if one["isBaseCurrency"]),
    )


def same(value: Any, codes: Codes) -> Any:
    """As it is."""
    return value


def text(value: Any, codes: Codes) -> str:
    """Without the blanks around it; none is empty."""
    return (value or "").strip()


def unless_none(value: Any, codes: Codes) -> Any:
    """What can't be cleared on the other side."""
    return NONE if value is None else value


def digits(value: int | None, codes: Codes) -> str:
    """A number as text."""
    return "" if value is None else str(value)


def number(value: str, codes: Codes) -> int | None:
    """Visma.net's number of a customer, where Severa can hold it."""
    plain = value.strip()
    fits = plain.isascii() and plain.isdecimal() and len(plain.lstrip("0")) < 20
    return int(plain) if fits and int(plain) <= BIGGEST else None


def attention(value: str | None, codes: Codes) -> str:
    """One line, cut."""
    return " ".join((value or "").split())[:ATTENTION].rstrip()


def currency(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """Severa's, by its code."""
    return NONE if value is None else codes.currencies[value["guid"]]


def known_currency(value: str, codes: Codes) -> Any:
    """Visma.net's, where Severa has it."""
    return value if value in codes.currencies.values() else SKIP


def country(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """Severa's, by its code."""
    return NONE if value is None else codes.countries[value["guid"]]


def known_country(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """Visma.net's, where Severa has it."""
    code = (value or {}).get("id")
    return code if code is None or code in codes.countries.values() else SKIP


def region(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """Severa's, by its code."""
    return NONE if value is None else codes.regions[value["guid"]]


def known_region(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """Visma.net's, where Severa has it."""
    code = (value or {}).get("id")
    return code if code is None or code in codes.regions.values() else SKIP


def days(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """Terms as so many days; others have no value in Severa."""
    return None if value is None else codes.days.get(value["id"], SKIP)


def not_inactive(value: str, codes: Codes) -> bool:
    """Held customers are active."""
    return value != "Inactive"


def can_be_sold(value: str, codes: Codes) -> bool:
    """Whether an item is in use."""
    return _SOLD.get(value, False)


def title(value: str | None, codes: Codes) -> Any:
    """Miss, Doctor and Prof have no value in Severa."""
    return _TITLES.get(value, SKIP)


def inverted(value: bool | None, codes: Codes) -> Any:
    """Yes is no."""
    return SKIP if value is None else not value


def price(value: Mapping[str, Any] | None, codes: Codes) -> Any:
    """No price is zero; one in another currency is equal to none."""
    if value is None or value["amount"] is None:
        return Decimal(0)
    return Decimal(value["amount"]) if value["currencyCode"] == codes.base else value["currencyCode"]


def plain_price(value: Any, codes: Codes) -> Decimal:
    """In the company's currency."""
    return Decimal(value or 0)


def three(value: str | None) -> tuple[str, ...]:
    """The lines of an address of Severa's as Visma.net holds them: what does not fit shares the third."""
    lines = [line.strip() for line in (value or "").splitlines() if line.strip()]
    return tuple(lines) if len(lines) <= 3 else (lines[0], lines[1], ", ".join(lines[2:]))


def lines_of(part: Mapping[str, Any]) -> tuple[str, ...]:
    """The lines of an address of Visma.net's, the empty ones left out."""
    return tuple(line.strip() for n in (1, 2, 3) if (line := part.get(f"addressLine{n}") or "").strip())


def place(part: Mapping[str, Any]) -> tuple[Any, ...]:
    """An address of Visma.net's, to be held against another."""
    coded = ((part.get(name) or {}).get("id") for name in ("country", "county"))
    return (lines_of(part), part.get("postalCode") or "", part.get("city") or "", *coded)
