"""Units (`/v1/unitofmeasure`): the codes that a line's `uom` must be one of. One by one they can't be read."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from severa_vnf.values import Code
from severa_vnf.vnf.describe import NoFilters, listed
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by, whole


@frozen(kw_only=True, slots=False)
class UnitOfMeasure(Model):
    """A conversion: one `from_unit` is `unit_rate` of `to_unit`, multiplied or divided as `unit_mult_div` says."""

    from_unit: Code
    to_unit: Code | None = None
    unit_rate: Decimal | None = None
    unit_mult_div: str | None = None


def list() -> Paged[UnitOfMeasure]:
    """All units, in one answer."""
    return listed(UnitOfMeasure, "/v1/unitofmeasure", {}, NoFilters, by("fromUnit", "toUnit"), habit=whole)
