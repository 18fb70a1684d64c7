from __future__ import annotations

import httpx
import pytest

from tests.testing.severa.caller import BASE, INVOICE, PROJECT, Caller, exact, invoice, refused, simulator

BYTES = b"%PDF-1.7\r\n\x00\xff\r\nend\r\n"


def upload(
    ask: Caller, *parts: tuple[str, bytes], project: str = PROJECT, kind: str = "multipart/related"
) -> httpx.Response:
    """Each part: its headers, its bytes."""
    body = (
        b"".join(b"--mark\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts)
        + b"--mark--\r\n"
    )
    return ask.http.post(
        f"{BASE}/projects/{project}/files", content=body, headers={"Content-Type": f"{kind}; boundary=mark"}
    )


def test_an_invoices_file_is_found_and_read() -> None:
    """A file on an invoice is listed below it, read alone, and its bytes come under their own type."""
    sim = simulator()
    guid = sim.attach(invoice(sim), "scope.pdf", BYTES)
    ask = Caller(sim)
    (link,) = exact(ask.get(f"invoices/{INVOICE}/files"))
    assert (link["fileGuid"], link["name"], link["size"], link["category"]) == (
        guid,
        "scope.pdf",
        len(BYTES),
        "Invoice",
    )
    assert exact(ask.get(f"invoicefiles/{link['guid']}")) == link
    assert exact(ask.get(f"files/{guid}"))["contentType"] == "application/pdf"
    data = ask.get(f"files/{guid}/filedata")
    assert (data.content, data.headers["Content-Type"]) == (BYTES, "application/pdf")


def test_a_file_of_unknown_bytes_is_empty() -> None:
    """A file that was loaded without bytes has none, under the type of any bytes."""
    sim = simulator()
    sim.load("files", [{"guid": "f", "name": "f"}])
    data = Caller(sim).get("files/f/filedata")
    assert (data.status_code, data.content) == (200, b"")
    assert data.headers["Content-Type"] == "application/octet-stream"


def test_an_invoice_can_be_had_as_a_pdf() -> None:
    """The PDF of an invoice comes in the kinds that the service knows."""
    sim = simulator()
    invoice(sim)
    ask = Caller(sim)
    answer = ask.get(f"invoices/{INVOICE}/pdf", invoiceType="Invoice", pdfGetOptions="All")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert answer.content == b"%PDF-1.4\n% invoice without number, " + INVOICE.encode() + b"\n%%EOF\n"
    assert refused(ask.get(f"invoices/{INVOICE}/pdf", invoiceType="Poem")) == (400, "InvalidParameter")


def test_files_are_uploaded_to_a_project() -> None:
    """Several files go up in one body, each named by a JSON part before it or by its own header; no byte changes."""
    sim = simulator()
    ask = Caller(sim)
    answer = upload(
        ask, ("Content-Type: application/json", b'{"Name": "note.txt", "Description": "about"}'),
        ("Content-Type: text/plain", BYTES),
        ('Content-Type: image/png\r\nContent-Disposition: attachment; filename="p.png"', b"\x89PNG"),
    )  # fmt: skip
    assert answer.status_code == 201
    first, second = exact(answer)
    assert (first["name"], first["description"], first["projectGuid"]) == ("note.txt", "about", PROJECT)
    assert (second["name"], second["description"], second["contentType"]) == ("p.png", None, "image/png")
    assert sim.content(first["fileGuid"]) == BYTES
    assert exact(ask.get(f"projects/{PROJECT}/files")) == [first, second]
    assert ask.delete(f"projectfiles/{first['guid']}").status_code == 204
    assert exact(ask.get(f"projects/{PROJECT}/files")) == [second]


@pytest.mark.parametrize("parts",
[[], [("Content-Type: application/json", b'{"Name": "a"}')], [("Content-Type: text/plain", b"1")],
                                   [("Content-Type: application/json", b"{"), ("Content-Type: text/plain", b"1")],
                                   [("Content-Type: application/json", b"[]"),
                                   ("Content-Type: text/plain", b"1")]])  # fmt: skip
def test_an_upload_without_a_named_file_is_refused(parts: list[tuple[str, bytes]]) -> None:
    """A body without a file, or with a file that has no name, is 400."""
    assert refused(upload(Caller(simulator()), *parts)) == (400, "InvalidRequest")


def test_an_upload_is_multipart_related() -> None:
    """Another type of body, one that is not closed, or an unknown project, is refused."""
    ask = Caller(simulator())
    assert upload(ask, kind="multipart/form-data").status_code == 400
    assert upload(ask, project="none").status_code == 404
    url, kind = f"{BASE}/projects/{PROJECT}/files", "multipart/related"
    for header, body in ((f"{kind}; boundary=m", b"--m\r\n"), (f"{kind}; boundary=m", b"text"), (kind, b"--m--\r\n")):
        assert ask.http.post(url, content=body, headers={"Content-Type": header}).status_code == 400


def test_the_older_api_takes_no_upload() -> None:
    """In the 2023 API files of a project can be read only."""
    ask = Caller(simulator(spec="2023"))
    assert upload(ask).status_code == 405
    assert ask.delete("projectfiles/x").status_code == 405
