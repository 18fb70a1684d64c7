from __future__ import annotations

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.faults import Fault, Faults, Kind
from severa_vnf.testing.http_server import HttpServer
from tests.testing.counter import Counter


class Echo(Counter):
    """Answers with what it was asked; `/status/N` with status N and no body."""

    name = "echo"
    too_many_text = "too many"

    def answer(self, request: Request) -> Reply:
        """Answer."""
        if request.path.startswith("/status/"):
            return Reply.empty(int(request.path.rpartition("/")[2]))
        headers = {"X-Method": request.method, "X-Path": request.path, "X-Sent": request.headers.get("x-sent", "")}
        return Reply(200, {"Content-Type": "text/plain", **headers, "X-Query": repr(request.query)}, request.body)

    def is_token(self, request: Request) -> bool:
        """Nothing is."""
        return False


@pytest.fixture
def echo() -> Echo:
    """A service."""
    return Echo()


@pytest.fixture
def server(echo: Echo) -> Iterator[HttpServer]:
    """It, listening."""
    with HttpServer(echo) as running:
        yield running


@pytest.fixture
def client(server: HttpServer) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=server.url) as opened:
        yield opened


def _talk(server: HttpServer, sent: bytes) -> bytes:
    """Send bytes, close that way, and return all that comes back."""
    parts = urlsplit(server.url)
    with closing(socket.create_connection((parts.hostname, parts.port), timeout=5)) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_request_arrives_whole(client: httpx.Client, method: str) -> None:
    """Method, path, query with its repeats, headers and body reach the simulator as they were sent."""
    reply = client.request(method, "/v1/a b?x=1&x=2&y=", headers={"X-Sent": "yes"}, content=b"\x00body")
    assert reply.content == b"\x00body"
    assert [reply.headers[name] for name in ("X-Method", "X-Path", "X-Sent")] == [method, "/v1/a%20b", "yes"]
    assert reply.headers["X-Query"] == "(('x', '1'), ('x', '2'), ('y', ''))"


def test_chunked_body(client: httpx.Client) -> None:
    """A body sent in chunks arrives whole."""

    def chunks() -> Iterable[bytes]:
        yield b"one "
        yield b"two" * 1000

    assert client.post("/", content=chunks()).content == b"one " + b"two" * 1000


def test_trailers_are_passed_over(server: HttpServer, echo: Echo) -> None:
    """The request after a chunked body with trailers is read from its own beginning."""
    first = b"POST /1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;name=x\r\nhi\r\n0\r\nA: b\r\nC: d\r\n\r\n"
    assert _talk(server, first + b"GET /2 HTTP/1.1\r\n\r\n").count(b"200 OK") == 2
    assert [(request.path, request.body) for request in echo.requests] == [("/1", b"hi"), ("/2", b"")]


def test_one_connection_for_many(client: httpx.Client, server: HttpServer) -> None:
    """A connection is kept for the next request."""
    ports = {client.get("/").extensions["network_stream"].get_extra_info("client_addr") for _ in range(3)}
    assert len(ports) == 1


@pytest.mark.parametrize(("status", "length"), [(201, "0"), (404, "0"), (204, None)])
def test_no_body(client: httpx.Client, status: int, length: str | None) -> None:
    """An answer without a body has no Content-Type, and 204 no Content-Length either."""
    reply = client.post(f"/status/{status}")
    assert reply.status_code == status
    assert "Content-Type" not in reply.headers
    assert reply.headers.get("Content-Length") == length


def test_one_write(server: HttpServer) -> None:
    """Head and body of an answer leave in one piece: the first read gets them both."""
    parts = urlsplit(server.url)
    with closing(socket.create_connection((parts.hostname, parts.port), timeout=5)) as connection:
        for _ in range(20):
            connection.sendall(b"PUT / HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody")
            assert connection.recv(65536).endswith(b"\r\n\r\nbody")


def test_date(client: httpx.Client, echo: Echo) -> None:
    """An answer is dated by the simulator's clock."""
    assert client.get("/").headers["Date"] == "Fri, 30 Oct 2026 09:00:00 GMT"


def test_slow_answer(client: httpx.Client, echo: Echo) -> None:
    """A delay is waited out on the simulator's clock."""
    before = echo.clock.now()
    echo.latency = 3.0
    client.get("/")
    assert echo.clock.now() - before == timedelta(seconds=3)


@pytest.mark.parametrize("kind", [Kind.UNREACHABLE, Kind.ANSWER_LOST])
def test_no_answer(client: httpx.Client, echo: Echo, kind: Kind) -> None:
    """Where there is no answer the connection is closed without a word, and the next request is served."""
    echo.faults = Faults([Fault(kind, nth=1)])
    with pytest.raises(httpx.RemoteProtocolError):
        client.post("/")
    assert client.post("/").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"Content-Length: many\r\n\r\n",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 9\r\n\r\nshort",
        b"Transfer-Encoding: chunked\r\n\r\n9\r\nshort",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n",
    ],
)
def test_torn_body(server: HttpServer, echo: Echo, sent: bytes) -> None:
    """A body that is not all there is refused, and the service never sees the request."""
    assert _talk(server, b"POST / HTTP/1.1\r\n" + sent).startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert echo.requests == []


def test_hung_up(server: HttpServer, client: httpx.Client, capfd: pytest.CaptureFixture[str]) -> None:
    """A client that is gone in the middle of a request is passed over in silence."""
    parts = urlsplit(server.url)
    with closing(socket.create_connection((parts.hostname, parts.port))) as connection:
        connection.sendall(b"GET / HT")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    assert client.get("/").status_code == 200
    assert any(len(server._connected) == 1 or time.sleep(0.01) for _ in range(500))
    assert capfd.readouterr().err == ""


def test_a_fault_of_the_simulator(client: httpx.Client, capfd: pytest.CaptureFixture[str]) -> None:
    """A simulator that breaks is reported with its traceback, and its client gets no answer."""
    with pytest.raises(httpx.RemoteProtocolError):
        client.get("/status/none")
    assert "ValueError: invalid literal" in capfd.readouterr().err


def test_after_its_end(echo: Echo) -> None:
    """A stopped server answers nobody, not even on a connection that was open."""
    with httpx.Client() as client:
        with HttpServer(echo) as server:
            client.get(server.url)
        with pytest.raises(httpx.TransportError):
            client.get(server.url)


def test_port_taken(server: HttpServer, echo: Echo) -> None:
    """A port that is taken is an error at once."""
    with pytest.raises(OSError, match="in use"):
        HttpServer(echo, server.server_address[1])
