"""Whether the service lives (`/heartbeat`, beside `/v1`). Only `authorized` needs a token."""

from __future__ import annotations

from severa_vnf.wire.call import Call, nothing


def server() -> Call[None]:
    """Whether the service answers."""
    return Call("severa", "GET", "/heartbeat/server", nothing)


def database() -> Call[None]:
    """Whether its database does."""
    return Call("severa", "GET", "/heartbeat/database", nothing)


def authorized() -> Call[None]:
    """Whether it takes the credential. Raises AuthError where not."""
    return Call("severa", "GET", "/heartbeat/authorized", nothing)
