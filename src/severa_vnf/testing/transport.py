"""The way from httpx into a simulator, without a socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import httpx

from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, Request, pieces
from severa_vnf.testing.service import Service, taking


class SimulatorTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """An httpx transport, sync and async, that ends in a simulator, or in what answers like one.

    A request that was not received is a ConnectError, a lost answer a ReadTimeout, a torn one a RemoteProtocolError, as
    httpx reports the real ones. What takes time takes it on the simulator's clock.
    """

    def __init__(self, simulator: Service) -> None:
        self._simulator = simulator

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for httpx.Client."""
        asked = _asked(request, request.read())
        self._sleep(self._upload(asked))
        reply = self._ask(request, asked)
        self._sleep(_head(reply))
        return _response(self._simulator, request, reply)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for httpx.AsyncClient."""
        asked = _asked(request, await request.aread())
        await self._asleep(self._upload(asked))
        reply = self._ask(request, asked)
        await self._asleep(_head(reply))
        return _response(self._simulator, request, reply)

    def _sleep(self, seconds: float) -> None:
        if seconds:
            self._simulator.clock.sleep(seconds)

    async def _asleep(self, seconds: float) -> None:
        if seconds:
            await self._simulator.clock.asleep(seconds)

    def _upload(self, asked: Request) -> float:
        return taking(self._simulator, asked) * len(pieces(asked.body)) if asked.body else 0.0

    def _ask(self, request: httpx.Request, asked: Request) -> Reply:
        try:
            return self._simulator.handle(asked)
        except NotReceived as error:
            raise httpx.ConnectError(str(error), request=request) from error
        except AnswerLost as error:
            raise httpx.ReadTimeout(str(error), request=request) from error


def _asked(request: httpx.Request, body: bytes) -> Request:
    return Request.to(request.method, request.url.raw_path.decode("ascii"), request.headers, body)


def _head(reply: Reply) -> float:
    """How long the answer is under way before its body."""
    head = b"".join(f"{name}: {value}\r\n".encode() for name, value in reply.headers.items())
    return reply.delay + reply.head_drip * len(pieces(head))


def _response(service: Service, request: httpx.Request, reply: Reply) -> httpx.Response:
    headers = dict(reply.headers)
    if not reply.body_drip and not reply.torn:
        return httpx.Response(reply.status, headers=headers, content=reply.body)
    headers["Content-Length"] = str(len(reply.body))
    return httpx.Response(reply.status, headers=headers, stream=_Bits(service, request, reply))


class _Bits(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that comes piece by piece, or ends in the middle."""

    def __init__(self, service: Service, request: httpx.Request, reply: Reply) -> None:
        self._service, self._request, self._reply = service, request, reply

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces():
            self._service.clock.sleep(self._reply.body_drip)
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces():
            await self._service.clock.asleep(self._reply.body_drip)
            yield piece

    def _pieces(self) -> Iterator[bytes]:
        body = self._reply.body
        yield from pieces(body[: len(body) // 2] if self._reply.torn else body)
        if self._reply.torn:
            text = "peer closed connection without sending complete message body"
            raise httpx.RemoteProtocolError(text, request=self._request)
