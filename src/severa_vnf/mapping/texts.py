"""Texts: whole or not at all towards a document; between registers without the blanks around them."""

from __future__ import annotations

from severa_vnf.mapping.table import Pair, Trouble
from severa_vnf.rules.drafts import TEXT_TOO_LONG
from severa_vnf.rules.registers import NAMELESS
from severa_vnf.wire.unset import UNSET, Unset


def whole(text: str, limit: int | None, name: str) -> str | Unset | Trouble:
    """The text; an empty one is left out, one beyond the limit is a trouble."""
    if limit is not None and len(text) > limit:
        return Trouble(TEXT_TOO_LONG, name, f"{len(text)} > {limit}")
    return text or UNSET


def _trimmed(text: str | None, given: object) -> str:
    return (text or "").strip()


def _kept(text: str | None, given: object) -> str | None:
    return (text or "").strip() or None


TEXT: Pair[str | None, str, str] = Pair(_trimmed, _kept)
"""Empty in Visma.net is none in Severa."""


def name_of(field: str) -> Pair[str, str, str]:
    """A text that must not be empty, and what a user of Severa calls it."""

    def named(text: str | None, given: object) -> str | Trouble:
        return (text or "").strip() or Trouble(NAMELESS, field)

    return Pair(named, named)
