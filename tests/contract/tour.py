"""A call of every endpoint that the library describes, each at least once."""

from __future__ import annotations


def tour(severa_url: str, vnf_url: str, vnf_token_url: str) -> None:
    """Ask both services for everything, as a user would."""
