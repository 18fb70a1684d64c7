from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from severa_vnf import vnf
from severa_vnf.values import Code
from severa_vnf.wire.call import Call


def sent(call: Call[Code]) -> tuple[list[str], bytes]:
    """The part's header lines and its content, found by the boundary that the content type names."""
    found = re.fullmatch(r"multipart/form-data; boundary=([\w-]{1,70})", call.content_type)
    assert found
    assert call.body is not None
    line = b"--" + found[1].encode()
    nothing, part, end = call.body.split(line)
    assert (nothing, end) == (b"", b"--\r\n")
    head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    return head.decode().split("\r\n"), content.removesuffix(b"\r\n")


@given(st.binary(), st.text(st.characters(exclude_categories=["Cs"])))
def test_any_content_under_any_name_arrives_whole(content: bytes, name: str) -> None:
    """The bytes are untouched, and no name writes a header of its own."""
    head, arrived = sent(vnf.customer_invoice.attach("300001", name, content, "application/pdf"))
    assert arrived == content
    assert len(head) == 2
    assert head[1] == "Content-Type: application/pdf"
    assert re.fullmatch(r'Content-Disposition: form-data; name="file"; filename="[^"\x00-\x1f\x7f]*"', head[0])


def test_a_file_keeps_its_name() -> None:
    """The service takes the same name for a new revision of the same file."""
    head, _ = sent(vnf.customer_credit_note.attach("800001", 'Faktura æøå "1".pdf', b"x"))
    assert 'filename="Faktura æøå %221%22.pdf"' in head[0]
    assert head[1] == "Content-Type: application/octet-stream"


def test_the_same_file_makes_the_same_call() -> None:
    """Nothing in it is drawn by lot."""
    first, second = (vnf.customer_invoice.attach("1", "a.txt", b"content") for _ in range(2))
    assert (first.body, first.content_type) == (second.body, second.content_type)
