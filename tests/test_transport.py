from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
import respx
from attrs import evolve

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
        (httpx.UnsupportedProtocol, False),
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
def test_a_hosts_own_client_stays_open(host: Host) -> None:
    """A client that the host gave is the host's to close; one of ours is closed with us."""
    given, own = host.Http(transport=Told()), transport(host)
    host.answer(transport(host, given).close())
    assert not given.is_closed
    host.answer(own.close())
    with pytest.raises(RuntimeError, match="closed"):
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
    assert told.timeout == {"connect": 2.0, "read": 2.0, "write": 2.0, "pool": 2.0}
