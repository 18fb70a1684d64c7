"""What is wrong with an exchange: what Prism says, and what it lets pass although both services drop it silently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from severa_vnf.testing.exchange import Request
from tests.contract.descriptions import Description, operations


@frozen
class Exchange:
    """One request, and what Prism found wrong with it or with its answer."""

    request: Request
    status: int
    told: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.request.method} {self.request.path} -> {self.status}"


def faults(exchange: Exchange, description: Description) -> list[str]:
    """Everything that is wrong with an exchange; empty where nothing is."""
    found = list(exchange.told)
    operation = _operation(exchange.request, description)
    if operation is None:
        return found
    known = {each["name"].lower() for each in operation.get("parameters", []) if each["in"] == "query"}
    for name, _ in exchange.request.query:
        if re.sub(r"\[.*", "", name).lower() not in known:  # sortings[0].key is an item of sortings
            found.append(f"request.query.{name} is not a parameter of this call")
    if exchange.request.headers.get("content-type", "").startswith("application/json"):
        schema = _resolved(operation.get("requestBody", {}), description).get("content", {})
        schema = schema.get("application/json", {}).get("schema", {})
        found += _strangers(_read(exchange.request.body), schema, description, "request.body")
    return found


def report(exchanges: list[tuple[Exchange, Description]]) -> list[str]:
    """A line for each thing wrong, with the exchange that shows it."""
    return [f"{exchange}: {fault}" for exchange, description in exchanges for fault in faults(exchange, description)]


def _operation(request: Request, description: Description) -> dict[str, Any] | None:
    """What the description says of this call; a path without holes before one with them."""
    matching = [
        (path.count("{"), operation)
        for path, verb, operation in operations(description)
        if verb == request.method.lower() and re.fullmatch(re.sub(r"{\w+}", "[^/]+", path), request.path)
    ]
    return min(matching, key=lambda each: each[0])[1] if matching else None


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None  # Prism has told


def _resolved(node: dict[str, Any], description: Description) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = description
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return _resolved(found, description)


def _strangers(value: Any, schema: dict[str, Any], description: Description, place: str) -> Iterator[str]:
    """The fields that the description does not know, at any depth."""
    schema = _resolved(schema, description)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _strangers(item, schema.get("items", {}), description, f"{place}.{index}")
    elif isinstance(value, dict) and "properties" in schema:
        for name, child in value.items():
            if name in schema["properties"]:
                yield from _strangers(child, schema["properties"][name], description, f"{place}.{name}")
            else:
                yield f"{place}.{name} is not a field of this resource"
