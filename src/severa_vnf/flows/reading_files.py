"""A file as a service gives it: its bytes, and the type that it calls them. It is whole, or it is none."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from attrs import evolve, field, frozen

from severa_vnf.flows.ask import Flow, send
from severa_vnf.wire.call import Call, Reply

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;[ -~]*)?", re.ASCII)
_PAGE = re.compile(rb"\s*(<!doctype\s+html|<html)", re.IGNORECASE)
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
UNITS = (1, 1000, 1024)
"""In which of them a size is listed is not told: bytes, or thousands of them."""
OK = 200


@frozen
class Contents:
    """The bytes, and their type."""

    data: bytes = field(repr=False)
    kind: str


@frozen
class Cut:
    """Not the file, or not all of it: what came instead, in figures."""

    told: str


def read_file(
    call: Call[bytes], largest: int | None, name: str, size: Decimal | None = None
) -> Flow[Contents | Cut | None]:
    """Read the file of this name and listed size; None: it has more bytes than `largest`, whose rest was never read.

    What a service calls its type and is none becomes application/octet-stream.
    """
    whole: Call[Any] = call
    reply: Reply = yield from send(evolve(whole, read=_reply, largest=largest))
    if largest is not None and len(reply.body) > largest:
        return None
    kind = reply.headers.get("content-type", "")
    if reply.status != OK:
        return Cut(f"HTTP {reply.status}")
    if not reply.body or (size and not _is_of(len(reply.body), size)):
        return Cut(f"{len(reply.body)} / {size or '?'}")
    if not name.casefold().endswith(_PAGES) and ("text/html" in kind.lower() or _PAGE.match(reply.body)):
        return Cut("text/html")
    return Contents(reply.body, kind if _TYPE.fullmatch(kind) else "application/octet-stream")


def _is_of(length: int, size: Decimal) -> bool:
    return any(abs(length - size * unit) < unit for unit in UNITS)


def _reply(reply: Reply) -> Reply:
    return reply
