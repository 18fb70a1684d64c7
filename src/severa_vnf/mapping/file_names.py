"""File names are what somebody once typed, in another system: data from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

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


ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "text/plain": "txt", "text/xml": "xml"}
"""By content type, for a name that has none."""


def with_ending(name: str, content_type: str) -> str:
    """A name with an ending, which Visma.net asks for: its own, else that of its type, else `bin`."""
    stem, dot, ending = name.rpartition(".")
    if stem and dot and ending:
        return name
    kind = content_type.partition(";")[0].strip().lower()
    return f"{name[: LONGEST - 4]}.{ENDINGS.get(kind, 'bin')}"


def distinct(names: Sequence[str]) -> list[str]:
    """The same names, each once: the second `scan.pdf` is `scan (2).pdf`. Capital letters make no difference."""
    taken: set[str] = set()
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        one, count = name, 1
        while one.casefold() in taken:
            count += 1
            mark = f" ({count}){dot}{ending}"
            one = f"{stem[: LONGEST - len(mark)]}{mark}"
        taken.add(one.casefold())
        found.append(one)
    return found
