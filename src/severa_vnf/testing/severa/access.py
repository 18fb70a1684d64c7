"""Who may ask: credentials, tokens with their scopes and lifetimes, and the pace."""

from __future__ import annotations

import re
from collections import deque
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.severa.refusals import HEADER, Refused, bad_body
from severa_vnf.testing.severa.world import World
from severa_vnf.testing.severa.writes import body_of

REFRESH_LIFETIME = 86400


@frozen
class Grant:
    """What a token stands for."""

    until: datetime
    scopes: frozenset[str]


class Access:
    """The door of the service."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._access: dict[str, Grant] = {}
        self._refresh: dict[str, Grant] = {}
        self._admitted: deque[datetime] = deque()

    def paced(self) -> bool:
        """Whether one more request fits into this second; if so it is counted."""
        limit, now = self._world.switches.rate_limit, self._world.clock.now()
        if limit is None:
            return True
        while self._admitted and self._admitted[0] <= now - timedelta(seconds=1):
            self._admitted.popleft()
        if len(self._admitted) >= limit:
            return False
        self._admitted.append(now)
        return True

    def token(self, request: Request) -> Reply:
        """A token for the client's credentials; the names in the body are read whatever their case."""
        body = body_of(request)
        if not isinstance(body, dict):
            raise bad_body("client_id and client_secret are missing")
        given = {name.lower(): value for name, value in body.items()}
        switches = self._world.switches
        if (given.get("client_id"), given.get("client_secret")) != (switches.client_id, switches.client_secret):
            raise _unauthorized("the client is not known")
        asked = frozenset(re.split(r"[\s,]+", str(given.get("scope") or "").strip(" ,"))) - {""} or switches.scopes
        if not asked <= switches.scopes and not switches.narrow_scopes:
            raise _unauthorized(f"the client has no {', '.join(sorted(asked - switches.scopes))}")
        return self._granted(asked & switches.scopes)

    def refresh(self, request: Request) -> Reply:
        """A new token for a refresh token, which is the whole body, a JSON string."""
        text: Any = body_of(request)
        grant = self._refresh.get(text) if isinstance(text, str) else None
        if (
            grant is None
            or grant.until <= self._world.clock.now()
            or request.headers.get("client_id") != self._world.switches.client_id
        ):
            raise _unauthorized("the refresh token or Client_Id is not known")
        return self._granted(grant.scopes)

    def admit(self, request: Request, needed: str | None = None) -> None:
        """Let a call in, or refuse it: 401 without a living token, 403 without the scope."""
        switches = self._world.switches
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        grant = self._access.get(token) if kind.lower() == "bearer" else None
        if grant is None or grant.until <= self._world.clock.now():
            raise _unauthorized("the access token is missing, not known or expired")
        client = request.headers.get("client_id")
        if client != switches.client_id and (switches.strict_client_id or client is not None):
            raise _unauthorized("the Client_Id header is missing or another client's")
        if needed is not None and needed not in grant.scopes:
            raise Refused.because(403, "InsufficientApiScope", f"the token has no {needed}", HEADER, "Authorization")

    def revoke(self) -> None:
        """Forget every token."""
        self._access.clear()
        self._refresh.clear()

    def _granted(self, scopes: frozenset[str]) -> Reply:
        world, lifetime = self._world, self._world.switches.token_lifetime
        access, refresh = world.new_guid(), world.new_guid()
        now = world.clock.now()
        self._access[access] = Grant(now + timedelta(seconds=lifetime), scopes)
        self._refresh[refresh] = Grant(now + timedelta(seconds=REFRESH_LIFETIME), scopes)
        return Reply.of_json({
            "access_token": access, "access_token_type": "Bearer", "access_token_expires_in": lifetime,
            "access_token_expires_utc": world.stamp(lifetime), "refresh_token": refresh,
            "refresh_token_expires_in": REFRESH_LIFETIME, "refresh_token_expires_utc": world.stamp(REFRESH_LIFETIME),
            "scope": " ".join(sorted(scopes)),
        })  # fmt: skip


def _unauthorized(message: str) -> Refused:
    return Refused.because(401, "AuthenticationRequired", message, HEADER, "Authorization")
