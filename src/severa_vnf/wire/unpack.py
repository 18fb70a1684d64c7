"""An answer's body, unpacked piece by piece: never more of it than is wanted, however small it was packed."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip"
"""How a service may pack its answer: what `Unpacked` undoes."""

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 15}


class Packed(Exception):
    """What came cannot be unpacked, or ends too early."""


class Unpacked:
    """What is taken in of a body, up to `largest` bytes and one more, which tells that there are more."""

    def __init__(self, encoding: str, largest: int) -> None:
        self._room = largest + 1
        self._body = bytearray()
        self._unpacks = encoding not in ("", "identity")
        if self._unpacks and encoding not in _WINDOW:
            raise Packed("packed in a way that was not asked for")
        self._stream = zlib.decompressobj(_WINDOW.get(encoding, 31))
        self._came = False

    @property
    def is_full(self) -> bool:
        """Whether no more is wanted."""
        return len(self._body) >= self._room

    def take(self, some: bytes) -> None:
        """Take in a piece as it came over the network."""
        room = self._room - len(self._body)
        self._came = self._came or bool(some)
        if not self._unpacks:
            self._body += some[:room]
            return
        try:
            self._body += self._stream.decompress(some, room)
        except zlib.error as error:
            raise Packed("not packed as it says") from error

    def content(self) -> bytes:
        """All that was taken in. Raises Packed where the end is missing."""
        if self._unpacks and self._came and not self.is_full and not self._stream.eof:
            raise Packed("its end is missing")
        return bytes(self._body)
