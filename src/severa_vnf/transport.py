"""The way to the network: the only file that imports httpx."""

from __future__ import annotations

import httpx

from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply

PHASES = {"connect": 10.0, "write": 20.0, "read": 60.0, "pool": 60.0}
"""The default time-outs, in seconds. Severa takes up to a minute over a heavy call."""

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


class HttpxTransport:
    """Sends through a host's `httpx.Client`, or through one of its own, which it then closes."""

    def __init__(self, client: httpx.Client | None, timeout: float | None) -> None:
        self._own = client is None
        self._client = client or httpx.Client(timeout=httpx.Timeout(**PHASES))
        self._timeout = _bounded(self._client.timeout if timeout is None else httpx.Timeout(timeout))
        self.longest = sum(self._timeout.values())

    def send(self, out: Outgoing) -> Reply | NoReply:
        """Send and wait for the answer, or for as much of it as is wanted."""
        try:
            with self._client.stream(
                out.method, out.url, headers=dict(out.headers), content=out.body, timeout=httpx.Timeout(**self._timeout)
            ) as answer:
                body = bytearray()
                for some in answer.iter_bytes():
                    body += some
                    if _is_enough(body, out):
                        break
        except httpx.RequestError as error:
            return _silence(error)
        return _reply(answer, body, out)

    def close(self) -> None:
        """Close what is our own."""
        if self._own:
            self._client.close()


class AsyncHttpxTransport:
    """Sends through a host's `httpx.AsyncClient`, or through one of its own, which it then closes."""

    def __init__(self, client: httpx.AsyncClient | None, timeout: float | None) -> None:
        self._own = client is None
        self._client = client or httpx.AsyncClient(timeout=httpx.Timeout(**PHASES))
        self._timeout = _bounded(self._client.timeout if timeout is None else httpx.Timeout(timeout))
        self.longest = sum(self._timeout.values())

    async def send(self, out: Outgoing) -> Reply | NoReply:
        """Send and wait for the answer, or for as much of it as is wanted."""
        try:
            async with self._client.stream(
                out.method, out.url, headers=dict(out.headers), content=out.body, timeout=httpx.Timeout(**self._timeout)
            ) as answer:
                body = bytearray()
                async for some in answer.aiter_bytes():
                    body += some
                    if _is_enough(body, out):
                        break
        except httpx.RequestError as error:
            return _silence(error)
        return _reply(answer, body, out)

    async def close(self) -> None:
        """Close what is our own."""
        if self._own:
            await self._client.aclose()


def _bounded(timeout: httpx.Timeout) -> dict[str, float]:
    """Seconds for each phase. One without a limit gets ours: a lease could not be kept over a call without an end."""
    return {phase: timeout.as_dict()[phase] or ours for phase, ours in PHASES.items()}


def _silence(error: httpx.RequestError) -> NoReply:
    return NoReply(received=not isinstance(error, _NOT_SENT), reason=f"{type(error).__name__}: no answer")


def _is_enough(body: bytearray, out: Outgoing) -> bool:
    return out.largest is not None and len(body) > out.largest


def _reply(answer: httpx.Response, body: bytearray, out: Outgoing) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    answer.stream = httpx.ByteStream(b"")  # it holds its answer in turn: thousands would wait for the collector
    return Reply(answer.status_code, headers, bytes(body if out.largest is None else body[: out.largest + 1]))
