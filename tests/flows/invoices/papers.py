"""The files of real invoices: what a UBL document embeds, else the document itself; and where they hang in the end."""

from __future__ import annotations

from base64 import b64decode
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree.ElementTree import parse

from attrs import frozen

from severa_vnf.testing.worlds import World
from severa_vnf.vnf import attachment
from tests.flows.office import Office

EMBEDDED = ".//{*}AdditionalDocumentReference/{*}Attachment/{*}EmbeddedDocumentBinaryObject"


@frozen
class File:
    """A file as it must arrive."""

    name: str
    kind: str
    content: bytes


Files = Mapping[str, Sequence[File]]
"""By the guid of their invoice."""


def files_of(world: World, folder: Path) -> Files:
    """Of each invoice that was read from a file."""
    return {guid: _files(folder / source) for guid, source in world.sources.items()}


def _files(path: Path) -> list[File]:
    found = [
        File(node.attrib["filename"], node.attrib["mimeCode"], b64decode(node.text or ""))
        for node in parse(path).iterfind(EMBEDDED)
    ]
    return found or [File(path.name, "application/xml", path.read_bytes())]


def pdf(number: int, guid: str, credit_note: bool) -> File:
    """The invoice as Severa prints it."""
    name = f"{'Credit note' if credit_note else 'Invoice'} {number}.pdf"
    return File(name, "application/pdf", f"%PDF-1.4\n% invoice {number}, {guid}\n%%EOF\n".encode())


def check_files(office: Office, files: Files) -> int:
    """Each invoice's files and PDF hang on its document: once, in one revision, not for AutoInvoice. How many."""
    _, vnf = office.clients()
    documents = {str(one["note"]).split()[-1]: one for one in office.documents()}
    for invoice in office.severa.documents("invoices"):
        guid = invoice["guid"]
        wanted = [pdf(invoice["number"], guid, documents[guid]["documentType"] == "CreditNote"), *files.get(guid, ())]
        hung = documents[guid]["attachments"]
        assert Counter(one["name"] for one in hung) == Counter(file.name for file in wanted)
        for one in hung:
            (file,) = (file for file in wanted if file.name == one["name"])
            assert (one["revision"], office.vnf._world.files[one["id"]][0]) == (1, file.kind)
            assert vnf.send(attachment.get(one["id"])) == file.content
    hanging = [one["id"] for document in documents.values() for one in document["attachments"]]
    kept = office.vnf.documents("attachment")
    assert sorted(one["id"] for one in kept) == sorted(hanging)
    assert not any(one["sendToAutoinvoice"] for one in kept)
    sent = [one for one in office.vnf.requests if one.method == "POST" and one.path.endswith("/attachment")]
    assert len(sent) == len(hanging)
    return len(hanging)
