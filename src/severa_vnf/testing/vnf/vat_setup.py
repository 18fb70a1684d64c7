"""A VAT set-up for whatever categories and rates a world's invoices bear."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

Documents = dict[str, list[dict[str, Any]]]

_TYPES = {"E": "ExemptVat", "O": "ExemptVat", "AE": "ReverseVat"}
_NAMES = {
    "S": "Standard",
    "Z": "Zero rated",
    "E": "Exempt",
    "AE": "Reverse charge",
    "K": "Intra-community supply",
    "G": "Export",
    "O": "Outside the scope of VAT",
}


def vat_code(category: str, rate: Decimal) -> str:
    """The id of the VAT category, and of the VAT id, for a UBL category and rate: `S21`, `S12.5`, `O0`."""
    return f"{category}{Decimal(rate).normalize():f}"


def vat_setup(pairs: Iterable[tuple[str, Decimal]], zone: str = "DOMESTIC") -> Documents:
    """The collections vat_zone, vat_category and vat: one category and one VAT id for each (UBL category, rate in %).

    An item whose `vatCode` is `{"id": vat_code(category, rate)}`, sold to a customer whose `vatZone` is
    `{"id": zone}`, bears exactly that rate.
    """
    codes = {vat_code(category, rate): (category, Decimal(rate)) for category, rate in pairs}
    return {
        "vat_zone": [{"id": zone, "description": zone.capitalize(), "defaultVatCategory": next(iter(codes), None)}],
        "vat_category": [_category(code, category, rate) for code, (category, rate) in codes.items()],
        "vat": [_vat(code, category, rate, zone) for code, (category, rate) in codes.items()],
    }


def _describe(category: str, rate: Decimal) -> str:
    return f"{_NAMES.get(category, category)} {rate.normalize():f} %"


def _category(code: str, category: str, rate: Decimal) -> dict[str, Any]:
    line = {
        "vatId": code,
        "description": _describe(category, rate),
        "type": _TYPES.get(category, "Vat"),
        "calculateOn": "DocumentAmount",
        "vatRates": [{"revisionID": "1", "startDate": "1900-01-01T00:00:00", "vatRate": rate}],
    }
    return {"vatCategoryId": code, "description": _describe(category, rate), "vatCategoryLines": [line]}


def _vat(code: str, category: str, rate: Decimal, zone: str) -> dict[str, Any]:
    return {
        "vatId": code,
        "description": _describe(category, rate),
        "type": _TYPES.get(category, "Vat"),
        "calculateOn": "DocumentAmount",
        "reverseVat": category == "AE",
        "includeinVatExemptTotal": category in ("E", "O"),
        "schedules": [{"groupType": "Output", "startDate": "1900-01-01T00:00:00", "vatRate": rate}],
        "zones": [{"id": zone, "description": zone.capitalize()}],
        "categories": [{"vatCategoryId": code, "description": _describe(category, rate)}],
    }
