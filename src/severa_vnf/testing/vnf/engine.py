"""The one engine behind all resources: read, create, change, delete."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from severa_vnf.testing.exchange import Reply
from severa_vnf.testing.vnf import attachments
from severa_vnf.testing.vnf.actions import act
from severa_vnf.testing.vnf.address import find, split
from severa_vnf.testing.vnf.call import Call
from severa_vnf.testing.vnf.complete import AFTER, COMPLETE
from severa_vnf.testing.vnf.laying import lay, lay_rows
from severa_vnf.testing.vnf.listing import listed, records_of
from severa_vnf.testing.vnf.numbers import give_back, number
from severa_vnf.testing.vnf.paths import at
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.showing import shown
from severa_vnf.testing.vnf.world import Record, World, copy

PDF = b"%PDF-1.4\n%simulated print\n%%EOF\n"

_OF_CUSTOMER = {
    "contact": ("contact", "businessAccount"),
    "invoice": ("customer_invoice", "customer.number"),
    "document": ("customer_document", "customer.number"),
}


def serve(world: World, call: Call) -> Reply:
    """Carry out one call. Raises Refused."""
    resource = call.resource
    match call.method, call.rest:
        case "GET", ():
            return listed(world, call, records_of(world, resource))
        case "POST", ():
            return _create(world, call, {})
        case "POST", (project,) if resource.name == "project_task":
            return _create(world, call, _of_project(world, project))
        case "POST", (*_, "attachment"):
            return attachments.upload(world, call)
        case "POST", _:
            return act(world, call)
        case "GET", (_,) if resource.name == "attachment":
            return attachments.download(world, find(world, resource, call.rest))
        case "GET", (key, "print"):
            find(world, resource, (key,))
            return Reply(200, {"Content-Type": "application/pdf"}, PDF)
        case "GET", (key, "note") if resource.name == "customer":
            return Reply.of_json({"note": find(world, resource, (key,)).wire.get("note") or ""})
        case "GET", (key, part) if resource.name == "customer" and part.lower() in _OF_CUSTOMER:
            return _of_customer(world, call, key, part.lower())
        case "GET", (key, segment) if resource.name == "dimension":
            return _segment(find(world, resource, (key,)), segment)
        case "GET", rest:
            _asked(world, call)
            record = find(world, resource, split(resource, rest)[0])
            return Reply.of_json(shown(world, call, record, single=True), headers=_etag(resource, record))
        case "PUT", _:
            _asked(world, call)
            return _change(world, call)
        case _:
            return _delete(world, call)


def _asked(world: World, call: Call) -> None:
    known = {name.lower() for name in call.resource.expand} if call.resource.expand_single else set()
    for name, _ in call.request.query:
        if name.lower() not in known:
            world.taker.misread(f"The query parameter {name} is not known here; the service would ignore it.")


def _create(world: World, call: Call, given: dict[str, Any]) -> Reply:
    resource = call.resource
    plain = _taken(world, call)
    _demand(plain, resource.required)
    wire = {**dict.fromkeys(resource.empty), **copy(resource.defaults), **given}
    if resource.internal:
        wire[resource.internal] = world.count()
    _lay(world, resource, plain, wire)
    COMPLETE.get(resource.name, _nothing)(world, wire, plain, {})
    if resource.series:
        wire[resource.key[-1]] = number(world, resource, plain, wire.get(resource.key[-1]))
    wire["createdDateTime"] = wire["lastModifiedDateTime"] = world.stamp()
    record = world.add(resource, wire)
    AFTER.get(resource.name, _nothing_after)(world, wire, plain)
    segments = (resource.version, *resource.path.split("/"), str(wire[resource.key[-1]]).strip())
    return Reply.empty(201, {"Location": call.location(*segments), **_etag(resource, record)})


def _change(world: World, call: Call) -> Reply:
    resource = call.resource
    record = find(world, resource, split(resource, call.rest)[0])
    _match(call, record)
    _editable(resource, record, "updated")
    plain = _taken(world, call)
    _demand(plain, [name for name in resource.required if name in plain and plain[name] != []])
    wire = copy(record.wire)
    _lay(world, resource, plain, wire)
    for part in resource.key:
        if wire[part] != record.wire[part]:
            world.taker.misread(f"{part} cannot be changed this way; the service would keep {record.wire[part]}.")
            wire[part] = record.wire[part]
    COMPLETE.get(resource.name, _nothing)(world, wire, plain, record.wire)
    world.change(resource, record, wire)
    AFTER.get(resource.name, _nothing_after)(world, wire, plain)
    return Reply.empty(204, _etag(resource, record))


def _delete(world: World, call: Call) -> Reply:
    resource = call.resource
    record = find(world, resource, split(resource, call.rest)[0])
    _editable(resource, record, "deleted")
    world.drop(resource, record)
    if world.switches.reuse_deleted_numbers:
        give_back(world, resource, record.wire[resource.key[-1]])
    return Reply.empty(204)


def _taken(world: World, call: Call) -> dict[str, Any]:
    kind = call.request.headers.get("content-type", "")
    if "json" not in kind:
        raise Refused(f"The content type '{kind}' is not supported.", 415)
    return world.taker.take(call.resource.shape, call.json(), call.resource.path)


def _demand(plain: dict[str, Any], required: Sequence[str]) -> None:
    missing = [name for name in required if plain.get(name) in (None, "", [])]
    if missing:
        raise Refused(f"{', '.join(missing)} cannot be empty.")


def _lay(world: World, resource: Resource, plain: dict[str, Any], wire: dict[str, Any]) -> None:
    lay(world, resource.shape, plain, wire, but=resource.rows)
    if resource.rows:
        lay_rows(world, resource, plain, wire)


def _editable(resource: Resource, record: Record, done: str) -> None:
    if resource.editable and record.wire["status"] not in resource.editable:
        raise Refused(f"{resource.path} '{record.key}' can't be {done} because it is already released.")


def _match(call: Call, record: Record) -> None:
    wanted = call.request.headers.get("if-match", "").removeprefix("W/").strip('"')
    honoured = call.resource.if_match == "always" or (call.resource.if_match == "background" and call.background)
    if wanted and honoured and wanted != record.etag:
        raise Refused("The record has been changed by another process.", 412)


def _etag(resource: Resource, record: Record) -> dict[str, str]:
    return {"ETag": f'"{record.etag}"'} if resource.time_stamp else {}


def _of_project(world: World, internal: str) -> dict[str, Any]:
    project = find(world, world.resources["project"], ("internal", internal)).wire
    return {"projectInternalId": project["internalID"], "projectID": project["projectID"]}


def _of_customer(world: World, call: Call, number: str, part: str) -> Reply:
    name, path = _OF_CUSTOMER[part]
    resource = world.resources[name]
    wanted = find(world, call.resource, (number,)).key
    records = [record for record in records_of(world, resource) if at(record.wire, path) == wanted]
    return listed(world, evolve(call, resource=resource, rest=()), records)


def _segment(record: Record, segment: str) -> Reply:
    for row in record.wire["segments"]:
        if str(row["segmentId"]) == segment:
            return Reply.of_json(row)
    raise Refused(f"Segment '{segment}' cannot be found in the system.", 404)


def _nothing(world: World, wire: dict[str, Any], plain: dict[str, Any], old: dict[str, Any]) -> None:
    """Most resources need no more than their fields."""


def _nothing_after(world: World, wire: dict[str, Any], plain: dict[str, Any]) -> None:
    """Nor anything once they are kept."""
