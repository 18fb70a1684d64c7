"""As much of JSON Schema as the official description needs, with its known mistakes mended."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

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
