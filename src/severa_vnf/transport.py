"""The way to the network: the only file that imports httpx.

A call has one end. Its time, `longest`, runs over everything: the wait for a connection, connecting, sending, the
answer's head and body, unpacking. An async host has it from asyncio. In a sync one each wait on a socket asks how much
is left: see `Left`. A look-up of a name (DNS) can't be interrupted by either.
"""

from __future__ import annotations

import asyncio
import copy
import math
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar, DefaultCookiePolicy
from time import monotonic
from typing import Any, TypeVar

import httpx

from severa_vnf.errors import SettingsError
from severa_vnf.wire.account import Outgoing
from severa_vnf.wire.call import NoReply, Reply
from severa_vnf.wire.unpack import ACCEPTED, Packed, Unpacked

PHASES = {"connect": 10.0, "write": 20.0, "read": 60.0, "pool": 60.0}
"""The default time-outs, in seconds. Severa takes up to a minute over a heavy call."""

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

C = TypeVar("C", httpx.Client, httpx.AsyncClient)


class HttpxTransport:
    """Sends through a host's `httpx.Client`, or through one of its own, which it then closes.

    Raises SettingsError for a client that is none, or closed, and for options that don't fit.
    """

    def __init__(
        self,
        client: httpx.Client | None,
        timeout: float | None,
        proxy: str | None = None,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        self._own = client is None
        self._given = _fit(client, httpx.Client, proxy, verify)
        self._client = _guarded(self._given)
        self._timeout = _bounded(self._client.timeout if timeout is None else httpx.Timeout(timeout))
        self.longest = sum(self._timeout.values())

    def send(self, out: Outgoing) -> Reply | NoReply:
        """Send and wait for the answer, or for as much of it as is wanted."""
        _demand_open(self._given)
        way = _Way(out, self.longest)
        try:
            timeouts = {phase: Left(way.until, seconds) for phase, seconds in self._timeout.items()}
            answer = self._client.send(way.request(self._client, timeouts, way.note), stream=True, auth=None)
            try:
                body = way.body(answer)
                for some in answer.iter_bytes() if answer.is_stream_consumed else answer.iter_raw():
                    body.take(some)
                    if body.is_full:
                        break
                    way.demand_time()
            finally:
                answer.close()
            return _reply(answer, body)
        except (httpx.RequestError, httpx.InvalidURL, TimeoutError, Packed) as error:
            return way.silence(error)

    def close(self) -> None:
        """Close what is our own."""
        if self._own:
            self._given.close()


class AsyncHttpxTransport:
    """Sends through a host's `httpx.AsyncClient`, or through one of its own, which it then closes.

    Raises SettingsError for a client that is none, or closed, and for options that don't fit.
    """

    def __init__(
        self,
        client: httpx.AsyncClient | None,
        timeout: float | None,
        proxy: str | None = None,
        verify: ssl.SSLContext | bool = True,
    ) -> None:
        self._own = client is None
        self._given = _fit(client, httpx.AsyncClient, proxy, verify)
        self._client = _guarded(self._given)
        self._timeout = _bounded(self._client.timeout if timeout is None else httpx.Timeout(timeout))
        self.longest = sum(self._timeout.values())

    async def send(self, out: Outgoing) -> Reply | NoReply:
        """Send and wait for the answer, or for as much of it as is wanted."""
        _demand_open(self._given)
        way = _Way(out, self.longest)
        try:
            async with asyncio.timeout(self.longest):
                request = way.request(self._client, self._timeout, way.anote)
                answer = await self._client.send(request, stream=True, auth=None)
                try:
                    body = way.body(answer)
                    async for some in answer.aiter_bytes() if answer.is_stream_consumed else answer.aiter_raw():
                        body.take(some)
                        if body.is_full:
                            break
                        way.demand_time()
                finally:
                    await answer.aclose()
                return _reply(answer, body)
        except (httpx.RequestError, httpx.InvalidURL, TimeoutError, Packed) as error:
            return way.silence(error)

    async def close(self) -> None:
        """Close what is our own."""
        if self._own:
            await self._given.aclose()


class Left:
    """How many seconds one wait may take: those of its phase, or what is left of the call where that is less.

    A socket asks for its time-out before each piece that it sends or receives, and takes a whole number from anything
    that has one. So one object bounds a call that drips as it bounds one that is silent, in this thread alone. Whole
    seconds are rounded down, and the last one up: of a call that may take 150 s none is over it by a second.
    """

    def __init__(self, until: float, phase: float) -> None:
        self._until = until
        self._phase = phase

    def __float__(self) -> float:
        return max(0.0, min(self._phase, self._until - monotonic()))

    def __index__(self) -> int:
        left = float(self)
        if not left:
            raise TimeoutError("the call has taken all its time")
        return max(1, math.floor(left))

    def __gt__(self, other: float) -> bool:
        return float(self) > other

    def __lt__(self, other: float) -> bool:
        return float(self) < other


class _Way:
    """One request on its way: when it must be over, and whether anything of it may have left."""

    def __init__(self, out: Outgoing, longest: float) -> None:
        self.until = monotonic() + longest
        self._out = out
        self._longest = longest
        self._watched = self._left = False

    def request(
        self, client: httpx.Client | httpx.AsyncClient, timeouts: Any, note: Callable[..., Any]
    ) -> httpx.Request:
        """The request as httpx takes it, without a cookie."""
        headers = {**self._out.headers, "Accept-Encoding": ACCEPTED}
        extensions = {"timeout": dict(timeouts), "trace": note}
        request = client.build_request(
            self._out.method, self._out.url, headers=headers, content=self._out.body, extensions=extensions
        )
        request.headers.pop("Cookie", None)
        return request

    def note(self, event: str, info: dict[str, Any]) -> None:
        """What httpx tells of its progress: the request's own head and body wait for the last check."""
        self._watched = True
        if getattr(info.get("request"), "method", b"") == b"CONNECT":
            return
        head, body = (event.endswith(f"send_request_{part}.started") for part in ("headers", "body"))
        if (head or (body and self._out.body)) and self._out.check is not None:
            self._out.check()
        self._left = self._left or head

    async def anote(self, event: str, info: dict[str, Any]) -> None:
        """The same, as an async client wants it."""
        self.note(event, info)

    def body(self, answer: httpx.Response) -> Unpacked:
        """Where the body is taken in: what a host's own hooks have read is unpacked already."""
        packed = "" if answer.is_stream_consumed else answer.headers.get("content-encoding", "")
        return Unpacked(packed.strip().lower(), self._out.largest)

    def demand_time(self) -> None:
        """Raise TimeoutError where the call has taken all its time."""
        if monotonic() >= self.until:
            raise TimeoutError

    def silence(self, error: Exception) -> NoReply:
        """What it means that there was no answer. No word of the request is in it."""
        received = not isinstance(error, (*_NOT_SENT, httpx.InvalidURL)) and (self._left or not self._watched)
        if isinstance(error, TimeoutError):
            return NoReply(received, f"no answer in {self._longest:g} s")
        if isinstance(error, Packed):
            return NoReply(received, f"an answer that can't be read: {error}")
        if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
            return NoReply(received, f"{type(error).__name__}: no address", "Check base_url and token_url.")
        for cause in _causes(error):
            if isinstance(cause, ssl.SSLCertVerificationError):
                why = f"the certificate is refused: {cause.verify_message}"
                return NoReply(received, why, "Trust its issuer in this system, or give verify= an ssl.SSLContext.")
        return NoReply(received, f"{type(error).__name__}: no answer")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _fit(client: C | None, kind: type[C], proxy: str | None, verify: ssl.SSLContext | bool) -> C:
    """The host's client, or a new one: of the environment it takes nothing, the system's certificates apart."""
    if client is None:
        with _told("proxy or verify can't be used"):
            trusted = _trusted() if verify is True else verify
            return kind(timeout=httpx.Timeout(**PHASES), proxy=proxy, verify=trusted, trust_env=False)
    if not isinstance(client, kind):
        raise SettingsError([f"http_client must be an httpx.{kind.__name__}, not {type(client).__name__}"])
    if proxy is not None or verify is not True:
        raise SettingsError(["proxy and verify are options of the http_client that was given: choose them there"])
    _demand_open(client)
    return client


@contextmanager
def _told(fault: str) -> Iterator[None]:
    try:
        yield
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise SettingsError([f"{fault}: {type(error).__name__}"]) from None


def _trusted() -> ssl.SSLContext:
    """The certificates of this system, and those that httpx brings along for a system that has none."""
    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _guarded(client: C) -> C:
    """The same connections, without what would carry a credential elsewhere: redirects, cookies, another's login."""
    guarded = copy.copy(client)
    guarded.follow_redirects = False
    guarded.cookies = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    return guarded


def _demand_open(client: httpx.Client | httpx.AsyncClient) -> None:
    if client.is_closed:
        raise SettingsError(["http_client is closed: make a new client"])


def _bounded(timeout: httpx.Timeout) -> dict[str, float]:
    """Seconds for each phase. One without a limit gets ours: a lease could not be kept over a call without an end."""
    return {phase: float(timeout.as_dict()[phase] or ours) for phase, ours in PHASES.items()}


def _reply(answer: httpx.Response, body: Unpacked) -> Reply:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    answer.stream = httpx.ByteStream(b"")  # it holds its answer in turn: thousands would wait for the collector
    return Reply(answer.status_code, headers, body.content())
