from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from severa_vnf import CostOnly, Rebill, Settings
from severa_vnf.values import Guid
from tests.flows.office import Office
from tests.flows.preflight.inspected import inspected


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({"costs": Rebill(Decimal("1.5"))}, True),
        ({"costs": Rebill(Decimal("1.5")), "row_items": {"ProjectFees": "FEE"}}, False),
        ({"costs": Rebill(Decimal("1.5"), Guid("f1"))}, False),
        ({"costs": CostOnly()}, False),
        ({"costs": lambda line: Rebill()}, False),
    ],
)
def test_costs_that_are_invoiced_without_an_item(chosen: dict[str, Any], told: bool) -> None:
    """Costs that are invoiced again need a product, or an item for their rows: worth knowing, and no reason to wait."""
    found = [one for one in inspected(Office(settings=Settings(**chosen))) if one.code == "rebilled-without-item"]
    assert [one.stops for one in found] == ([False] if told else [])
