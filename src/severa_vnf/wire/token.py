"""Access tokens: how each service is asked for one, and how long one may be used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from attrs import field, frozen

from severa_vnf.wire.call import Call, Ceiling, Reply
from severa_vnf.wire.decode import loads
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.mismatch import Mismatch

EARLY = timedelta(seconds=120)
"""A token is renewed this long before it ends (never more than half its life), so that none ends under way."""

LONGEST = 10**9
"""Seconds. No token lives thirty years."""

TOKEN: Mapping[str, Any] = {"login": True, "ceiling": Ceiling.TOKEN}
"""What marks a token request."""

UNSHOWN = "what may be a secret"
"""Stands in a fault for the answer to a token request."""


@frozen
class Grant:
    """What a token request brought: the token, how many seconds it lives, the scopes it really holds."""

    access_token: str = field(repr=False)
    lives: int
    scope: str

    def renew_at(self, now: datetime) -> datetime:
        """When to ask for the next one."""
        life = timedelta(seconds=self.lives)
        return now + life - min(EARLY, life / 2)


def severa_token(client_id: str, client_secret: str, scopes: str) -> Call[Grant]:
    """Severa's own token request: JSON, and an answer that is not OAuth's (`access_token_expires_in`)."""
    body = {"client_id": client_id, "client_secret": client_secret} | ({"scope": scopes} if scopes else {})
    headers = {"Client_Id": client_id}
    return Call("severa", "POST", "/v1/token", _severa_grant, body=dumps(body), headers=headers, **TOKEN)


def vnf_token(client_id: str, client_secret: str, tenant_id: str, scopes: str) -> Call[Grant]:
    """Visma Connect's client-credentials request: a form, with the tenant that chooses the company."""
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
    form |= {"tenant_id": tenant_id} | ({"scope": scopes} if scopes else {})
    kind, body = "application/x-www-form-urlencoded", urlencode(form).encode()
    return Call("vnf", "POST", "/connect/token", _vnf_grant, body=body, content_type=kind, **TOKEN)


def _severa_grant(reply: Reply) -> Grant:
    return _grant(reply, "access_token_expires_in")


def _vnf_grant(reply: Reply) -> Grant:
    return _grant(reply, "expires_in")


def _grant(reply: Reply, lives: str) -> Grant:
    grant = _granted(reply.body, lives)
    if isinstance(grant, Mismatch):
        raise grant  # from here: no frame that an error report might print holds the answer
    return grant


def _granted(body: bytes, lives: str) -> Grant | Mismatch:
    try:
        told = loads(body)
    except Mismatch:
        told = None
    if type(told) is not dict:
        return Mismatch("", "a JSON object", UNSHOWN)
    known = {name.lower(): value for name, value in told.items()}
    token, seconds, scope = known.get("access_token"), known.get(lives), known.get("scope")
    if type(token) is not str or not re.fullmatch("[!-~]+", token):
        return Mismatch("access_token", "text that fits a header", UNSHOWN)
    if type(seconds) is not int or not 0 < seconds < LONGEST:
        return Mismatch(lives, "a whole number of seconds", UNSHOWN)
    return Grant(token, seconds, scope if type(scope) is str else "")
