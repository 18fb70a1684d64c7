"""File names are what somebody once typed, in another system: data from outside."""

from __future__ import annotations

import re
import unicodedata

NAMELESS = "attachment"
LONGEST = 200
"""Characters that are kept. Unconfirmed; file systems take 255 bytes."""


def file_name(told: str) -> str:
    """A name and nothing else: no path, no control character, nothing that turns its letters round, none too long.

    An ending is kept. What is left of nothing is `attachment`.
    """
    last = re.split(r"[/\\]", told)[-1]
    seen = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    name = " ".join(seen.split()).strip(". ") or NAMELESS
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    short = len(ending) < LONGEST // 4
    return f"{stem[: LONGEST - len(ending) - 1]}{dot}{ending}" if dot and short else name[:LONGEST].rstrip(". ")
