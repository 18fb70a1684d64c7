"""Records kept small: a register of a hundred thousand has to fit into somebody's process."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from struct import Struct
from typing import TypeVar

from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.model import Model

M = TypeVar("M", bound=Model)

HEAD = Struct("<BII")
"""What stands before a record: which model it is, where the one before it of its key begins, and its length."""
NOWHERE = 0
PLAIN = -15
"""Deflated without zlib's own head and sum."""
LEARNT = 300
"""When so many bytes are packed, enough was seen of what the records look like."""


class Pack(Mapping[str, M]):
    """Records by key, all in one run of bytes. The newest of a key is *the* record of it; `all` has every one.

    Each is compressed against the first few of them, which look much like it.
    """

    def __init__(self) -> None:
        self._begins: dict[str, int] = {}
        self._held = bytearray(1)  # so that none begins at NOWHERE
        self._models: list[type[M]] = []
        self._like = b""

    def add(self, key: str, record: M) -> None:
        """Keep a record."""
        body = dumps(record._raw)
        if len(self._held) < LEARNT:
            self._like = body + self._like  # in front: it is read from its end, where nothing moves
        press = zlib.compressobj(wbits=PLAIN, zdict=self._like)
        pressed = press.compress(body) + press.flush()
        if type(record) not in self._models:
            self._models.append(type(record))
        head = HEAD.pack(self._models.index(type(record)), self._begins.get(key, NOWHERE), len(pressed))
        self._begins[key] = len(self._held)
        self._held += head + pressed

    def all(self, key: str) -> tuple[M, ...]:
        """Every record that was kept under a key, in the order in which they came."""
        found: list[M] = []
        begin = self._begins.get(key, NOWHERE)
        while begin != NOWHERE:
            record, begin = self._at(begin)
            found.append(record)
        return tuple(reversed(found))

    def _at(self, begin: int) -> tuple[M, int]:
        model, before, length = HEAD.unpack_from(self._held, begin)
        first = begin + HEAD.size
        body = zlib.decompressobj(PLAIN, zdict=self._like).decompress(self._held[first : first + length])
        return structure(loads(body), self._models[model]), before

    def __getitem__(self, key: str) -> M:
        return self._at(self._begins[key])[0]

    def __contains__(self, key: object) -> bool:
        return key in self._begins

    def __iter__(self) -> Iterator[str]:
        return iter(self._begins)

    def __len__(self) -> int:
        return len(self._begins)
