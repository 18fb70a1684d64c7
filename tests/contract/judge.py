"""What is wrong with an exchange: what Prism says, and what it lets pass although both services drop it silently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import frozen

from severa_vnf.testing.exchange import Request
from tests.contract.descriptions import System, mended, operations


@frozen
class Exchange:
    """One request, the status of its answer, and what Prism found wrong with either."""

    request: Request
    status: int
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.path} -> {self.status}"


def faults(exchange: Exchange, system: System) -> list[str]:
    """Everything that is wrong with an exchange; empty where nothing is."""
    request = exchange.request
    found = list(exchange.told)
    for pattern, operation in _routes(system):
        if pattern.fullmatch(f"{request.method} {request.path}"):
            found += _strange_parameters(request, operation)
            if request.body:
                found += _strange_fields(request, operation, system)
            break
    return found


@cache
def _routes(system: System) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
    """Every call as a pattern; a path without holes comes before one with them."""
    ordered = sorted(operations(mended(system)), key=lambda each: each[0].count("{"))
    return [(re.compile(f"{verb.upper()} " + re.sub(r"{\w+}", "[^/]+", path)), it) for path, verb, it in ordered]


def _strange_parameters(request: Request, operation: dict[str, Any]) -> Iterator[str]:
    known = {each["name"].lower() for each in operation.get("parameters", []) if each["in"] == "query"}
    for name, _ in request.query:
        if name.partition("[")[0].lower() not in known:  # sortings[0].key is a part of sortings
            yield f"request.query.{name} is not a parameter of this call"


def _strange_fields(request: Request, operation: dict[str, Any], system: System) -> Iterator[str]:
    described = _resolved(operation.get("requestBody", {}), system).get("content", {})
    if not described:
        yield "request.body is not looked at by this call"
    elif request.headers.get("content-type", "").startswith("application/json"):
        schema = described.get("application/json", {}).get("schema", {})
        yield from _strangers(json.loads(request.body), schema, system, "request.body")


def _strangers(value: Any, schema: dict[str, Any], system: System, place: str) -> Iterator[str]:
    schema = _resolved(schema, system)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strangers(item, schema.get("items", {}), system, f"{place}.{index}")
    elif isinstance(value, dict) and "properties" in schema:
        for name, child in value.items():
            if name in schema["properties"]:
                yield from _strangers(child, schema["properties"][name], system, f"{place}.{name}")
            else:
                yield f"{place}.{name} is not a field of this resource"


def _resolved(node: dict[str, Any], system: System) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = mended(system)
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return _resolved(found, system)
