"""Records kept small: a register of a hundred thousand has to fit into somebody's process."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import TypeVar

from severa_vnf.wire.decode import loads, structure
from severa_vnf.wire.encode import dumps
from severa_vnf.wire.model import Model

M = TypeVar("M", bound=Model)


class Pack(Mapping[str, M]):
    """Records by id, kept small: a register of a hundred thousand has to fit into somebody's process.

    Each is compressed against the first of them, which looks much like it.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[type[M], bytes]] = {}
        self._like = b""

    def add(self, key: str, record: M) -> None:
        """Keep a record."""
        body = dumps(record._raw)
        self._like = self._like or body
        press = zlib.compressobj(1, zdict=self._like)
        self._held[key] = (type(record), press.compress(body) + press.flush())

    def __getitem__(self, key: str) -> M:
        model, body = self._held[key]
        return structure(loads(zlib.decompressobj(zdict=self._like).decompress(body)), model)

    def __contains__(self, key: object) -> bool:
        return key in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
