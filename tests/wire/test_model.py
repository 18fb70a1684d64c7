from __future__ import annotations

from decimal import Decimal

import attrs
import pytest

from severa_vnf.wire.decode import structure
from severa_vnf.wire.model import camel, parts
from tests.wire.models import NewTree, Tree


@pytest.mark.parametrize(
    ("name", "wire"), [("name", "name"), ("vat_number", "vatNumber"), ("address_line_1", "addressLine1")]
)
def test_a_field_is_its_wire_name_in_snake_case(name: str, wire: str) -> None:
    """A name on the wire is the field's own in camelCase."""
    assert camel(name) == wire


def test_a_field_may_have_another_name_on_the_wire() -> None:
    """Where the service has a spelling of its own, the field says so."""
    assert [part.wire for part in parts(Tree)][6] == "seenUTC"
    assert [(part.wire, part.bare) for part in parts(NewTree)][-1] == ("theLeaves", True)


def test_parts_tell_what_a_field_takes() -> None:
    """A field's type is told without None and UNSET, and whether it may be null and must be there."""
    told = {part.name: (part.kind, part.nullable, part.default is attrs.NOTHING) for part in parts(Tree)}
    assert told["name"] == (str, False, True)
    assert told["height"] == (Decimal, True, False)
    assert {part.name: (part.kind, part.nullable) for part in parts(NewTree)}["height"] == (Decimal, True)


def test_unknown_fields_are_kept_out_of_the_way() -> None:
    """What the model does not know is in `extra` with exact numbers, and no part of equality, hash or repr."""
    tree = structure({"name": "Oak", "bark": {"depth": Decimal("0.10")}}, Tree)
    assert tree.extra == {"bark": {"depth": Decimal("0.10")}}
    assert tree == Tree(name="Oak")
    assert "bark" not in repr(tree)
