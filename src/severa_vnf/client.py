"""The clients: a credential each, for a sync host and for an async one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self

from severa_vnf.ports import Clock
from severa_vnf.send import AsyncSender, SyncSender
from severa_vnf.severa.describe import referring_whole, stringified
from severa_vnf.wire.account import Account
from severa_vnf.wire.call import Call, Query, Reply, System, query
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

    `scopes` asks for less than the credential has; `timeout` is in seconds for each phase of a request;
    `calls_per_second` is for this credential over all its workers. `patch_strings` writes each value of a JSON Patch
    as a string, as the official document types them; `patch_references="object"` names a status or another record as
    `{"guid": …}` instead of by its guid alone. Both are unconfirmed, and off by default.
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
    ) -> None:
        account = _severa(client_id, client_secret, base_url, scopes, user_agent, patch_strings, patch_references)
        from severa_vnf.transport import HttpxTransport

        transport = HttpxTransport(http_client, timeout)
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
    ) -> None:
        account = _severa(client_id, client_secret, base_url, scopes, user_agent, patch_strings, patch_references)
        from severa_vnf.transport import AsyncHttpxTransport

        transport = AsyncHttpxTransport(http_client, timeout)
        super().__init__(transport, account, Pace(calls_per_second), None, max_retries, clock)


class VismaNet(_Client):
    """Visma.net Financials for a sync host.

    The token's tenant chooses the company. `base_url` is everything before `/v1` and `/v2`. At most `at_once` calls
    are under way, and none while the service's own headers say that its budget is spent.
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
    ) -> None:
        account = _vnf(client_id, client_secret, tenant_id, base_url, token_url, scopes, user_agent)
        from severa_vnf.transport import HttpxTransport

        transport = HttpxTransport(http_client, timeout)
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
    ) -> None:
        account = _vnf(client_id, client_secret, tenant_id, base_url, token_url, scopes, user_agent)
        from severa_vnf.transport import AsyncHttpxTransport

        transport = AsyncHttpxTransport(http_client, timeout)
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
    return Account("severa", root, token, f"{root}/{version}/token", version, headers, changes)


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
    return Account("vnf", base_url.rstrip("/"), token, token_url, "v1", headers)


def _any_call(system: System, method: str, path: str, params: Mapping[str, Any] | None, json: Any) -> Call[Any]:
    asked: Query = query(**params) if params else ()
    body = None if json is None else dumps(plain(json))
    return Call(system, method.upper(), path, _plain, query=asked, body=body)


def _plain(reply: Reply) -> Any:
    return loads(reply.body) if reply.body.strip() else None
