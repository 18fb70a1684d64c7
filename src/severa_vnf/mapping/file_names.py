"""File names are what somebody once typed, in another system: data from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

NAMELESS = "attachment"
LONGEST = 200
"""Characters that are kept. Unconfirmed; file systems take 255 bytes."""
_SPECIAL = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""


def file_name(told: str) -> str:
    """A name and nothing else: no path, no control character, nothing that turns its letters round, none too long.

    Nor does it mean a device (`NUL.pdf`) or a part of something else (`:`, `*`) to any system where it is opened later.
    A letter and its accent are one character, however they were typed. An ending is kept. What is left of nothing is
    `attachment`.
    """
    last = re.split(r"[/\\]", told)[-1]
    seen = unicodedata.normalize("NFC", "".join(one for one in last if unicodedata.category(one)[0] != "C"))
    name = " ".join(_SPECIAL.sub("_", seen).split()).strip(". ") or NAMELESS
    name = f"_{name}" if _DEVICE.match(name) else name
    if len(name) <= LONGEST:
        return name
    stem, dot, ending = name.rpartition(".")
    short = len(ending) < LONGEST // 4
    return f"{stem[: LONGEST - len(ending) - 1]}{dot}{ending}" if dot and short else name[:LONGEST].rstrip(". ")


ENDINGS = {
    "application/pdf": "pdf",
    "application/xml": "xml",
    "application/zip": "zip",
    "image/gif": "gif",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "text/plain": "txt",
    "text/xml": "xml",
}
"""By content type, for a name that has none."""


def with_ending(name: str, content_type: str) -> str:
    """A name with an ending, which Visma.net asks for: its own, else that of its type, else `bin`."""
    stem, dot, ending = name.rpartition(".")
    if stem and dot and ending:
        return name
    kind = content_type.partition(";")[0].strip().lower()
    return f"{name[: LONGEST - 4]}.{ENDINGS.get(kind, 'bin')}"


def name_key(name: str) -> str:
    """What all ways of writing a name share: capital letters make no difference, nor how an accent was typed."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def distinct(names: Sequence[str], taken: Collection[str] = ()) -> list[str]:
    """The same names, each once and none that is taken: the second `scan.pdf` is `scan (2).pdf`."""
    held = set(map(name_key, taken))
    found = []
    for name in names:
        stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
        one, count = name, 1
        while name_key(one) in held:
            count += 1
            mark = f" ({count}){dot}{ending}"
            one = f"{stem[: LONGEST - len(mark)]}{mark}"
        held.add(name_key(one))
        found.append(one)
    return found
