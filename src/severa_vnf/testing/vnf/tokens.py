"""Tokens of Visma Connect: the client credentials of one tenant."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from attrs import define, field

from severa_vnf.testing.exchange import Reply, Request
from severa_vnf.testing.vnf.world import World

PATH = "/connect/token"
LIFE = 3600


@define(eq=False)
class Tokens:
    """The tokens that are out, each with its end and its scopes."""

    world: World
    _out: dict[str, tuple[datetime, frozenset[str]]] = field(factory=dict, repr=False)

    def issue(self, request: Request) -> Reply:
        """Answer a token request."""
        switches = self.world.switches
        form = dict(parse_qsl(request.body.decode("utf-8", "replace")))
        kind = request.headers.get("content-type", "")
        asked = form.get("scope", "").split() or list(switches.scopes)
        if request.method != "POST" or "x-www-form-urlencoded" not in kind:
            return _no("invalid_request")
        if form.get("grant_type") != "client_credentials":
            return _no("unsupported_grant_type")
        if (form.get("client_id"), form.get("client_secret")) != (switches.client_id, switches.client_secret):
            return _no("invalid_client", 401)
        if form.get("tenant_id") != switches.tenant_id:
            return _no("invalid_tenant")
        if not set(asked) <= set(switches.scopes):
            return _no("invalid_scope")
        token = f"{self.world.random.getrandbits(256):064x}"
        self._out[token] = (self.world.clock.now() + timedelta(seconds=LIFE), frozenset(asked))
        return Reply.of_json(
            {"access_token": token, "expires_in": LIFE, "token_type": "Bearer", "scope": " ".join(asked)},
            headers={"Cache-Control": "no-store"},
        )

    def scopes(self, request: Request) -> frozenset[str] | None:
        """What the request's token allows; None without a token that is valid now."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        end, scopes = self._out.get(token, (self.world.clock.now(), frozenset()))
        return scopes if scheme.lower() == "bearer" and self.world.clock.now() < end else None

    def revoke(self) -> None:
        """Make every token invalid."""
        self._out.clear()


def _no(error: str, status: int = 400) -> Reply:
    return Reply.of_json({"error": error}, status)
