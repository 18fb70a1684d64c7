"""The way to the network: the only file that imports httpx."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from attrs import field, frozen

from severa_vnf.wire.call import NoReply, Reply

PHASES = httpx.Timeout(connect=10.0, write=20.0, read=60.0, pool=60.0)
"""The default time-outs, in seconds. Severa takes up to a minute over a heavy call."""

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)


@frozen
class Outgoing:
    """A request ready for the network."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


def transmit(client: httpx.Client, out: Outgoing) -> Reply | NoReply:
    """Send and wait for the whole answer."""
    try:
        answer = client.request(
            out.method, out.url, headers=dict(out.headers), content=out.body, follow_redirects=False
        )
    except httpx.RequestError as error:
        return _silence(error)
    return _reply(answer)


async def transmit_async(client: httpx.AsyncClient, out: Outgoing) -> Reply | NoReply:
    """Send and wait for the whole answer."""
    try:
        answer = await client.request(
            out.method, out.url, headers=dict(out.headers), content=out.body, follow_redirects=False
        )
    except httpx.RequestError as error:
        return _silence(error)
    return _reply(answer)


def sync_client(timeout: float | None) -> httpx.Client:
    """A client of our own."""
    return httpx.Client(timeout=PHASES if timeout is None else timeout)


def async_client(timeout: float | None) -> httpx.AsyncClient:
    """A client of our own."""
    return httpx.AsyncClient(timeout=PHASES if timeout is None else timeout)


def longest(client: httpx.Client | httpx.AsyncClient) -> float:
    """The most seconds that one request can take before this client gives it up: all its phases together."""
    phases = client.timeout
    return sum(one or 0.0 for one in (phases.pool, phases.connect, phases.write, phases.read))


def _silence(error: httpx.RequestError) -> NoReply:
    return NoReply(received=not isinstance(error, _NOT_SENT), reason=f"{type(error).__name__}: no answer")


def _reply(answer: httpx.Response) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Reply(answer.status_code, headers, answer.content)
