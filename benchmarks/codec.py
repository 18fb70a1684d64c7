"""The heart of a transfer without its exchanges: bytes of an invoice's rows in, bytes of a document's lines out.

Three ways over the same ten rows: this library's, as the transfer goes it; models as one writes them with pydantic;
and `json` with dicts, written by hand. All read the same 15 fields of a row and write the same 8 of a line, and every
amount is a Decimal. A fourth way shows what floats would save. Rounds are interleaved, figures are medians.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from time import process_time
from typing import Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from attrs import frozen
from pydantic import BaseModel, ConfigDict, PlainSerializer, TypeAdapter
from pydantic.alias_generators import to_camel
from stage.figures import Figure, show

from severa_vnf.mapping import INVOICE_LINE, Given
from severa_vnf.mapping.lines import Context
from severa_vnf.settings import Settings
from severa_vnf.severa.invoice_rows import InvoiceRow
from severa_vnf.severa.refs import CostCenterRef
from severa_vnf.wire.decode import loads, rows
from severa_vnf.wire.encode import dumps, wrapped
from severa_vnf.wire.mismatch import Undecodable

UNITS = {"h": "HOUR", "pcs": "STK"}
CURRENCY, TASK = "EUR", "10"
ROUNDS, LOOPS = 200, 10

BODY = json.dumps([
    {
        "guid": f"5a2f91c0-77d{place}-93b1-e4c2-0f6b7d21aa{place:02}",
        "invoiceGuid": "c1b0a3d2-18fe-7733-d1c5-92eab04d5f10",
        "rowType": "Hours" if place % 3 else "ProjectFees",
        "category": "Hours" if place % 3 else "ProjectFees",
        "code": [f"ITEM{place:02}"],
        "description": f"Advice on the migration, week {40 + place}",
        "quantity": 7.25 + place,
        "measurementUnit": "h" if place % 3 else "pcs",
        "unitPrice": {"amount": 127.35 + place, "currencyCode": CURRENCY},
        "vatRate": 21.0,
        "flatRateGuid": None,
        "sortOrder": place,
        "hasInvoiceComment": False,
        "costCenter": None if place % 3 else {"guid": "7b02e9d4-51aa-c0c3-8f2e-1d90a7e6b355", "identifier": "100"},
    }
    for place in range(1, 11)
]).encode()  # fmt: skip


# This library


@frozen(kw_only=True, slots=False)
class Row(InvoiceRow):
    """A row with two fields more than the bridge needs."""

    has_invoice_comment: bool | None = None
    cost_center: CostCenterRef | None = None


GIVEN = Given(Settings(units=UNITS))


def ours(body: bytes) -> bytes:
    """As the transfer does it: read strictly, map by the table, wrap."""
    read = [row for row in rows(loads(body), Row) if not isinstance(row, Undecodable)]
    read.sort(key=lambda row: row.sort_order)
    lines = []
    context = Context(GIVEN, currency=CURRENCY, task=TASK)
    for context.place, row in enumerate(read, 1):
        line, troubles = INVOICE_LINE.map(row, context)
        if troubles:
            raise ValueError(troubles)
        lines.append(line)
    return dumps(wrapped(lines))


# pydantic

T = TypeVar("T")
Number = Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")]
"""pydantic writes a Decimal as a string, and reads a JSON number by way of a float; both services want numbers."""


class Severa(BaseModel):
    """What Severa's objects have in common."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True)


class PydanticAmount(Severa):
    """Money."""

    amount: Decimal
    currency_code: str


class PydanticCostCenter(Severa):
    """A cost centre, by its guid."""

    guid: str | None = None
    identifier: str | None = None
    name: str | None = None


class PydanticRow(Severa):
    """An invoice row."""

    guid: str
    invoice_guid: str | None = None
    row_type: Literal["FlatRate", "Hours", "ProjectFees", "TravelExpenses"]
    category: str | None = None
    code: list[str] | None = None
    description: str | None = None
    quantity: Decimal
    measurement_unit: str | None = None
    unit_price: PydanticAmount | None = None
    vat_rate: Decimal | None = None
    flat_rate_guid: str | None = None
    sort_order: int = 0
    has_invoice_comment: bool | None = None
    cost_center: PydanticCostCenter | None = None


class Value(BaseModel, Generic[T]):
    """Visma.net's wrapping."""

    value: T


Whole: TypeAlias = Value[int]
Text: TypeAlias = Value[str]
Amount: TypeAlias = Value[Number]


class PydanticLine(BaseModel):
    """A document line."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    operation: Literal["Insert"] = "Insert"
    line_number: Whole
    inventory_number: Text
    description: Text
    quantity: Amount
    unit_price_in_currency: Amount
    uom: Text | None = None
    task_id: Text | None = None


PYDANTIC_ROWS = TypeAdapter(list[PydanticRow])
PYDANTIC_LINES = TypeAdapter(list[PydanticLine])


def by_pydantic(body: bytes) -> bytes:
    """Validate into models, make models, dump them."""
    read = sorted(PYDANTIC_ROWS.validate_json(body), key=lambda row: row.sort_order)
    lines = []
    for place, row in enumerate(read, 1):
        price = row.unit_price
        if not row.code or price is None or price.currency_code != CURRENCY:
            raise ValueError(row)
        uom = UNITS.get(row.measurement_unit or "")
        line = PydanticLine(
            line_number=Whole(value=place),
            inventory_number=Text(value=row.code[0]),
            description=Text(value=row.description or ""),
            quantity=Amount(value=row.quantity),
            unit_price_in_currency=Amount(value=price.amount),
            uom=Text(value=uom) if uom else None,
            task_id=Text(value=TASK),
        )
        lines.append(line)
    return PYDANTIC_LINES.dump_json(lines, by_alias=True, exclude_none=True)


# By hand

MARK = "\ue000"
MARKED = re.compile(r'"\\ue000([^"]+)"')


def by_hand(body: bytes) -> bytes:
    """Decimals: read as such, written as marked texts whose quotes are taken off at the end, for `json` can't."""
    text = json.dumps(_lines(json.loads(body, parse_float=Decimal)), default=lambda number: f"{MARK}{number}")
    return MARKED.sub(r"\1", text).encode()


def by_hand_with_floats(body: bytes) -> bytes:
    """The same without a care for the cents."""
    return json.dumps(_lines(json.loads(body))).encode()


def _lines(read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    lines = []
    for place, row in enumerate(sorted(read, key=lambda row: row["sortOrder"]), 1):
        price = row["unitPrice"]
        if not row["code"] or price["currencyCode"] != CURRENCY:
            raise ValueError(row)
        line: dict[str, Any] = {
            "operation": "Insert",
            "lineNumber": {"value": place},
            "inventoryNumber": {"value": row["code"][0]},
            "description": {"value": row["description"]},
            "quantity": {"value": row["quantity"]},
            "unitPriceInCurrency": {"value": price["amount"]},
            "taskId": {"value": TASK},
        }
        if row["measurementUnit"] in UNITS:
            line["uom"] = {"value": UNITS[row["measurementUnit"]]}
        lines.append(line)
    return lines


WAYS: Mapping[str, Callable[[bytes], bytes]] = {
    "this library": ours,
    "pydantic": by_pydantic,
    "by hand, json + dicts": by_hand,
    "by hand with floats": by_hand_with_floats,
}


def medians() -> dict[str, float]:
    """CPU seconds for one invoice, each way: other work on the machine is left out."""
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(ROUNDS):
        for name, way in WAYS.items():
            begun = process_time()
            for _ in range(LOOPS):
                way(BODY)
            taken[name].append((process_time() - begun) / LOOPS)
    return {name: statistics.median(times) for name, times in taken.items()}


def main() -> int:
    """Compare the results, then measure. 1 where the results differ."""
    results = [json.loads(way(BODY), parse_float=Decimal) for way in WAYS.values()]
    equal = all(result == results[0] for result in results)
    took = medians()
    own, pydantic, hand, floats = took.values()
    show(
        "Codec: ten rows of an invoice, bytes in, lines of a document, bytes out",
        *(Figure(name, f"{1e6 * seconds:.1f} us") for name, seconds in took.items()),
        Figure("throughput beside pydantic", f"{pydantic / own:.2f} x", ">= 1.7"),
        Figure("throughput beside json by hand", f"{hand / own:.2f} x", ">= 1.0"),
        Figure("throughput beside json by hand with floats", f"{floats / own:.2f} x"),
        Figure("results equal", "yes" if equal else "no", "yes"),
    )
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
