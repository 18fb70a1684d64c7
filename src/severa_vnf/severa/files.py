"""The files of projects and invoices. A file can be added to a project; an invoice shows those of its projects."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from hashlib import sha256

from attrs import evolve, field, frozen
from attrs.validators import matches_re

from severa_vnf.severa.describe import item, listed, one, removed
from severa_vnf.values import Guid, Stamp
from severa_vnf.wire.call import Call, Ceiling, content, segment
from severa_vnf.wire.model import Model
from severa_vnf.wire.paging import Paged, by_offset

_TYPE = matches_re(r"[\w.+-]+/[\w.+-]+(;[ -~]*)?", flags=re.ASCII)


@frozen(kw_only=True, slots=False)
class File(Model):
    """A file without its bytes. `name` is what somebody once typed: it may hold any character."""

    guid: Guid
    name: str
    description: str | None = None
    content_type: str | None = None
    created_date_time: Stamp | None = None
    last_updated_date_time: Stamp | None = None


@frozen(kw_only=True, slots=False)
class ProjectFile(File):
    """A file on a project. `guid` is that of the tie; the file has its own, `file_guid`."""

    file_guid: Guid | None = None
    project_guid: Guid | None = None


@frozen(kw_only=True, slots=False)
class InvoiceFile(File):
    """A file on an invoice. `guid` is that of the tie; the file has its own, `file_guid`. No unit of `size` is told."""

    size: Decimal | None = None
    sort_order: int | None = None
    file_guid: Guid | None = None
    invoice_guid: Guid | None = None


@frozen(kw_only=True)
class NewFile:
    """A file to be added. Raises ValueError for a content type that is none."""

    name: str
    data: bytes = field(repr=False)
    description: str | None = None
    content_type: str = field(default="application/octet-stream", validator=_TYPE)


def get(guid: str) -> Call[File]:
    """One file, by its own guid."""
    return item(File, f"/v1/files/{segment(guid)}", "files:read", guid)


def data(guid: str) -> Call[bytes]:
    """The bytes of one file, by its own guid."""
    return Call(
        "severa", "GET", f"/v1/files/{segment(guid)}/filedata", content, scope="files:read", ceiling=Ceiling.FILE
    )


def of_project(project_guid: str) -> Paged[ProjectFile]:
    """The files on one project."""
    return listed(ProjectFile, _of(project_guid), "files:read", habit=by_offset, of_parent=True)


def of_invoice(invoice_guid: str) -> Paged[InvoiceFile]:
    """The files on one invoice."""
    path = f"/v1/invoices/{segment(invoice_guid)}/files"
    return listed(InvoiceFile, path, "files:read", habit=by_offset, of_parent=True)


def upload(project_guid: str, file: NewFile) -> Call[ProjectFile]:
    """Add a file to a project. An API before 2024 has no such route and refuses it.

    The body has two parts: JSON with the name, in ASCII, then the bytes.
    """
    boundary = sha256(file.data).hexdigest()
    told = {"Name": file.name} | ({"Description": file.description} if file.description else {})
    kind = "application/octet-stream" if file.content_type == "application/json" else file.content_type
    head = f"--{boundary}\r\nContent-Type: application/json\r\n\r\n{json.dumps(told)}\r\n"
    head += f"--{boundary}\r\nContent-Type: {kind}\r\n\r\n"
    body = head.encode() + file.data + f"\r\n--{boundary}--\r\n".encode()
    form = f"multipart/related; boundary={boundary}"
    call = Call("severa", "POST", _of(project_guid), one(ProjectFile), scope="files:write", body=body)
    return evolve(call, content_type=form, of_parent=True)


def delete(guid: str) -> Call[None]:
    """Delete a project's file, tie and bytes. An API before 2024 has no such route and refuses it."""
    return removed(f"/v1/projectfiles/{segment(guid)}", "files:delete")


def _of(project_guid: str) -> str:
    return f"/v1/projects/{segment(project_guid)}/files"
