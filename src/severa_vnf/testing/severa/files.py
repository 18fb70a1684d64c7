"""Files: what hangs on invoices and projects, its bytes, and the upload to a project."""

from __future__ import annotations

import email
import re
from typing import Any

from severa_vnf.testing.exchange import Reply, Request, loads
from severa_vnf.testing.severa.refusals import bad_body, bad_parameter
from severa_vnf.testing.severa.shapes import Document
from severa_vnf.testing.severa.world import World

PDF_WORDS = {
    "invoiceType": ("Invoice", "Reminder"),
    "pdfGetOptions": ("All", "InvoiceOnly", "AttachmentAndBreakdown"),
}


def attached(
    world: World, owner: str, guid: str, content: bytes, kind: str, name: str, description: str | None = None
) -> Document:
    """Keep a file on a project or an invoice (`owner`), and its bytes."""
    facts = {"name": name, "description": description, "size": len(content), "contentType": kind}
    facts["category"] = "Invoice" if owner == "invoice" else "Projects"
    file = world.made("files", facts)
    world.keep("files", file)
    world.contents[file["guid"]] = content
    link = world.made(f"{owner}_files", {**facts, "fileGuid": file["guid"], f"{owner}Guid": guid})
    world.keep(f"{owner}_files", link)
    return link


def data(world: World, request: Request, guid: str) -> Reply:
    """The bytes of a file, under its own type."""
    file = world.get("files", guid)
    return Reply(
        200, {"Content-Type": file["contentType"] or "application/octet-stream"}, world.contents.get(guid, b"")
    )


def pdf(world: World, request: Request, guid: str) -> Reply:
    """An invoice as a PDF that says which invoice it is, and no more."""
    for name, value in request.query:
        if value not in PDF_WORDS.get(name, (value,)):
            raise bad_parameter(name, f"{value} is not known")
    invoice = world.get("invoices", guid)
    text = f"%PDF-1.4\n% invoice {invoice['number'] or 'without number'}, {guid}\n%%EOF\n"
    return Reply(200, {"Content-Type": "application/pdf"}, text.encode())


def upload(world: World, request: Request, project: str) -> Reply:
    """Files for a project as multipart/related: before each file's part there may be a JSON part that names it."""
    world.get("projects", project)
    found: list[tuple[bytes, str, str, str | None]] = []
    named: dict[str, Any] = {}
    for headers, content in _parts(request):
        kind = headers.get_content_type()
        if kind == "application/json":
            named = _facts(content)
            continue
        name = named.get("name") or headers.get_filename()
        if not name:
            raise bad_body("a file has no name")
        found.append((content, kind, name, named.get("description")))
        named = {}
    if not found:
        raise bad_body("there is no file in the body")
    made = [attached(world, "project", project, *file) for file in found]
    return Reply.of_json([world.view("project_files", link) for link in made], 201)


def _facts(content: bytes) -> dict[str, Any]:
    try:
        facts = loads(content)
        return {name.lower(): value for name, value in facts.items()}
    except (ValueError, AttributeError):
        raise bad_body("the part that names a file is no JSON object") from None


def _parts(request: Request) -> list[tuple[email.message.Message, bytes]]:
    header = request.headers.get("content-type", "")
    boundary = re.search(r'boundary="?([^";]+)', header)
    if not header.startswith("multipart/related") or boundary is None:
        raise bad_body("the body must be multipart/related with a boundary")
    _, *found = (b"\r\n" + request.body).split(b"\r\n--" + boundary.group(1).encode())
    if not found or not found[-1].startswith(b"--"):
        raise bad_body("the last part is not closed")
    pairs = (part.partition(b"\r\n\r\n") for part in found[:-1])
    return [(email.message_from_bytes(head.lstrip(b"\r\n") + b"\r\n\r\n"), content) for head, _, content in pairs]
