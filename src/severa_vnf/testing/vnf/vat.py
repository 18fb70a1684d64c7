"""Which VAT a line bears: the VAT ids that the customer's zone and the item's category share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from attrs import frozen

from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.world import World


@frozen
class Vat:
    """One VAT id as it stands on a date. `rate` is in per cent."""

    code: str
    description: str
    rate: Decimal
    exempt: bool
    per_line: bool


def vat_of(world: World, zone: str | None, category: str | None, date: str) -> list[Vat]:
    """Every VAT id in both. Refused, in the service's own words, when there is none."""
    if category is None:
        raise Refused("TaxCategoryID '' cannot be found in the system.")
    kept = world.find("vat_category", category)
    if kept is None:
        raise Refused(f"TaxCategoryID '{category}' cannot be found in the system.")
    shared = [
        vat
        for line in kept["vatCategoryLines"]
        if (vat := world.find("vat", line["vatId"])) and any(known["id"] == zone for known in vat["zones"])
    ]
    if not shared:
        named = ", ".join(line["vatId"] for line in kept["vatCategoryLines"])
        raise Refused(f"TaxID '{named}' cannot be found")
    return [_on(vat, date) for vat in shared]


def _on(vat: dict[str, Any], date: str) -> Vat:
    output = [
        row for row in vat["schedules"] if row.get("groupType") != "Input" and (row.get("startDate") or "") <= date
    ]
    rate = max(((row.get("startDate") or "", row["vatRate"]) for row in output), default=("", 0))[1]
    reverse = vat.get("type") == "ReverseVat" or vat.get("reverseVat")
    return Vat(
        vat["vatId"],
        vat.get("description") or "",
        Decimal(0) if reverse else Decimal(rate),
        vat.get("type") == "ExemptVat" or bool(vat.get("includeinVatExemptTotal")),
        vat.get("calculateOn") in ("ItemAmount", "ItemTaxAmount", "ExtractFromItemAmount"),
    )
