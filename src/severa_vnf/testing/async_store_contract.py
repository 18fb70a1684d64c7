"""The rules of a store for an async host: the same tests, each verb awaited."""

from __future__ import annotations

import asyncio
import threading
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import pytest
from attrs import frozen

from severa_vnf.ports import AsyncMappingStore, MappingStore, Record, Write
from severa_vnf.testing.store_contract import Rules

T = TypeVar("T")


class AsyncStoreContract(Rules, ABC):
    """`StoreContract` for an `AsyncMappingStore`, which lives on one event loop from its making to its closing."""

    @abstractmethod
    async def make_store(self) -> AsyncMappingStore:
        """The store to prove. Called once a test."""

    async def close_store(self) -> None:
        """Let go of what `make_store` opened. There may be nothing."""

    @pytest.fixture
    def store(self) -> Iterator[MappingStore]:
        """The store to prove, its verbs awaited on a loop in another thread."""
        with asyncio.Runner() as runner:
            loop = runner.get_loop()
            thread = threading.Thread(target=loop.run_forever)
            thread.start()
            try:
                yield _Awaited(_wait(self.make_store(), loop), loop)
                _wait(self.close_store(), loop)
            finally:
                loop.call_soon_threadsafe(loop.stop)
                thread.join()


@frozen
class _Awaited:
    inner: AsyncMappingStore
    loop: asyncio.AbstractEventLoop

    def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        return _wait(self.inner.read(tenant, space, keys), self.loop)

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        return _wait(self.inner.scan(tenant, space, after=after, limit=limit), self.loop)

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        return _wait(self.inner.commit(tenant, writes), self.loop)


def _wait(work: Coroutine[Any, Any, T], loop: asyncio.AbstractEventLoop) -> T:
    return asyncio.run_coroutine_threadsafe(work, loop).result()
