"""The comparison with the description would notice."""

from __future__ import annotations

from typing import Any

import pytest

from severa_vnf.testing.vnf.shapes import Shape, shape
from tests.testing.vnf.schema import Schemas, differences

TEXT = {"type": "string"}
ROW = {"type": "object", "properties": {"a": TEXT}}
SCHEMAS = Schemas(
    {
        "components": {
            "schemas": {
                "Row": ROW,
                "Text": {"properties": {"value": TEXT}},
                "Word": {"properties": {"value": {"type": "string", "enum": ["A", "B"]}}},
                "Body": {"properties": {"text": {"$ref": "#/components/schemas/Text"}}},
            }
        }
    }
)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (1, TEXT),
        (True, {"type": "integer"}),
        ("C", {"type": "string", "enum": ["A", "B"]}),
        ("2026-10-30T10:00:00Z", {"type": "string", "format": "date-time"}),
        ([{"a": 1}], {"type": "array", "items": {"$ref": "#/components/schemas/Row"}}),
    ],
)
def test_faults(value: Any, schema: dict[str, Any]) -> None:
    """A value of another type, word or form than described is found, however deep."""
    assert len(list(SCHEMAS.faults(value, schema))) == 1


@pytest.mark.parametrize(
    ("table", "described"),
    [
        (shape(), {"x": {"$ref": "#/components/schemas/Text"}}),
        (shape(text="x"), {}),
        (shape(text="x"), {"x": TEXT}),
        (shape(bare={"x": "text"}), {"x": {"$ref": "#/components/schemas/Text"}}),
        (shape(number="x"), {"x": {"$ref": "#/components/schemas/Text"}}),
        (shape(date="x"), {"x": {"$ref": "#/components/schemas/Text"}}),
        (shape(words={"x": "A C"}), {"x": {"$ref": "#/components/schemas/Word"}}),
        (
            shape(inside={"x": shape(number="text")}),
            {"x": {"properties": {"value": {"$ref": "#/components/schemas/Body"}}}},
        ),
    ],
)
def test_differences(table: Shape, described: dict[str, Any]) -> None:
    """A field that only one of both has, or that is wrapped, typed or worded otherwise, is found."""
    assert len(list(differences(SCHEMAS, table, {"properties": described}, "body"))) == 1
