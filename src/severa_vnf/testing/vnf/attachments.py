"""Files on documents and lines."""

from __future__ import annotations

import re
from email import message_from_string
from email.message import Message
from typing import Any
from urllib.parse import quote

from attrs import field, frozen

from severa_vnf.testing.exchange import Reply
from severa_vnf.testing.vnf.address import find, split, unchanged
from severa_vnf.testing.vnf.call import Call
from severa_vnf.testing.vnf.receivable import CUSTOMER_CREDIT_NOTE, CUSTOMER_INVOICE
from severa_vnf.testing.vnf.refusals import Refused
from severa_vnf.testing.vnf.resource import UNRELEASED, Resource
from severa_vnf.testing.vnf.world import Record, World, copy

_CUSTOMER = (CUSTOMER_INVOICE, CUSTOMER_CREDIT_NOTE)
_BOUNDARY = re.compile(r'boundary="?([^";]+)"?')


@frozen
class File:
    """What was sent."""

    name: str
    kind: str
    content: bytes = field(repr=False)


def upload(world: World, call: Call) -> Reply:
    """Keep the file of a multipart/form-data body on a document or a line."""
    resource = call.resource
    if not resource.attaches:
        raise Refused(f"{resource.path} takes no attachments.", 404)
    named, behind = split(resource, call.rest)
    record = find(world, resource, named)
    unchanged(call, record)
    if resource in _CUSTOMER and record.wire["status"] not in UNRELEASED and not world.switches.attach_to_released:
        raise Refused(f"{record.key} is {record.wire['status']} and takes no attachments.")
    attachment = keep(world, resource, record, behind[0] if len(behind) > 1 else None, _file(call))
    return Reply.empty(201, {"Location": call.location("v1", "attachment", attachment)})


def keep(world: World, resource: Resource, record: Record, line: str | None, file: File) -> str:
    """Put a file on a record or one of its lines; the same name is a new revision. Gives its id."""
    limit = world.switches.attachment_limit
    if limit is not None and len(file.content) > limit:
        raise Refused(f"The file {file.name} has {len(file.content)} bytes; {limit} are allowed.")
    wire = copy(record.wire)
    holder = wire if line is None else _line(wire, resource.rows, line)
    files: list[dict[str, Any]] = holder.setdefault("attachments", [])
    entry = next((known for known in files if known["name"] == file.name), None)
    if entry is None:
        entry = {"id": world.guid(), "name": file.name, "revision": 0}
        files.append(entry)
    entry["revision"] += 1
    world.put(
        world.resources["attachment"], {**entry, "sendToAutoinvoice": world.switches.attachments_for_auto_invoice}
    )
    world.files[entry["id"]] = (file.kind, file.content)
    world.change(resource, record, wire, bump=False)
    return str(entry["id"])


def download(world: World, record: Record) -> Reply:
    """The bytes of the latest revision; a header is ASCII, so other letters of the name stand in `filename*`."""
    kind, content = world.files[record.key]
    name = record.wire["name"]
    plain = name.encode("ascii", "replace").decode()
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Reply(200, {"Content-Type": kind, "Content-Disposition": disposition}, content)


def _line(wire: dict[str, Any], rows: str, number: str) -> dict[str, Any]:
    lines: list[dict[str, Any]] = wire[rows]
    for line in lines:
        if str(line["lineNumber"]) == number:
            return line
    raise Refused(f"Line {number} cannot be found.", 404)


def _file(call: Call) -> File:
    kind = call.request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise Refused("An attachment is sent as multipart/form-data.", 415)
    found = _BOUNDARY.search(kind)
    pieces = call.request.body.split(b"--" + found.group(1).encode()) if found else []
    files = [(head, content) for head, content in map(_part, pieces[1:-1]) if head.get_filename()]
    if len(files) != 1:
        raise Refused("An attachment is one file part with a file name.")
    head, content = files[0]
    name = str(head.get_filename())
    if "." not in name:
        raise Refused(f"The file name {name} has no extension.")
    return File(name, head.get_content_type(), content)


def _part(piece: bytes) -> tuple[Message, bytes]:
    head, _, content = piece.partition(b"\r\n\r\n")
    return message_from_string(head.decode("utf-8", "replace").strip()), content.removesuffix(b"\r\n")
