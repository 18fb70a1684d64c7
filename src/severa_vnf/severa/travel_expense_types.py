"""Travel expense types (`/travelexpensetypes`), the register of travel costs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, TypedDict, Unpack

from attrs import frozen

from severa_vnf.severa.describe import At, created, item, listed, patched, removed
from severa_vnf.severa.refs import Amount, Pointer, Ref
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset
from severa_vnf.wire.unset import UNSET, Unset


@frozen(kw_only=True, slots=False)
class TravelExpenseType(Model):
    """A travel expense type. `expense_class` is Mileage, DailyAllowance or OtherTravelExpense; VAT is in per cent."""

    guid: Guid
    code: str | None = None
    name: str
    expense_class: str | None = None
    is_active: bool | None = None
    unit_cost: Amount | None = None
    vat_rate: Decimal | None = None
    measurement_unit: str | None = None
    product_category: Ref | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True)
class NewTravelExpenseType:
    """A travel expense type to be made."""

    name: str
    expense_class: str
    unit_cost: Amount
    code: str | Unset = UNSET
    is_active: bool | Unset = UNSET
    vat_rate: Decimal | Unset = UNSET
    measurement_unit: str | Unset = UNSET
    product_category: Pointer | Unset = UNSET


class Filters(TypedDict, total=False):
    """What the list can be asked for. An API before 2024 ignores `changed_since` and answers with everything."""

    changed_since: datetime
    active: bool
    code: str
    text_to_search: str


class Changes(TypedDict, total=False):
    """What can be changed on a travel expense type."""

    code: str | None
    name: str
    expense_class: str
    is_active: bool
    unit_cost: Amount
    vat_rate: Decimal | None
    measurement_unit: str | None
    product_category: Annotated[Guid, At("/productCategory/guid")]


def get(guid: str) -> Call[TravelExpenseType]:
    """One travel expense type."""
    return item(TravelExpenseType, f"/v1/travelexpensetypes/{segment(guid)}", "settings:read", guid)


def list(**filters: Unpack[Filters]) -> Paged[TravelExpenseType]:
    """Travel expense types, all or those that the filters leave."""
    return listed(TravelExpenseType, "/v1/travelexpensetypes", "settings:read", filters, Filters, habit=by_offset)


def create(travel_expense_type: NewTravelExpenseType) -> Call[TravelExpenseType]:
    """Make a travel expense type."""
    return created(TravelExpenseType, "/v1/travelexpensetypes", "settings:write", travel_expense_type)


def patch(guid: str, **changes: Unpack[Changes]) -> Call[TravelExpenseType]:
    """Change a travel expense type."""
    path = f"/v1/travelexpensetypes/{segment(guid)}"
    return patched(TravelExpenseType, path, "settings:write", changes, Changes)


def delete(guid: str) -> Call[None]:
    """Delete a travel expense type that nothing uses."""
    return removed(f"/v1/travelexpensetypes/{segment(guid)}", "settings:delete")
