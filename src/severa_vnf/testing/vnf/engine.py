"""The one engine behind all resources: read, create, change, delete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve

from severa_vnf.testing.exchange import Reply
from severa_vnf.testing.vnf import attachments
from severa_vnf.testing.vnf.actions import act
from severa_vnf.testing.vnf.address import find, split, unchanged
from severa_vnf.testing.vnf.call import Call, from_base64
from severa_vnf.testing.vnf.complete import COMPLETE
from severa_vnf.testing.vnf.keeping import settle
from severa_vnf.testing.vnf.laying import lay, lay_rows
from severa_vnf.testing.vnf.listing import listed, records_of
from severa_vnf.testing.vnf.numbers import fits_key, give_back, number, payment_reference
from severa_vnf.testing.vnf.paths import at
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import Resource
from severa_vnf.testing.vnf.showing import shown
from severa_vnf.testing.vnf.world import Record, World, copy

PDF = b"%PDF-1.4\n%simulated print\n%%EOF\n"

OF_CUSTOMER = {
    "contact": ("contact", "businessAccount"),
    "invoice": ("customer_invoice", "customer.number"),
    "document": ("customer_document", "customer.number"),
}
"""What is listed below a customer: of which collection, and where it names the customer."""


def serve(world: World, call: Call) -> Reply:
    """Carry out one call. Raises Refused."""
    resource = call.resource
    match call.method, call.rest:
        case "GET", ():
            return listed(world, call, records_of(world, resource))
        case "GET", (key, part) if resource.name == "customer" and part.lower() in OF_CUSTOMER:
            return _of_customer(world, call, key, part.lower())
        case "GET", _:
            return _read(world, call)
    _asked(world, call)
    match call.method, call.rest:
        case "POST", () if resource.name != "project_task":
            return _create(world, call, {})
        case "POST", (project,) if resource.name == "project_task":
            return _create(world, call, _of_project(world, project))
        case "POST", (*_, "attachment"):
            return attachments.upload(world, call)
        case "POST", _:
            return act(world, call)
        case "PUT", _:
            return _change(world, call)
        case _:
            return _delete(world, call)


def _read(world: World, call: Call) -> Reply:
    resource = call.resource
    _asked(world, call)
    match resource.name, call.rest:
        case "attachment", (key,):
            return attachments.download(world, find(world, resource, (key,)))
        case "customer_invoice" | "customer_credit_note", (key, "print"):
            find(world, resource, (key,))
            return Reply(200, {"Content-Type": "application/pdf"}, PDF)
        case "customer", (key, "note"):
            return Reply.of_json({"note": find(world, resource, (key,)).wire.get("note") or ""})
        case "dimension", (key, segment, *value):
            return _segment(find(world, resource, (key,)), segment, value)
    record = _one(world, call)
    if world.whims.hides(record.made, world.clock.now(), world.whims.unready):
        raise Refused(f"{resource.path} '{record.key}' cannot be found in the system.", 404)
    return Reply.of_json(shown(world, call, record, single=True), headers=_etag(resource, record))


def _one(world: World, call: Call) -> Record:
    named, behind = split(call.resource, call.rest)
    if not named or behind:
        raise Refused(f"There is nothing at {call.request.path}.", 404)
    return find(world, call.resource, named)


def _asked(world: World, call: Call) -> None:
    known = {name.lower() for name in call.resource.expand} if call.resource.expand_single else set()
    for name, _ in call.request.query:
        if name.lower() not in known:
            world.taker.misread(f"The query parameter {name} is not known here; the service would ignore it.")


def _create(world: World, call: Call, given: dict[str, Any]) -> Reply:
    resource = call.resource
    plain = _taken(world, call)
    _demand(plain, resource.required)
    fits_key(world, resource.name, plain.get(resource.key[-1]))
    wire = {**dict.fromkeys(resource.empty), **copy(resource.defaults), **given}
    if resource.internal:
        wire[resource.internal] = world.count()
    _lay(world, resource, plain, wire)
    if resource.name in COMPLETE:
        COMPLETE[resource.name](world, wire, plain, {})
    if resource.series:
        _number(world, resource, wire, plain)
    wire["createdDateTime"] = wire["lastModifiedDateTime"] = world.stamp()
    record = world.add(resource, wire)
    segments = (resource.version, *resource.path.split("/"), str(wire[resource.key[-1]]).strip())
    return Reply.empty(201, {"Location": call.location(*segments), **_etag(resource, record)})


def _change(world: World, call: Call) -> Reply:
    resource = call.resource
    record = _one(world, call)
    unchanged(call, record)
    change(world, resource, record, _body(call))
    return Reply.empty(204, _etag(resource, record))


def change(world: World, resource: Resource, record: Record, body: dict[str, Any]) -> None:
    """Change a record as a written body says. Raises Refused."""
    _editable(resource, record, "updated")
    plain = world.taker.take(resource.shape, body, resource.path)
    said = [name for name in resource.required if name in plain and plain[name] != []]
    _demand(plain, resource.required if resource.required_again else said)
    wire = copy(record.wire)
    _lay(world, resource, plain, wire)
    for part in resource.key:
        if wire[part] != record.wire[part]:
            world.taker.misread(f"{part} cannot be changed this way; the service would keep {record.wire[part]}.")
            wire[part] = record.wire[part]
    if resource.name in COMPLETE:
        COMPLETE[resource.name](world, wire, plain, record.wire)
    world.change(resource, record, wire)


def _delete(world: World, call: Call) -> Reply:
    resource = call.resource
    record = _one(world, call)
    _editable(resource, record, "deleted")
    world.drop(resource, record)
    if world.switches.reuse_deleted_numbers:
        give_back(world, resource, record.wire[resource.key[-1]])
    return Reply.empty(204)


def _taken(world: World, call: Call) -> dict[str, Any]:
    return world.taker.take(call.resource.shape, _body(call), call.resource.path)


def _body(call: Call) -> dict[str, Any]:
    kind = call.request.headers.get("content-type", "")
    if "json" not in kind:
        raise Refused(f"The content type '{kind}' is not supported.", 415)
    return call.json()


def _number(world: World, resource: Resource, wire: dict[str, Any], plain: dict[str, Any]) -> None:
    taken = wire[resource.key[-1]] = number(world, resource, plain, wire.get(resource.key[-1]))
    if "paymentReference" in resource.empty and not wire["paymentReference"]:
        wire["paymentReference"] = payment_reference(taken)


def _demand(plain: dict[str, Any], required: Sequence[str]) -> None:
    missing = [name for name in required if plain.get(name) in (None, "", [])]
    if missing:
        raise Refused(f"{', '.join(missing)} cannot be empty.")


def _lay(world: World, resource: Resource, plain: dict[str, Any], wire: dict[str, Any]) -> None:
    lay(world, resource.shape, plain, wire, but=resource.rows)
    if resource.rows:
        lay_rows(world, resource, plain, wire)
    settle(world, resource, wire)


def _editable(resource: Resource, record: Record, done: str) -> None:
    if resource.editable and record.wire["status"] not in resource.editable:
        raise Refused(f"{resource.path} '{record.key}' can't be {done} because it is already released.")


def _etag(resource: Resource, record: Record) -> dict[str, str]:
    return {"ETag": f'"{record.etag}"'} if resource.time_stamp else {}


def _of_project(world: World, internal: str) -> dict[str, Any]:
    project = find(world, world.resources["project"], ("internal", internal)).wire
    return {"projectInternalId": project["internalID"], "projectID": project["projectID"]}


def _of_customer(world: World, call: Call, number: str, part: str) -> Reply:
    name, path = OF_CUSTOMER[part]
    resource = world.resources[name]
    wanted = find(world, call.resource, (number,)).key
    records = [record for record in records_of(world, resource) if at(record.wire, path) == wanted]
    return listed(world, evolve(call, resource=resource, rest=()), records)


def _segment(record: Record, segment: str, value: Sequence[str]) -> Reply:
    """A segment, or that value of it whose id stands behind it in base64."""
    for row in record.wire["segments"]:
        if str(row["segmentId"]) == segment:
            return _value(row, value[0]) if value else Reply.of_json(row)
    raise Refused(f"Segment '{segment}' cannot be found in the system.", 404)


def _value(segment: Mapping[str, Any], encoded: str) -> Reply:
    named = from_base64(encoded)
    for row in segment.get("segmentValues") or ():
        if row["valueId"] == named:
            return Reply.of_json(row)
    raise Refused(f"Segment value '{named}' cannot be found in the system.", 404)
