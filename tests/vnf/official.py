"""What the official description of Visma.net says against a described call. It knows version 9.66."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, get_args, get_origin

import attrs
from attrs import frozen

from severa_vnf.values import Code, Stamp
from severa_vnf.wire.call import Call
from severa_vnf.wire.model import parts
from severa_vnf.wire.paging import Paged
from tests.vnf.samples import Sample

ROOT = "/controller/api"
NEWER = {"/v2/journaltransaction": {"status"}}
"""Parameters that came after that version."""
STAMP = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,7})?)?")
KINDS = {str: "string", int: "integer", bool: "boolean", Decimal: "number"}
MOMENTS = (date, Stamp)
EXAMPLES = {"string": "1 ", "integer": 1, "boolean": True, "number": 1.5, "object": {}}

Node = dict[str, Any]


@frozen
class Official:
    """The description."""

    text: Node

    @classmethod
    def read(cls, path: Path) -> Official:
        """The description in this file."""
        return cls(json.loads(path.read_text("utf-8")))

    def faults(self, sample: Sample) -> list[str]:
        """Everything that is wrong with a call, each with the name that is wrong."""
        found = self._operation(sample.call)
        if found is None:
            return [f"{sample.call.method} {sample.call.path} is no call"]
        path, operation = found
        told = [*self._scope(sample.call, operation), *self._query(sample, path, operation)]
        told += self._sent(sample.call, operation)
        if get_origin(sample.model) is None and attrs.has(sample.model):
            told += self._model(sample.model, self._answer(operation), "answer")
        return told

    def answer(self, sample: Sample) -> bytes:
        """An answer with every field that the service knows."""
        found = self._operation(sample.call)
        assert found is not None
        schema = found[1]["responses"]["200"]["content"]["application/json"]["schema"]
        return json.dumps(self._example(schema)).encode()

    def _example(self, schema: Node) -> Any:
        schema = self._resolved(schema)
        if "properties" in schema:
            return {name: self._example(each) for name, each in schema["properties"].items()}
        if "items" in schema:
            return [self._example(schema["items"])]
        if schema.get("format") == "date-time":
            return "2026-10-31T23:30:00.5"
        return schema.get("enum", [EXAMPLES[schema["type"]]])[0]

    def _operation(self, call: Call[Any]) -> tuple[str, Node] | None:
        for path in sorted(self.text["paths"], key=lambda each: each.count("{")):
            pattern = re.sub(r"{\w+}", "[^/]+", path.removeprefix(ROOT))
            if re.fullmatch(pattern, call.path) and call.method.lower() in self.text["paths"][path]:
                return path.removeprefix(ROOT), self.text["paths"][path][call.method.lower()]
        return None

    def _scope(self, call: Call[Any], operation: Node) -> Iterator[str]:
        for each in operation.get("security", []):
            for scope in each["oauth2"]:
                if scope.partition(":")[2] != call.scope.partition(":")[2]:
                    yield f"scope {call.scope}: {scope} is needed"

    def _query(self, sample: Sample, path: str, operation: Node) -> Iterator[str]:
        known = {each["name"]: each["schema"] for each in operation.get("parameters", []) if each["in"] == "query"}
        asked = dict(sample.call.query)
        for name in asked.keys() - known.keys() - NEWER.get(path, set()):
            yield f"query.{name} is no parameter"
        for name in asked.keys() & known.keys():
            yield from self._written(_parsed(asked[name], known[name]), known[name], f"query.{name}")
        conditions = {f"{name}Condition" for name in asked} & known.keys()
        yield from (f"query.{name} is missing" for name in conditions - asked.keys())
        if isinstance(sample.made, Paged) and ("pageNumber" in known) != ("pageNumber" in asked):
            yield "the list is " + ("paged" if "pageNumber" in known else "not paged")

    def _answer(self, operation: Node) -> Node:
        schema = self._resolved(operation["responses"]["200"]["content"]["application/json"]["schema"])
        records = schema.get("properties", {}).get("records")
        return self._resolved((records or schema).get("items", schema))

    def _model(self, model: Any, schema: Node, place: str) -> Iterator[str]:
        for part in parts(model):
            here = f"{place}.{part.wire}"
            if part.wire in schema.get("properties", {}):
                yield from self._kind(part.kind, self._resolved(schema["properties"][part.wire]), here)
            else:
                yield f"{here} is no field"

    def _kind(self, kind: Any, schema: Node, place: str) -> Iterator[str]:
        is_moment = schema.get("format") == "date-time"
        plain = str if kind is Code else kind
        if get_origin(kind) is tuple and schema.get("type") == "array":
            yield from self._kind(get_args(kind)[0], self._resolved(schema["items"]), place)
        elif attrs.has(kind) and kind not in MOMENTS and "properties" in schema:
            yield from self._model(kind, schema, place)
        elif isinstance(kind, type) and issubclass(kind, Enum):
            different = {each.value for each in kind} ^ set(schema.get("enum", []))
            yield from (f"{place}: {each} stands on one side only" for each in sorted(different))
        elif not (
            is_moment if kind in MOMENTS else KINDS.get(plain, "nothing") == schema.get("type") and not is_moment
        ):
            yield f"{place} is no {kind}: {schema.get('type')} {schema.get('format', '')}"

    def _sent(self, call: Call[Any], operation: Node) -> Iterator[str]:
        if call.body is None or call.content_type != "application/json":
            return
        body = json.loads(call.body)
        wanted = self._resolved(operation.get("requestBody", {}))
        if wanted:
            yield from self._written(body, wanted["content"]["application/json"]["schema"], "body")
        else:
            yield "body: there is none"

    def _written(self, value: Any, schema: Node, place: str) -> Iterator[str]:
        schema = self._resolved(schema)
        if is_wrapper(schema) != (isinstance(value, dict) and set(value) == {"value"}):
            yield f"{place} is wrapped on one side only"
        elif isinstance(value, dict):
            for name, each in value.items():
                if name in schema.get("properties", {}):
                    yield from self._written(each, schema["properties"][name], f"{place}.{name}")
                else:
                    yield f"{place}.{name} is no field"
        elif isinstance(value, list) and "items" in schema:
            for each in value:
                yield from self._written(each, schema["items"], place)
        elif not _fits(value, schema):
            yield f"{place} can't be {value!r}"

    def _resolved(self, node: Node) -> Node:
        if "$ref" not in node:
            return node
        found: Any = self.text
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return self._resolved(found)


def is_wrapper(schema: Node) -> bool:
    """Whether an object is there only to hold a value."""
    return set(schema.get("properties", {})) == {"value"}


def _parsed(text: str, schema: Node) -> Any:
    if schema["type"] == "array":
        return [text]
    return text if schema["type"] == "string" else json.loads(text)


def _fits(value: Any, schema: Node) -> bool:
    kinds = {"string": (str,), "integer": (int,), "boolean": (bool,), "number": (int, float)}
    right = type(value) in kinds.get(schema.get("type", ""), ())
    if schema.get("format") == "date-time":
        return right and STAMP.fullmatch(value) is not None
    return right and value in schema.get("enum", [value])
