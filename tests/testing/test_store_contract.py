from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from attrs import evolve

from severa_vnf.errors import StoreConflict
from severa_vnf.ports import AsyncMappingStore, Check, MappingStore, Record, Write
from severa_vnf.stores import MemoryStore
from severa_vnf.testing.async_store_contract import AsyncStoreContract
from severa_vnf.testing.store_contract import StoreContract


class Later:
    """A MemoryStore for an async host."""

    def __init__(self) -> None:
        self.inner = MemoryStore()

    async def read(self, tenant: str, space: str, keys: Sequence[str]) -> Mapping[str, Record]:
        """As MemoryStore."""
        return self.inner.read(tenant, space, keys)

    async def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """As MemoryStore."""
        return self.inner.scan(tenant, space, after=after, limit=limit)

    async def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """As MemoryStore."""
        return self.inner.commit(tenant, writes)


class TestAsyncStore(AsyncStoreContract):
    async def make_store(self) -> AsyncMappingStore:
        """A new one."""
        return Later()


class Gap(MemoryStore):
    """Lets others in between looking and writing."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """Check first, then write over whatever is there by then."""
        super().commit(tenant, [Check(write.space, write.key, write.expected) for write in writes])
        calm = list(writes)
        found = [self.read(tenant, write.space, [write.key]).get(write.key) for write in calm]
        pairs = zip(calm, found, strict=True)
        return super().commit(tenant, [evolve(write, expected=old.version if old else None) for write, old in pairs])


class Hasty(MemoryStore):
    """Commits write by write."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """The first writes stay when a later one fails."""
        return [super(Hasty, self).commit(tenant, [write]) for write in writes][-1]


class Counting(MemoryStore):
    """Numbers its commits by what it holds."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """After a deletion an old number comes again."""
        super().commit(tenant, writes)
        return 1 + sum(len(self.scan(tenant, space)) for space in ("links", "intents"))


class Sixteen(MemoryStore):
    """Sorts as databases do that hold text as UTF-16."""

    def scan(self, tenant: str, space: str, *, after: str = "", limit: int = 500) -> Sequence[Record]:
        """Surrogate pairs come before the private use area."""
        return sorted(super().scan(tenant, space, after=after, limit=limit), key=lambda r: r.key.encode("utf-16-be"))


class Shared(MemoryStore):
    """Takes all tenants for one."""

    def commit(self, tenant: str, writes: Sequence[Write]) -> int:
        """One heap."""
        return super().commit("", writes)


class Broken(StoreContract):
    """The contract, run by hand."""

    def __init__(self, store: MappingStore) -> None:
        self.broken = store

    def make_store(self) -> MappingStore:
        """The store that must not pass."""
        return self.broken


@pytest.mark.parametrize(
    ("store", "rule"),
    [
        (Gap(), "test_a_check_holds_until_the_commit_is_through"),
        (Gap(), "test_of_rivals_one_wins"),
        (Hasty(), "test_a_record_is_read_as_it_was_put"),
        (Counting(), "test_a_version_is_never_used_twice"),
        (Sixteen(), "test_a_scan_goes_on_after_a_key"),
        (Shared(), "test_tenants_and_spaces_are_apart"),
    ],
)
def test_a_broken_store_is_found_out(store: MappingStore, rule: str) -> None:
    """A store that breaks a rule fails the test of that rule."""
    contract = Broken(store)
    with pytest.raises((AssertionError, StoreConflict)):
        getattr(contract, rule)(contract.make_store(), "acme")
