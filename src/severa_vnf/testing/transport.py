"""The way from httpx into a simulator, without a socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from severa_vnf.testing.exchange import AnswerLost, NotReceived, Reply, Request

if TYPE_CHECKING:
    from severa_vnf.testing.http_server import Service


class SimulatorTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """An httpx transport, sync and async, that ends in a simulator, or in what answers like one.

    A request that was not received is a ConnectError, a lost answer a ReadTimeout, as httpx reports the real ones.
    """

    def __init__(self, simulator: Service) -> None:
        self._simulator = simulator

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for httpx.Client."""
        reply = self._ask(request, request.read())
        if reply.delay:
            self._simulator.clock.sleep(reply.delay)
        return _response(reply)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer for httpx.AsyncClient."""
        reply = self._ask(request, await request.aread())
        if reply.delay:
            await self._simulator.clock.asleep(reply.delay)
        return _response(reply)

    def _ask(self, request: httpx.Request, body: bytes) -> Reply:
        target = request.url.raw_path.decode("ascii")
        try:
            return self._simulator.handle(Request.to(request.method, target, request.headers, body))
        except NotReceived as error:
            raise httpx.ConnectError(str(error), request=request) from error
        except AnswerLost as error:
            raise httpx.ReadTimeout(str(error), request=request) from error


def _response(reply: Reply) -> httpx.Response:
    return httpx.Response(reply.status, headers=dict(reply.headers), content=reply.body)
