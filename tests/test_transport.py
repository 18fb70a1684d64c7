from __future__ import annotations

import asyncio
import gzip
import ssl
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Iterator
from time import sleep
from typing import Any

import httpx
import pytest
import respx
from attrs import evolve

from severa_vnf.errors import SettingsError
from severa_vnf.transport import AsyncHttpxTransport, HttpxTransport
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply
from tests.hosts import Async, Host, both

URL = "https://api.example/v1/x"
OUT = Outgoing("POST", URL, {"Authorization": "Bearer canary", "X": "y"}, b"body")


class Told(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Remembers the time-outs of the requests it gets."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for httpx.Client."""
        self.timeout = request.extensions["timeout"]
        return httpx.Response(204)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for httpx.AsyncClient."""
        return self.handle_request(request)


def transport(host: Host, client: Any = None, timeout: float | None = None) -> Any:
    """The transport of a host."""
    return (AsyncHttpxTransport if isinstance(host, Async) else HttpxTransport)(client, timeout)


def over(host: Host, out: Outgoing = OUT) -> Any:
    """What comes of a request through a transport of its own."""
    way = transport(host)
    answer = host.answer(way.send(out))
    host.answer(way.close())
    return answer


@both
@respx.mock
def test_a_request_goes_out_as_it_is(host: Host) -> None:
    """Method, address, headers and body are those that were asked for, and the answer comes back whole."""
    route = respx.post(URL).respond(201, headers={"Location": "/v1/x/7"}, content=b"made")
    assert over(host) == Reply(201, {"location": "/v1/x/7", "content-length": "4"}, b"made")
    sent = route.calls.last.request
    assert (sent.content, sent.headers["X"], sent.headers["Authorization"]) == (b"body", "y", "Bearer canary")


class Endless(httpx.SyncByteStream, httpx.AsyncByteStream):
    """An answer without an end; it counts what is taken of it."""

    taken = 0

    def __iter__(self) -> Iterator[bytes]:
        while True:
            self.taken += 1
            yield b"1234"

    async def __aiter__(self) -> AsyncIterator[bytes]:
        given = iter(self)
        while True:
            yield next(given)


@both
@respx.mock
def test_no_more_is_read_than_is_wanted(host: Host) -> None:
    """Of an answer that is larger one byte beyond is given, and the rest is never taken from the network."""
    stream = Endless()
    respx.post(URL).mock(return_value=httpx.Response(200, stream=stream))
    assert over(host, evolve(OUT, largest=6)).body == b"1234123"
    assert stream.taken == 2


@both
@respx.mock
def test_a_redirect_is_not_followed(host: Host) -> None:
    """A redirect is an answer: a token is not carried to another address."""
    respx.post(URL).respond(302, headers={"Location": "https://elsewhere.example"})
    assert over(host).status == 302


@both
@pytest.mark.parametrize(
    ("error", "received"),
    [
        (httpx.ConnectError, False),
        (httpx.ConnectTimeout, False),
        (httpx.PoolTimeout, False),
        (httpx.ReadTimeout, True),
        (httpx.WriteTimeout, True),
        (httpx.ReadError, True),
        (httpx.WriteError, True),
        (httpx.CloseError, True),
        (httpx.RemoteProtocolError, True),
        (httpx.LocalProtocolError, True),
        (httpx.ProxyError, True),
        (httpx.DecodingError, True),
        (httpx.TooManyRedirects, True),
    ],
)
@respx.mock
def test_silence_is_an_answer(host: Host, error: type[httpx.RequestError], received: bool) -> None:
    """Only what failed before it left is known not to have arrived; the reason holds no word of the request."""
    respx.post(URL).mock(side_effect=error("canary"))
    assert over(host) == NoReply(received, f"{error.__name__}: no answer")


@both
def test_a_refused_certificate_is_said_to_be_one(host: Host) -> None:
    """A server whose certificate this system does not trust was sent nothing, and will not be trusted next time."""
    refused, error = ssl.SSLCertVerificationError("canary"), httpx.ConnectError("canary")
    refused.verify_message = "self-signed certificate"
    error.__cause__ = refused

    def refuse(request: httpx.Request) -> httpx.Response:
        raise error

    found = host.answer(transport(host, host.Http(transport=httpx.MockTransport(refuse))).send(OUT))
    assert (found.received, found.reason) == (False, "the certificate is refused: self-signed certificate")
    assert "verify=" in found.remedy


@both
def test_a_hosts_own_client_stays_open(host: Host) -> None:
    """A client that the host gave is the host's to close; one of ours is closed with us."""
    given, own = host.Http(transport=Told()), transport(host)
    host.answer(transport(host, given).close())
    assert not given.is_closed
    host.answer(own.close())
    with pytest.raises(SettingsError, match="closed"):
        host.answer(own.send(OUT))


@both
@pytest.mark.parametrize(
    ("given", "timeout", "longest"),
    [
        (None, None, 150.0),
        (None, 2.0, 8.0),
        (httpx.Timeout(1.0), None, 4.0),
        (httpx.Timeout(1.0, read=5.0), None, 8.0),
        (httpx.Timeout(None), None, 150.0),
        (httpx.Timeout(None, read=5.0), None, 95.0),
    ],
)
def test_every_call_has_an_end(host: Host, given: Any, timeout: float | None, longest: float) -> None:
    """The longest a call takes is the sum of its phases: the host's, or ours where it set no limit."""
    client = host.Http(timeout=given, transport=Told()) if given else None
    way = transport(host, client, timeout)
    assert way.longest == longest
    host.answer(way.close())


@both
def test_the_time_outs_are_those_of_the_request(host: Host) -> None:
    """A time-out that the host chose for us goes before its client's."""
    told = Told()
    host.answer(transport(host, host.Http(transport=told, timeout=None), 2.0).send(OUT))
    assert {phase: float(seconds) for phase, seconds in told.timeout.items()} == pytest.approx(
        {"connect": 2.0, "read": 2.0, "write": 2.0, "pool": 2.0}, abs=0.1
    )


@both
@pytest.mark.parametrize("url", ["", "host/x", "https://host:0x7/", "https://host/" + "a" * 70_000])
def test_what_is_no_address_is_not_tried_again(host: Host, url: str) -> None:
    """An address that httpx refuses was not sent to, and never will be."""
    found = over(host, evolve(OUT, url=url))
    assert (found.received, bool(found.remedy)) == (False, True)


@both
@respx.mock
def test_no_cookie_is_sent_or_kept(host: Host) -> None:
    """What a service sets as a cookie goes back to no service, and the host's client does not learn it either."""
    route = respx.post(URL).respond(204, headers={"Set-Cookie": "session=canary; Path=/"})
    given = host.Http(headers={"Cookie": "mine=1"}, cookies={"other": "2"})
    way = transport(host, given)
    for _ in range(2):
        host.answer(way.send(OUT))
    assert [call.request.headers.get("Cookie") for call in route.calls] == [None, None]
    assert dict(given.cookies) == {"other": "2"}


@both
@respx.mock
def test_the_host_clients_own_habits_do_not_count(host: Host) -> None:
    """A client that follows redirects or logs in by itself does neither for us; it stays as the host made it."""
    respx.post(URL).respond(307, headers={"Location": "https://elsewhere.example"})
    given = host.Http(follow_redirects=True, auth=("me", "mine"))
    assert host.answer(transport(host, given).send(OUT)).status == 307
    assert respx.calls.last.request.headers["Authorization"] == "Bearer canary"
    assert given.follow_redirects


PACKED = gzip.compress(b"made" * 1000, mtime=0)


@both
@pytest.mark.parametrize(
    ("encoding", "body"),
    [("gzip", PACKED), ("x-gzip", PACKED), (" GZIP ", PACKED), ("deflate", zlib.compress(b"made" * 1000)),
     ("identity", b"made" * 1000), ("", b"made" * 1000)],
)  # fmt: skip
@respx.mock
def test_an_answer_may_be_packed(host: Host, encoding: str, body: bytes) -> None:
    """An answer is unpacked; only what can be unpacked piece by piece is asked for."""
    stream = Pieces(body)
    route = respx.post(URL).mock(
        return_value=httpx.Response(200, headers={"Content-Encoding": encoding}, stream=stream)
    )
    assert over(host).body == b"made" * 1000
    assert route.calls.last.request.headers["Accept-Encoding"] == "gzip"


class Pieces(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes in pieces of seven bytes; the clock may move on between them."""

    def __init__(self, body: bytes, wait: float = 0.0) -> None:
        self._pieces = [body[place : place + 7] for place in range(0, len(body), 7)]
        self._wait = wait
        self.taken = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            sleep(self._wait)
            self.taken += 1
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            await asyncio.sleep(0)
            yield piece


class Whole(Pieces):
    """A body in one piece."""

    def __init__(self, body: bytes) -> None:
        super().__init__(b"")
        self._pieces = [body]


@both
@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", PACKED[:-9]), ("gzip", b"no gzip at all"), ("br", b"made"), ("gzip, gzip", PACKED)]
)
@respx.mock
def test_what_cannot_be_unpacked_is_no_answer(host: Host, encoding: str, body: bytes) -> None:
    """A body that is cut, or packed otherwise than was asked for, is not handed on; the request had arrived."""
    answer = httpx.Response(200, headers={"Content-Encoding": encoding}, stream=Pieces(body))
    respx.post(URL).mock(return_value=answer)
    found = over(host)
    assert (found.received, found.reason[:29]) == (True, "an answer that can't be read:")


@both
@respx.mock
def test_a_packed_answer_without_a_body_is_one(host: Host) -> None:
    """Where nothing comes there is nothing to unpack."""
    respx.post(URL).mock(return_value=httpx.Response(204, headers={"Content-Encoding": "gzip"}, stream=Pieces(b"")))
    assert over(host).status == 204


@both
@respx.mock
def test_a_bomb_is_not_unpacked(host: Host) -> None:
    """Of a small answer that unpacks to a huge one, no more is unpacked than is wanted."""
    bomb = Whole(gzip.compress(bytes(50_000_000)))
    respx.post(URL).mock(return_value=httpx.Response(200, headers={"Content-Encoding": "gzip"}, stream=bomb))
    tracemalloc.start()
    assert len(over(host, evolve(OUT, largest=1000)).body) == 1001
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 10_000_000


@both
@respx.mock
def test_a_body_that_drips_has_an_end(host: Host) -> None:
    """However steadily an answer comes, the call ends with its time."""
    stream = Pieces(bytes(7000), wait=0.01)
    respx.post(URL).mock(return_value=httpx.Response(200, stream=stream))
    way = transport(host, None, 0.05)
    found = host.answer(way.send(OUT))
    assert found == NoReply(True, "no answer in 0.2 s")
    assert stream.taken < 100
    host.answer(way.close())
