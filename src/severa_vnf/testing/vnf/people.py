"""What a person does at Visma.net's screens, and what the API cannot."""

from __future__ import annotations

from typing import Any

from severa_vnf.testing.vnf.complete import COMPLETE
from severa_vnf.testing.vnf.engine import change
from severa_vnf.testing.vnf.numbers import number, payment_reference
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.shapes import Shape
from severa_vnf.testing.vnf.world import Record, World, copy


def remove(world: World, resource: Resource, record: Record) -> None:
    """Delete a record, whatever its state; a project goes with its tasks."""
    if resource.name == "project":
        for task in list(world.tasks.get(record.wire["internalID"], {}).values()):
            world.drop(world.resources["project_task"], task)
    world.drop(resource, record)


def rewrite(world: World, resource: Resource, record: Record, fields: dict[str, Any]) -> None:
    """Change fields by their written names; totals follow. Raises Refused where the state of the record forbids it."""
    change(world, resource, record, _written(resource.shape, fields))


def duplicate(world: World, resource: Resource, record: Record, fields: dict[str, Any]) -> Record:
    """An unreleased copy of a document, note and lines included, under the next number of its series."""
    dropped = {"attachments": [], "applications": [], "status": "Balanced", "hold": False}
    wire = copy({**record.wire, **{name: value for name, value in dropped.items() if name in record.wire}, **fields})
    COMPLETE[resource.name](world, wire, {}, {"currencyId": wire["currencyId"]})
    taken = wire[resource.key[-1]] = fields.get(resource.key[-1]) or number(world, resource, {}, None)
    wire["paymentReference"] = payment_reference(taken)
    wire["createdDateTime"] = wire["lastModifiedDateTime"] = world.stamp()
    return world.add(resource, wire)


def reuse(world: World, resource: Resource, given: str) -> None:
    """Let the series give this number next."""
    world.need("number_sequence", resource.series)["sequence"][0]["nextNumber"] = given


def _written(shape: Shape, fields: dict[str, Any]) -> dict[str, Any]:
    """Plain values as the API writes them."""
    written: dict[str, Any] = {}
    for name, value in fields.items():
        known = shape.fields[name]
        if known.rows and isinstance(known.kind, Shape):
            kind = known.kind
            written[name] = [_written(kind, row) for row in value]
        else:
            inner = _written(known.kind, value) if isinstance(known.kind, Shape) else value
            written[name] = {"value": inner} if known.wrapped else inner
    return written
