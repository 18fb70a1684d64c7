"""A file as a service gives it: its bytes, and the type that it calls them."""

from __future__ import annotations

import re
from typing import Any

from attrs import evolve, field, frozen

from severa_vnf.flows.ask import Flow, send
from severa_vnf.wire.call import Call, Reply

_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(;[ -~]*)?", re.ASCII)


@frozen
class Contents:
    """The bytes, and their type."""

    data: bytes = field(repr=False)
    kind: str


def read_file(call: Call[bytes], largest: int | None) -> Flow[Contents | None]:
    """Read a file; None: it has more bytes than `largest`, of which the rest was never read.

    What a service calls its type and is none becomes application/octet-stream.
    """
    whole: Call[Any] = call
    reply: Reply = yield from send(evolve(whole, read=_reply, largest=largest))
    if largest is not None and len(reply.body) > largest:
        return None
    kind = reply.headers.get("content-type", "")
    return Contents(reply.body, kind if _TYPE.fullmatch(kind) else "application/octet-stream")


def _reply(reply: Reply) -> Reply:
    return reply
