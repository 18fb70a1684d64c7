"""How a record looks in an answer."""

from __future__ import annotations

from typing import Any

from severa_vnf.testing.vnf.call import Call
from severa_vnf.testing.vnf.world import Record, World

_OF_TASK = (
    *("taskId", "description", "status", "plannedStart", "plannedEnd", "startDate"),
    *("restrictEmployees", "visibility"),
)
_SILENT_ON_NOTES = ("customer_invoice", "customer_credit_note")


def shown(world: World, call: Call, record: Record, *, single: bool = False) -> dict[str, Any]:
    """A record as an answer shows it: without what was not asked for, and without fields that have no value."""
    resource = call.resource
    hidden = set(resource.hidden)
    if not single or resource.expand_single:
        for name, fields in resource.expand.items():
            if not call.flag(name, name in resource.expanded):
                hidden |= set(fields)
    if resource.name in _SILENT_ON_NOTES:
        note = world.switches.note_in_single if single else world.switches.note_in_list
        hidden |= set() if note else {"note"}
    wire = _without(record.wire, hidden) if hidden else dict(record.wire)
    if resource.name == "project":
        wire["tasks"] = [_task(task.wire) for task in world.tasks.get(wire["internalID"], {}).values()]
    if resource.time_stamp:
        wire[resource.time_stamp] = record.etag
    if world.switches.padded:
        for name in resource.key:
            if isinstance(wire[name], str):
                wire[name] = wire[name].ljust(world.switches.padded)
    return dict(trimmed(wire)) if world.switches.omit_nulls else wire


def trimmed(value: Any) -> Any:
    """Without the fields that have no value."""
    if isinstance(value, dict):
        return {name: trimmed(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [trimmed(inner) for inner in value]
    return value


def _without(wire: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    return {name: _rows_without(value, hidden) for name, value in wire.items() if name not in hidden}


def _rows_without(value: Any, hidden: set[str]) -> Any:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict):
        return value
    return [{name: inner for name, inner in row.items() if name not in hidden} for row in value]


def _task(wire: dict[str, Any]) -> dict[str, Any]:
    return {name: wire.get(name) for name in _OF_TASK}
