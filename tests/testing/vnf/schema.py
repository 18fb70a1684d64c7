"""As much of JSON Schema as the official description needs, with its known mistakes mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from severa_vnf.testing.vnf.shapes import Field, Shape

STAMP = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?)?")
"""Its moments carry no zone, though the description says so."""
TYPES: dict[str, Any] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, Decimal),
    "array": list,
    "object": dict,
}


SCALARS = {
    "text": ("string", None),
    "number": ("number", None),
    "whole": ("integer", None),
    "flag": ("boolean", None),
    "date": ("string", "date-time"),
}


class Schemas:
    """The schemas of one description."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self._schemas = spec["components"]["schemas"]

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The schema itself, behind any reference."""
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"].rpartition("/")[2]]
        return schema

    def answer(self, operation: dict[str, Any]) -> dict[str, Any]:
        """The schema of an operation's 200."""
        content: dict[str, Any] = operation["responses"]["200"]["content"]
        schema: dict[str, Any] = next(iter(content.values()))["schema"]
        return schema

    def faults(self, value: Any, schema: dict[str, Any], at: str = "") -> Iterator[str]:
        """Every place where the value is not as described."""
        schema = self.resolved(schema)
        kind = schema.get("type", "object" if "properties" in schema else None)
        if kind and (not isinstance(value, TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
            yield f"{at}: {value!r} is no {kind}"
        elif "enum" in schema and value not in schema["enum"]:
            yield f"{at}: {value!r} is none of {schema['enum']}"
        elif schema.get("format") == "date-time" and not STAMP.fullmatch(value):
            yield f"{at}: {value!r} is no moment"
        elif kind == "array":
            for place, row in enumerate(value):
                yield from self.faults(row, schema["items"], f"{at}[{place}]")
        elif kind == "object":
            for name, inner in schema.get("properties", {}).items():
                if name in value:
                    yield from self.faults(value[name], inner, f"{at}.{name}")


def differences(schemas: Schemas, shape: Shape, schema: dict[str, Any], at: str) -> Iterator[str]:
    """Where a table of written fields is not as described."""
    properties = schemas.resolved(schema)["properties"]
    for name in properties.keys() ^ shape.fields.keys():
        yield f"{at}.{name} is in one of both"
    for name in properties.keys() & shape.fields.keys():
        yield from _field_differences(schemas, shape.fields[name], properties[name], f"{at}.{name}")


def _field_differences(schemas: Schemas, field: Field, schema: dict[str, Any], at: str) -> Iterator[str]:
    schema = schemas.resolved(schema)
    wraps = set(schema.get("properties", {})) == {"value"}
    if wraps != field.wrapped or (schema.get("type") == "array") != field.rows:
        yield f"{at} is wrapped otherwise"
        return
    inner = schemas.resolved(schema["properties"]["value"]) if wraps else schema
    if isinstance(field.kind, Shape):
        yield from differences(schemas, field.kind, inner["items"] if field.rows else inner, at)
    elif isinstance(field.kind, frozenset):
        if set(inner.get("enum", ())) != field.kind:
            yield f"{at} knows {sorted(field.kind)}"
    else:
        kind, form = SCALARS[field.kind]
        if inner["type"] != kind or "enum" in inner or (inner.get("format") == "date-time") != (form is not None):
            yield f"{at} is {inner}"
