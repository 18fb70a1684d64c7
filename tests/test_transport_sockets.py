"""The end of a call, on real sockets: whatever drips, on either side."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from severa_vnf.errors import LeaseLost
from severa_vnf.transport import AsyncHttpxTransport, HttpxTransport, Left
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply
from tests.hosts import Async, Host, both

Serve = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
SMALL = [(socket.SOL_SOCKET, socket.SO_SNDBUF, 16_384)]


@contextmanager
def served(serve: Serve) -> Iterator[str]:
    """A server that does this with each connection; its address."""
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16_384)
    door.bind(("127.0.0.1", 0))
    door.listen()

    def one(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            serve(connection)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=one, args=(door.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"127.0.0.1:{door.getsockname()[1]}"
    finally:
        door.shutdown(socket.SHUT_RDWR)
        door.close()


def sent(host: Host, timeout: float, *outs: Outgoing, proxy: str | None = None) -> list[Any]:
    """What comes of requests, one after the other, over connections with small buffers, so that uploads block."""
    if not isinstance(host, Async):
        with httpx.Client(transport=httpx.HTTPTransport(socket_options=SMALL, proxy=proxy)) as client:
            way = HttpxTransport(client, timeout)
            return [told(partial(way.send, out)) for out in outs]

    async def send_all() -> list[Any]:
        async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(socket_options=SMALL, proxy=proxy)) as client:
            way = AsyncHttpxTransport(client, timeout)
            return [(await asyncio.gather(way.send(out), return_exceptions=True))[0] for out in outs]

    return asyncio.run(send_all())


def told(send: Callable[[], Any]) -> Any:
    """An answer, or the error in its place."""
    try:
        return send()
    except LeaseLost as error:
        return error


def head_drips(connection: socket.socket) -> None:
    """The head of the answer comes byte by byte."""
    connection.recv(9999)
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        sleep(0.05)
        connection.sendall(b"a")


def body_drips(connection: socket.socket) -> None:
    """Its body does."""
    connection.recv(9999)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n")
    while True:
        sleep(0.05)
        connection.sendall(b"a")


def upload_drips(connection: socket.socket) -> None:
    """What is sent to it is taken byte by byte."""
    while connection.recv(4096):
        sleep(0.05)


def silent(connection: socket.socket) -> None:
    """Nothing comes at all."""
    connection.recv(9999)
    sleep(5)


@both
@pytest.mark.parametrize("serve", [head_drips, body_drips, upload_drips, silent])
def test_a_call_has_one_end(host: Host, serve: Serve) -> None:
    """Each wait is shorter than its phase allows, and yet the call ends with its time (in whole seconds, sync)."""
    began = monotonic()
    with served(serve) as address:
        (found,) = sent(host, 0.25, Outgoing("POST", f"http://{address}/x", {}, b"x" * 2_000_000))
    assert isinstance(found, NoReply)
    assert found.received
    assert monotonic() - began < 2.5


@both
def test_a_handshake_has_an_end(host: Host) -> None:
    """A server that never answers the hand-shake of TLS is given up, and has certainly not got the request."""
    began = monotonic()
    with served(silent) as address:
        (found,) = sent(host, 0.25, Outgoing("POST", f"https://{address}/x", {}, b"x"))
    assert isinstance(found, NoReply)
    assert not found.received
    assert monotonic() - began < 2.5


def test_what_is_left_is_a_number_that_shrinks() -> None:
    """A time-out that a socket asks for before each wait: whole seconds, one at the end, and then none."""
    left = Left(monotonic() + 60, 2.9)
    assert (left.__index__(), float(left), left > 2, left < 3) == (2, 2.9, True, True)
    assert Left(monotonic() + 0.5, 60.0).__index__() == 1
    over = Left(monotonic(), 60.0)
    assert (float(over), over > 0) == (0.0, False)
    with pytest.raises(TimeoutError):
        over.__index__()


class Seen:
    """A server that answers each request, and remembers the bytes that came."""

    def __init__(self) -> None:
        self.bytes = b""

    def __call__(self, connection: socket.socket) -> None:
        """Answer every request of a connection."""
        while came := connection.recv(99_999):
            self.bytes += came
            connection.sendall(OK)


@both
def test_the_last_check_is_made_when_the_connection_stands(host: Host) -> None:
    """A lease that ended while a connection was being made: not a byte leaves, and the connections go on working."""
    seen, checks = Seen(), list[bytes]()

    def check() -> None:
        checks.append(seen.bytes)
        if len(checks) == 1:
            raise LeaseLost("too late")

    with served(seen) as address:
        lost, found = sent(host, 2.0, *[Outgoing("POST", f"http://{address}/x", {}, b"body", check=check)] * 2)
    assert isinstance(lost, LeaseLost)
    assert found == Reply(200, {"content-length": "2"}, b"ok")
    assert checks[:2] == [b"", b""]
    assert len(checks) == 3  # of the second: before its head, and before its body


@both
def test_a_body_is_not_sent_too_late(host: Host) -> None:
    """A host that was stopped between head and body sends no body: the request is never complete."""
    seen, left = Seen(), iter([True, False])

    def check() -> None:
        if not next(left):
            raise LeaseLost("too late")

    with served(seen) as address:
        (found,) = sent(host, 2.0, Outgoing("POST", f"http://{address}/x", {}, b"canary", check=check))
    assert isinstance(found, LeaseLost)
    assert b"canary" not in seen.bytes


@both
def test_a_request_without_a_body_is_checked_once(host: Host) -> None:
    """Once its head has left, a request without a body has been sent: there is nothing more to check."""
    checks: list[int] = []
    with served(Seen()) as address:
        (found,) = sent(host, 2.0, Outgoing("POST", f"http://{address}/x", {}, check=lambda: checks.append(1)))
    assert (found.status, checks) == (200, [1])


@both
def test_a_proxy_that_refuses_has_not_passed_anything_on(host: Host) -> None:
    """What a proxy said to the request for a tunnel, or did not say, it said before our own request left."""
    checks: list[int] = []

    def refuse(connection: socket.socket) -> None:
        connection.recv(9999)
        connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    for serve in (refuse, silent):
        out = Outgoing("POST", "https://host.example/x", {}, b"body", check=lambda: checks.append(1))
        with served(serve) as address:
            (found,) = sent(host, 0.25, out, proxy=f"http://{address}")
        assert isinstance(found, NoReply)
        assert (found.received, checks) == (False, [])
