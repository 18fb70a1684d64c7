"""Files on documents and lines."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.testing.vnf.office import Office, detail, number_of, wrapped

INVOICE = "/v1/customerinvoice/100001"


@pytest.fixture
def billed(office: Office) -> Office:
    """Invoice 100001, credit note 200001, supplier invoice 400001."""
    office.made()
    office.credit_note()
    lines = [{"operation": "Insert", **wrapped(costInCurrency=1)}]
    for kind in ("Invoice", "DebitAdj"):
        body = wrapped(supplierNumber="50000", documentType=kind)
        office.post("/v1/supplierInvoice", **body, invoiceLines=lines)
    rows = [{"lineNumber": 3}]
    office.sim.load(
        "journal_transaction", [{"module": "ModuleAP", "batchNumber": "7", "journalTransactionLines": rows}]
    )
    return office


def upload(office: Office, path: str, name: str = "a.pdf", content: bytes = b"%PDF") -> httpx.Response:
    """POST one file."""
    return office.client.post(f"{path}/attachment", files={"v": (name, content, "application/pdf")})


@given(content=st.binary())
def test_every_byte(content: bytes) -> None:
    """What comes down is what went up, with its name and type."""
    office = Office()
    office.made()
    reply = upload(office, INVOICE, "a.pdf", content)
    assert reply.status_code == 201
    down = office.client.get(f"/v1/attachment/{number_of(reply)}")
    assert down.content == content
    assert down.headers["Content-Type"] == "application/pdf"
    assert 'filename="a.pdf"' in down.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("path", "read", "rows"),
    [
        (INVOICE, INVOICE, ""),
        (f"{INVOICE}/1", INVOICE, "invoiceLines"),
        ("/v1/customerCreditNote/200001", "/v1/customerCreditNote/200001", ""),
        ("/v1/supplierInvoice/400001", "/v1/supplierInvoice/400001", ""),
        ("/v1/supplierInvoice/400001/1", "/v1/supplierInvoice/400001", "invoiceLines"),
        ("/v1/supplierInvoice/documentType/DebitAdj/400002", "/v1/supplierInvoice/DebitAdj/400002", ""),
        ("/v1/supplierInvoice/documentType/DebitAdj/400002/1", "/v1/supplierInvoice/DebitAdj/400002", "invoiceLines"),
        ("/v2/journaltransaction/module/AP/7/3", "/v2/journaltransaction/7", "journalTransactionLines"),
        ("/v1/inventory/BOOK", "/v1/inventory/BOOK", ""),
    ],
)
def test_places(billed: Office, path: str, read: str, rows: str) -> None:
    """A file is put on a document or on one of its lines, by every address there is."""
    number = number_of(upload(billed, path))
    document = billed.get(read)
    holder = document[rows][0] if rows else document
    assert holder["attachments"] == [{"id": number, "name": "a.pdf", "revision": 1}]


def test_revision(billed: Office) -> None:
    """The same name again is a new revision of the same file; another name is another file."""
    replies = [
        upload(billed, INVOICE, name, content) for name, content in (("a.pdf", b"1"), ("a.pdf", b"2"), ("b.pdf", b"3"))
    ]
    ids = [number_of(reply) for reply in replies]
    assert ids[0] == ids[1] != ids[2]
    assert [row["revision"] for row in billed.get(INVOICE)["attachments"]] == [2, 1]
    assert billed.client.get(f"/v1/attachment/{ids[0]}").content == b"2"


def test_name(billed: Office) -> None:
    """A name may hold any letters; a download tells it escaped, since a header holds ASCII only."""
    number = number_of(upload(billed, INVOICE, "é 请.pdf"))
    assert billed.get(INVOICE)["attachments"][0]["name"] == "é 请.pdf"
    told = billed.client.get(f"/v1/attachment/{number}").headers["Content-Disposition"]
    assert told == "attachment; filename=\"? ?.pdf\"; filename*=UTF-8''%C3%A9%20%E8%AF%B7.pdf"


@pytest.mark.parametrize("written", ['filename="é.pdf"', "filename=é.pdf", "filename*=UTF-8''%C3%A9.pdf"])
def test_name_as_sent(billed: Office, written: str) -> None:
    """A name is read from raw UTF-8, quoted or not, and from its escaped form, and the file can be fetched."""
    body = f'--b\r\nContent-Disposition: form-data; name="v"; {written}\r\n\r\nx\r\n--b--\r\n'.encode()
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    reply = billed.client.post(f"{INVOICE}/attachment", content=body, headers=kind)
    assert billed.get(INVOICE)["attachments"][0]["name"] == "é.pdf"
    assert billed.client.get(f"/v1/attachment/{number_of(reply)}").content == b"x"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"files": {"v": ("noextension", b"x")}}, 400),
        ({"files": [("v", ("a.pdf", b"x")), ("w", ("b.pdf", b"y"))]}, 400),
        ({"files": {"v": (None, b"x")}}, 400),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400),
        ({"content": b"x", "headers": {"Content-Type": "application/pdf"}}, 415),
    ],
)
def test_refused(billed: Office, sent: dict[str, Any], status: int) -> None:
    """An attachment is one part with a file name that has an extension."""
    assert billed.client.post(f"{INVOICE}/attachment", **sent).status_code == status


def test_nowhere(billed: Office) -> None:
    """Not on a line or document that is not there."""
    for path in (f"{INVOICE}/9", "/v1/customerinvoice/999", "/v1/supplierInvoice/400002"):
        assert upload(billed, path).status_code == 404


def test_limit() -> None:
    """How big a file may be is a switch."""
    office = Office(attachment_limit=3)
    office.made()
    assert upload(office, INVOICE, content=b"123").status_code == 201
    assert "3 are allowed" in detail(upload(office, INVOICE, content=b"1234"))


@pytest.mark.parametrize("marked", [True, False])
def test_auto_invoice(marked: bool) -> None:
    """Whether a new file goes with AutoInvoice is a switch; then it is as it is written on the attachment."""
    office = Office(attachments_for_auto_invoice=marked)
    office.made()
    number = number_of(upload(office, INVOICE))
    assert office.sim.documents("attachment")[0]["sendToAutoinvoice"] is marked
    assert office.put(f"/v1/attachment/{number}", **wrapped(sendToAutoinvoice=not marked)).status_code == 204
    assert office.sim.documents("attachment")[0]["sendToAutoinvoice"] is not marked


@pytest.mark.parametrize("takes", [True, False])
def test_released(takes: bool) -> None:
    """Whether a released document takes files is a switch."""
    office = Office(attach_to_released=takes)
    office.made()
    assert upload(office, INVOICE).status_code == 201
    office.sim.release("100001")
    assert upload(office, INVOICE, "b.pdf").status_code == (201 if takes else 400)


def test_by_person(billed: Office) -> None:
    """A person attaches too, to a document of any kind or to a line of it."""
    number = billed.sim.attach("supplier_invoice", "DebitAdj/400002", "a.unknown", b"x", line=1)
    assert billed.client.get(f"/v1/attachment/{number}").headers["Content-Type"] == "application/octet-stream"
    assert billed.get("/v1/supplierInvoice/DebitAdj/400002")["invoiceLines"][0]["attachments"][0]["id"] == number


def test_listed_when_expanded(billed: Office) -> None:
    """A list shows attachments, of lines too, only when asked."""
    upload(billed, f"{INVOICE}/1")
    assert "attachments" not in billed.get("/v1/customerinvoice")[0]["invoiceLines"][0]
    assert billed.get("/v1/customerinvoice", expandAttachments="true")[0]["invoiceLines"][0]["attachments"]
