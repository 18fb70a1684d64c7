"""Bytes at both services, without a socket: late, in drops, or half of them missing."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from severa_vnf.testing import Kind
from tests.testing.severa.caller import invoice
from tests.testing.talks import SeveraTalk, Talk, VnfTalk


def test_half_of_it(talk: Talk) -> None:
    """Half of the body comes as if it were all."""
    whole = talk.page().content
    talk.struck(Kind.HALF_BODY)
    half = talk.page()
    assert (half.status_code, half.content) == (200, whole[: len(whole) // 2])
    assert half.headers["Content-Length"] == str(len(half.content))


def test_a_part_that_says_so(talk: Talk) -> None:
    """A read is answered 206 with its first half; a write, and a refusal, as usual."""
    whole = talk.page().content
    faults = talk.struck(Kind.PARTIAL_206)
    part = talk.page()
    assert (part.status_code, part.content) == (206, whole[: len(whole) // 2])
    assert part.headers["Content-Range"] == f"bytes 0-{len(part.content) - 1}/{len(whole)}"
    assert talk.record("nobody").status_code == 404
    assert talk.create().status_code == 201
    assert faults.fired == {Kind.PARTIAL_206: 1}


@pytest.mark.parametrize("kind", [Kind.TORN, Kind.HALF_BODY, Kind.DRIP_BODY])
def test_nothing_has_no_half(kind: Kind) -> None:
    """An answer without a body is none that could be torn, halved or dripped."""
    talk = SeveraTalk()
    faults = talk.struck(kind)
    assert talk.record("nobody").status_code == 404
    assert not faults.fired


def test_a_torn_answer(talk: Talk) -> None:
    """The connection ends in the middle of the answer, and what was asked is done."""
    talk.struck(Kind.TORN)
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        talk.page()


@pytest.mark.parametrize("kind", [Kind.DRIP_HEAD, Kind.DRIP_BODY])
def test_what_drips_takes_its_time(talk: Talk, kind: Kind) -> None:
    """An answer comes in eight pieces, and is whole in the end."""
    whole, began = talk.page().content, talk.sim.clock.now()
    talk.struck(kind, seconds=5)
    assert talk.page().content == whole
    assert talk.sim.clock.now() - began == timedelta(seconds=40)


def test_a_slow_upload(talk: Talk) -> None:
    """The body of a request is taken in eight pieces, and only then is done what it asks; no body takes no time."""
    faults = talk.struck(Kind.SLOW_UPLOAD, seconds=5)
    began = talk.sim.clock.now()
    assert talk.page().status_code == 200
    assert talk.sim.clock.now() == began
    assert talk.create().status_code == 201
    assert talk.sim.clock.now() - began == timedelta(seconds=40)
    assert talk.sim.documents(talk.collection)[-1]["createdDateTime"].removesuffix("Z").endswith("00:40")
    assert faults.fired == {Kind.SLOW_UPLOAD: 1}


FILE_KINDS = [Kind.EMPTY_200, Kind.HTML_200, Kind.PARTIAL_206, Kind.HALF_BODY]


def half_of(kind: Kind, whole: bytes) -> tuple[int, bytes | None]:
    """The status and the bytes of a file that meets this kind."""
    part = whole[: len(whole) // 2]
    found = {Kind.EMPTY_200: (200, b""), Kind.PARTIAL_206: (206, part), Kind.HALF_BODY: (200, part)}
    return found.get(kind, (200, None))


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("what", ["pdf", "file"])
def test_a_file_of_severa_is_not_whole(kind: Kind, what: str) -> None:
    """A file of an invoice, and its PDF, may come empty, in part, by half, or as a page of HTML."""
    talk = SeveraTalk()
    guid = invoice(talk.sim)
    file = talk.sim.attach(guid, "a.pdf", b"0123456789")
    path = f"invoices/{guid}/pdf" if what == "pdf" else f"files/{file}/filedata"
    whole = talk.send("GET", path).content
    talk.struck(kind)
    reply = talk.send("GET", path)
    status, body = half_of(kind, whole)
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "text/html" if body is None else reply.content == body


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("what", ["print", "attachment"])
def test_a_file_of_visma_net_is_not_whole(kind: Kind, what: str) -> None:
    """An attachment, and the print of a document, may come empty, in part, by half, or as a page of HTML."""
    talk = VnfTalk()
    number = str(talk.office.made()["referenceNumber"])
    file = talk.sim.attach("customer_invoice", number, "a.pdf", b"0123456789")
    path = f"customerinvoice/{number}/print" if what == "print" else f"attachment/{file}"
    whole = talk.send("GET", path).content
    talk.struck(kind)
    reply = talk.send("GET", path)
    status, body = half_of(kind, whole)
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "text/html" if body is None else reply.content == body
