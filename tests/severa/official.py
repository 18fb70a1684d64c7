"""Reading the official document: which operation answers a call, and where a model or a value differs from a schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NewType, get_args, get_origin

import attrs

from severa_vnf.severa import refs
from severa_vnf.values import Stamp
from severa_vnf.wire.model import parts

Schema = dict[str, Any]

MOMENT: Schema = {"type": "string", "format": "date-time"}
TEXT: Schema = {"type": "string"}
NEWER_FILTERS = {
    "/v1/travelexpensetypes": {"changedSince": MOMENT},
    "/v1/customers": {"vatNumber": TEXT, "kvkNumber": TEXT},
    "/v1/projects": {"salesStatusChangedSince": MOMENT, "projectStatusChangedSince": MOMENT},
}
"""What lists of the API of 2024 can be asked for beyond the document of 2023."""

NEWER_OPERATIONS = (
    ("post", "/v1/projects/{projectGuid}/files", "files:write", "ProjectFileModel"),
    ("delete", "/v1/projectfiles/{guid}", "files:delete", None),
)
"""What the API of 2024 can do beyond the document of 2023."""

ESSENTIAL = {"guid", "Invoice.status", "RecordedProjectFee.project"}
"""Fields that the document lets be null, and without which a row makes no sense."""


class Official:
    """The document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._schemas: dict[str, Schema] = document["components"]["schemas"]
        self._paths: dict[str, Any] = document["paths"]
        for path, filters in NEWER_FILTERS.items():
            self._paths[path]["get"]["parameters"] += [
                {"in": "query", "name": name, "schema": schema} for name, schema in filters.items()
            ]
        for method, path, scope, model in NEWER_OPERATIONS:
            answer = {"content": {"any": {"schema": {"$ref": f"#/{model}"}}}} if model else {}
            operation = {"security": [{"OAuth2": [scope]}], "responses": {"200": answer}}
            self._paths.setdefault(path, {})[method] = operation

    def operation(self, method: str, path: str) -> dict[str, Any] | None:
        """The operation that a path leads to; fixed segments go before guids, guids before other parameters."""
        for known in sorted(self._paths, key=lambda known: (known.count("{"), "uid}" not in known)):
            pattern = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(known))
            if re.fullmatch(pattern, path) and method.lower() in self._paths[known]:
                found: dict[str, Any] = self._paths[known][method.lower()]
                return found
        return None

    def resolved(self, schema: Schema) -> Schema:
        """A schema with its reference followed."""
        return self._schemas[schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema

    def answer(self, operation: dict[str, Any]) -> Schema:
        """The schema of what an operation answers when all is well."""
        good = next(answer for code, answer in operation["responses"].items() if code.startswith("2"))
        return self.resolved(next(iter(good["content"].values()))["schema"])

    def body(self, operation: dict[str, Any]) -> Schema:
        """The schema of what an operation takes."""
        return self.resolved(next(iter(operation["requestBody"]["content"].values()))["schema"])

    def misread(self, model: type, schema: Schema) -> Iterator[str]:
        """Where a model does not fit what the document says is sent."""
        for part in parts(model):
            name = f"{model.__name__}.{part.name}"
            told = schema["properties"].get(part.wire)
            if told is None:
                if model.__module__ != refs.__name__ or part.name == "guid":
                    yield f"{name}: there is no {part.wire}"
                continue
            nullable = told.get("nullable") and part.name not in ESSENTIAL and name not in ESSENTIAL
            if nullable and not part.nullable:
                yield f"{name}: may be null"
            yield from self._mistyped(part.kind, self.resolved(told), name)

    def _mistyped(self, kind: Any, told: Schema, name: str) -> Iterator[str]:
        if get_origin(kind) is tuple:
            if told.get("type") == "array":
                yield from self._mistyped(get_args(kind)[0], self.resolved(told["items"]), f"{name}[]")
            else:
                yield f"{name}: is no array"
        elif attrs.has(kind) and kind is not Stamp:
            yield from self.misread(kind, told) if "properties" in told else (f"{name}: is no object",)
        elif isinstance(kind, type) and issubclass(kind, Enum):
            if {member.value for member in kind} != set(told.get("enum", ())):
                yield f"{name}: is one of {told.get('enum')}"
        elif (form := told.get("type"), told.get("format")) not in _forms(kind):
            yield f"{name}: is {form} {told.get('format')}"

    def miswritten(self, value: Any, schema: Schema, place: str = "") -> Iterator[str]:
        """Where a JSON value does not fit what the document says is taken."""
        form = schema.get("type", "object")
        if form == "object" and isinstance(value, dict):
            for name, inner in value.items():
                told = schema["properties"].get(name)
                if told is None or told.get("readOnly"):
                    yield f"{place}/{name}: {'cannot be written' if told else 'is not known'}"
                else:
                    yield from self.miswritten(inner, self.resolved(told), f"{place}/{name}")
        elif form == "array" and isinstance(value, list):
            for inner in value:
                yield from self.miswritten(inner, self.resolved(schema["items"]), f"{place}[]")
        elif not isinstance(value, _TYPES[form]) or (form != "boolean" and isinstance(value, bool)):
            yield f"{place}: is {form}"
        elif schema.get("format") in ("date", "date-time") and not _is_date(value):
            yield f"{place}: is a {schema['format']}"

    def missing(self, value: dict[str, Any], schema: Schema) -> list[str]:
        """The fields that the document demands and a value does not have."""
        return [name for name in schema.get("required", ()) if name not in value]

    def at(self, pointer: str, schema: Schema) -> Schema | None:
        """The schema at a place of a JSON Patch; None where there is none or it is read-only."""
        for name in pointer[1:].split("/"):
            told = schema.get("properties", {}).get(name)
            if told is None or told.get("readOnly"):
                return None
            schema = self.resolved(told)
        return schema


_TYPES: dict[str, Any] = {
    "string": str,
    "integer": int,
    "number": (int, Decimal),
    "boolean": bool,
    "object": dict,
    "array": list,
}


def _forms(kind: Any) -> tuple[tuple[str, str | None], ...]:
    bare = kind.__supertype__ if isinstance(kind, NewType) else kind
    forms: dict[Any, tuple[tuple[str, str | None], ...]] = {
        str: (("string", None),),
        int: (("integer", "int32"), ("integer", "int64")),
        bool: (("boolean", None),),
        Decimal: (("number", "double"),),
        date: (("string", "date"),),
        datetime: (("string", "date-time"),),
        Stamp: (("string", "date-time"),),
    }
    return forms[bare]


def _is_date(text: str) -> bool:
    return re.fullmatch(r"\d{4}-\d\d-\d\d.*", text) is not None
