"""HTTP as a simulator sees it: one request in, one reply out, both plain values."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from attrs import field, frozen

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder(decimal_format="number")


@frozen
class Request:
    """What reached the service. Header names are in lower case; the query keeps its order and its repeats.

    The path is as it was sent: a segment is unquoted once it stands alone, so that a slash in a number stays in it.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""

    @classmethod
    def to(cls, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Request:
        """Read the request line's target: the path as it is, the query split."""
        parts = urlsplit(target)
        query = tuple(parse_qsl(parts.query, keep_blank_values=True))
        lower = {name.lower(): value for name, value in headers.items()}
        return cls(method.upper(), parts.path, query, lower, body)


@frozen
class Reply:
    """What the service answers. `delay` is how long it takes over it, in seconds."""

    status: int
    headers: Mapping[str, str] = field(factory=dict)
    body: bytes = b""
    delay: float = 0.0
    head_drip: float = 0.0
    """Seconds between the pieces in which the head comes."""
    body_drip: float = 0.0
    """Seconds between the pieces in which the body comes."""
    torn: bool = False
    """Whether the connection ends in the middle of the body."""

    @classmethod
    def of_json(cls, value: Any, status: int = 200, headers: Mapping[str, str] = {}) -> Reply:
        """JSON, with every Decimal written as a number to its last digit."""
        return cls(status, {"Content-Type": "application/json; charset=utf-8", **headers}, dumps(value))

    @classmethod
    def of_text(cls, text: str, status: int, headers: Mapping[str, str] = {}) -> Reply:
        """Plain text."""
        return cls(status, {"Content-Type": "text/plain; charset=utf-8", **headers}, text.encode())

    @classmethod
    def empty(cls, status: int, headers: Mapping[str, str] = {}) -> Reply:
        """No body, and so no Content-Type."""
        return cls(status, dict(headers))


class NotReceived(Exception):
    """The request never reached the service: nothing was done."""


class AnswerLost(Exception):
    """The service did what was asked; its answer never came back."""


PIECES = 8
"""In how many pieces comes what drips."""


def pieces(content: bytes) -> list[bytes]:
    """Cut into so many pieces, or fewer where there is little to cut."""
    cuts = [len(content) * place // PIECES for place in range(PIECES + 1)]
    return [content[start:end] for start, end in pairwise(cuts) if end > start]


def loads(body: bytes) -> Any:
    """Read JSON with exact numbers: whole ones as int, others as Decimal. Raises ValueError where it is no JSON."""
    try:
        return _DECODER.decode(body)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


def dumps(value: Any) -> bytes:
    """Write JSON; a Decimal is a number with all its digits."""
    return _ENCODER.encode(value)
