"""An answer that is of another record than was asked for is none."""

from __future__ import annotations

import pytest

from severa_vnf import vnf
from severa_vnf.testing.exchange import dumps
from severa_vnf.testing.worlds import demo_world
from severa_vnf.wire.call import Reply
from severa_vnf.wire.mismatch import Mismatch
from tests.flows.office import Office

KEYS = {
    "account": "accountCD",
    "customer": "number",
    "inventory": "inventoryNumber",
    "item_class": "id",
    "project": "projectID",
    "vat_category": "vatCategoryId",
}


@pytest.mark.parametrize("resource", KEYS)
def test_an_answer_of_another_record_is_none(resource: str) -> None:
    """Asked for one record by its number and given another, it is told which was expected, and which came."""
    rows = Office(demo_world()).vnf.documents(resource)
    other, asked = rows[0], rows[1]
    call = getattr(vnf, resource).get(asked[KEYS[resource]])
    assert call.read(Reply(200, {}, dumps(asked)))
    with pytest.raises(Mismatch, match=rf"{asked[KEYS[resource]]} expected, found '{other[KEYS[resource]]}'"):
        call.read(Reply(200, {}, dumps(other)))
