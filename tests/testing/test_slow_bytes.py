"""What goes wrong with bytes on a real socket: drips both ways, torn and half answers, by a clock that waits."""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx
import pytest

from severa_vnf.send import SystemClock
from severa_vnf.testing import Fault, Faults, Kind
from severa_vnf.testing.http_server import HttpServer
from tests.testing.counter import Counter

DRIP = 0.02


@pytest.fixture
def counter() -> Counter:
    """A service whose clock is the system's."""
    return Counter(clock=SystemClock())


@pytest.fixture
def client(counter: Counter) -> Iterator[httpx.Client]:
    """A client of it, listening."""
    with HttpServer(counter) as server, httpx.Client(base_url=server.url) as opened:
        yield opened


@pytest.mark.parametrize("kind", [Kind.DRIP_HEAD, Kind.DRIP_BODY])
def test_an_answer_that_drips(client: httpx.Client, counter: Counter, kind: Kind) -> None:
    """Head or body come in eight pieces, each after its while, and are whole in the end."""
    counter.faults = Faults([Fault(kind, seconds=DRIP)])
    began = time.monotonic()
    with client.stream("POST", "/x", content=b"body") as reply:
        head_after = time.monotonic() - began
        assert reply.read().startswith(b'{"done":1')
    assert time.monotonic() - began >= 8 * DRIP
    assert (head_after >= 8 * DRIP) is (kind is Kind.DRIP_HEAD)


def test_no_read_time_out_sees_a_drip(client: httpx.Client, counter: Counter) -> None:
    """A time-out that counts from byte to byte never strikes, however long it all takes."""
    counter.faults = Faults([Fault(Kind.DRIP_BODY, seconds=DRIP)])
    reply = client.get("/x", timeout=7 * DRIP)
    assert reply.status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_an_upload_that_is_taken_slowly(client: httpx.Client, counter: Counter, chunked: bool) -> None:
    """The body of a request is taken in eight pieces, each after its while, whichever way it is sent."""
    counter.faults = Faults([Fault(Kind.SLOW_UPLOAD, seconds=DRIP)])
    content = b"12345678" * 1000
    began = time.monotonic()
    reply = client.post("/x", content=iter([content]) if chunked else content)
    assert time.monotonic() - began >= 8 * DRIP
    assert content.decode() in reply.text
    assert counter.faults.fired == {Kind.SLOW_UPLOAD: 1}


def test_a_request_without_a_body_is_taken_at_once(client: httpx.Client, counter: Counter) -> None:
    """Where nothing is sent nothing is slow."""
    counter.faults = Faults([Fault(Kind.SLOW_UPLOAD, seconds=DRIP)])
    assert client.get("/x").status_code == 200
    assert not counter.faults.fired


def test_a_torn_answer(client: httpx.Client, counter: Counter) -> None:
    """Content-Length promises the whole, and the connection ends after half of it; what was asked is done."""
    counter.faults = Faults([Fault(Kind.TORN, nth=1)])
    with pytest.raises(httpx.RemoteProtocolError, match="without sending complete"):
        client.post("/x", content=b"body")
    assert counter.done == 1
    assert client.post("/x", content=b"body").status_code == 200


@pytest.mark.parametrize(("kind", "status"), [(Kind.HALF_BODY, 200), (Kind.PARTIAL_206, 206)])
def test_half_an_answer(client: httpx.Client, counter: Counter, kind: Kind, status: int) -> None:
    """Half of the bytes come, and Content-Length says as many."""
    counter.faults = Faults([Fault(kind, nth=1)])
    half, whole = client.get("/x"), client.get("/x")
    assert (half.status_code, len(half.content)) == (status, len(whole.content) // 2)


@pytest.mark.parametrize(("kind", "status"), [(Kind.COMMITTED_499, 499), (Kind.REDIRECT_302, 302)])
def test_statuses_that_are_seldom_seen(client: httpx.Client, counter: Counter, kind: Kind, status: int) -> None:
    """A status that has no phrase in the standard library, and a redirect, reach the client as they are."""
    counter.faults = Faults([Fault(kind, nth=1)])
    assert client.post("/x").status_code == status


def test_no_date(client: httpx.Client, counter: Counter) -> None:
    """An answer without a Date has none on the wire either."""
    counter.faults = Faults([Fault(Kind.NO_DATE, nth=1)])
    assert "Date" not in client.get("/x").headers
    assert "Date" in client.get("/x").headers
