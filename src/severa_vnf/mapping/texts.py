"""A text crosses whole or not at all."""

from __future__ import annotations

from severa_vnf.mapping.table import Trouble
from severa_vnf.rules import TEXT_TOO_LONG
from severa_vnf.wire.unset import UNSET, Unset


def whole(text: str, limit: int | None, name: str) -> str | Unset | Trouble:
    """The text; an empty one is left out, one beyond the limit is a trouble."""
    if limit is not None and len(text) > limit:
        return Trouble(TEXT_TOO_LONG, name, f"{len(text)} characters, at most {limit}")
    return text or UNSET
