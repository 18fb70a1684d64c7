"""A simulator on a real socket: HTTP/1.1 on loopback, a thread for each connection."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import suppress
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any, Protocol, Self, cast

from severa_vnf.ports import Clock
from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, Request

LOOPBACK = "127.0.0.1"


class Service(Protocol):
    """What can be served: a simulator, or whatever answers like one."""

    clock: Clock

    def handle(self, request: Request) -> Reply:
        """Answer one request. Raises NotReceived or AnswerLost where there is no answer."""


class HttpServer(ThreadingTCPServer):
    """Serves one simulator while its `with` block runs. Port 0 takes a free one; `url` tells which.

    Where a simulator's answer is lost, or the request never reached it, the connection is closed without a word.
    A delay is waited out on the simulator's clock. Raises OSError where the port is taken.
    """

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, simulator: Service, port: int = 0) -> None:
        self.simulator = simulator
        self._connected: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), _Connection)

    @property
    def url(self) -> str:
        """Where it answers, without a trailing slash."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown()
        for connection in tuple(self._connected):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Take a new connection."""
        self._connected.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """Let a connection go."""
        self._connected.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a fault of ours; a client that hangs up is none."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def _answer(self) -> None:
        simulator = cast("HttpServer", self.server).simulator
        try:
            body = self._body()
        except ValueError as error:
            self.close_connection = True
            self._write(Reply.of_text(str(error), 400, {"Connection": "close"}))
            return
        try:
            reply = simulator.handle(Request.to(self.command, self.path, dict(self.headers.items()), body))
        except (NotReceived, AnswerLost):
            self.close_connection = True
            return
        simulator.clock.sleep(reply.delay)
        self._write(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the standard library's names

    def _body(self) -> bytes:
        """The whole body. Raises ValueError where its length is no number or part of it is missing."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            return b"".join(iter(self._chunk, b""))
        return self._read(int(self.headers.get("Content-Length", "0")))

    def _chunk(self) -> bytes:
        """The next chunk, empty for the last one; trailers are passed over."""
        chunk = self._read(int(self.rfile.readline().split(b";")[0], 16))
        while self.rfile.readline().strip() and not chunk:
            continue
        return chunk

    def _read(self, length: int) -> bytes:
        content = self.rfile.read(max(length, 0))
        if len(content) != length:
            raise ValueError(f"the body ends after {len(content)} of {length} bytes")
        return content

    def _write(self, reply: Reply) -> None:
        """The whole answer in one write."""
        moment = cast("HttpServer", self.server).simulator.clock.now()
        headers = {"Date": format_datetime(moment, usegmt=True), **reply.headers}
        if reply.status != HTTPStatus.NO_CONTENT:
            headers["Content-Length"] = str(len(reply.body))
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.wfile.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + reply.body)
