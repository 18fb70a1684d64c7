"""The way to the network: the only file that imports httpx."""

from __future__ import annotations

import httpx

from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply

PHASES = httpx.Timeout(connect=10.0, write=20.0, read=60.0, pool=60.0)
"""The default time-outs, in seconds. Severa takes up to a minute over a heavy call."""

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class HttpxTransport:
    """Sends through a host's `httpx.Client`, or through one of its own, which it then closes."""

    def __init__(self, client: httpx.Client | None, timeout: float | None) -> None:
        self._own = client is None
        self._client = client or httpx.Client(timeout=PHASES)
        self._timeout = self._client.timeout if timeout is None else httpx.Timeout(timeout)
        self.longest = _longest(self._timeout)

    def send(self, out: Outgoing) -> Reply | NoReply:
        """Send and wait for the whole answer."""
        try:
            answer = self._client.request(
                out.method, out.url, headers=dict(out.headers), content=out.body, timeout=self._timeout
            )
        except httpx.RequestError as error:
            return _silence(error)
        return _reply(answer)

    def close(self) -> None:
        """Close what is our own."""
        if self._own:
            self._client.close()


class AsyncHttpxTransport:
    """Sends through a host's `httpx.AsyncClient`, or through one of its own, which it then closes."""

    def __init__(self, client: httpx.AsyncClient | None, timeout: float | None) -> None:
        self._own = client is None
        self._client = client or httpx.AsyncClient(timeout=PHASES)
        self._timeout = self._client.timeout if timeout is None else httpx.Timeout(timeout)
        self.longest = _longest(self._timeout)

    async def send(self, out: Outgoing) -> Reply | NoReply:
        """Send and wait for the whole answer."""
        try:
            answer = await self._client.request(
                out.method, out.url, headers=dict(out.headers), content=out.body, timeout=self._timeout
            )
        except httpx.RequestError as error:
            return _silence(error)
        return _reply(answer)

    async def close(self) -> None:
        """Close what is our own."""
        if self._own:
            await self._client.aclose()


def _longest(timeout: httpx.Timeout) -> float:
    """The most seconds that one request can take before it is given up: all its phases together."""
    return sum(phase or 0.0 for phase in (timeout.pool, timeout.connect, timeout.write, timeout.read))


def _silence(error: httpx.RequestError) -> NoReply:
    return NoReply(received=not isinstance(error, _NOT_SENT), reason=f"{type(error).__name__}: no answer")


def _reply(answer: httpx.Response) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status_code, headers, answer.content)
