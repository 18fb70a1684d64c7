"""The clients: a credential each, for a sync host and for an async one."""

from __future__ import annotations

import re
import ssl
from collections.abc import Mapping, Sequence
from ipaddress import ip_address
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import urlsplit

from severa_vnf.errors import SettingsError
from severa_vnf.ports import Clock
from severa_vnf.send import AsyncSender, SyncSender
from severa_vnf.severa.describe import referring_whole, stringified
from severa_vnf.wire.account import Account
from severa_vnf.wire.call import Call, Ceiling, Query, Reply, System, query
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps, plain
from severa_vnf.wire.pace import Pace
from severa_vnf.wire.token import severa_token, vnf_token

if TYPE_CHECKING:
    import httpx

SEVERA = "https://api.severa.visma.com/rest-api/v1"
VISMA_NET = "https://api.finance.visma.net"
VISMA_CONNECT = "https://connect.visma.com/connect/token"
RETRIES = 5
SEVERA_PACE = 9
"""Calls in any second. The service's limit is 10, and the jitter of the network eats the last one."""
VISMA_NET_AT_ONCE = 8


class _Client(SyncSender):
    def request(self, method: str, path: str, *, params: Mapping[str, Any] | None = None, json: Any = None) -> Any:
        """Call an endpoint that is not described here. Plain JSON in and out, with exact numbers; None for no body."""
        return self.send(_any_call(self.account.system, method, path, params, json))

    def close(self) -> None:
        """Close the connections, unless they are the host's."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _AsyncClient(AsyncSender):
    async def request(
        self, method: str, path: str, *, params: Mapping[str, Any] | None = None, json: Any = None
    ) -> Any:
        """Call an endpoint that is not described here. Plain JSON in and out, with exact numbers; None for no body."""
        return await self.send(_any_call(self.account.system, method, path, params, json))

    async def aclose(self) -> None:
        """Close the connections, unless they are the host's."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self.aclose()


class Severa(_Client):
    """Severa for a sync host.

    `scopes` asks for less than the credential has; `timeout` is in seconds for each phase of a request, and no call
    takes longer than its phases together (`longest`); `calls_per_second` is for this credential over all its workers.
    `patch_strings` writes each value of a JSON Patch as a string, as the official document types them;
    `patch_references="object"` names a status or another record as `{"guid": …}` instead of by its guid alone. Both are
    unconfirmed, and off by default.

    Without an `http_client` the connections are the client's own: through `proxy` if one is given, to servers whose
    certificate this system trusts, or `verify` (an `ssl.SSLContext`; False trusts everybody). Nothing is taken from the
    environment. Plain http:// is for this machine alone unless `allow_http`. Whatever client a host gives, no redirect
    is followed and no cookie kept. Raises SettingsError for an address or a client that can't be used.
    """

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        base_url: str = SEVERA,
        http_client: httpx.Client | None = None,
        scopes: Sequence[str] = (),
        timeout: float | None = None,
        max_retries: int = RETRIES,
        user_agent: str | None = None,
        calls_per_second: int = SEVERA_PACE,
        patch_strings: bool = False,
        patch_references: Literal["guid", "object"] = "guid",
        clock: Clock | None = None,
        proxy: str | None = None,
        verify: ssl.SSLContext | bool = True,
        allow_http: bool = False,
    ) -> None:
        _demand_addresses(allow_http, base_url=base_url)
        account = _severa(client_id, client_secret, base_url, scopes, user_agent, patch_strings, patch_references)
        from severa_vnf.transport import HttpxTransport

        transport = HttpxTransport(http_client, timeout, proxy, verify)
        super().__init__(transport, account, Pace(calls_per_second), None, max_retries, clock)


class AsyncSevera(_AsyncClient):
    """Severa for an async host; see `Severa`."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        base_url: str = SEVERA,
        http_client: httpx.AsyncClient | None = None,
        scopes: Sequence[str] = (),
        timeout: float | None = None,
        max_retries: int = RETRIES,
        user_agent: str | None = None,
        calls_per_second: int = SEVERA_PACE,
        patch_strings: bool = False,
        patch_references: Literal["guid", "object"] = "guid",
        clock: Clock | None = None,
        proxy: str | None = None,
        verify: ssl.SSLContext | bool = True,
        allow_http: bool = False,
    ) -> None:
        _demand_addresses(allow_http, base_url=base_url)
        account = _severa(client_id, client_secret, base_url, scopes, user_agent, patch_strings, patch_references)
        from severa_vnf.transport import AsyncHttpxTransport

        transport = AsyncHttpxTransport(http_client, timeout, proxy, verify)
        super().__init__(transport, account, Pace(calls_per_second), None, max_retries, clock)


class VismaNet(_Client):
    """Visma.net Financials for a sync host.

    The token's tenant chooses the company. `base_url` is everything before `/v1` and `/v2`. At most `at_once` calls
    are under way, and none while the service's own headers say that its budget is spent: RateLimited says how long
    where that is more than a minute. `proxy`, `verify` and `allow_http` are as in `Severa`.
    """

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        tenant_id: str,
        base_url: str = VISMA_NET,
        token_url: str = VISMA_CONNECT,
        http_client: httpx.Client | None = None,
        scopes: Sequence[str] = (),
        timeout: float | None = None,
        max_retries: int = RETRIES,
        user_agent: str | None = None,
        at_once: int = VISMA_NET_AT_ONCE,
        clock: Clock | None = None,
        proxy: str | None = None,
        verify: ssl.SSLContext | bool = True,
        allow_http: bool = False,
    ) -> None:
        _demand_addresses(allow_http, base_url=base_url, token_url=token_url)
        account = _vnf(client_id, client_secret, tenant_id, base_url, token_url, scopes, user_agent)
        from severa_vnf.transport import HttpxTransport

        transport = HttpxTransport(http_client, timeout, proxy, verify)
        super().__init__(transport, account, Pace(None), at_once, max_retries, clock)


class AsyncVismaNet(_AsyncClient):
    """Visma.net Financials for an async host; see `VismaNet`."""

    def __init__(
        self,
        *,
        client_id: str,
        client_secret: str,
        tenant_id: str,
        base_url: str = VISMA_NET,
        token_url: str = VISMA_CONNECT,
        http_client: httpx.AsyncClient | None = None,
        scopes: Sequence[str] = (),
        timeout: float | None = None,
        max_retries: int = RETRIES,
        user_agent: str | None = None,
        at_once: int = VISMA_NET_AT_ONCE,
        clock: Clock | None = None,
        proxy: str | None = None,
        verify: ssl.SSLContext | bool = True,
        allow_http: bool = False,
    ) -> None:
        _demand_addresses(allow_http, base_url=base_url, token_url=token_url)
        account = _vnf(client_id, client_secret, tenant_id, base_url, token_url, scopes, user_agent)
        from severa_vnf.transport import AsyncHttpxTransport

        transport = AsyncHttpxTransport(http_client, timeout, proxy, verify)
        super().__init__(transport, account, Pace(None), at_once, max_retries, clock)


def _severa(
    client_id: str,
    client_secret: str,
    base_url: str,
    scopes: Sequence[str],
    user_agent: str | None,
    strings: bool,
    references: str,
) -> Account:
    base = base_url.rstrip("/")
    found = re.fullmatch(r"(.*)/(v\d[\d.]*)", base)
    root, version = (found[1], found[2]) if found else (base, "v1")
    headers = {"Client_Id": client_id, "User-Agent": user_agent or "severa-vnf"}
    token = severa_token(client_id, client_secret, " ".join(scopes))
    chosen = ((referring_whole, references == "object"), (stringified, strings))
    changes = tuple(change for change, on in chosen if on)
    return Account("severa", root, token, f"{root}/{version}/token", version, headers, changes, (client_secret,))


def _vnf(
    client_id: str,
    client_secret: str,
    tenant_id: str,
    base_url: str,
    token_url: str,
    scopes: Sequence[str],
    user_agent: str | None,
) -> Account:
    token = vnf_token(client_id, client_secret, tenant_id, " ".join(scopes))
    headers = {"User-Agent": user_agent or "severa-vnf"}
    return Account("vnf", base_url.rstrip("/"), token, token_url, "v1", headers, (), (client_secret,))


def _demand_addresses(allow_http: bool, **addresses: str) -> None:
    """Raise SettingsError where an address can't be one, or would carry a secret over a network for all to read."""
    problems = [f"{name} {fault}" for name, url in addresses.items() if (fault := _fault(url, allow_http))]
    if problems:
        raise SettingsError(problems)


def _fault(url: str, allow_http: bool) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "is no address"
    if parts.scheme not in ("http", "https"):
        return "must begin with https://"
    if not host or port == 0 or not re.fullmatch("[!-~]+", url) or "@" in parts.netloc or parts.query or parts.fragment:
        return "must be https://, a host and a path, and no more"
    if parts.scheme == "http" and not allow_http and not _is_here(host):
        return "must begin with https://; plain http:// is for this machine, or with allow_http=True"
    return ""


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _any_call(system: System, method: str, path: str, params: Mapping[str, Any] | None, json: Any) -> Call[Any]:
    asked: Query = query(**params) if params else ()
    body = None if json is None else dumps(plain(json))
    return Call(system, method.upper(), path, _plain, query=asked, body=body, of_parent=True, ceiling=Ceiling.LIST)


def _plain(reply: Reply) -> Any:
    return loads(reply.body) if reply.body.strip() else None
