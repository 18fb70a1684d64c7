"""A simulator on a real socket: HTTP/1.1 on loopback, a thread for each connection."""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Any, Self, cast

from attrs import evolve

from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, Request, pieces
from severa_vnf.testing.service import Service, taking

__all__ = ["HttpServer", "Service"]

LOOPBACK = "127.0.0.1"
UNKNOWN = {499: "Client Closed Request"}
"""Statuses that the standard library has no phrase for."""


class HttpServer(ThreadingTCPServer):
    """Serves one simulator while its `with` block runs. Port 0 takes a free one; `url` tells which.

    Where a simulator's answer is lost, or the request never reached it, the connection is closed without a word.
    What takes time, a delay or a drip, takes it on the simulator's clock. Raises OSError where the port is taken.
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

    @property
    def _service(self) -> Service:
        return cast("HttpServer", self.server).simulator

    def _answer(self) -> None:
        asked = Request.to(self.command, self.path, dict(self.headers.items()), b"")
        try:
            body = self._body(taking(self._service, asked) if self._has_body() else 0.0)
        except ValueError as error:
            self.close_connection = True
            self._write(Reply.of_text(str(error), 400, {"Connection": "close"}))
            return
        try:
            reply = self._service.handle(evolve(asked, body=body))
        except (NotReceived, AnswerLost):
            self.close_connection = True
            return
        self._service.clock.sleep(reply.delay)
        self._write(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - the standard library's names

    def _chunked(self) -> bool:
        return bool(self.headers.get("Transfer-Encoding", "").lower() == "chunked")

    def _has_body(self) -> bool:
        return self._chunked() or self.headers.get("Content-Length", "0") != "0"

    def _body(self, drip: float) -> bytes:
        """The whole body. Raises ValueError where its length is no number or part of it is missing."""
        if self._chunked():
            return b"".join(iter(lambda: self._chunk(drip), b""))
        return self._read(int(self.headers.get("Content-Length", "0")), drip)

    def _chunk(self, drip: float) -> bytes:
        """The next chunk, empty for the last one; trailers are passed over."""
        chunk = self._read(int(self.rfile.readline().split(b";")[0], 16), drip)
        while self.rfile.readline().strip() and not chunk:
            continue
        return chunk

    def _read(self, length: int, drip: float) -> bytes:
        """So many bytes, in pieces where they are taken slowly."""
        sizes = [len(piece) for piece in pieces(bytes(max(length, 0)))] if drip else [max(length, 0)]
        content = b"".join(self._piece(size, drip) for size in sizes)
        if len(content) != length:
            raise ValueError(f"the body ends after {len(content)} of {length} bytes")
        return content

    def _piece(self, size: int, drip: float) -> bytes:
        self._service.clock.sleep(drip)
        return self.rfile.read(size)

    def _write(self, reply: Reply) -> None:
        """The whole answer in one write, unless it comes in drops."""
        headers = dict(reply.headers)
        if reply.status != HTTPStatus.NO_CONTENT:
            headers["Content-Length"] = str(len(reply.body))
        phrase = UNKNOWN.get(reply.status) or HTTPStatus(reply.status).phrase
        lines = [f"HTTP/1.1 {reply.status} {phrase}", *(f"{name}: {value}" for name, value in headers.items())]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        body = reply.body[: len(reply.body) // 2] if reply.torn else reply.body
        self.close_connection |= reply.torn
        if not reply.head_drip and not reply.body_drip:
            self.wfile.write(head + body)
            return
        for part, drip in ((head, reply.head_drip), (body, reply.body_drip)):
            for piece in pieces(part) if drip else [part]:
                self._service.clock.sleep(drip)
                self.wfile.write(piece)
